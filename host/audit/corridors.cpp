// Statements on corridors: growth, bands, concentration.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "host/audit/audited.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr double mid_size = 10'000;
constexpr double large_size = 100'000;
constexpr int corridor_start = 2025;
constexpr int corridor_end = 2050;
constexpr int corridor_span = corridor_end - corridor_start;
constexpr std::array<int, 2> corridor_windows = {1990, 1995};

std::string corridor_code(const Audited& audited, std::size_t corridor) {
  const EnsembleHeader& header = audited.header();
  return header.country_iso3[static_cast<std::size_t>(header.corridor_origin[corridor])] + "-" +
         header.country_iso3[static_cast<std::size_t>(header.corridor_destination[corridor])];
}

// Factors by which corridors change in 25 years that hold so many persons at the start.
std::vector<double> recorded_factors(const Record& record, int start, double least) {
  std::vector<double> factors;
  for (std::size_t pair = 0; pair < record.stock.pairs(); ++pair) {
    const double before = record.stock_of(pair, start);
    if (before < least) continue;
    factors.push_back(record.stock_of(pair, start + corridor_span) / before);
  }
  return factors;
}

struct CorridorFactors {
  std::vector<double> factor;
  std::vector<std::size_t> corridor;
};

CorridorFactors median_factors(const Audited& audited, double least) {
  const Grid& stock = audited.grid("corridor_stock_quantile");
  CorridorFactors found;
  for (std::size_t corridor = 0; corridor < stock.places; ++corridor) {
    const double before = stock.at(q50, audited.year(corridor_start), corridor);
    if (before < least) continue;
    found.factor.push_back(stock.at(q50, audited.year(corridor_end), corridor) / before);
    found.corridor.push_back(corridor);
  }
  if (found.factor.empty()) throw Untold("the file has no corridor of that size");
  return found;
}

Finding fastest_growth(const Audited& audited) {
  Range range;
  for (const int start : corridor_windows) {
    range.take(std::ranges::max(recorded_factors(audited.record(), start, large_size)));
  }
  const CorridorFactors found = median_factors(audited, large_size);
  const auto at = std::ranges::max_element(found.factor) - found.factor.begin();
  return at_most(found.factor[static_cast<std::size_t>(at)], range.high,
                 corridor_code(audited, found.corridor[static_cast<std::size_t>(at)]));
}

Finding fastest_fall(const Audited& audited) {
  Range range;
  for (const int start : corridor_windows) {
    range.take(std::ranges::min(recorded_factors(audited.record(), start, large_size)));
  }
  const CorridorFactors found = median_factors(audited, large_size);
  const auto at = std::ranges::min_element(found.factor) - found.factor.begin();
  return at_least(found.factor[static_cast<std::size_t>(at)], range.low,
                  corridor_code(audited, found.corridor[static_cast<std::size_t>(at)]));
}

double share_below_one(const std::vector<double>& factors) {
  return static_cast<double>(std::ranges::count_if(factors, [](double f) { return f < 1; })) /
         static_cast<double>(factors.size());
}

// Factors 2025-2050 of the kept corridors above 100,000 of one draw.
std::vector<double> drawn_factors(const Audited& audited, std::size_t draw) {
  const Grid& stock = audited.grid("corridor_stock");
  std::vector<double> factors;
  for (std::size_t place = 0; place < stock.places; ++place) {
    const double before = stock.at(draw, audited.year(corridor_start), place);
    if (before < large_size) continue;
    factors.push_back(stock.at(draw, audited.year(corridor_end), place) / before);
  }
  if (factors.empty()) throw Untold("the file has no single draws of corridors of that size");
  return factors;
}

Finding falling_corridors(const Audited& audited) {
  constexpr double margin = 0.1;
  Range range;
  for (const int start : corridor_windows) {
    range.take(share_below_one(recorded_factors(audited.record(), start, large_size)));
  }
  const std::size_t draws = audited.grid("corridor_stock").rows;
  double sum = 0;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    sum += share_below_one(drawn_factors(audited, draw));
  }
  return {sum / static_cast<double>(draws), std::max(0.0, range.low - margin), range.high + margin,
          ""};
}

// 97.5 over 2.5 % quantile in 2050 of corridors that hold so many persons in 2025.
CorridorFactors band_ratios(const Audited& audited, double least) {
  const Grid& stock = audited.grid("corridor_stock_quantile");
  CorridorFactors found;
  for (std::size_t corridor = 0; corridor < stock.places; ++corridor) {
    if (stock.at(q50, audited.year(corridor_start), corridor) < least) continue;
    const std::size_t year = audited.year(corridor_end);
    const double low = std::max(1.0, stock.at(q025, year, corridor));
    found.factor.push_back(stock.at(q975, year, corridor) / low);
    found.corridor.push_back(corridor);
  }
  if (found.factor.empty()) throw Untold("the file has no corridor of that size");
  return found;
}

Finding usual_band(const Audited& audited) {
  Range range;
  for (const int start : corridor_windows) {
    const std::vector<double> factors = recorded_factors(audited.record(), start, mid_size);
    range.take(quantile_in(factors, 0.975) / std::max(1e-3, quantile_in(factors, 0.025)));
  }
  return {median_in(band_ratios(audited, mid_size).factor), range.low / 5, range.high, ""};
}

Finding thousandfold_bands(const Audited& audited) {
  const double most_change = std::sqrt(1000.0);
  Range range;
  for (const int start : corridor_windows) {
    const std::vector<double> factors = recorded_factors(audited.record(), start, mid_size);
    range.take(static_cast<double>(std::ranges::count_if(
                   factors, [&](double f) { return f > most_change || f < 1 / most_change; })) /
               static_cast<double>(factors.size()));
  }
  const CorridorFactors bands = band_ratios(audited, mid_size);
  const auto wide = std::ranges::count_if(bands.factor, [](double ratio) { return ratio > 1000; });
  return at_most(static_cast<double>(wide) / static_cast<double>(bands.factor.size()), range.high,
                 fmt::format("{} of {}", wide, bands.factor.size()));
}

Finding widest_large_band(const Audited& audited) {
  const CorridorFactors bands = band_ratios(audited, large_size);
  const auto at = std::ranges::max_element(bands.factor) - bands.factor.begin();
  return at_most(bands.factor[static_cast<std::size_t>(at)], 1000,
                 corridor_code(audited, bands.corridor[static_cast<std::size_t>(at)]));
}

double sum_of_largest(std::vector<double> stock, std::size_t count) {
  std::ranges::sort(stock, std::greater<>());
  stock.resize(std::min(count, stock.size()));
  return std::accumulate(stock.begin(), stock.end(), 0.0);
}

// Of single draws, among the corridors that are kept one by one, the largest ones today.
Finding largest_corridors(const Audited& audited, std::size_t count) {
  const Record& record = audited.record();
  std::vector<double> recorded;
  for (const int year : Record::stock_years()) {
    std::vector<double> stock;
    for (std::size_t pair = 0; pair < record.stock.pairs(); ++pair) {
      stock.push_back(record.stock_of(pair, year));
    }
    recorded.push_back(sum_of_largest(std::move(stock), count) / record.world_stock(year));
  }
  const Grid& stock = audited.grid("corridor_stock");
  const Grid& world = audited.grid("global_migrant_stock");
  if (stock.places < count) throw Untold("the file keeps too few corridors one by one");
  const std::size_t year = audited.year(corridor_end);
  double sum = 0;
  for (std::size_t draw = 0; draw < stock.rows; ++draw) {
    std::vector<double> of_draw;
    for (std::size_t place = 0; place < stock.places; ++place) {
      of_draw.push_back(stock.at(draw, year, place));
    }
    sum += sum_of_largest(std::move(of_draw), count) / world.at(draw, year);
  }
  return within(sum / static_cast<double>(stock.rows), range_going_on(recorded));
}

Finding opened_corridors(const Audited& audited) {
  const Grid& mean = audited.grid("corridor_stock_mean");
  const std::size_t year = audited.year(2020 + corridor_span);
  double opened = 0;
  double sum = 0;
  for (std::size_t corridor = 0; corridor < mean.places; ++corridor) {
    sum += mean.at(0, year, corridor);
    if (audited.header().corridor_listed[corridor] == 0) opened += mean.at(0, year, corridor);
  }
  const Record& record = audited.record();
  Range range;
  for (const int start : corridor_windows) {
    double persons = 0;
    for (std::size_t pair = 0; pair < record.stock.pairs(); ++pair) {
      if (record.stock_of(pair, start) == 0)
        persons += record.stock_of(pair, start + corridor_span);
    }
    range.take(persons / record.world_stock(start + corridor_span));
  }
  return at_most(opened / sum, range.high);
}

Finding closed_corridors(const Audited& audited) {
  constexpr double small_size = 1'000;
  const auto gone = [](const std::vector<double>& factors) {
    return static_cast<double>(std::ranges::count_if(factors, [](double f) { return f < 1e-3; })) /
           static_cast<double>(factors.size());
  };
  Range range;
  for (const int start : corridor_windows) {
    range.take(gone(recorded_factors(audited.record(), start, small_size)));
  }
  return at_most(gone(median_factors(audited, small_size).factor), range.high);
}

Finding unknown_origin(const Audited& audited) {
  const Record& record = audited.record();
  Range range;
  for (const int year : Record::stock_years()) {
    range.take(record.emigrants(year).back() / record.world_stock(year));
  }
  const std::size_t year = audited.year(corridor_end);
  return within(audited.grid("emigrant_stock_mean").at(0, year, audited.countries()) /
                    audited.grid("global_migrant_stock_mean").at(0, year),
                range);
}

Finding fullest_corridor(const Audited& audited) {
  const Record& record = audited.record();
  double most = 0;
  for (std::size_t pair = 0; pair < record.stock.pairs(); ++pair) {
    for (const int year : Record::stock_years()) most = std::max(most, record.stock_of(pair, year));
  }
  const Grid& stock = audited.grid("corridor_stock");
  Largest found;
  for (std::size_t place = 0; place < stock.places; ++place) {
    const std::string code =
        corridor_code(audited, static_cast<std::size_t>(audited.header().kept_corridor[place]));
    for (std::size_t draw = 0; draw < stock.rows; ++draw) {
      for (std::size_t year = 0; year < stock.times; ++year) {
        found.take(stock.at(draw, year, place) / most, code);
      }
    }
  }
  return at_most(found.value, 3, found.where);
}

double deviation_of(const std::vector<double>& values) {
  double sum = 0;
  double squares = 0;
  for (const double value : values) {
    sum += value;
    squares += value * value;
  }
  const auto count = static_cast<double>(values.size());
  return std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count)));
}

// How far the corridors of one draw drift apart in 25 years: the spread over corridors.
Finding spread_in_draws(const Audited& audited) {
  Range range;
  for (const int start : corridor_windows) {
    std::vector<double> logs;
    for (const double factor : recorded_factors(audited.record(), start, large_size)) {
      logs.push_back(std::log(std::max(factor, 1e-3)));
    }
    range.take(deviation_of(logs));
  }
  const std::size_t draws = audited.grid("corridor_stock").rows;
  double sum = 0;
  for (std::size_t draw = 0; draw < draws; ++draw) {
    std::vector<double> logs;
    for (const double factor : drawn_factors(audited, draw)) {
      logs.push_back(std::log(std::max(factor, 1e-3)));
    }
    sum += deviation_of(logs);
  }
  return {sum / static_cast<double>(draws), range.low / 1.25, range.high * 1.25, ""};
}

}  // namespace

Statements corridor_statements() {
  return {
      {"corridors.fastest_growth",
       "largest factor by which the median of a corridor above 100,000 grows 2025-2050",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::times, fastest_growth},
      {"corridors.fastest_fall", "smallest such factor", "UN DESA 2024: 1990-2015, 1995-2020",
       Basis::record, AuditUnit::times, fastest_fall},
      {"corridors.falling", "corridors above 100,000 persons that fall 2025-2050, mean over draws",
       "UN DESA 2024: 1990-2015, 1995-2020, ten points either way", Basis::record, AuditUnit::share,
       falling_corridors},
      {"corridors.spread_in_draws",
       "spread over corridors above 100,000 of log changes 2025-2050, mean over draws",
       "UN DESA 2024: 1990-2015, 1995-2020, a quarter either way", Basis::record, AuditUnit::number,
       spread_in_draws},
      {"corridors.usual_band",
       "97.5 over 2.5 % quantile in 2050, median over corridors above 10,000",
       "UN DESA 2024: of all changes in 25 years, and a fifth of it", Basis::record,
       AuditUnit::times, usual_band},
      {"corridors.thousandfold_bands",
       "corridors above 10,000 whose 97.5 % quantile of 2050 is more than 1,000 of its 2.5 %",
       "UN DESA 2024: changes by a factor of 32 in 25 years", Basis::record, AuditUnit::share,
       thousandfold_bands},
      {"corridors.widest_band", "largest such ratio of a corridor above 100,000",
       "a thousandfold says nothing of so large a corridor", Basis::judgement, AuditUnit::times,
       widest_large_band},
      {"corridors.largest",
       "share of the largest corridor in the migrants of 2050, mean over draws",
       "UN DESA 2024: 1990-2024, and what 25 years changed once more", Basis::record,
       AuditUnit::share, [](const Audited& audited) { return largest_corridors(audited, 1); }},
      {"corridors.largest_hundred",
       "share of the hundred largest corridors in 2050, mean over draws",
       "UN DESA 2024: 1990-2024, and what 25 years changed once more", Basis::record,
       AuditUnit::share, [](const Audited& audited) { return largest_corridors(audited, 100); }},
      {"corridors.opened", "share of corridors that the first table lacks in the migrants of 2045",
       "UN DESA 2024: opened in 1990-2015, 1995-2020", Basis::record, AuditUnit::share,
       opened_corridors},
      {"corridors.closed", "corridors above 1,000 persons of which nobody is left in 2050, medians",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::share, closed_corridors},
      {"corridors.unknown_origin", "share of unknown origin in the migrants of 2050",
       "UN DESA 2024: 1990-2024", Basis::record, AuditUnit::share, unknown_origin},
      {"corridors.fullest_draw", "largest corridor of a single draw over the largest on record",
       "three times", Basis::judgement, AuditUnit::times, fullest_corridor},
  };
}

}  // namespace peregrine
