#include "host/report/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace peregrine {
namespace {

SummaryTable table_by_year(const EnsembleReader& reader, Stock stock, std::int64_t place,
                           const YearRange& years) {
  StockSeries series = {place_of(reader, stock, place), {}, {}};
  std::string title = title_of(series.place);
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
    StockSeries series = {place_of(reader, stock, static_cast<std::int64_t>(order[i])), {}, {}};
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
WorldSeries read_series(const EnsembleReader& reader, const YearRange& years, WorldSeries series) {
  constexpr std::int64_t most_read = 100'000;
  constexpr std::int64_t step_years = 10;
  const std::int64_t rows = std::min(reader.extent(Dimension::realization), most_read);
  const auto at = [](const std::vector<double>& sorted, double level) {
    return sorted[static_cast<std::size_t>(level * static_cast<double>(sorted.size() - 1) + 0.5)];
  };
  for (std::int64_t year = years.first; year < years.first + years.count; ++year) {
    const bool last = year + 1 == years.first + years.count;
    if (!last && (year - years.first) % step_years != 0) continue;
    std::vector<double> values = reader.read(series.variable, {{0, year}, {rows, 1}});
    std::ranges::sort(values);
    series.years.push_back({reader.header().years[static_cast<std::size_t>(year)], at(values, 0.05),
                            at(values, 0.5), at(values, 0.95)});
  }
  return series;
}

std::vector<WorldSeries> read_world(const EnsembleReader& reader, const YearRange& years) {
  const WorldSeries asked[] = {
      {"Global temperature above 1850-1900 (K)", "global_mean_temperature", 1.0, 2, {}},
      {"Persons displaced abroad, end of year (millions)", "displaced_abroad", 1e-6, 1, {}},
      {"Countries at war, 1,000 deaths a year or more", "war_countries", 1.0, 0, {}},
      {"Deaths from organised violence in the year (thousands)", "conflict_deaths", 1e-3, 0, {}},
      {"Persons under food stress in the year (millions)", "food_stressed", 1e-6, 0, {}}};
  std::vector<WorldSeries> world;
  for (const WorldSeries& series : asked) world.push_back(read_series(reader, years, series));
  return world;
}

}  // namespace

Summary summarize(const EnsembleReader& reader, const SummaryRequest& asked) {
  const PlaceRequest& request = asked.place;
  const EnsembleHeader& header = reader.header();
  Summary summary = {reader.path(),
                     header.scenario,
                     header.model_version,
                     header.known_to,
                     reader.content_hash(),
                     header.seed,
                     header.draws,
                     {},
                     {},
                     {}};
  const YearRange years = require_years(reader, request.year);
  if (!asked.irregular.route.empty() || !asked.irregular.front.empty()) {
    summary.irregular = report_irregular(reader, asked.irregular);
    return summary;
  }
  if (!request.country.empty()) {
    const int country = require_country(reader, request.country);
    summary.tables.push_back(table_by_year(reader, Stock::immigrants, country, years));
    summary.tables.push_back(table_by_year(reader, Stock::emigrants, country, years));
    return summary;
  }
  if (!request.corridor.empty()) {
    const int corridor = require_corridor(reader, request.corridor);
    summary.tables.push_back(table_by_year(reader, Stock::corridor, corridor, years));
    return summary;
  }
  const std::int64_t shown_year = years.first + years.count - 1;
  summary.tables.push_back(table_by_year(reader, Stock::world, 0, years));
  summary.world = read_world(reader, years);
  summary.tables.push_back(ranking(reader, Stock::immigrants, shown_year, "destinations"));
  summary.tables.push_back(ranking(reader, Stock::emigrants, shown_year, "origins"));
  summary.tables.push_back(ranking(reader, Stock::corridor, shown_year, "corridors"));
  summary.irregular = irregular_overview(reader, request.year);
  return summary;
}

}  // namespace peregrine
