// Statements on how corridors grow and fall, and on their bands.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/audit/corridor_stock.h"
#include "host/audit/draws.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

constexpr double small_size = 1'000;
constexpr double mid_size = 10'000;
constexpr double large_size = 100'000;
constexpr double thousandfold = 1'000;

Finding fastest_growth(const Audited& audited) {
  return at_most(median_factors(audited, large_size).largest(audited),
                 over_recorded_factors(audited.record(), large_size, std::ranges::max).high);
}

Finding fastest_fall(const Audited& audited) {
  const Largest found = median_factors(audited, large_size).smallest(audited);
  Finding finding = at_least(
      found.value, over_recorded_factors(audited.record(), large_size, std::ranges::min).low,
      found.where);
  finding.places = {found.place};
  return finding;
}

double share_below_one(const std::vector<double>& factors) {
  return share_where(factors, [](double factor) { return factor < 1; });
}

// Mean over draws of what `of_factors` says of the large corridors of one.
template <typename OfFactors>
double mean_of_drawn_factors(const Audited& audited, const OfFactors& of_factors) {
  return mean_in(over_draws(audited.grid("corridor_stock"), [&](std::size_t draw) {
    return of_factors(drawn_factors(audited, draw, large_size));
  }));
}

Finding falling_corridors(const Audited& audited) {
  constexpr double margin = 0.1;
  const Range recorded = over_recorded_factors(audited.record(), large_size, share_below_one);
  return between(mean_of_drawn_factors(audited, share_below_one),
                 std::max(0.0, recorded.low - margin), recorded.high + margin);
}

double deviation_of_logs(const std::vector<double>& factors) {
  double sum = 0;
  double squares = 0;
  for (const double factor : factors) {
    const double value = std::log(std::max(factor, 1e-3));
    sum += value;
    squares += value * value;
  }
  const auto count = static_cast<double>(factors.size());
  return std::sqrt(std::max(0.0, squares / count - sum / count * (sum / count)));
}

// How far the corridors of one draw drift apart in 25 years: the spread over corridors.
Finding spread_in_draws(const Audited& audited) {
  const Range recorded = over_recorded_factors(audited.record(), large_size, deviation_of_logs);
  return between(mean_of_drawn_factors(audited, deviation_of_logs), recorded.low / 1.25,
                 recorded.high * 1.25);
}

Finding usual_band(const Audited& audited) {
  const Range recorded =
      over_recorded_factors(audited.record(), mid_size, [](const std::vector<double>& factors) {
        return quantile_in(factors, 0.975) / std::max(1e-3, quantile_in(factors, 0.025));
      });
  return between(median_in(band_ratios(audited, mid_size).number), recorded.low / 5, recorded.high);
}

Finding thousandfold_bands(const Audited& audited) {
  const double most_change = std::sqrt(thousandfold);
  const Range recorded =
      over_recorded_factors(audited.record(), mid_size, [&](const std::vector<double>& factors) {
        return share_where(factors,
                           [&](double f) { return f > most_change || f < 1 / most_change; });
      });
  const std::vector<double> bands = band_ratios(audited, mid_size).number;
  const auto is_wide = [](double ratio) { return ratio > thousandfold; };
  return at_most(share_where(bands, is_wide), recorded.high,
                 fmt::format("{} of {}", std::ranges::count_if(bands, is_wide), bands.size()));
}

Finding widest_large_band(const Audited& audited) {
  return at_most(band_ratios(audited, large_size).largest(audited), thousandfold);
}

Finding closed_corridors(const Audited& audited) {
  const auto gone = [](const std::vector<double>& factors) {
    return share_where(factors, [](double factor) { return factor < 1e-3; });
  };
  return at_most(gone(median_factors(audited, small_size).number),
                 over_recorded_factors(audited.record(), small_size, gone).high);
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
       "UN DESA 2024: 1990-2015, 1995-2020, a quarter either way", Basis::record, AuditUnit::logs,
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
      {"corridors.closed", "corridors above 1,000 persons of which nobody is left in 2050, medians",
       "UN DESA 2024: 1990-2015, 1995-2020", Basis::record, AuditUnit::share, closed_corridors},
  };
}

}  // namespace peregrine
