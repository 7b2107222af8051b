#include "host/report/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "host/report/compare_borders.h"
#include "host/report/paired_files.h"
#include "host/store/batches.h"

namespace peregrine {
namespace {

// The world by year, from the draws that both files hold one by one.
std::vector<Difference> world_differences(const ComparablePair& pair, const YearRange& years) {
  const std::int64_t kept = pair.a.header().kept;
  const std::vector<double> single(static_cast<std::size_t>(kept), 1.0);
  const std::int64_t years_at_once = std::max<std::int64_t>(most_values_at_once / kept, 1);
  std::vector<Difference> differences;
  for (std::int64_t done = 0; done < years.count; done += years_at_once) {
    const std::int64_t count = std::min(years_at_once, years.count - done);
    const Both stock(pair, "global_migrant_stock", {{0, years.first + done}, {kept, count}});
    for (std::int64_t year = 0; year < count; ++year) {
      const auto column = [year, count](const std::vector<double>& values) {
        return every(values, static_cast<std::size_t>(year), static_cast<std::size_t>(count));
      };
      const std::vector<double> a = column(stock.a);
      const std::vector<double> b = column(stock.b);
      const auto index = static_cast<std::size_t>(years.first + done + year);
      differences.push_back(
          {pair.a.header().years[index], paired_mean(a, b, single), paired_spread(a, b)});
    }
  }
  return differences;
}

// Differences [year][place] of all draws, from their batches.
std::vector<std::vector<Difference>> batch_differences(const ComparablePair& pair, Stock stock,
                                                       const YearRange& years,
                                                       std::int64_t first_place,
                                                       std::int64_t places) {
  const std::vector<double> draws = draws_by_batch(pair.a.header().draws);
  const auto batches = static_cast<std::int64_t>(draws.size());
  const Both means(pair, stem_of(stock) + "_batch_mean",
                   {{0, years.first, first_place}, {batches, years.count, places}});
  const auto cells = static_cast<std::size_t>(years.count * places);
  std::vector<std::vector<Difference>> differences(static_cast<std::size_t>(years.count));
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const std::size_t year = cell / static_cast<std::size_t>(places);
    differences[year].push_back(
        {pair.a.header().years[static_cast<std::size_t>(years.first) + year],
         paired_mean(every(means.a, cell, cells), every(means.b, cell, cells), draws),
         std::nullopt});
  }
  return differences;
}

ComparisonTable by_year(const ComparablePair& pair, Stock stock, std::int64_t place,
                        const YearRange& years) {
  DifferenceSeries series = {place_of(pair.a, stock, place), {}};
  std::string title = title_of(series.place);
  for (const auto& year : batch_differences(pair, stock, years, place, 1)) {
    series.differences.push_back(year.front());
  }
  return {ComparisonTable::Shape::years, std::move(title), {std::move(series)}};
}

// The places whose means differ most in a year, either way.
ComparisonTable ranking(const ComparablePair& pair, Stock stock, std::int64_t year,
                        const std::string& what) {
  const std::int64_t places = place_count(pair.a, stock);
  const auto then = batch_differences(pair, stock, {year, 1}, 0, places).front();
  std::vector<std::size_t> order(then.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&then](std::size_t place) {
    return std::abs(then[place].mean.difference);
  });
  ComparisonTable table = {ComparisonTable::Shape::ranking,
                           fmt::format("{} that differ most in {}", what,
                                       pair.a.header().years[static_cast<std::size_t>(year)]),
                           {}};
  for (std::size_t i = 0; i < std::min(ranking_length, order.size()); ++i) {
    table.series.push_back(
        {place_of(pair.a, stock, static_cast<std::int64_t>(order[i])), {then[order[i]]}});
  }
  return table;
}

std::vector<ComparisonTable> tables_of(const ComparablePair& pair, const PlaceRequest& request) {
  const EnsembleReader& reader = pair.a;
  const YearRange years = require_years(reader, request.year);
  if (!request.country.empty()) {
    const int country = require_country(reader, request.country);
    return {by_year(pair, Stock::immigrants, country, years),
            by_year(pair, Stock::emigrants, country, years)};
  }
  if (!request.corridor.empty()) {
    const int corridor = require_corridor(reader, request.corridor);
    return {by_year(pair, Stock::corridor, corridor, years)};
  }
  const std::int64_t last = years.first + years.count - 1;
  const Place world = place_of(reader, Stock::world, 0);
  return {
      {ComparisonTable::Shape::draws, title_of(world), {{world, world_differences(pair, years)}}},
      ranking(pair, Stock::immigrants, last, "Destinations"),
      ranking(pair, Stock::emigrants, last, "Origins"),
      ranking(pair, Stock::corridor, last, "Corridors")};
}

ComparedFile compared(const EnsembleReader& reader) {
  return {reader.path(), reader.header().scenario, reader.content_hash()};
}

}  // namespace

Comparison compare(const ComparablePair& pair, const CompareRequest& request) {
  const EnsembleHeader& header = pair.a.header();
  Comparison comparison;
  comparison.a = compared(pair.a);
  comparison.b = compared(pair.b);
  comparison.changed = changed_keys(header.scenario_toml, pair.b.header().scenario_toml);
  comparison.model_version = header.model_version;
  comparison.seed = header.seed;
  comparison.draws = header.draws;
  comparison.kept = header.kept;
  comparison.batches = batch_count(header.draws);
  if (request.border.empty()) {
    comparison.tables = tables_of(pair, request.place);
  } else {
    comparison.borders = border_tables(pair, request.border, request.place.year);
  }
  return comparison;
}

}  // namespace peregrine
