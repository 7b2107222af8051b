#include "host/report/compare/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "host/report/compare/borders.h"
#include "host/report/compare/given.h"
#include "host/report/compare/outputs.h"
#include "host/report/compare/paired_files.h"
#include "host/store/batches.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

// By year, from the draws that both files hold one by one, or some of them: of the world, or of
// one place.
std::vector<Difference> draw_differences(const ComparablePair& pair, const std::string& variable,
                                         std::optional<std::int64_t> place, const YearRange& years,
                                         const std::optional<GivenDraws>& given) {
  const std::int64_t kept = pair.a.header().kept;
  const std::vector<double> single(static_cast<std::size_t>(given ? given->draws : kept), 1.0);
  const std::int64_t years_at_once = std::max<std::int64_t>(most_values_at_once / kept, 1);
  std::vector<Difference> differences;
  for (std::int64_t done = 0; done < years.count; done += years_at_once) {
    const std::int64_t count = std::min(years_at_once, years.count - done);
    Slab slab = {{0, years.first + done}, {kept, count}};
    if (place) {
      slab.offset.push_back(*place);
      slab.count.push_back(1);
    }
    const Both stock(pair, variable, slab);
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
  const std::vector<double> draws = batch_sizes(pair.a.header().draws);
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
  return {
      ComparisonTable::Shape::years, std::move(title), {std::move(series)}, pair.a.header().draws};
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
                             {},
                             reader.header().draws};
    for (const std::size_t place : order) {
      table.series.push_back(
          {place_of(reader, stock, static_cast<std::int64_t>(place)), {differences[place]}});
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

// The immigrants or emigrants of a country in the draws that were chosen.
ComparisonTable in_chosen_draws(const ComparablePair& pair, Stock stock, int country,
                                const YearRange& years, const std::optional<GivenDraws>& given) {
  const std::string variable = stem_of(stock);
  for (const EnsembleReader* const reader : {&pair.a, &pair.b}) {
    const auto schema = reader->schema();
    const auto found = std::ranges::find(schema, variable, &VariableSchema::name);
    if (found != schema.end() && is_stored(*found, reader->extents())) continue;
    throw UsageError(fmt::format(
        "{}: has no single draws of countries, which --given with --country takes, as it is of "
        "format {} (run the scenario again, or ask without --given)",
        reader->path(), reader->format_version()));
  }
  const Place place = place_of(pair.a, stock, country);
  return {ComparisonTable::Shape::draws,
          title_of(place),
          {{place, draw_differences(pair, variable, country, years, given)}},
          given->draws};
}

std::vector<ComparisonTable> tables_of_place(const ComparablePair& pair,
                                             const PlaceRequest& request, const YearRange& years,
                                             const std::optional<GivenDraws>& given) {
  if (request.country.empty()) {
    return {by_year(pair, Stock::corridor, require_corridor(pair.a, request.corridor), years)};
  }
  const int country = require_country(pair.a, request.country);
  std::vector<ComparisonTable> tables;
  for (const Stock stock : {Stock::immigrants, Stock::emigrants}) {
    tables.push_back(given ? in_chosen_draws(pair, stock, country, years, given)
                           : by_year(pair, stock, country, years));
  }
  return tables;
}

void add_world(const ComparablePair& pair, const YearRange& years, Comparison& comparison) {
  const Place world = place_of(pair.a, Stock::world, 0);
  comparison.tables.push_back({ComparisonTable::Shape::draws,
                               title_of(world),
                               {{world, draw_differences(pair, stem_of(Stock::world), std::nullopt,
                                                         years, comparison.given)}},
                               comparison.given ? comparison.given->draws : comparison.kept});
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
  const OutputRequest asked = {
      request.of, require_years(pair.a, request.place.year),
      request.place.year || request.every_year ? YearsShown::all : YearsShown::last,
      given ? &given->chosen : nullptr};
  std::vector<OutputTable> tables = output_tables(pair, asked);
  if (tables.empty()) {
    const std::string lacking = given                ? "draw by draw, which --given needs"
                                : request.place.year ? fmt::format("in {}", *request.place.year)
                                                     : "in any year of both files";
    throw UsageError(
        fmt::format("{}: has nothing of what was asked for {}{} (--all shows what it "
                    "has)",
                    pair.a.path(), lacking, years_had(pair, request.of)));
  }
  return tables;
}

// Options that do not go together.
void require_draws_of(const CompareRequest& request) {
  if (request.given.empty()) return;
  const std::string_view option = !request.place.corridor.empty() ? "--corridor"
                                  : !request.border.empty()       ? "--border"
                                                                  : "";
  if (option.empty()) return;
  throw UsageError(fmt::format(
      "--given with {}: a file has of these the means over all draws alone, not what they are in "
      "the draws that --given chooses (--given goes with the world, --country, --all and --of{})",
      option, request.border.empty() ? "" : ", of borders --of routes"));
}

}  // namespace

std::vector<Comparison> compare_scenarios(std::span<const ComparablePair> pairs,
                                          const CompareRequest& request) {
  const PlaceRequest& place = request.place;
  const bool of_place = !place.country.empty() || !place.corridor.empty();
  require_draws_of(request);
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
      comparison.tables = tables_of_place(pair, place, years, comparison.given);
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
