#include "host/backtest/published/published.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "host/model/routes/continued.h"
#include "host/report/estimates.h"
#include "host/report/irregular_span.h"
#include "host/scenario/scenario.h"
#include "host/statistics/scores.h"
#include "host/store/ensemble_reader.h"
#include "host/support/error.h"
#include "host/support/month.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr const char* all_sizes = "all";

// A figure, and what a forecaster that expects no change says.
struct Compared {
  double figure;
  double before;
};

void add_scored(GroupSums& sums, const Compared& one, const StockEstimate& forecast) {
  const std::span<const double> values(forecast.quantile);
  sums.add(one.figure, one.before, score_quantiles(one.figure, quantile_levels, values),
           pit_of_quantiles(one.figure, quantile_levels, values));
}

using PlaceOf = std::function<std::int64_t(const PublishedFigure&)>;

// The figures of a period, added up by their place in a file; -1 stands for none of its places.
std::map<std::int64_t, double> sums_by_place(const PublishedTable& table, int period,
                                             const PlaceOf& place_of) {
  std::map<std::int64_t, double> sums;
  for (const PublishedFigure& figure : table.figures) {
    if (figure.period == period) sums[place_of(figure)] += figure.persons;
  }
  return sums;
}

class Scoring {
 public:
  Scoring(const std::string& file, const std::string& table)
      : reader_(file), table_(read_published(table)) {
    scores_ = {file, table, table_.kind, {}, {}};
  }

  PublishedScores score() {
    if (table_.kind == PublishedKind::stock) score_stock();
    if (table_.kind == PublishedKind::detections) score_detections();
    if (table_.kind == PublishedKind::displaced) score_displaced();
    return std::move(scores_);
  }

 private:
  // Years of the table that the file has and that come after `known`, at least one.
  std::vector<int> years_after(int known) const {
    std::vector<int> years;
    for (const int year : reader_.header().years) {
      if (year > known && table_.has(year)) years.push_back(year);
    }
    if (years.empty()) refuse_times(std::to_string(known), std::to_string(last_year()));
    return years;
  }

  [[noreturn]] void refuse_times(const std::string& known, const std::string& last) const {
    throw InputError(
        {{scores_.table, 0, "", "", "has no figure that was forecast",
          fmt::format("{} repeats what was known up to {} and ends in {}: give figures "
                      "of a time between",
                      scores_.file, known, last)}});
  }

  int first_year() const { return reader_.header().years.front(); }
  int last_year() const { return reader_.header().years.back(); }
  std::int64_t year_index(int year) const { return year - first_year(); }

  RunSettings settings() const {
    return parse_scenario(reader_.header().scenario_toml, scores_.file + ", scenario_toml");
  }

  void note(std::string sentence) { scores_.notes.push_back(std::move(sentence)); }

  std::vector<StockEstimate> estimates(Stock stock, int year) const {
    return read_estimates(reader_, stock, year_index(year), 1, 0, place_count(reader_, stock))
        .front();
  }

  void score_stock();
  void score_stock_year(int year);
  void score_places(int year, Stock stock, const char* what, const PlaceOf& place_of);
  void score_corridors(int year, const PlaceOf& place_of);
  std::set<std::int64_t> routes_of_table(const RouteNames& names, const PlaceOf& route_of);
  std::map<std::int64_t, int> known_by_route(const RouteNames& names,
                                             const std::set<std::int64_t>& routes) const;
  void score_detections();
  void score_displaced();
  void score_displaced_year(int year);

  EnsembleReader reader_;
  PublishedTable table_;
  PublishedScores scores_;
};

void Scoring::score_stock() {
  const std::vector<int> years = years_after(first_year());
  note(
      table_.has(first_year())
          ? fmt::format("no change: the table's own figures of {}", first_year())
          : fmt::format("no change: the forecast's median of {}, as the table has no figures of it",
                        first_year()));
  note("the table is taken to be whole: destinations, origins and the world are sums of its rows");
  // Files of earlier formats are of programs that led no draw to a table.
  constexpr int first_format = 3;
  if (reader_.format_version() >= first_format && settings().assimilation.stock == Sampling::on &&
      table_.has(StockHistory::latest_year)) {
    note(fmt::format(
        "{}: every draw was led to the United Nations' table of that year (assimilate.stock): if "
        "this is it, its scores say how far the forecast follows it and are no test",
        StockHistory::latest_year));
  }
  for (const int year : years) score_stock_year(year);
}

void Scoring::score_stock_year(int year) {
  score_corridors(year, [this](const PublishedFigure& figure) {
    return reader_.corridor_index(figure.of, figure.place);
  });
  score_places(year, Stock::immigrants, "destinations", [this](const PublishedFigure& figure) {
    return reader_.country_index(figure.place);
  });
  score_places(year, Stock::emigrants, "origins",
               [this](const PublishedFigure& figure) { return reader_.country_index(figure.of); });
  score_places(year, Stock::world, "world", [](const PublishedFigure&) { return 0; });
}

void Scoring::score_places(int year, Stock stock, const char* what, const PlaceOf& place_of) {
  const std::vector<StockEstimate> forecast = estimates(stock, year);
  const std::vector<StockEstimate> start = estimates(stock, first_year());
  const auto before = sums_by_place(table_, first_year(), place_of);
  GroupSums sums;
  for (const auto& [place, figure] : sums_by_place(table_, year, place_of)) {
    if (place < 0) continue;
    const auto at = static_cast<std::size_t>(place);
    const auto known = before.find(place);
    const double no_change = known == before.end() ? start[at].median() : known->second;
    add_scored(sums, {figure, no_change}, forecast[at]);
  }
  scores_.groups.push_back(sums.group(std::to_string(year), what, all_sizes));
}

void Scoring::score_corridors(int year, const PlaceOf& place_of) {
  const std::vector<StockEstimate> forecast = estimates(Stock::corridor, year);
  const std::vector<StockEstimate> start = estimates(Stock::corridor, first_year());
  const bool has_start = table_.has(first_year());
  const auto before = sums_by_place(table_, first_year(), place_of);
  auto figures = sums_by_place(table_, year, place_of);
  const double elsewhere = figures.contains(-1) ? figures[-1] : 0.0;
  figures.erase(-1);
  std::array<GroupSums, size_class_count> by_size;
  double not_listed = 0.0;
  for (std::size_t at = 0; at < forecast.size(); ++at) {
    if (!figures.contains(static_cast<std::int64_t>(at))) not_listed += forecast[at].median();
  }
  for (const auto& [place, figure] : figures) {
    const auto at = static_cast<std::size_t>(place);
    const auto known = before.find(place);
    const double no_change = known != before.end() ? known->second
                             : has_start           ? 0.0
                                                   : start[at].median();
    const Compared one = {figure, no_change};
    add_scored(by_size[static_cast<std::size_t>(size_class(start[at].median()))], one,
               forecast[at]);
    add_scored(by_size[static_cast<std::size_t>(SizeClass::all)], one, forecast[at]);
  }
  for (std::size_t k = 0; k < size_class_count; ++k) {
    if (by_size[k].empty()) continue;
    const auto size = std::string(size_class_name(static_cast<SizeClass>(k)));
    scores_.groups.push_back(by_size[k].group(std::to_string(year), "corridors", size));
  }
  note(
      fmt::format("{}: {} persons of the table live in corridors that the file does not have, and "
                  "the medians of corridors that the table does not list add up to {}: neither is "
                  "among the corridors' scores",
                  year, grouped(elsewhere, 0), grouped(not_listed, 0)));
}

// Routes of which the table has a row, by their own code or a border's. Throws for a place that the
// file does not have.
std::set<std::int64_t> Scoring::routes_of_table(const RouteNames& names, const PlaceOf& route_of) {
  std::set<std::string> places;
  for (const PublishedFigure& figure : table_.figures) {
    places.insert(figure.place);
    if (route_of(figure) >= 0) continue;
    throw InputError({{scores_.table, 0, "border", figure.place, "is no border of " + scores_.file,
                       "write a code of baseline/borders.csv, or a route of the file"}});
  }
  std::set<std::int64_t> routes;
  for (std::size_t route = 0; route < names.route_code.size(); ++route) {
    std::vector<std::string> missing;
    std::size_t borders = 0;
    for (std::size_t border = 0; border < names.border_code.size(); ++border) {
      if (names.border_route[border] != static_cast<std::int32_t>(route)) continue;
      ++borders;
      const std::string& code = names.border_code[border];
      if (!places.contains(code)) missing.push_back(code);
    }
    const std::string& code = names.route_code[route];
    const bool by_route = places.contains(code);
    const bool is_border = std::ranges::find(names.border_code, code) != names.border_code.end();
    if (by_route && !is_border && missing.size() < borders) {
      throw InputError({{scores_.table, 0, "border", code, "stands beside its own borders",
                         "give either the route or its borders, or crossings count twice"}});
    }
    if (!by_route && missing.size() == borders) continue;
    routes.insert(static_cast<std::int64_t>(route));
    if (by_route || missing.empty()) continue;
    note(fmt::format("{}: the table has no row of {}, which are taken to have no crossings", code,
                     fmt::join(missing, ", ")));
  }
  return routes;
}

// The last month that the run knew of each route. Months at one of whose borders it knew what came
// are no forecast.
std::map<std::int64_t, int> Scoring::known_by_route(const RouteNames& names,
                                                    const std::set<std::int64_t>& routes) const {
  std::map<std::int64_t, int> known;
  const int first_month = month_number(first_year(), 1);
  for (const std::int64_t route : routes) {
    known[route] = settings().routes.observed_until;
    // Figures of the only border of a route may have ended before.
    if (std::ranges::count(names.border_route, static_cast<std::int32_t>(route)) != 1) continue;
    const auto simulated = first_simulated_month(reader_, {static_cast<std::size_t>(route)});
    known[route] = std::min(known[route], first_month + static_cast<int>(simulated) - 1);
  }
  for (const OwnMonths& own : own_months_of_text(reader_.header().own_months)) {
    const auto border = std::ranges::find(names.border_code, own.border);
    if (border == names.border_code.end()) continue;
    const auto route = known.find(
        names.border_route[static_cast<std::size_t>(border - names.border_code.begin())]);
    if (route != known.end()) route->second = std::max(route->second, own.last);
  }
  return known;
}

void Scoring::score_detections() {
  const RouteNames& names = reader_.header().routes;
  if (names.empty()) {
    throw InputError({{scores_.file, 0, "", "", "has no irregular corridors",
                       "score a run of a world that has them"}});
  }
  const int known = settings().routes.observed_until;
  const int first_month = month_number(first_year(), 1);
  const int last_month = month_number(last_year(), 12);
  const PlaceOf route_of = [&names](const PublishedFigure& figure) -> std::int64_t {
    const auto route = std::ranges::find(names.route_code, figure.place);
    if (route != names.route_code.end()) return route - names.route_code.begin();
    const auto border = std::ranges::find(names.border_code, figure.place);
    if (border == names.border_code.end()) return -1;
    return names.border_route[static_cast<std::size_t>(border - names.border_code.begin())];
  };
  const std::set<std::int64_t> routes = routes_of_table(names, route_of);
  const std::map<std::int64_t, int> known_of_route = known_by_route(names, routes);
  std::set<int> months;
  for (const PublishedFigure& figure : table_.figures) {
    const auto route = known_of_route.find(route_of(figure));
    if (route != known_of_route.end() && figure.period > route->second &&
        figure.period >= first_month && figure.period <= last_month) {
      months.insert(figure.period);
    }
  }
  if (months.empty() || routes.empty())
    refuse_times(month_text(known), std::to_string(last_year()));
  const auto count = static_cast<std::int64_t>(names.route_code.size());
  const auto forecast = read_estimates(reader_, "irregular_detections",
                                       {{0, 0}, {reader_.extent(Dimension::time), count}});
  const auto months_of = [&](int month) -> const std::vector<StockEstimate>& {
    return forecast[static_cast<std::size_t>(month - first_month)];
  };
  GroupSums all;
  for (const auto& [route, known_here] : known_of_route) {
    const auto at = static_cast<std::size_t>(route);
    const int origin = std::clamp(known_here, first_month, last_month);
    const auto before = sums_by_place(table_, known_here, route_of);
    const auto observed = before.find(route);
    const double no_change =
        observed == before.end() ? months_of(origin)[at].median() : observed->second;
    GroupSums sums;
    for (const int month : months) {
      if (month <= known_here) continue;
      const auto figures = sums_by_place(table_, month, route_of);
      const auto here = figures.find(route);
      const Compared one = {here == figures.end() ? 0.0 : here->second, no_change};
      add_scored(sums, one, months_of(month)[at]);
      add_scored(all, one, months_of(month)[at]);
    }
    scores_.groups.push_back(sums.group("all", names.route_code[at], all_sizes));
  }
  scores_.groups.push_back(all.group("all", "routes", all_sizes));
  note(fmt::format(
      "{} to {}, months that the table has; a route without a row in one of them has no "
      "crossings there",
      month_text(*months.begin()), month_text(*months.rbegin())));
  note(fmt::format("no change: {} of {}",
                   table_.has(known) ? "the table's own figures" : "the forecast's median",
                   month_text(std::clamp(known, first_month, last_month))));
  for (const auto& [route, known_here] : known_of_route) {
    if (known_here >= known) continue;
    note(fmt::format("{}: figures of the run end with {}; what follows is scored as a forecast",
                     names.route_code[static_cast<std::size_t>(route)], month_text(known_here)));
  }
  if (std::ranges::any_of(known_of_route,
                          [known](const auto& one) { return one.second > known; })) {
    note(
        "routes of which the run had the user's own months are scored after them, against no "
        "change from their last one");
  }
}

void Scoring::score_displaced() {
  const int known = settings().observed_until;
  const std::vector<int> years = years_after(known);
  note(table_.has(known)
           ? fmt::format("no change: the table's own figures of {}", known)
           : fmt::format("no change: the file's figures of {}, which it repeats", known));
  note(
      "persons displaced within their own country are left out; of single origins a file has means "
      "alone");
  for (const int year : years) score_displaced_year(year);
}

void Scoring::score_displaced_year(int year) {
  const int known = settings().observed_until;
  PublishedTable abroad = table_;
  std::erase_if(abroad.figures, [](const PublishedFigure& one) { return one.of == one.place; });
  const PlaceOf origin_of = [this](const PublishedFigure& figure) -> std::int64_t {
    return reader_.country_index(figure.of);
  };
  const std::int64_t countries = reader_.extent(Dimension::country);
  const auto means_of = [&](int of_year) {
    return reader_.read("displaced_abroad_mean", {{year_index(of_year), 0}, {1, countries}});
  };
  const std::vector<double> forecast = means_of(year);
  const std::vector<double> start = means_of(std::clamp(known, first_year(), last_year()));
  const auto before = sums_by_place(abroad, known, origin_of);
  const auto figures = sums_by_place(abroad, year, origin_of);
  GroupSums origins;
  for (std::size_t at = 0; at < forecast.size(); ++at) {
    const auto value_of = [at](const std::map<std::int64_t, double>& sums, double otherwise) {
      const auto found = sums.find(static_cast<std::int64_t>(at));
      return found == sums.end() ? otherwise : found->second;
    };
    const double figure = value_of(figures, 0.0);
    const double no_change = value_of(before, before.empty() ? start[at] : 0.0);
    if (figure == 0.0 && no_change == 0.0) continue;
    origins.add(figure, no_change, score_point(figure, forecast[at]), std::nullopt);
  }
  scores_.groups.push_back(origins.group(std::to_string(year), "origins", all_sizes));
  const std::int64_t kept = reader_.header().kept;
  if (kept < 2) return;
  const std::vector<double> draws =
      reader_.read("displaced_abroad", {{0, year_index(year)}, {kept, 1}});
  std::vector<float> samples(draws.begin(), draws.end());
  const auto total = [](double sum, const auto& one) { return sum + one.second; };
  const double figure = std::accumulate(figures.begin(), figures.end(), 0.0, total);
  const double no_change = before.empty()
                               ? std::accumulate(start.begin(), start.end(), 0.0)
                               : std::accumulate(before.begin(), before.end(), 0.0, total);
  GroupSums world;
  const Score score = score_ensemble(figure, samples);
  const auto below = std::ranges::lower_bound(samples, static_cast<float>(figure));
  const double place = static_cast<double>(below - samples.begin()) / static_cast<double>(kept);
  world.add(figure, no_change, score, PitInterval{place, place});
  scores_.groups.push_back(world.group(std::to_string(year), "world", all_sizes));
}

}  // namespace

PublishedScores score_published(const std::string& file, const std::string& table) {
  return Scoring(file, table).score();
}

}  // namespace peregrine
