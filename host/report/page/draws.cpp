#include "host/report/page/draws.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "host/report/page/html.h"
#include "host/statistics/order.h"

namespace peregrine {
namespace {

// As many as a page needs; more would only take memory.
constexpr std::int64_t most_draws = 100'000;

}  // namespace

DrawBands bands_of(std::vector<double> draws) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  DrawBands found;
  found.quantiles.fill(missing);
  found.median_error = missing;
  const bool whole = std::ranges::none_of(draws, [](double value) { return std::isnan(value); });
  if (draws.empty() || !whole) return found;
  std::ranges::sort(draws);
  for (std::size_t i = 0; i < charted_levels.size(); ++i) {
    found.quantiles[i] = sorted_quantile(draws, charted_levels[i]);
  }
  found.median_error = sorted_quantile_error(draws, charted_levels[charted_median]);
  return found;
}

std::string few_draws_note(const EnsembleReader& reader) {
  return note("This file " + escaped(few_draws_in_words(reader)) + ".");
}

int last_revised_year(const EnsembleReader& reader) {
  constexpr const char* revision = "global_stock_revision";
  if (!reader.has(revision)) return 0;
  const std::vector<int>& years = reader.header().years;
  const std::vector<double> corrected =
      reader.read(revision, {{0, 0}, {1, static_cast<std::int64_t>(years.size())}});
  int last = 0;
  for (std::size_t i = 0; i < corrected.size(); ++i) {
    if (std::isfinite(corrected[i]) && corrected[i] != 0.0) last = years[i];
  }
  return last;
}

std::vector<std::vector<double>> draws_by_year(const EnsembleReader& reader,
                                               const std::string& variable) {
  const std::int64_t kept = std::min(reader.extent(Dimension::realization), most_draws);
  const auto years = static_cast<std::int64_t>(reader.header().years.size());
  std::vector<std::vector<double>> draws;
  for (std::int64_t year = 0; year < years; ++year) {
    draws.push_back(reader.read(variable, {{0, year}, {kept, 1}}));
  }
  return draws;
}

}  // namespace peregrine
