#include "host/report/page/draws.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace peregrine {
namespace {

// As many as a page needs; more would only take memory.
constexpr std::int64_t most_draws = 100'000;

}  // namespace

bool has_variable(const EnsembleReader& reader, std::string_view variable) {
  return std::ranges::any_of(reader.schema(), [&](const VariableSchema& one) {
    return one.name == variable && is_stored(one, reader.extents());
  });
}

DrawBands bands_of(std::vector<double> draws) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  DrawBands found;
  found.quantiles.fill(missing);
  found.median_error = missing;
  const bool whole = std::ranges::none_of(draws, [](double value) { return std::isnan(value); });
  if (draws.empty() || !whole) return found;
  std::ranges::sort(draws);
  const double last = static_cast<double>(draws.size() - 1);
  const auto at_rank = [&](double rank) {
    const double whole_rank = std::floor(std::clamp(rank, 0.0, last));
    const auto below = static_cast<std::size_t>(whole_rank);
    const double above = draws[std::min(below + 1, draws.size() - 1)];
    return draws[below] + (std::clamp(rank, 0.0, last) - whole_rank) * (above - draws[below]);
  };
  for (std::size_t i = 0; i < charted_levels.size(); ++i) {
    found.quantiles[i] = at_rank(charted_levels[i] * last);
  }
  // Half the distance between the order statistics one binomial standard deviation either side
  // (David and Nagaraja 2003, section 7.1).
  const double deviation = std::sqrt(static_cast<double>(draws.size())) / 2;
  found.median_error = (at_rank(last / 2 + deviation) - at_rank(last / 2 - deviation)) / 2;
  return found;
}

int last_revised_year(const EnsembleReader& reader) {
  constexpr const char* revision = "global_stock_revision";
  if (!has_variable(reader, revision)) return 0;
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
