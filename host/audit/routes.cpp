// Statements on irregular routes: levels, records, bands.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

struct AuditedRoute {
  const char* code;
  const char* name;
};

// Those of more than 10,000 crossings in some year, "other" left out.
constexpr std::array<AuditedRoute, 8> large_routes = {{
    {"central-mediterranean", "Central Mediterranean"},
    {"eastern-mediterranean", "Eastern Mediterranean"},
    {"western-balkans", "Western Balkans"},
    {"western-mediterranean", "Western Mediterranean"},
    {"western-africa", "Western Africa"},
    {"eastern-borders", "Eastern Borders"},
    {"darien", "Darién"},
    {"us-south-west", "south-west border of the United States"},
}};

constexpr const char* route_source = "Frontex, SNM, CBP";
constexpr int last_route_year = IrregularHistory::last_month / 12;

std::vector<double> recorded_years(const Record& record, const char* route) {
  std::vector<double> counts;
  for (const int year : record.years_of(route)) counts.push_back(record.detections(route, year));
  if (counts.empty()) throw Untold(fmt::format("the record has no whole year of {}", route));
  return counts;
}

double year_quantile(const Audited& audited, std::size_t level, int year, std::size_t route) {
  return audited.grid("irregular_detections_year_quantile").at(level, audited.year(year), route);
}

Finding median_in_record(const Audited& audited, const AuditedRoute& route) {
  return within(year_quantile(audited, q50, 2030, audited.route(route.code)),
                range_of(recorded_years(audited.record(), route.code)));
}

// Crossings detected in each forecast year of each draw.
std::vector<double> drawn_years(const Audited& audited, const AuditedRoute& route) {
  const Grid& monthly = audited.grid("irregular_detections");
  const std::size_t place = audited.route(route.code);
  return over_forecast_years(audited, monthly, [&](std::size_t draw, std::size_t year) {
    return monthly.year_sum(draw, year, place);
  });
}

Finding beyond_record(const Audited& audited, const AuditedRoute& route) {
  const std::vector<double> recorded = recorded_years(audited.record(), route.code);
  const double most = std::ranges::max(recorded);
  return at_most(
      share_where(drawn_years(audited, route), [&](double count) { return count > most; }),
      unbeaten_share(static_cast<double>(recorded.size())));
}

// Lowest yearly median from 2028 on, beside each of the years 2020-24.
Finding below_recent_years(const Audited& audited, const char* code) {
  Range recent;
  for (int year = 2020; year <= last_route_year; ++year) {
    recent.take(audited.record().detections(code, year));
  }
  const std::size_t place = audited.route(code);
  Range range;
  for (int year = 2028; year <= std::max(2028, audited.header().years.back()); ++year) {
    range.take(year_quantile(audited, q50, year, place));
  }
  return at_least(range.low, recent.low);
}

Finding largest_year_of_a_draw(const Audited& audited) {
  Largest found;
  for (const AuditedRoute& route : large_routes) {
    found.take(std::ranges::max(drawn_years(audited, route)) /
                   std::ranges::max(recorded_years(audited.record(), route.code)),
               route.name);
  }
  return at_most(found, 10);
}

// Width of the 80 % band in logs; counts of nobody are one.
double log_width(const Audited& audited, int year, std::size_t route) {
  return std::log(std::max(1.0, year_quantile(audited, q90, year, route)) /
                  std::max(1.0, year_quantile(audited, q10, year, route)));
}

// The large routes of which `is_so(place)`.
template <typename IsSo>
std::vector<std::string> routes_where(const Audited& audited, const IsSo& is_so) {
  std::vector<std::string> names;
  for (const AuditedRoute& route : large_routes) {
    if (is_so(audited.route(route.code))) names.emplace_back(route.name);
  }
  return names;
}

Finding bands_that_widen(const Audited& audited) {
  return at_most(routes_where(audited,
                              [&](std::size_t place) {
                                return log_width(audited, 2050, place) <=
                                       log_width(audited, 2028, place);
                              }),
                 0);
}

// Routes whose median or band moves by less than a twentieth from 2030 to 2050.
Finding flat_routes(const Audited& audited) {
  constexpr double flat = 0.05;
  return at_most(
      routes_where(audited,
                   [&](std::size_t place) {
                     Range medians;
                     Range widths;
                     for (int year = 2030; year <= 2050; ++year) {
                       medians.take(std::max(1.0, year_quantile(audited, q50, year, place)));
                       widths.take(log_width(audited, year, place));
                     }
                     return medians.high / medians.low <= 1 + flat ||
                            widths.high / widths.low <= 1 + flat;
                   }),
      0);
}

// The size of a change between two years; counts of nobody are one.
double log_change(double before, double after) {
  return std::abs(std::log(std::max(1.0, after) / std::max(1.0, before)));
}

// How far one draw's years move: spread of yearly log changes, median over routes of file / record.
Finding yearly_changes(const Audited& audited) {
  const Grid& monthly = audited.grid("irregular_detections");
  std::vector<double> ratios;
  for (const AuditedRoute& route : large_routes) {
    const std::vector<double> recorded = recorded_years(audited.record(), route.code);
    std::vector<double> steps;
    for (std::size_t i = 1; i < recorded.size(); ++i) {
      steps.push_back(log_change(recorded[i - 1], recorded[i]));
    }
    const std::size_t place = audited.route(route.code);
    const std::vector<double> drawn =
        over_forecast_years(audited, monthly, [&](std::size_t draw, std::size_t year) {
          return log_change(monthly.year_sum(draw, year - 1, place),
                            monthly.year_sum(draw, year, place));
        });
    ratios.push_back(median_in(drawn) / median_in(steps));
  }
  return between(median_in(ratios), 0.5, 2);
}

Finding observed_months(const Audited& audited) {
  const Grid& mean = audited.grid("irregular_detections_year_mean");
  Largest found;
  for (const AuditedRoute& route : large_routes) {
    const std::size_t place = audited.route(route.code);
    for (int year = 2020; year <= last_route_year; ++year) {
      const double counted = audited.record().detections(route.code, year);
      found.take(std::abs(mean.at(0, audited.year(year), place) / counted - 1), route.name,
                 fmt::format("{} in {}", route.name, year));
    }
  }
  return at_most(found, 0.01);
}

Finding europe_in_record(const Audited& audited) {
  constexpr std::array<const char*, 6> into_europe = {
      "central-mediterranean", "eastern-mediterranean", "western-mediterranean",
      "western-africa",        "eastern-borders",       "western-balkans"};
  Range range;
  for (int year = 2009; year <= last_route_year; ++year) {
    double counted = 0;
    for (const char* code : into_europe) counted += audited.record().detections(code, year);
    range.take(counted);
  }
  double sum = 0;
  for (const char* code : into_europe) {
    sum += year_quantile(audited, q50, 2030, audited.route(code));
  }
  return within(sum, range);
}

}  // namespace

Statements route_statements() {
  Statements all = {
      {"routes.observed", "largest difference of a route's year 2020-24 from the count",
       fmt::format("{}: 2020-2024, one in a hundred", route_source), Basis::record,
       AuditUnit::share, observed_months},
  };
  for (const AuditedRoute& route : large_routes) {
    all.push_back({fmt::format("routes.median_{}", route.code),
                   fmt::format("crossings detected in 2030, median, {}", route.name),
                   fmt::format("{}: whole years to 2024", route_source), Basis::record,
                   AuditUnit::persons,
                   [route](const Audited& audited) { return median_in_record(audited, route); }});
    all.push_back({fmt::format("routes.beyond_{}", route.code),
                   fmt::format("years from 2025 on with more than ever, {}", route.name),
                   fmt::format("{}: whole years to 2024, unbeaten for so long", route_source),
                   Basis::record, AuditUnit::share,
                   [route](const Audited& audited) { return beyond_record(audited, route); }});
  }
  const Statements more = {
      {"routes.western_africa_low", "lowest yearly median from 2028 on, Western Africa",
       "Frontex: lowest of 2020-2024", Basis::record, AuditUnit::persons,
       [](const Audited& audited) { return below_recent_years(audited, "western-africa"); }},
      {"routes.europe_2030",
       "crossings detected in 2030, sum of the medians of six routes to Europe",
       "Frontex: 2009-2024", Basis::record, AuditUnit::persons, europe_in_record},
      {"routes.largest_draw",
       "largest year of a draw over the route's largest on record, any route", "ten times",
       Basis::judgement, AuditUnit::times, largest_year_of_a_draw},
      {"routes.yearly_changes",
       "typical yearly change of a draw over the record's, in logs, median of eight routes",
       fmt::format("{}: half to twice as large", route_source), Basis::record, AuditUnit::times,
       yearly_changes},
      {"routes.bands_narrow", "routes of eight whose 80 % band is no wider in 2050 than in 2028",
       "none: no year knows more than the one before it", Basis::judgement, AuditUnit::routes,
       bands_that_widen},
      {"routes.flat", "routes of eight whose median or band moves by less than 5 % in 2030-2050",
       "none: every route on record has drifted by more", Basis::judgement, AuditUnit::routes,
       flat_routes},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace peregrine
