#include "host/report/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

#include "host/support/error.h"

namespace peregrine {
namespace {

constexpr std::size_t ranking_length = 10;

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

int require_country(const EnsembleReader& reader, const std::string& code) {
  const int country = reader.country_index(upper(code));
  if (country < 0) {
    throw UsageError(fmt::format(
        "{}: has no country or area '{}' (give an ISO 3166-1 alpha-3 code, for example DEU)",
        reader.path(), code));
  }
  return country;
}

int require_corridor(const EnsembleReader& reader, const std::string& corridor) {
  const std::size_t dash = corridor.find('-');
  if (dash == std::string::npos) {
    throw UsageError(
        fmt::format("--corridor {}: is not of the form ORIG-DEST (for example MEX-USA)", corridor));
  }
  const std::string origin = upper(corridor.substr(0, dash));
  const std::string destination = upper(corridor.substr(dash + 1));
  require_country(reader, origin);
  require_country(reader, destination);
  const int index = reader.corridor_index(origin, destination);
  if (index < 0) {
    throw UsageError(
        fmt::format("{}: has no corridor {}-{} (no migrants in 2020, and not among "
                    "those that may open)",
                    reader.path(), origin, destination));
  }
  return index;
}

// Indices of the years that are shown.
struct YearRange {
  std::int64_t first;
  std::int64_t count;
};

YearRange require_years(const EnsembleReader& reader, const std::optional<int>& year) {
  const std::vector<int>& years = reader.header().years;
  if (!year) return {0, static_cast<std::int64_t>(years.size())};
  const auto found = std::ranges::find(years, *year);
  if (found == years.end()) {
    throw UsageError(fmt::format("{}: has no year {} (it has {} to {})", reader.path(), *year,
                                 years.front(), years.back()));
  }
  return {found - years.begin(), 1};
}

StockSeries label_of(const EnsembleReader& reader, Stock stock, std::int64_t place) {
  const EnsembleHeader& header = reader.header();
  const auto index = static_cast<std::size_t>(place);
  StockSeries series;
  series.stock = stock;
  switch (stock) {
    case Stock::world:
      series.label = "World";
      break;
    case Stock::immigrants:
      series.destination = header.country_iso3[index];
      series.label = header.country_name[index];
      break;
    case Stock::emigrants:
      series.origin = header.country_iso3[index];
      series.label = header.country_name[index];
      break;
    case Stock::corridor: {
      const auto origin = static_cast<std::size_t>(header.corridor_origin[index]);
      const auto destination = static_cast<std::size_t>(header.corridor_destination[index]);
      series.origin = header.country_iso3[origin];
      series.destination = header.country_iso3[destination];
      series.label =
          fmt::format("{} → {}", header.country_name[origin], header.country_name[destination]);
      break;
    }
  }
  return series;
}

SummaryTable table_by_year(const EnsembleReader& reader, Stock stock, std::int64_t place,
                           const YearRange& years, std::string title) {
  StockSeries series = label_of(reader, stock, place);
  const auto estimates = read_estimates(reader, stock, years.first, years.count, place, 1);
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    series.years.push_back(reader.header().years[static_cast<std::size_t>(years.first) + i]);
    series.estimates.push_back(estimates[i].front());
  }
  return {SummaryTable::Shape::years, std::move(title), {std::move(series)}};
}

// The places with the greatest median at `year`, beside their first year.
SummaryTable ranking(const EnsembleReader& reader, Stock stock, std::int64_t year,
                     const std::string& what) {
  const std::int64_t places = place_count(reader, stock);
  const auto then = read_estimates(reader, stock, year, 1, 0, places).front();
  std::vector<std::size_t> order(then.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t shown = std::min(ranking_length, order.size());
  std::ranges::stable_sort(order, std::greater<>(),
                           [&then](std::size_t place) { return then[place].median(); });

  const auto first = read_estimates(reader, stock, 0, 1, 0, places).front();
  const std::vector<int>& years = reader.header().years;
  SummaryTable table = {
      SummaryTable::Shape::ranking,
      fmt::format("Largest {} in {}", what, years[static_cast<std::size_t>(year)]),
      {}};
  for (std::size_t i = 0; i < shown; ++i) {
    StockSeries series = label_of(reader, stock, static_cast<std::int64_t>(order[i]));
    if (year != 0) {
      series.years.push_back(years.front());
      series.estimates.push_back(first[order[i]]);
    }
    series.years.push_back(years[static_cast<std::size_t>(year)]);
    series.estimates.push_back(then[order[i]]);
    table.series.push_back(std::move(series));
  }
  return table;
}

// Of the first realizations, as many as are read at once without trouble.
std::vector<Warming> read_warming(const EnsembleReader& reader, const YearRange& years) {
  constexpr std::int64_t most_read = 100'000;
  constexpr std::int64_t step_years = 10;
  const std::int64_t rows = std::min(reader.extent(Dimension::realization), most_read);
  const auto at = [](const std::vector<double>& sorted, double level) {
    return sorted[static_cast<std::size_t>(level * static_cast<double>(sorted.size() - 1) + 0.5)];
  };
  std::vector<Warming> warming;
  for (std::int64_t year = years.first; year < years.first + years.count; ++year) {
    const bool last = year + 1 == years.first + years.count;
    if (!last && (year - years.first) % step_years != 0) continue;
    std::vector<double> values = reader.read("global_mean_temperature", {{0, year}, {rows, 1}});
    std::ranges::sort(values);
    warming.push_back({reader.header().years[static_cast<std::size_t>(year)], at(values, 0.05),
                       at(values, 0.5), at(values, 0.95)});
  }
  return warming;
}

}  // namespace

Summary summarize(const EnsembleReader& reader, const SummaryRequest& request) {
  const EnsembleHeader& header = reader.header();
  Summary summary = {reader.path(),
                     header.scenario,
                     header.model_version,
                     reader.content_hash(),
                     header.seed,
                     header.draws,
                     {},
                     {}};
  const YearRange years = require_years(reader, request.year);
  if (!request.country.empty()) {
    const int country = require_country(reader, request.country);
    const std::string& name = header.country_name[static_cast<std::size_t>(country)];
    summary.tables.push_back(
        table_by_year(reader, Stock::immigrants, country, years, "Immigrants living in " + name));
    summary.tables.push_back(table_by_year(reader, Stock::emigrants, country, years,
                                           "Emigrants from " + name + " living elsewhere"));
    return summary;
  }
  if (!request.corridor.empty()) {
    const int corridor = require_corridor(reader, request.corridor);
    const std::string label = label_of(reader, Stock::corridor, corridor).label;
    summary.tables.push_back(
        table_by_year(reader, Stock::corridor, corridor, years, "Migrants, " + label));
    return summary;
  }
  const std::int64_t shown_year = years.first + years.count - 1;
  summary.tables.push_back(
      table_by_year(reader, Stock::world, 0, years, "International migrants in the world"));
  summary.warming = read_warming(reader, years);
  summary.tables.push_back(ranking(reader, Stock::immigrants, shown_year, "destinations"));
  summary.tables.push_back(ranking(reader, Stock::emigrants, shown_year, "origins"));
  summary.tables.push_back(ranking(reader, Stock::corridor, shown_year, "corridors"));
  return summary;
}

}  // namespace peregrine
