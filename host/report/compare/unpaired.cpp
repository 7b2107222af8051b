#include "host/report/compare/unpaired.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "host/report/compare/run_differences.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

// Indices into the places of both files.
struct PlaceMatch {
  std::int64_t before;
  std::int64_t after;
};

std::map<std::string, std::int64_t> places_by_code(const EnsembleReader& reader, Stock stock) {
  std::map<std::string, std::int64_t> places;
  for (std::int64_t place = 0; place < place_count(reader, stock); ++place) {
    places.emplace(code_of(place_of(reader, stock, place)), place);
  }
  return places;
}

struct PlaceMatches {
  std::vector<PlaceMatch> both;  // in the order of the newer file
  std::int64_t only_before = 0;
  std::int64_t only_after = 0;
};

PlaceMatches matched(const EnsembleReader& before, const EnsembleReader& after, Stock stock) {
  const std::map<std::string, std::int64_t> old = places_by_code(before, stock);
  PlaceMatches matches;
  for (std::int64_t place = 0; place < place_count(after, stock); ++place) {
    const auto found = old.find(code_of(place_of(after, stock, place)));
    if (found == old.end()) {
      ++matches.only_after;
    } else {
      matches.both.push_back({found->second, place});
    }
  }
  matches.only_before =
      static_cast<std::int64_t>(old.size()) - static_cast<std::int64_t>(matches.both.size());
  return matches;
}

std::vector<int> common_years(const EnsembleReader& before, const EnsembleReader& after) {
  std::vector<int> years;
  std::ranges::set_intersection(before.header().years, after.header().years,
                                std::back_inserter(years));
  if (years.empty()) {
    throw UsageError(fmt::format("{} and {} have no year in common ({} to {}, {} to {})",
                                 before.path(), after.path(), before.header().years.front(),
                                 before.header().years.back(), after.header().years.front(),
                                 after.header().years.back()));
  }
  return years;
}

std::vector<StockEstimate> estimates_in(const EnsembleReader& reader, Stock stock, int year,
                                        std::int64_t first, std::int64_t places) {
  return read_estimates(reader, stock, require_year(reader.header(), reader.path(), year), 1, first,
                        places)
      .front();
}

// By route, crossings detected in a calendar year.
std::vector<StockEstimate> detections_in(const EnsembleReader& reader, int year) {
  return read_estimates(reader, "irregular_detections_year",
                        {{require_year(reader.header(), reader.path(), year), 0},
                         {1, reader.extent(Dimension::route)}})
      .front();
}

void require_finite(const EnsembleReader& reader, const StockEstimate& estimate) {
  if (std::isfinite(estimate.median()) && std::isfinite(estimate.median_error()) &&
      std::isfinite(estimate.mean)) {
    return;
  }
  throw InputError({Problem{reader.path(), 0, "", "", "has a median that is missing or not finite",
                            "peregrine verify says where"}});
}

class UnpairedFiles {
 public:
  UnpairedFiles(const std::string& before, const std::string& after)
      : before_(before), after_(after) {}

  const EnsembleReader& before() const { return before_; }
  const EnsembleReader& after() const { return after_; }

  UnpairedTable by_year(Stock stock, const PlaceMatch& place, const std::vector<int>& years) const {
    UnpairedTable table = {true, title_of(place_of(after_, stock, place.after)), {}};
    for (const int year : years) {
      table.rows.push_back(change_of(place_of(after_, stock, place.after), year,
                                     estimates_in(before_, stock, year, place.before, 1).front(),
                                     estimates_in(after_, stock, year, place.after, 1).front()));
    }
    return table;
  }

  // The places whose medians have changed most, either way.
  UnpairedTable ranking(Stock stock, const std::string& what, int year,
                        const std::vector<PlaceMatch>& matches) const {
    const auto old = estimates_in(before_, stock, year, 0, place_count(before_, stock));
    const auto now = estimates_in(after_, stock, year, 0, place_count(after_, stock));
    UnpairedTable table = {false, fmt::format("{} that have changed most, {}", what, year), {}};
    for (const PlaceMatch& match : matches) {
      table.rows.push_back(change_of(place_of(after_, stock, match.after), year,
                                     old[static_cast<std::size_t>(match.before)],
                                     now[static_cast<std::size_t>(match.after)]));
    }
    return greatest_of(std::move(table));
  }

  // Likewise routes, by what is detected there in a year. Without rows where a file has none.
  UnpairedTable routes(int year) const {
    const std::vector<std::string>& old_codes = before_.header().routes.route_code;
    const RouteNames& names = after_.header().routes;
    UnpairedTable table = {
        false, fmt::format("Routes whose crossings detected have changed most, {}", year), {}};
    if (old_codes.empty() || names.empty()) return table;
    const std::vector<StockEstimate> old = detections_in(before_, year);
    const std::vector<StockEstimate> now = detections_in(after_, year);
    for (std::size_t route = 0; route < now.size(); ++route) {
      const auto same = std::ranges::find(old_codes, names.route_code[route]);
      if (same == old_codes.end()) continue;
      Place place;
      place.label = names.route_name[route];
      table.rows.push_back(change_of(std::move(place), year,
                                     old[static_cast<std::size_t>(same - old_codes.begin())],
                                     now[route]));
      table.rows.back().route = names.route_code[route];
    }
    return greatest_of(std::move(table));
  }

 private:
  static UnpairedTable greatest_of(UnpairedTable table) {
    std::ranges::stable_sort(table.rows, std::greater<>(),
                             [](const UnpairedChange& row) { return std::abs(row.change); });
    table.rows.resize(std::min(ranking_length, table.rows.size()));
    return table;
  }

  UnpairedChange change_of(Place place, int year, const StockEstimate& old,
                           const StockEstimate& now) const {
    require_finite(before_, old);
    require_finite(after_, now);
    UnpairedChange row;
    row.place = std::move(place);
    row.year = year;
    row.median_old = old.median();
    row.median_new = now.median();
    row.change = row.median_new - row.median_old;
    row.error = std::hypot(old.median_error(), now.median_error());
    row.mean_old = old.mean;
    row.mean_new = now.mean;
    return row;
  }

  EnsembleReader before_;
  EnsembleReader after_;
};

void note_alone(UnpairedComparison& comparison, const PlaceMatches& matches, const char* one,
                const char* many) {
  const auto note = [&](std::int64_t count, const char* which) {
    if (count == 0) return;
    comparison.alone.push_back(
        fmt::format("{} {} in the {} file alone.", grouped(count),
                    count == 1 ? fmt::format("{} is", one) : fmt::format("{} are", many), which));
  };
  note(matches.only_before, "older");
  note(matches.only_after, "newer");
}

// Irregular routes are few, and each has a name.
void note_routes_alone(UnpairedComparison& comparison, const RouteNames& old,
                       const RouteNames& now) {
  const auto note = [&](const RouteNames& one, const RouteNames& other, const char* which) {
    std::vector<std::string> names;
    for (std::size_t route = 0; route < one.route_code.size(); ++route) {
      if (std::ranges::count(other.route_code, one.route_code[route]) > 0) continue;
      names.push_back(fmt::format("{} ({})", one.route_name[route], one.route_code[route]));
    }
    if (names.empty()) return;
    comparison.alone.push_back(fmt::format(
        "In the {} file alone {} the irregular {} {}.", which, names.size() == 1 ? "is" : "are",
        names.size() == 1 ? "route" : "routes", fmt::join(names, ", ")));
  };
  note(old, now, "older");
  note(now, old, "newer");
}

ForecastFile about(const EnsembleReader& reader) {
  const EnsembleHeader& header = reader.header();
  return {reader.path(),   header.scenario, reader.content_hash(), header.model_version,
          header.known_to, header.seed,     header.draws};
}

void add_place(const UnpairedFiles& pair, const PlaceRequest& request,
               const std::vector<int>& years, UnpairedComparison& comparison) {
  if (!request.country.empty()) {
    const PlaceMatch country = {require_country(pair.before(), request.country),
                                require_country(pair.after(), request.country)};
    comparison.tables.push_back(pair.by_year(Stock::immigrants, country, years));
    comparison.tables.push_back(pair.by_year(Stock::emigrants, country, years));
    return;
  }
  const PlaceMatch corridor = {require_corridor(pair.before(), request.corridor),
                               require_corridor(pair.after(), request.corridor)};
  comparison.tables.push_back(pair.by_year(Stock::corridor, corridor, years));
}

}  // namespace

UnpairedComparison compare_unpaired(const std::string& before, const std::string& after,
                                    const PlaceRequest& request) {
  const UnpairedFiles pair(before, after);
  std::vector<int> years = common_years(pair.before(), pair.after());
  if (request.year) {
    require_year(pair.before().header(), before, *request.year);
    require_year(pair.after().header(), after, *request.year);
    years.assign(1, *request.year);
  }
  UnpairedComparison comparison;
  comparison.before = about(pair.before());
  comparison.after = about(pair.after());
  const EnsembleHeader& old = pair.before().header();
  const EnsembleHeader& now = pair.after().header();
  comparison.same_luck = old.model_version == now.model_version &&
                         old.inputs_sha256 == now.inputs_sha256 && old.seed == now.seed;
  comparison.differs = what_runs_differ_in(old, now);
  if (!request.country.empty() || !request.corridor.empty()) {
    add_place(pair, request, years, comparison);
    return comparison;
  }
  comparison.tables.push_back(pair.by_year(Stock::world, {0, 0}, years));
  const PlaceMatches countries = matched(pair.before(), pair.after(), Stock::immigrants);
  const PlaceMatches corridors = matched(pair.before(), pair.after(), Stock::corridor);
  note_alone(comparison, countries, "country or area", "countries or areas");
  note_alone(comparison, corridors, "corridor", "corridors");
  note_routes_alone(comparison, old.routes, now.routes);
  const int last = years.back();
  comparison.tables.push_back(
      pair.ranking(Stock::immigrants, "Destinations", last, countries.both));
  comparison.tables.push_back(pair.ranking(Stock::emigrants, "Origins", last, countries.both));
  comparison.tables.push_back(pair.ranking(Stock::corridor, "Corridors", last, corridors.both));
  comparison.tables.push_back(pair.routes(last));
  if (comparison.tables.back().rows.empty()) comparison.tables.pop_back();
  return comparison;
}

}  // namespace peregrine
