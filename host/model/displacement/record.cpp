#include "host/model/displacement/record.h"

#include <algorithm>
#include <cmath>

#include "kernels/displacement/laws.h"

namespace peregrine {
namespace {

constexpr float smallest_count = 20.0f;       // persons: below, counts are rounded
constexpr double small_change = 3.0;          // persons added to both sides of a log ratio
constexpr double nobody_years = 2.0;          // of an own level
constexpr double most_deviation = 2.5;        // standard deviations that a volatility counts
constexpr double volatility_half_life = 6.0;  // years
constexpr double volatility_prior_years = 2.0;
constexpr double least_volatility = 0.1;
constexpr double most_volatility = 3.0;
constexpr double most_last_shock = 2.0;  // standard deviations

}  // namespace

std::vector<float> calm_years(const DisplacementPanel& panel) {
  std::vector<float> years;
  for (int area = 0; area < panel.areas; ++area) {
    float since = longest_calm;
    for (int year = DisplacementPanel::first_year; year <= panel.last_year; ++year) {
      since = calm_years_after(since, panel.deaths[panel.at(area, year)]);
      years.push_back(since);
    }
  }
  return years;
}

std::vector<double> largest_stocks(const DisplacementPanel& panel) {
  std::vector<double> stocks(panel.deaths.size(), 0.0);
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const int origin = panel.origin[static_cast<std::size_t>(pair)];
    for (int year = DisplacementPanel::first_year; year <= panel.last_year; ++year) {
      stocks[panel.at(origin, year)] += static_cast<double>(panel.stock[panel.at(pair, year)]);
    }
  }
  std::vector<double> largest(static_cast<std::size_t>(panel.areas), 0.0);
  for (int area = 0; area < panel.areas; ++area) {
    for (int year = DisplacementPanel::first_year; year <= panel.last_year; ++year) {
      double& most = largest[static_cast<std::size_t>(area)];
      most = std::max(most, stocks[panel.at(area, year)]);
    }
  }
  return largest;
}

std::vector<OriginState> origin_states(const DisplacementPanel& panel) {
  const std::vector<float> since = calm_years(panel);
  std::vector<OriginState> states;
  for (std::size_t at = 0; at < since.size(); ++at) {
    const float state =
        by_state(panel.deaths[at], since[at], in_peace, in_minor_conflict, in_war, after_conflict);
    states.push_back(static_cast<OriginState>(static_cast<int>(state)));
  }
  return states;
}

std::vector<double> log_outflows(const DisplacementPanel& panel, double claim_share) {
  std::vector<double> outflows(panel.deaths.size(), static_cast<double>(displacement_floor));
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const int origin = panel.origin[static_cast<std::size_t>(pair)];
    for (int year = DisplacementPanel::first_year; year <= panel.last_year; ++year) {
      outflows[panel.at(origin, year)] +=
          static_cast<double>(panel.arrivals(pair, year, claim_share));
    }
  }
  for (double& one : outflows) one = std::log(one);
  return outflows;
}

std::vector<double> own_levels(const DisplacementPanel& panel,
                               const std::vector<double>& outflows) {
  const double nobody = std::log(static_cast<double>(displacement_floor));
  std::vector<double> levels;
  for (int area = 0; area < panel.areas; ++area) {
    double sum = nobody_years * nobody;
    double years = nobody_years;
    for (int year = DisplacementPanel::first_year; year <= panel.last_year; ++year) {
      if (year >= first_account_year) {
        sum += outflows[panel.at(area, year)];
        years += 1;
      }
      levels.push_back(sum / years);
    }
  }
  return levels;
}

std::vector<StockCount> gather_counts(const DisplacementPanel& panel, double claim_share,
                                      double exit_after) {
  const std::vector<OriginState> states = origin_states(panel);
  std::vector<StockCount> counts;
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const int origin = panel.origin[static_cast<std::size_t>(pair)];
    for (int year = first_account_year + 1; year <= panel.last_year; ++year) {
      const float before = panel.stock[panel.at(pair, year - 1)];
      if (before < smallest_count) continue;
      const OriginState state = states[panel.at(origin, year)];
      const double staying = state == after_conflict ? 1.0 - exit_after : 1.0;
      const double expected = staying * static_cast<double>(before) +
                              static_cast<double>(panel.arrivals(pair, year, claim_share));
      const auto counted = static_cast<double>(panel.stock[panel.at(pair, year)]);
      counts.push_back({origin, year, pair, state, std::log(std::max(expected, 1.0)),
                        std::log((counted + small_change) / (expected + small_change))});
    }
  }
  return counts;
}

std::vector<double> log_volatilities(const DisplacementPanel& panel,
                                     const std::vector<StockCount>& counts,
                                     const CountScale& scale) {
  const auto pairs = static_cast<std::size_t>(panel.pairs());
  std::vector<double> moved(pairs, 0.0), years(pairs, 0.0);
  double all = 0, number = 0;
  for (const StockCount& one : counts) {
    if (one.change < closing_fall) continue;
    const double deviation =
        std::min(std::abs(one.change) / std::exp(scale.log_sd(one.log_expected)), most_deviation);
    const double late = std::exp2((one.year - panel.last_year) / volatility_half_life);
    moved[static_cast<std::size_t>(one.pair)] += late * deviation;
    years[static_cast<std::size_t>(one.pair)] += late;
    all += deviation;
    number += 1;
  }
  std::vector<double> logs(pairs, 0.0);
  if (all <= 0) return logs;
  const double typical = all / number;
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    const double ratio = (volatility_prior_years * typical + moved[pair]) /
                         (typical * (volatility_prior_years + years[pair]));
    logs[pair] = std::log(std::clamp(ratio, least_volatility, most_volatility));
  }
  return logs;
}

std::vector<double> last_shocks(const DisplacementPanel& panel,
                                const std::vector<StockCount>& counts, const CountScale& scale,
                                const std::vector<double>& log_volatility) {
  std::vector<double> shocks(static_cast<std::size_t>(panel.pairs()), 0.0);
  for (const StockCount& one : counts) {
    if (one.year != panel.last_year) continue;
    const auto pair = static_cast<std::size_t>(one.pair);
    const double log_sd = scale.log_sd(one.log_expected) + log_volatility[pair];
    shocks[pair] = std::clamp(one.change / std::exp(log_sd), -most_last_shock, 0.0);
  }
  return shocks;
}

}  // namespace peregrine
