// What an output is called and what is said of it in a file.
#include <fmt/format.h>

#include <utility>

#include "host/store/schema_rows.h"
#include "host/store/schema_table.h"

namespace peregrine {
namespace {

std::vector<Dimension> along(Dimension first, const std::vector<Dimension>& others) {
  std::vector<Dimension> dimensions = {first};
  dimensions.insert(dimensions.end(), others.begin(), others.end());
  return dimensions;
}

void add_realizations(const Output& output, std::vector<VariableSchema>& table) {
  const Realizations& rows = *output.realizations;
  VariableSchema variable = whole(variable_name(output, Facet::realizations),
                                  along(Dimension::realization, output.dimensions), rows.type,
                                  rows.long_name, rows.cell_methods, rows.description, rows.demand);
  variable.delivery = Delivery::streamed;
  variable.units = rows.units;
  if (rows.rounded) variable.significant_bits = draw_bits;
  table.push_back(std::move(variable));
}

void add_quantiles(const Output& output, std::vector<VariableSchema>& table) {
  const Quantiles& quantiles = *output.quantiles;
  const std::vector<Dimension> dimensions = along(Dimension::quantile, output.dimensions);
  const auto name = [&output](Facet facet) { return variable_name(output, facet); };
  VariableSchema value = whole(name(Facet::quantile), dimensions, quantiles.type,
                               fmt::format("quantiles of {}", quantiles.of), "",
                               fmt::format("Quantiles over all draws, {}.", quantiles.unit),
                               Demand::not_negative_and_ascending_by_quantile);
  VariableSchema error =
      whole(name(Facet::quantile_error), dimensions, quantiles.type,
            fmt::format("standard error of the quantiles of {}", quantiles.of), "",
            "Monte Carlo standard error of the quantile.", Demand::not_negative);
  if (quantiles.rounded) {
    value.significant_bits = quantile_bits;
    error.significant_bits = error_bits;
  }
  append(table,
         {std::move(value), std::move(error),
          whole(name(Facet::mean), output.dimensions, quantiles.mean_type,
                fmt::format("mean of {}", quantiles.of), mean_over_draws,
                fmt::format("Mean over all draws, {}.", quantiles.unit), Demand::not_negative)});
}

}  // namespace

std::vector<VariableSchema> variables_of(const Output& output) {
  std::vector<VariableSchema> table;
  if (output.realizations) add_realizations(output, table);
  if (output.quantiles) add_quantiles(output, table);
  if (output.mean) {
    const Facet facet = output.mean->above ? Facet::probability : Facet::mean;
    table.push_back(whole(variable_name(output, facet), output.dimensions, output.mean->type,
                          output.mean->long_name, mean_over_draws, output.mean->description,
                          output.mean->demand));
  }
  if (output.by_batch) {
    const MeanByBatch& mean = *output.by_batch;
    table.push_back(whole(
        variable_name(output, Facet::batch_mean), along(Dimension::batch, output.dimensions),
        mean.type, fmt::format("mean of {}, by batch of draws", mean.of), mean_over_draws,
        fmt::format("Mean over the draws of the batch, {}.", mean.unit), Demand::not_negative));
  }
  for (VariableSchema& variable : table) {
    variable.missing = output.missing;
    variable.presence = output.presence;
  }
  return table;
}

}  // namespace peregrine
