#include "host/outcome/output_statistics.h"

#include <algorithm>

#include "host/output/cell_rows.h"
#include "host/store/schema.h"

namespace peregrine {

OutputStatistics::OutputStatistics(const Output& output, const OutputExtents& extents)
    : output_(&output),
      extents_(&extents),
      layout_(extents.layout_of(output)),
      locks_(layout_.cells) {
  if (output.quantiles) {
    const Bins& bins = output.quantiles->bins;
    bank_.emplace(layout_.cells, bins.width, bins.linear_below, steps_per_person);
  }
  if (output.mean) means_.emplace(layout_.cells, output.mean->steps);
}

void OutputStatistics::add_batches(std::int64_t draws) {
  by_batch_.emplace(layout_.cells, draws, steps_per_person);
}

template <typename Source>
void OutputStatistics::add_source(const YearLanes& year, const Source& source) {
  const std::int64_t first = layout_.first_cell(year.step);
  const YearCells cells = {first, first + layout_.cells_in(year.step), locks_};
  if (bank_) {
    add_cells(*bank_, by_batch_ ? &*by_batch_ : nullptr, cells, year, source);
  } else if (by_batch_) {
    add_to_batches(*by_batch_, cells, year, source);
  }
  if (!means_) return;
  if (const std::optional<double> above = output_->mean->above) {
    add_to_means(*means_, cells, year, source,
                 [limit = *above](double value) { return value > limit ? 1.0 : 0.0; });
  } else {
    add_to_means(*means_, cells, year, source, [](double value) { return value; });
  }
}

void OutputStatistics::add(const YearLanes& year) {
  const auto add_array = [&](const auto* array) {
    add_source(year, source_of(array, layout_, year));
  };
  const Values& values = output_->values;
  if (const auto* floats = std::get_if<ArrayOf<float>>(&values)) add_array((*floats)(year.output));
  if (const auto* doubles = std::get_if<ArrayOf<double>>(&values)) {
    add_array((*doubles)(year.output));
  }
  if (std::holds_alternative<Derived>(values)) {
    const CellRows rows =
        cell_rows_of(*output_, *extents_, year.output, extents_->first_corridor().data());
    add_source(year, [&](std::int64_t cell, std::int64_t tile, std::int64_t lanes, double* out) {
      const CellPlace place = {.step = year.step,
                               .time = static_cast<int>(cell / layout_.places),
                               .place = static_cast<int>(cell % layout_.places),
                               .lane0 = 0,
                               .stride = year.width,
                               .first_plane = tile * rows.planes};
      cell_values(rows, place, lanes, out);
    });
  }
}

CountedStatistics OutputStatistics::counted() {
  CountedStatistics counted = {};
  counted.output = output_;
  counted.layout = layout_;
  if (bank_) counted.bank = &*bank_;
  if (means_) {
    counted.mean_steps_a_unit = output_->mean->steps;
    counted.means = means_->sums();
  }
  if (by_batch_) {
    counted.batch_steps_a_unit = steps_per_person;
    counted.batches = by_batch_->sums();
  }
  return counted;
}

void OutputStatistics::write_batches(EnsembleWriter& writer) {
  if (by_batch_) by_batch_->write_and_clear(writer, variable_name(*output_, Facet::batch_mean));
}

void OutputStatistics::write(EnsembleWriter& writer, std::int64_t draws, int threads) {
  if (bank_) write_bank(writer, *bank_, *output_, threads);
  bank_.reset();
  if (!means_) return;
  std::vector<double> means = means_->means(draws);
  if (output_->missing == Missing::unknown_origin) {
    const auto places = static_cast<std::size_t>(layout_.places);
    for (std::size_t at = places - 1; at < means.size(); at += places) means[at] = fill_float64;
  }
  writer.write(variable_name(*output_, output_->mean->above ? Facet::probability : Facet::mean),
               means);
}

std::vector<OutputStatistics> statistics_of(std::span<const Output> table,
                                            const OutputExtents& extents, std::int64_t draws) {
  std::vector<OutputStatistics> all;
  for (const Output& output : table) {
    if (extents.layout_of(output).cells == 0) continue;
    if (std::holds_alternative<std::monostate>(output.values)) {
      if (!output.by_batch) continue;
      std::ranges::find(all, output.name, &OutputStatistics::name)->add_batches(draws);
    } else if (output.quantiles || output.mean || output.by_batch) {
      all.emplace_back(output, extents);
      if (output.by_batch) all.back().add_batches(draws);
    }
  }
  return all;
}

}  // namespace peregrine
