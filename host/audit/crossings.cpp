// Statements on crossings: deaths, entries, what is irregular, campaigns.
#include <fmt/format.h>

#include <cmath>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr int last_crossing_year = IrregularHistory::last_month / 12;

double border_sum(const Audited& audited, const char* variable, std::size_t border, int first,
                  int last) {
  const Grid& mean = audited.grid(variable);
  double sum = 0;
  for (std::size_t month = audited.year(first) * months_in_year;
       month < (audited.year(last) + 1) * months_in_year; ++month) {
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

const std::vector<int>& years_of_deaths_at_sea() {
  static const std::vector<int> years = [] {
    std::vector<int> all;
    for (int year = 2014; year <= last_crossing_year; ++year) all.push_back(year);
    return all;
  }();
  return years;
}

// Dead and missing among those who were detected or died at a sea border, 2026-30 and on record.
Finding deaths_at_sea(const Audited& audited, const char* code) {
  const Record& record = audited.record();
  const int border = record.irregular.border_of(code);
  if (border < 0) throw Untold(fmt::format("the record has no border {}", code));
  const Range recorded = range_over(years_of_deaths_at_sea(), [&](int year) {
    const double dead = record.deaths_at(border, year);
    const double crossed = record.detected_at(border, year);
    return crossed > 0 && dead > 0 ? dead / (crossed + dead) * 1e6 : no_number;
  });
  const std::size_t place = audited.border(code);
  const double dead = border_sum(audited, "irregular_deaths_mean", place, 2026, 2030);
  return within(dead / (detected_between(audited, place, 2026, 2030) + dead) * 1e6, recorded);
}

// Borders of the record at which somebody counts the dead.
std::vector<int> borders_with_deaths(const IrregularHistory& history) {
  std::vector<int> borders;
  for (int border = 0; border < history.border_count(); ++border) {
    bool counted = false;
    for (int month = month_number(2014, 1); month <= month_number(last_crossing_year, 12);
         ++month) {
      counted = counted || std::isfinite(history.deaths[history.border_at(month, border)]);
    }
    if (counted) borders.push_back(border);
  }
  return borders;
}

Finding deaths_of_2026(const Audited& audited) {
  const Record& record = audited.record();
  const std::vector<int> borders = borders_with_deaths(record.irregular);
  const Range recorded = range_over(years_of_deaths_at_sea(), [&](int year) {
    double dead = 0;
    for (const int border : borders) dead += record.deaths_at(border, year);
    return dead;
  });
  std::vector<std::size_t> places;
  for (const int border : borders) {
    places.push_back(
        audited.border(record.irregular.borders[static_cast<std::size_t>(border)].code));
  }
  const Grid& monthly = audited.grid("irregular_deaths");
  std::vector<double> drawn;
  for (std::size_t year = audited.year(2026); year <= audited.year(2030); ++year) {
    for (const std::size_t draw : up_to(monthly.rows)) {
      double dead = 0;
      for (const std::size_t place : places) dead += monthly.year_sum(draw, year, place);
      drawn.push_back(dead);
    }
  }
  return within(median_in(std::move(drawn)), recorded);
}

Finding attempts_and_entries(const Audited& audited) {
  Largest found;
  for (const std::size_t border : up_to(audited.header().routes.border_code.size())) {
    const double attempts = border_sum(audited, "irregular_attempts_mean", border, 2026, 2030);
    if (attempts <= 0) continue;
    found.take(border_sum(audited, "irregular_entries_mean", border, 2026, 2030) / attempts,
               audited.header().routes.border_name[border]);
  }
  return at_most(found, 1);
}

Finding irregular_among_arrivals(const Audited& audited) {
  const Grid& flow = audited.grid("irregular_flow");
  const Grid& arrivals = audited.grid("global_arrivals");
  const std::vector<double> shares =
      over_forecast_years(audited, flow, [&](std::size_t draw, std::size_t year) {
        return flow.at(draw, year) / arrivals.at(draw, year);
      });
  // 5 and 95 % of Beta(4, 16).
  return between(median_in(shares), 0.079, 0.359);
}

Finding campaigns_a_year(const Audited& audited) {
  const Grid& onsets = audited.grid("campaign_onset_mean");
  return between(
      mean_in(over_forecast_years(audited, onsets,
                                  [&](std::size_t row, std::size_t year) {
                                    double sum = 0;
                                    for (const std::size_t front : up_to(onsets.places)) {
                                      sum += onsets.at(row, year, front);
                                    }
                                    return sum;
                                  })),
      0.8, 2.5);
}

Finding entries_beyond_arrivals(const Audited& audited) {
  const Grid& joined = audited.grid("irregular_joined");
  const Grid& flow = audited.grid("irregular_flow");
  return at_most(
      mean_in(over_forecast_years(audited, joined,
                                  [&](std::size_t draw, std::size_t year) {
                                    return joined.at(draw, year) > flow.at(draw, year) ? 1.0 : 0.0;
                                  })),
      0.05);
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

Statements crossing_statements() {
  return {
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
       recalled("Greenhill: 56 in 1951-2006, 75 by 2016"), Basis::published, AuditUnit::campaigns,
       campaigns_a_year},
  };
}

}  // namespace peregrine
