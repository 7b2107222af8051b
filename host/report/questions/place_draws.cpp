#include "host/report/questions/place_draws.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/support/error.h"

namespace peregrine {

void require_draws(const EnsembleReader& reader, std::string_view variable,
                   const std::string& what) {
  constexpr int first_format = 4;
  if (reader.format_version() < first_format) {
    throw UsageError(
        fmt::format("{}: has no {}: it is of format {}, and draws of places came with format {} "
                    "(run the scenario again)",
                    reader.path(), what, reader.format_version(), first_format));
  }
  if (!reader.has(variable)) {
    throw UsageError(
        fmt::format("{}: has no {}: its run does not simulate them, or ends before "
                    "they begin",
                    reader.path(), what));
  }
}

std::vector<double> draws_of_places(const EnsembleReader& reader, std::string_view variable,
                                    std::int64_t time) {
  const std::int64_t kept = reader.extent(Dimension::realization);
  const std::int64_t places =
      reader.extent(variable_schema(variable, reader.format_version()).dimensions.back());
  std::vector<double> draws;
  draws.reserve(static_cast<std::size_t>(kept * places));
  for (std::int64_t row = 0; row < kept; row += rows_per_chunk) {
    const std::vector<double> some =
        reader.read(variable, {{row, time, 0}, {std::min(rows_per_chunk, kept - row), 1, places}});
    draws.insert(draws.end(), some.begin(), some.end());
  }
  if (!std::ranges::all_of(draws, [](double value) { return std::isfinite(value); })) {
    throw InputError({{reader.path(), 0, std::string(variable), "", "has missing numbers",
                       "check the file with `peregrine verify`"}});
  }
  return draws;
}

std::vector<double> sums_of_places(const EnsembleReader& reader, std::string_view variable,
                                   std::int64_t time, std::span<const int> places) {
  const std::vector<double> draws = draws_of_places(reader, variable, time);
  const auto kept = static_cast<std::size_t>(reader.extent(Dimension::realization));
  const std::size_t all = draws.size() / kept;
  std::vector<double> sums(kept, 0.0);
  for (std::size_t draw = 0; draw < kept; ++draw) {
    for (const int place : places)
      sums[draw] += draws[draw * all + static_cast<std::size_t>(place)];
  }
  return sums;
}

Chance chance_above(std::span<const double> draws, double number) {
  return {std::ranges::count_if(draws, [number](double value) { return value > number; }),
          static_cast<std::int64_t>(draws.size())};
}

PairedSpread spread_of(std::span<const double> draws) {
  // As the difference from nothing.
  return paired_spread(std::vector<double>(draws.size(), 0.0), draws);
}

std::vector<std::string> spread_columns() {
  return {"q0.1", "q0.1_mc_error", "median", "median_mc_error", "q0.9", "q0.9_mc_error"};
}

void add_spread(std::vector<RecordCell>& cells, const PairedSpread& spread) {
  for (std::size_t level = 0; level < difference_levels.size(); ++level) {
    cells.emplace_back(spread.quantile[level]);
    cells.emplace_back(spread.quantile_error[level]);
  }
}

}  // namespace peregrine
