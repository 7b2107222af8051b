// Statements on the world's migrants: levels, growth, flows, spread.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

double world_quantile(const Audited& audited, std::size_t level, int year) {
  return audited.grid("global_migrant_stock_quantile").at(level, audited.year(year));
}

// By how much UN DESA's revision of 2024 moves the world of mid-2020, as a factor above one.
double revision_factor(const Record& record) {
  return record.earlier_world_stock(2020) / record.world_stock(2020);
}

Finding stock_of_first_year(const Audited& audited) {
  const Record& record = audited.record();
  const double factor = revision_factor(record);
  return between(world_quantile(audited, q50, 2020) / record.earlier_world_stock(2020), 1 / factor,
                 factor);
}

Finding stock_of_latest_table(const Audited& audited) {
  const Record& record = audited.record();
  const double factor = revision_factor(record);
  return between(world_quantile(audited, q50, StockHistory::latest_year) /
                     record.world_stock(StockHistory::latest_year),
                 1 / factor, factor);
}

Finding revision_of_2024(const Audited& audited) {
  const Grid& moved = audited.grid("stock_revision_mean");
  double sum = 0;
  for (std::size_t country = 0; country < moved.places; ++country) {
    for (std::size_t year = 0; year < moved.times; ++year) {
      const double persons = moved.at(0, year, country);
      if (std::isfinite(persons)) sum += persons;
    }
  }
  return at_most(std::abs(sum) / world_quantile(audited, q50, StockHistory::latest_year),
                 revision_factor(audited.record()) - 1);
}

// Migrants gained a year and million of the world's population.
double growth_between(double before, double after, int first, int last, double population) {
  return (after - before) / (last - first) / population * 1e6;
}

std::vector<double> recorded_growth(const Record& record) {
  std::vector<double> growth;
  const std::vector<int>& years = Record::stock_years();
  for (std::size_t i = 0; i + 1 < years.size(); ++i) {
    growth.push_back(growth_between(record.world_stock(years[i]), record.world_stock(years[i + 1]),
                                    years[i], years[i + 1], record.world_population(years[i])));
  }
  return growth;
}

double forecast_growth(const Audited& audited, int first, int last) {
  return growth_between(world_quantile(audited, q50, first), world_quantile(audited, q50, last),
                        first, last,
                        audited.grid("world_population_mean").at(0, audited.year(first)));
}

Statement growth_statement(int first, int last) {
  return {fmt::format("world.growth_{}_{}", first, last),
          fmt::format("migrants that the world gains a year from {} to {}, of a million persons",
                      first, last),
          "UN DESA 2024, periods of 1990-2024; WPP 2024",
          Basis::record,
          AuditUnit::per_million,
          [first, last](const Audited& audited) {
            return within(forecast_growth(audited, first, last),
                          range_of(recorded_growth(audited.record())));
          }};
}

Finding growth_smooth(const Audited& audited) {
  const std::vector<double> recorded = recorded_growth(audited.record());
  double steepest = 1;
  for (std::size_t i = 0; i + 1 < recorded.size(); ++i) {
    const double ratio = recorded[i + 1] / recorded[i];
    steepest = std::max({steepest, ratio, 1 / ratio});
  }
  Largest found;
  for (int year = 2025; year + 10 <= 2050; year += 5) {
    const double ratio =
        forecast_growth(audited, year + 5, year + 10) / forecast_growth(audited, year, year + 5);
    found.take(ratio > 0 ? std::max(ratio, 1 / ratio) : std::numeric_limits<double>::max(),
               fmt::format("{}", year + 5));
  }
  return at_most(found, steepest);
}

Finding share_of_population(const Audited& audited) {
  const Record& record = audited.record();
  double steepest = 0;
  const std::vector<int>& years = Record::stock_years();
  for (std::size_t i = 0; i + 1 < years.size(); ++i) {
    const double rise = record.world_stock(years[i + 1]) / record.world_population(years[i + 1]) -
                        record.world_stock(years[i]) / record.world_population(years[i]);
    steepest = std::max(steepest, rise / (years[i + 1] - years[i]));
  }
  const int latest = StockHistory::latest_year;
  const double now = record.world_stock(latest) / record.world_population(latest);
  const double share = world_quantile(audited, q50, 2050) /
                       audited.grid("world_population_mean").at(0, audited.year(2050));
  return between(share, now, now + steepest * (2050 - latest));
}

// Mean over draws of a flow in a year.
double mean_flow(const Audited& audited, const char* variable, std::size_t year) {
  const Grid& flow = audited.grid(variable);
  return mean_in(over_draws(flow, [&](std::size_t draw) { return flow.at(draw, year); }));
}

// The largest change from one year to the next of a flow's mean, as a share of it.
Finding largest_jump(const Audited& audited, const char* variable, int from, double most) {
  Largest found;
  for (std::size_t year = audited.year(from); year <= audited.last_year(); ++year) {
    const double before = mean_flow(audited, variable, year - 1);
    found.take(std::abs(mean_flow(audited, variable, year) / before - 1),
               fmt::format("{}", audited.header().years[year]));
  }
  return at_most(found, most);
}

// Mean over draws, of all years from 2025 on together.
double flow_from_2025(const Audited& audited, const char* variable) {
  const std::size_t first = audited.first_forecast();
  double sum = 0;
  for (std::size_t year = first; year <= audited.last_year(); ++year) {
    sum += mean_flow(audited, variable, year);
  }
  return sum;
}

Finding returns_among_moves(const Audited& audited) {
  const double returns = flow_from_2025(audited, "global_returns");
  return between(returns / (flow_from_2025(audited, "global_arrivals") + returns), 0.26, 0.31);
}

Finding moves_per_million(const Audited& audited) {
  const double moves =
      flow_from_2025(audited, "global_arrivals") + flow_from_2025(audited, "global_returns");
  const double persons = flow_from_2025(audited, "world_population_mean");
  // 67 to 87 million moves in five years among 5.3 to 7.3 billion persons.
  return between(moves / persons * 1e6, 67e6 / 5 / 5.3e9 * 1e6, 2 * 87e6 / 5 / 7.3e9 * 1e6);
}

Finding death_rate(const Audited& audited) {
  const Record& record = audited.record();
  Range range;
  for (int year = PopulationHistory::first_year; year <= PopulationHistory::last_year; ++year) {
    double deaths = 0;
    double persons = 0;
    for (int country = 0; country < record.countries.unknown_origin(); ++country) {
      const std::size_t cell = PopulationHistory::at(country, year);
      if (!std::isfinite(record.population.estimates.deaths[cell])) continue;
      deaths += record.population.estimates.deaths[cell];
      persons += record.population.estimates.population[cell];
    }
    range.take(deaths / persons * 1e6);
  }
  const std::size_t year = audited.year(2030);
  return within(mean_flow(audited, "global_deaths", year) /
                    mean_flow(audited, "global_migrant_stock", year) * 1e6,
                range);
}

// The 80 % band's upper end over its lower one.
double band_in(const Audited& audited, int year) {
  return world_quantile(audited, q90, year) / world_quantile(audited, q10, year);
}

Finding band_of_2050(const Audited& audited) {
  return between(band_in(audited, 2050), 1.1, 1.6);
}

Finding band_widens(const Audited& audited) {
  Range range;
  for (int year = first_forecast_year; year <= audited.header().years.back(); ++year) {
    range.take(band_in(audited, year) / band_in(audited, year - 1));
  }
  return at_least(range.low, 0.995);
}

Finding mean_above_median(const Audited& audited) {
  return between(audited.grid("global_migrant_stock_mean").at(0, audited.year(2050)) /
                         world_quantile(audited, q50, 2050) -
                     1,
                 -0.02, 0.02);
}

Finding largest_world(const Audited& audited) {
  const double most =
      std::ranges::max(draws_in(audited, audited.grid("global_migrant_stock"), 2050));
  return at_most(most / audited.grid("world_population_mean").at(0, audited.year(2050)), 0.08);
}

Finding world_population_2050(const Audited& audited) {
  return between(audited.grid("world_population_mean").at(0, audited.year(2050)) /
                     audited.record().world_population(2050),
                 0.98, 1.02);
}

}  // namespace

Statements world_statements() {
  Statements all = {
      {"world.stock_2020", "the world's migrants in mid-2020, median over the table it began from",
       "UN DESA, revision 2020; what that of 2024 changed", Basis::record, AuditUnit::times,
       stock_of_first_year},
      {"world.stock_2024", "the world's migrants in mid-2024, median over the UN's table",
       "UN DESA 2024; what it changed of 2020", Basis::record, AuditUnit::times,
       stock_of_latest_table},
      {"world.revision", "persons by which later tables corrected the draws, of the migrants",
       "UN DESA 2024; what it changed of 2020", Basis::record, AuditUnit::share, revision_of_2024},
  };
  for (int year = 2025; year < 2050; year += 5) all.push_back(growth_statement(year, year + 5));
  const Statements more = {
      {"world.growth_smooth", "largest ratio of growth in a five-year period to the one before",
       "UN DESA 2024, periods of 1990-2024", Basis::record, AuditUnit::times, growth_smooth},
      {"world.share_2050", "migrants among the world's population in 2050, median",
       "UN DESA 2024: from today's share to its steepest rise going on", Basis::record,
       AuditUnit::share, share_of_population},
      {"world.returns_among_moves", "returns among all moves (arrivals and returns) from 2025 on",
       recalled("Azose and Raftery 2019 (PNAS 116): 26 to 31 %, 1990-2015"), Basis::published,
       AuditUnit::share, returns_among_moves},
      {"world.moves", "moves a year of a million persons from 2025 on",
       recalled("Azose and Raftery 2019: 67 to 87 M in five years; twice that, as years hold short "
                "stays"),
       Basis::judgement, AuditUnit::per_million, moves_per_million},
      {"world.arrivals_jump", "largest yearly change of mean arrivals from 2022 on",
       "15 %: more than any change of the stock's growth", Basis::judgement, AuditUnit::share,
       [](const Audited& audited) { return largest_jump(audited, "global_arrivals", 2022, 0.15); }},
      {"world.returns_jump", "largest yearly change of mean returns from 2022 on",
       "a tenth: nothing known moved so many at once", Basis::judgement, AuditUnit::share,
       [](const Audited& audited) { return largest_jump(audited, "global_returns", 2022, 0.1); }},
      {"world.death_rate", "deaths of migrants in 2030, of a million",
       "WPP 2024: the world's in 1990-2023", Basis::record, AuditUnit::per_million, death_rate},
      {"world.band_2050", "90 % quantile of the world's migrants in 2050 over the 10 % quantile",
       "wider than 10 %, narrower than 60 %", Basis::judgement, AuditUnit::times, band_of_2050},
      {"world.band_widens", "the 80 % band's ends in a year over those of the year before, least",
       "no year knows more than the one before it", Basis::judgement, AuditUnit::times,
       band_widens},
      {"world.mean_over_median", "mean of the world's migrants in 2050 above the median",
       "two in a hundred: no upper tail leads the mean", Basis::judgement, AuditUnit::share,
       mean_above_median},
      {"world.largest_draw", "migrants among the world's population in 2050, largest draw",
       "8 %, twice the share of 2024", Basis::judgement, AuditUnit::share, largest_world},
      {"world.population_2050", "the world's population in 2050, mean over the UN's median",
       "WPP 2024, two in a hundred either way", Basis::judgement, AuditUnit::times,
       world_population_2050},
  };
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace peregrine
