#include "host/report/compare/outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/report/compare/paired_files.h"
#include "host/store/batches.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

std::string code_of_place(const EnsembleHeader& header, Dimension dimension, std::int64_t index) {
  const auto at = static_cast<std::size_t>(index);
  const RouteNames& routes = header.routes;
  switch (dimension) {
    case Dimension::country:
      return header.country_iso3[at];
    case Dimension::corridor:
      return code_of(place_of(header, Stock::corridor, index));
    case Dimension::bloc:
      return std::string(ensemble_blocs[at]);
    case Dimension::route:
      return routes.route_code[at];
    case Dimension::border:
      return routes.border_code[at];
    case Dimension::front:
      return routes.front_code[at];
    case Dimension::route_corridor:
      return fmt::format(
          "{}:{}", routes.border_code[static_cast<std::size_t>(routes.route_corridor_border[at])],
          routes.route_corridor_nationality[at]);
    default:
      return std::to_string(index);
  }
}

std::string name_of_place(const EnsembleHeader& header, Dimension dimension, std::int64_t index) {
  const auto at = static_cast<std::size_t>(index);
  switch (dimension) {
    case Dimension::country:
      return header.country_name[at];
    case Dimension::corridor:
      return place_of(header, Stock::corridor, index).label;
    case Dimension::route:
      return header.routes.route_name[at];
    case Dimension::border:
      return header.routes.border_name[at];
    case Dimension::front:
      return header.routes.front_name[at];
    default:
      return code_of_place(header, dimension, index);
  }
}

// The places of a variable, along one dimension or several, as one row of them.
class PlacesOfVariable {
 public:
  PlacesOfVariable(const EnsembleReader& reader, const ComparedVariable& variable)
      : header_(reader.header()), dimensions_(variable.places()) {
    for (const Dimension dimension : dimensions_) {
      extents_.push_back(reader.extent(dimension));
      count_ *= extents_.back();
    }
  }

  std::int64_t count() const { return count_; }
  std::string code(std::int64_t place) const { return joined(place, ":", code_of_place); }
  std::string name(std::int64_t place) const { return joined(place, ", ", name_of_place); }

  // The slab of so many places from `first` on, after `slab`; all of them where there is more than
  // one dimension of places.
  Slab slab(Slab slab, std::int64_t first, std::int64_t places) const {
    for (const std::int64_t extent : extents_) {
      slab.offset.push_back(extents_.size() == 1 ? first : 0);
      slab.count.push_back(extents_.size() == 1 ? places : extent);
    }
    return slab;
  }

  // How many are read at once, where each takes so many values.
  std::int64_t at_once(std::int64_t values) const {
    if (extents_.size() != 1) return count_;
    return std::clamp<std::int64_t>(most_values_at_once / values, 1, count_);
  }

 private:
  template <typename Word>
  std::string joined(std::int64_t place, std::string_view between, const Word& word) const {
    std::string text;
    std::int64_t stride = count_;
    for (std::size_t axis = 0; axis < dimensions_.size(); ++axis) {
      stride /= extents_[axis];
      text += fmt::format("{}{}", axis == 0 ? "" : between,
                          word(header_, dimensions_[axis], place / stride % extents_[axis]));
    }
    return text;
  }

  const EnsembleHeader& header_;
  std::vector<Dimension> dimensions_;
  std::vector<std::int64_t> extents_;
  std::int64_t count_ = 1;
};

// A stretch of years and of places, read at once.
struct Block {
  YearRange years{};
  std::int64_t first = 0;
  std::int64_t places = 0;

  std::size_t cells() const { return static_cast<std::size_t>(years.count * places); }
};

// [cell][draw or batch], a cell a year and place; NaN for what is missing.
using Columns = std::vector<std::vector<double>>;

// The calendar years that a variable has; entries by nationality have not the same in all files.
YearRange years_of(const EnsembleReader& reader, const VariableSchema& variable) {
  if (variable.dimensions[1] != Dimension::month_ahead) return {0, reader.extent(Dimension::year)};
  if (reader.header().month_ahead.empty()) return {0, 0};
  return {reader.header().month_ahead.front() / months_in_year,
          reader.extent(Dimension::month_ahead) / months_in_year};
}

YearRange both_of(const YearRange& one, const YearRange& other) {
  const std::int64_t first = std::max(one.first, other.first);
  const std::int64_t end = std::min(one.first + one.count, other.first + other.count);
  return {first, std::max<std::int64_t>(end - first, 0)};
}

// Those of a variable that have numbers in both files.
YearRange years_in_both(const ComparablePair& pair, const VariableSchema& variable) {
  YearRange years = both_of(years_of(pair.a, variable), years_of(pair.b, variable));
  if (variable.missing == Missing::first_year && years.first == 0 && years.count > 0) {
    years = {1, years.count - 1};
  }
  return years;
}

// By draw: values of the year, sums of its months, or their means.
Columns draws_of(const EnsembleReader& reader, const VariableSchema& variable,
                 const PlacesOfVariable& places, const Block& block) {
  const bool ahead = variable.dimensions[1] == Dimension::month_ahead;
  const bool monthly = ahead || variable.dimensions[1] == Dimension::time;
  const std::int64_t months = monthly ? months_in_year : 1;
  const std::int64_t first = block.years.first - years_of(reader, variable).first;
  const bool mean = monthly && variable.cell_methods.find("mean") != std::string::npos;
  const std::int64_t times = block.years.count * months;
  const std::int64_t kept = reader.extent(Dimension::realization);
  const std::int64_t rows_at_once =
      std::max(most_values_at_once / (times * block.places), rows_per_chunk);
  Columns columns(block.cells());
  for (std::int64_t row = 0; row < kept; row += rows_at_once) {
    const std::int64_t rows = std::min(rows_at_once, kept - row);
    const std::vector<double> values =
        reader.read(variable.name,
                    places.slab({{row, first * months}, {rows, times}}, block.first, block.places));
    std::size_t at = 0;
    for (std::int64_t i = 0; i < rows * times; ++i) {
      const auto time = static_cast<std::size_t>(i % times);
      for (std::size_t place = 0; place < static_cast<std::size_t>(block.places); ++place) {
        std::vector<double>& column = columns[time / static_cast<std::size_t>(months) *
                                                  static_cast<std::size_t>(block.places) +
                                              place];
        if (time % static_cast<std::size_t>(months) == 0) column.push_back(0);
        column.back() += values[at++];
      }
    }
  }
  // After the sum, which is exact: draws that are equal stay so.
  for (std::vector<double>& column : columns) {
    for (double& value : column) value /= mean ? months_in_year : 1;
  }
  return columns;
}

// By batch of draws.
Columns batches_of(const EnsembleReader& reader, const VariableSchema& variable,
                   const PlacesOfVariable& places, const Block& block) {
  const std::int64_t batches = reader.extent(Dimension::batch);
  const std::vector<double> values =
      reader.read(variable.name, places.slab({{0, block.years.first}, {batches, block.years.count}},
                                             block.first, block.places));
  Columns columns;
  for (std::size_t cell = 0; cell < block.cells(); ++cell) {
    columns.push_back(every(values, cell, block.cells()));
  }
  return columns;
}

bool all_missing(const std::vector<double>& values) {
  return std::ranges::all_of(values, [](double value) { return std::isnan(value); });
}

void require_finite(const EnsembleReader& reader, const std::string& variable,
                    const std::vector<double>& values) {
  if (std::ranges::all_of(values, [](double value) { return std::isfinite(value); })) return;
  throw InputError(
      {Problem{reader.path(), 0, variable, "", "has a value that is missing or not finite",
               "peregrine verify says where"}});
}

// Fills the rows of one variable.
class TableOfVariable {
 public:
  TableOfVariable(const ComparablePair& pair, const ComparedVariable& variable,
                  const std::vector<std::uint8_t>* chosen)
      : pair_(pair), variable_(variable), chosen_(chosen), places_(pair.a, variable) {
    const EnsembleHeader& header = pair.a.header();
    const std::int64_t kept =
        chosen == nullptr ? header.kept : std::ranges::count(*chosen, std::uint8_t{1});
    // The means of all draws where only some are kept one by one.
    by_batch_ = variable.draws == nullptr ||
                (variable.batches != nullptr && chosen == nullptr && kept < header.draws);
    const VariableSchema& schema = variable.schema();
    table_.variable = variable.name;
    table_.section = variable.section;
    table_.title = schema.long_name.substr(0, schema.long_name.find(", by batch of draws"));
    table_.units = schema.units;
    table_.of_places = !variable.places().empty();
    table_.mean_draws = by_batch_ ? header.draws : kept;
    table_.spread_draws = variable.draws == nullptr ? 0 : kept;
    batch_draws_ = batch_sizes(header.draws);
    single_.assign(static_cast<std::size_t>(kept), 1.0);
  }

  OutputTable of_years(YearRange years, YearsShown shown) && {
    years = both_of(years, years_in_both(pair_, variable_.schema()));
    if (shown == YearsShown::last && years.count > 0) {
      years = {years.first + years.count - 1, 1};
    }
    const std::int64_t column =
        std::max(pair_.a.extent(Dimension::batch),
                 variable_.draws == nullptr ? 1 : pair_.a.extent(Dimension::realization));
    const std::int64_t places = places_.at_once(column);
    const std::int64_t at_once = std::max<std::int64_t>(most_values_at_once / (column * places), 1);
    for (std::int64_t year = 0; year < years.count; year += at_once) {
      for (std::int64_t first = 0; first < places_.count(); first += places) {
        add({{years.first + year, std::min(at_once, years.count - year)},
             first,
             std::min(places, places_.count() - first)});
      }
    }
    return std::move(table_);
  }

 private:
  void add(const Block& block) {
    Columns draws_a;
    Columns draws_b;
    Columns batches_a;
    Columns batches_b;
    if (variable_.draws != nullptr) {
      draws_a = draws_of(pair_.a, *variable_.draws, places_, block);
      draws_b = draws_of(pair_.b, *variable_.draws, places_, block);
    }
    if (by_batch_) {
      batches_a = batches_of(pair_.a, *variable_.batches, places_, block);
      batches_b = batches_of(pair_.b, *variable_.batches, places_, block);
    }
    for (std::size_t cell = 0; cell < block.cells(); ++cell) {
      if (all_missing(by_batch_ ? batches_a[cell] : draws_a[cell])) continue;
      OutputDifference row = row_of(block, cell);
      if (by_batch_) row.mean = mean_of(batches_a[cell], batches_b[cell], batch_draws_);
      if (variable_.draws != nullptr) {
        if (chosen_ != nullptr) {
          draws_a[cell] = chosen_of(draws_a[cell], *chosen_);
          draws_b[cell] = chosen_of(draws_b[cell], *chosen_);
        }
        const PairedMean mean = mean_of(draws_a[cell], draws_b[cell], single_);
        if (!by_batch_) row.mean = mean;
        row.spread = paired_spread(draws_a[cell], draws_b[cell]);
      }
      table_.rows.push_back(std::move(row));
    }
  }

  OutputDifference row_of(const Block& block, std::size_t cell) const {
    const auto at = static_cast<std::int64_t>(cell);
    const std::int64_t place = block.first + at % block.places;
    OutputDifference row;
    row.code = places_.code(place);
    row.name = places_.name(place);
    row.year =
        pair_.a.header().years[static_cast<std::size_t>(block.years.first + at / block.places)];
    return row;
  }

  PairedMean mean_of(const std::vector<double>& a, const std::vector<double>& b,
                     const std::vector<double>& draws) const {
    require_finite(pair_.a, variable_.schema().name, a);
    require_finite(pair_.b, variable_.schema().name, b);
    return paired_mean(a, b, draws);
  }

  const ComparablePair& pair_;
  const ComparedVariable& variable_;
  const std::vector<std::uint8_t>* chosen_;
  PlacesOfVariable places_;
  bool by_batch_ = false;
  std::vector<double> batch_draws_;
  std::vector<double> single_;
  OutputTable table_;
};

}  // namespace

std::vector<OutputTable> output_tables(const ComparablePair& pair, const OutputRequest& request) {
  std::vector<OutputTable> tables;
  for (const ComparedVariable& variable : variables_asked(pair.a, request.of)) {
    if (request.chosen != nullptr && variable.draws == nullptr) continue;
    tables.push_back(
        TableOfVariable(pair, variable, request.chosen).of_years(request.years, request.shown));
    if (tables.back().rows.empty()) tables.pop_back();
  }
  return tables;
}

std::string years_had(const ComparablePair& pair, const std::vector<std::string>& of) {
  std::string text;
  const std::vector<int>& years = pair.a.header().years;
  for (const ComparedVariable& variable : variables_asked(pair.a, of)) {
    if (std::ranges::count(of, variable.name) == 0) continue;
    const YearRange had = years_in_both(pair, variable.schema());
    if (had.count == 0 || had.count == static_cast<std::int64_t>(years.size())) continue;
    const auto first = static_cast<std::size_t>(had.first);
    const int last = years[first + static_cast<std::size_t>(had.count) - 1];
    text += fmt::format("; {} is there for {}{}", variable.name, years[first],
                        had.count == 1 ? "" : fmt::format(" to {}", last));
  }
  return text;
}

}  // namespace peregrine
