// Statements on irregular routes: levels, bands, deaths, campaigns.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "host/audit/audited.h"
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
constexpr std::size_t months = 12;

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
  Range range;
  for (const double count : recorded_years(audited.record(), route.code)) range.take(count);
  return within(year_quantile(audited, q50, 2030, audited.route(route.code)), range);
}

// The sum of twelve months of a draw.
double year_of_draw(const Grid& monthly, std::size_t draw, std::size_t year, std::size_t place) {
  double sum = 0;
  for (std::size_t month = 0; month < months; ++month) {
    sum += monthly.at(draw, year * months + month, place);
  }
  return sum;
}

Finding beyond_record(const Audited& audited, const AuditedRoute& route) {
  const std::vector<double> recorded = recorded_years(audited.record(), route.code);
  const double most = std::ranges::max(recorded);
  const Grid& monthly = audited.grid("irregular_detections");
  const std::size_t place = audited.route(route.code);
  double cases = 0;
  double beyond = 0;
  for (std::size_t draw = 0; draw < monthly.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year <= audited.last_year(); ++year) {
      ++cases;
      beyond += year_of_draw(monthly, draw, year, place) > most ? 1 : 0;
    }
  }
  return at_most(beyond / cases, unbeaten_share(static_cast<double>(recorded.size())));
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
  const Grid& monthly = audited.grid("irregular_detections");
  Largest found;
  for (const AuditedRoute& route : large_routes) {
    const std::size_t place = audited.route(route.code);
    const double most = std::ranges::max(recorded_years(audited.record(), route.code));
    double largest = 0;
    for (std::size_t draw = 0; draw < monthly.rows; ++draw) {
      for (std::size_t year = audited.first_forecast(); year <= audited.last_year(); ++year) {
        largest = std::max(largest, year_of_draw(monthly, draw, year, place));
      }
    }
    found.take(largest / most, route.name);
  }
  return at_most(found.value, 10, found.where);
}

// Width of the 80 % band in logs; counts of nobody are one.
double log_width(const Audited& audited, int year, std::size_t route) {
  return std::log(std::max(1.0, year_quantile(audited, q90, year, route)) /
                  std::max(1.0, year_quantile(audited, q10, year, route)));
}

Finding bands_that_widen(const Audited& audited) {
  std::string names;
  double count = 0;
  for (const AuditedRoute& route : large_routes) {
    const std::size_t place = audited.route(route.code);
    if (log_width(audited, 2050, place) > log_width(audited, 2028, place)) continue;
    names += (count++ == 0 ? "" : ", ") + std::string(route.name);
  }
  return at_most(count, 0, names);
}

// Routes whose median or band moves by less than a twentieth from 2030 to 2050.
Finding flat_routes(const Audited& audited) {
  constexpr double flat = 0.05;
  std::string names;
  double count = 0;
  for (const AuditedRoute& route : large_routes) {
    const std::size_t place = audited.route(route.code);
    Range medians;
    Range widths;
    for (int year = 2030; year <= 2050; ++year) {
      medians.take(std::max(1.0, year_quantile(audited, q50, year, place)));
      widths.take(log_width(audited, year, place));
    }
    if (medians.high / medians.low > 1 + flat && widths.high / widths.low > 1 + flat) continue;
    names += (count++ == 0 ? "" : ", ") + std::string(route.name);
  }
  return at_most(count, 0, names);
}

// How far one draw's years move: spread of yearly log changes, median over routes of file / record.
Finding yearly_changes(const Audited& audited) {
  const Grid& monthly = audited.grid("irregular_detections");
  std::vector<double> ratios;
  for (const AuditedRoute& route : large_routes) {
    const std::vector<double> recorded = recorded_years(audited.record(), route.code);
    std::vector<double> steps;
    for (std::size_t i = 1; i < recorded.size(); ++i) {
      steps.push_back(
          std::abs(std::log(std::max(1.0, recorded[i]) / std::max(1.0, recorded[i - 1]))));
    }
    const std::size_t place = audited.route(route.code);
    std::vector<double> drawn;
    for (std::size_t draw = 0; draw < monthly.rows; ++draw) {
      for (std::size_t year = audited.first_forecast(); year <= audited.last_year(); ++year) {
        drawn.push_back(
            std::abs(std::log(std::max(1.0, year_of_draw(monthly, draw, year, place)) /
                              std::max(1.0, year_of_draw(monthly, draw, year - 1, place)))));
      }
    }
    ratios.push_back(median_in(std::move(drawn)) / median_in(std::move(steps)));
  }
  return {median_in(std::move(ratios)), 0.5, 2, ""};
}

Finding observed_months(const Audited& audited) {
  const Grid& mean = audited.grid("irregular_detections_year_mean");
  Largest found;
  for (const AuditedRoute& route : large_routes) {
    const std::size_t place = audited.route(route.code);
    for (int year = 2020; year <= last_route_year; ++year) {
      const double counted = audited.record().detections(route.code, year);
      found.take(std::abs(mean.at(0, audited.year(year), place) / counted - 1),
                 fmt::format("{} in {}", route.name, year));
    }
  }
  return at_most(found.value, 0.01, found.where);
}

double border_sum(const Audited& audited, const char* variable, std::size_t border, int first,
                  int last) {
  const Grid& mean = audited.grid(variable);
  double sum = 0;
  for (std::size_t month = audited.year(first) * months; month < (audited.year(last) + 1) * months;
       ++month) {
    sum += mean.at(0, month, border);
  }
  return sum;
}

// Crossings detected at a border, mean over all draws by those of batches.
double detected_between(const Audited& audited, std::size_t border, int first, int last) {
  const Grid& batches = audited.grid("border_detections_batch_mean");
  const Grid& draws = audited.grid("batch_draws");
  double sum = 0;
  double weights = 0;
  for (std::size_t batch = 0; batch < batches.rows; ++batch) {
    const double weight = draws.at(batch, 0);
    weights += weight;
    for (std::size_t year = audited.year(first); year <= audited.year(last); ++year) {
      sum += weight * batches.at(batch, year, border);
    }
  }
  return sum / weights;
}

// Dead and missing among those who were detected or died at a sea border, 2026-30 and on record.
Finding deaths_at_sea(const Audited& audited, const char* code) {
  const IrregularHistory& history = audited.record().irregular;
  const int border = history.border_of(code);
  if (border < 0) throw Untold(fmt::format("the record has no border {}", code));
  Range range;
  for (int year = 2014; year <= last_route_year; ++year) {
    double dead = 0;
    double crossed = 0;
    for (int month = month_number(year, 1); month <= month_number(year, 12); ++month) {
      const double deaths = history.deaths[history.border_at(month, border)];
      const double total = history.totals[history.border_at(month, border)];
      if (std::isfinite(deaths)) dead += deaths;
      if (std::isfinite(total)) crossed += total;
    }
    if (crossed > 0 && dead > 0) range.take(dead / (crossed + dead) * 1e6);
  }
  const std::size_t place = audited.border(code);
  const double dead = border_sum(audited, "irregular_deaths_mean", place, 2026, 2030);
  return within(dead / (detected_between(audited, place, 2026, 2030) + dead) * 1e6, range);
}

Finding deaths_of_2026(const Audited& audited) {
  const IrregularHistory& history = audited.record().irregular;
  std::vector<bool> counted(static_cast<std::size_t>(history.border_count()), false);
  Range range;
  for (int year = 2014; year <= last_route_year; ++year) {
    double dead = 0;
    for (int month = month_number(year, 1); month <= month_number(year, 12); ++month) {
      for (int border = 0; border < history.border_count(); ++border) {
        const double deaths = history.deaths[history.border_at(month, border)];
        if (!std::isfinite(deaths)) continue;
        dead += deaths;
        counted[static_cast<std::size_t>(border)] = true;
      }
    }
    range.take(dead);
  }
  std::vector<std::size_t> places;
  for (int border = 0; border < history.border_count(); ++border) {
    if (!counted[static_cast<std::size_t>(border)]) continue;
    places.push_back(audited.border(history.borders[static_cast<std::size_t>(border)].code));
  }
  const Grid& monthly = audited.grid("irregular_deaths");
  std::vector<double> drawn;
  for (std::size_t draw = 0; draw < monthly.rows; ++draw) {
    for (std::size_t year = audited.year(2026); year <= audited.year(2030); ++year) {
      double dead = 0;
      for (const std::size_t place : places) dead += year_of_draw(monthly, draw, year, place);
      drawn.push_back(dead);
    }
  }
  return within(median_in(std::move(drawn)), range);
}

Finding attempts_and_entries(const Audited& audited) {
  Largest found;
  for (std::size_t border = 0; border < audited.header().routes.border_code.size(); ++border) {
    const double attempts = border_sum(audited, "irregular_attempts_mean", border, 2026, 2030);
    if (attempts <= 0) continue;
    found.take(border_sum(audited, "irregular_entries_mean", border, 2026, 2030) / attempts,
               audited.header().routes.border_name[border]);
  }
  return at_most(found.value, 1, found.where);
}

Finding irregular_among_arrivals(const Audited& audited) {
  const Grid& flow = audited.grid("irregular_flow");
  const Grid& arrivals = audited.grid("global_arrivals");
  std::vector<double> shares;
  for (std::size_t draw = 0; draw < flow.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < flow.times; ++year) {
      shares.push_back(flow.at(draw, year) / arrivals.at(draw, year));
    }
  }
  // 5 and 95 % of Beta(4, 16).
  return {median_in(std::move(shares)), 0.079, 0.359, ""};
}

Finding campaigns_a_year(const Audited& audited) {
  const Grid& onsets = audited.grid("campaign_onset_mean");
  double sum = 0;
  double years = 0;
  for (std::size_t year = audited.first_forecast(); year <= audited.last_year(); ++year) {
    for (std::size_t front = 0; front < onsets.places; ++front) sum += onsets.at(0, year, front);
    ++years;
  }
  return {sum / years, 0.8, 2.5, ""};
}

Finding europe_in_record(const Audited& audited) {
  constexpr std::array<const char*, 6> into_europe = {
      "central-mediterranean", "eastern-mediterranean", "western-mediterranean",
      "western-africa",        "eastern-borders",       "western-balkans"};
  Range range;
  for (int year = 2009; year <= last_route_year; ++year) {
    double sum = 0;
    for (const char* code : into_europe) sum += audited.record().detections(code, year);
    range.take(sum);
  }
  double sum = 0;
  for (const char* code : into_europe) {
    sum += year_quantile(audited, q50, 2030, audited.route(code));
  }
  return within(sum, range);
}

Finding entries_beyond_arrivals(const Audited& audited) {
  const Grid& joined = audited.grid("irregular_joined");
  const Grid& flow = audited.grid("irregular_flow");
  double cases = 0;
  double beyond = 0;
  for (std::size_t draw = 0; draw < joined.rows; ++draw) {
    for (std::size_t year = audited.first_forecast(); year < joined.times; ++year) {
      ++cases;
      beyond += joined.at(draw, year) > flow.at(draw, year) ? 1 : 0;
    }
  }
  return at_most(beyond / cases, 0.05);
}

Statement sea_statement(const char* code, const char* name) {
  return {fmt::format("routes.deaths_{}", code),
          fmt::format("dead and missing of a million who were detected or died 2026-30, {}", name),
          "IOM and Frontex: years 2014-2024",
          Basis::record,
          AuditUnit::per_million,
          [code](const Audited& audited) { return deaths_at_sea(audited, code); }};
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
       "none: no year knows more than the one before it", Basis::judgement, AuditUnit::number,
       bands_that_widen},
      {"routes.flat", "routes of eight whose median or band moves by less than 5 % in 2030-2050",
       "none: every route on record has drifted by more", Basis::judgement, AuditUnit::number,
       flat_routes},
      sea_statement("central-mediterranean", "Central Mediterranean"),
      sea_statement("eastern-mediterranean-sea", "Eastern Mediterranean"),
      sea_statement("western-mediterranean-sea", "Western Mediterranean"),
      sea_statement("western-africa", "Western Africa"),
      {"routes.deaths_a_year",
       "dead and missing in a year of 2026-30 at borders with a count, median",
       "IOM: years 2014-2024", Basis::record, AuditUnit::persons, deaths_of_2026},
      {"routes.entries", "entries of 2026-30 over attempts, border where they are most",
       "one: who gets in has tried", Basis::judgement, AuditUnit::share, attempts_and_entries},
      {"routes.irregular_share", "irregular among all arrivals of the world from 2025 on, median",
       "a weak estimate of a fifth: 90 % of Beta(4, 16)", Basis::judgement, AuditUnit::share,
       irregular_among_arrivals},
      {"routes.joined", "years in which more persons join the stock irregularly than arrive so",
       "one in twenty", Basis::judgement, AuditUnit::share, entries_beyond_arrivals},
      {"routes.campaigns", "campaigns of instrumentalised migration that begin in a year",
       "Greenhill: 56 in 1951-2006, 75 by 2016", Basis::published, AuditUnit::number,
       campaigns_a_year},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace peregrine
