#include "host/report/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "host/report/compare_borders.h"
#include "host/report/compare_given.h"
#include "host/report/compare_outputs.h"
#include "host/report/paired_files.h"
#include "host/store/batches.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

// The world by year, from the draws that both files hold one by one, or some of them.
std::vector<Difference> world_differences(const ComparablePair& pair, const YearRange& years,
                                          const std::optional<GivenDraws>& given) {
  const std::int64_t kept = pair.a.header().kept;
  const std::vector<double> single(static_cast<std::size_t>(given ? given->draws : kept), 1.0);
  const std::int64_t years_at_once = std::max<std::int64_t>(most_values_at_once / kept, 1);
  std::vector<Difference> differences;
  for (std::int64_t done = 0; done < years.count; done += years_at_once) {
    const std::int64_t count = std::min(years_at_once, years.count - done);
    const Both stock(pair, "global_migrant_stock", {{0, years.first + done}, {kept, count}});
    for (std::int64_t year = 0; year < count; ++year) {
      const auto column = [&](const std::vector<double>& values) {
        const auto first = static_cast<std::size_t>(year);
        std::vector<double> all = every(values, first, static_cast<std::size_t>(count));
        return given ? chosen_of(all, given->chosen) : all;
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

// For each pair the places whose means differ most in a year in any of them, either way.
std::vector<ComparisonTable> rankings(std::span<const ComparablePair> pairs, Stock stock,
                                      std::int64_t year, const std::string& what) {
  const EnsembleReader& reader = pairs.front().a;
  const std::int64_t places = place_count(reader, stock);
  std::vector<std::vector<Difference>> then;
  std::vector<double> greatest(static_cast<std::size_t>(places), 0.0);
  for (const ComparablePair& pair : pairs) {
    then.push_back(batch_differences(pair, stock, {year, 1}, 0, places).front());
    for (std::size_t place = 0; place < greatest.size(); ++place) {
      const double difference = std::abs(then.back()[place].mean.difference);
      greatest[place] = std::max(greatest[place], difference);
    }
  }
  std::vector<std::size_t> order(greatest.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(),
                           [&greatest](std::size_t place) { return greatest[place]; });
  order.resize(std::min(ranking_length, order.size()));
  std::vector<ComparisonTable> tables;
  for (const std::vector<Difference>& differences : then) {
    ComparisonTable table = {ComparisonTable::Shape::ranking,
                             fmt::format("{} that differ most in {}", what,
                                         reader.header().years[static_cast<std::size_t>(year)]),
                             {}};
    for (const std::size_t place : order) {
      table.series.push_back(
          {place_of(reader, stock, static_cast<std::int64_t>(place)), {differences[place]}});
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

std::vector<ComparisonTable> tables_of_place(const ComparablePair& pair,
                                             const PlaceRequest& request, const YearRange& years) {
  if (!request.country.empty()) {
    const int country = require_country(pair.a, request.country);
    return {by_year(pair, Stock::immigrants, country, years),
            by_year(pair, Stock::emigrants, country, years)};
  }
  return {by_year(pair, Stock::corridor, require_corridor(pair.a, request.corridor), years)};
}

void add_world(const ComparablePair& pair, const YearRange& years, Comparison& comparison) {
  const Place world = place_of(pair.a, Stock::world, 0);
  comparison.tables.push_back({ComparisonTable::Shape::draws,
                               title_of(world),
                               {{world, world_differences(pair, years, comparison.given)}}});
}

// The world and what differs most.
void add_usual_tables(std::span<const ComparablePair> pairs, const YearRange& years,
                      std::vector<Comparison>& comparisons) {
  for (std::size_t at = 0; at < pairs.size(); ++at) add_world(pairs[at], years, comparisons[at]);
  // These are of means by batch, among whose draws none can be chosen.
  if (comparisons.front().given) return;
  const std::int64_t last = years.first + years.count - 1;
  for (const auto& [stock, what] :
       {std::pair(Stock::immigrants, "Destinations"), std::pair(Stock::emigrants, "Origins"),
        std::pair(Stock::corridor, "Corridors")}) {
    std::vector<ComparisonTable> tables = rankings(pairs, stock, last, what);
    for (std::size_t at = 0; at < pairs.size(); ++at) {
      comparisons[at].tables.push_back(std::move(tables[at]));
    }
  }
}

ComparedFile compared(const EnsembleReader& reader) {
  return {reader.path(), reader.header().scenario, reader.content_hash()};
}

Comparison about(const ComparablePair& pair) {
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
  return comparison;
}

std::vector<OutputTable> tables_of_variables(const ComparablePair& pair,
                                             const CompareRequest& request,
                                             const std::optional<GivenDraws>& given) {
  OutputRequest asked = {request.of, require_years(pair.a, request.place.year),
                         given ? &given->chosen : nullptr};
  if (!request.place.year && !request.every_year) {
    asked.years = {asked.years.first + asked.years.count - 1, 1};
  }
  std::vector<OutputTable> tables = output_tables(pair, asked);
  if (tables.empty()) {
    throw UsageError(
        fmt::format("{}: has nothing of what was asked for {} (--all shows what it has)",
                    pair.a.path(), given ? "draw by draw, which --given needs" : "in that year"));
  }
  return tables;
}

}  // namespace

std::vector<Comparison> compare_scenarios(std::span<const ComparablePair> pairs,
                                          const CompareRequest& request) {
  const PlaceRequest& place = request.place;
  const bool of_place = !place.country.empty() || !place.corridor.empty();
  if (!request.given.empty() && (of_place || !request.border.empty())) {
    throw UsageError(
        "--given with --country, --corridor or --border: of these a file has means over all draws "
        "alone (--given goes with the world and with --all or --of)");
  }
  const YearRange years = require_years(pairs.front().a, place.year);
  std::vector<Comparison> comparisons;
  for (const ComparablePair& pair : pairs) {
    comparisons.push_back(about(pair));
    Comparison& comparison = comparisons.back();
    if (!request.given.empty()) comparison.given = given_draws(pair, request);
    if (request.of_variables()) {
      comparison.outputs = tables_of_variables(pair, request, comparison.given);
    } else if (!request.border.empty()) {
      comparison.borders = border_tables(pair, request.border, place.year);
    } else if (of_place) {
      comparison.tables = tables_of_place(pair, place, years);
    }
  }
  if (!request.of_variables() && request.border.empty() && !of_place) {
    add_usual_tables(pairs, years, comparisons);
  }
  return comparisons;
}

Comparison compare(const ComparablePair& pair, const CompareRequest& request) {
  return std::move(compare_scenarios({&pair, 1}, request).front());
}

}  // namespace peregrine
