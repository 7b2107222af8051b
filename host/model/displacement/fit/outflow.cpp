// Who leaves, and how long they stay: the accounts of stocks and the outflow of origins.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/model/displacement/fit/rows.h"
#include "host/model/displacement/record.h"

namespace peregrine {
namespace {

constexpr float smallest_account = 1000.0f;  // persons at both ends together
constexpr double most_exits = 0.5;           // a year
constexpr double most_turnover = 0.75;

// ESOC Working Paper 25: elasticity of refugee outflow in deaths, in their level and when they
// double within a year; the standard deviations are our reading of how closely they hold here.
constexpr double level_elasticity = 1.0;
constexpr double level_elasticity_sd = 0.25;
constexpr double doubling_elasticity = 0.49;
constexpr double doubling_elasticity_sd = 0.15;

using AccountTerms = Eigen::Vector2d;  // claims; stock exposed in the years after a conflict

struct Accounts {
  std::vector<AccountTerms> terms;
  std::vector<double> change;  // of the stock, less groups newly displaced
  std::vector<double> weight;
};

Accounts gather_accounts(const DisplacementPanel& panel, const OriginWeights& weights) {
  const std::vector<OriginState> states = origin_states(panel);
  Accounts accounts;
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const int origin = panel.origin[static_cast<std::size_t>(pair)];
    if (weights[origin] <= 0) continue;
    for (int year = first_account_year + 1; year <= panel.last_year; ++year) {
      const float before = panel.stock[panel.at(pair, year - 1)];
      const float after = panel.stock[panel.at(pair, year)];
      if (before + after < smallest_account) continue;
      const bool going_home = states[panel.at(origin, year)] == after_conflict;
      accounts.terms.emplace_back(static_cast<double>(panel.claims[panel.at(pair, year)]),
                                  going_home ? -static_cast<double>(before) : 0.0);
      accounts.change.push_back(static_cast<double>(after) - static_cast<double>(before) -
                                static_cast<double>(panel.displaced[panel.at(pair, year)]));
      accounts.weight.push_back(weights[origin]);
    }
  }
  return accounts;
}

// Least absolute deviations by iteratively reweighted least squares.
AccountTerms least_deviations(const Accounts& accounts) {
  constexpr int iterations = 30;
  constexpr double least_deviation = 50.0;  // persons; keeps the weights finite
  AccountTerms solution = AccountTerms::Zero();
  for (int iteration = 0; iteration < iterations; ++iteration) {
    Eigen::Matrix2d normal = 1e-6 * Eigen::Matrix2d::Identity();
    AccountTerms right = AccountTerms::Zero();
    for (std::size_t i = 0; i < accounts.terms.size(); ++i) {
      const AccountTerms& term = accounts.terms[i];
      const double deviation = std::abs(accounts.change[i] - term.dot(solution));
      const double weight = accounts.weight[i] / std::max(deviation, least_deviation);
      normal += weight * term * term.transpose();
      right += weight * accounts.change[i] * term;
    }
    solution = normal.ldlt().solve(right);
  }
  return solution;
}

struct OutflowYear {
  double now, before, own, deaths, deaths_before, weight;
};

// Years with outflow the year before, of conflict or not.
std::vector<OutflowYear> gather_outflows(const DisplacementPanel& panel,
                                         const OriginWeights& weights, double claim_share,
                                         bool calm) {
  std::vector<OutflowYear> rows;
  const std::vector<double> outflow = log_outflows(panel, claim_share);
  const std::vector<double> own = own_levels(panel, outflow);
  const double least = std::log(static_cast<double>(displacement_floor)) + 1e-6;
  for (int area = 0; area < panel.areas; ++area) {
    if (weights[area] <= 0) continue;
    const auto log_deaths = [&](int year) {
      return std::log(static_cast<double>(panel.deaths[panel.at(area, year)] + displacement_floor));
    };
    for (int year = first_account_year + 1; year <= panel.last_year; ++year) {
      const std::size_t now = panel.at(area, year);
      if ((panel.deaths[now] < minor_conflict_deaths) != calm) continue;
      const std::size_t before = panel.at(area, year - 1);
      if (outflow[before] <= least) continue;
      rows.push_back({outflow[now], outflow[before], own[before], log_deaths(year),
                      log_deaths(year - 1), weights[area]});
    }
  }
  return rows;
}

constexpr int outflow_terms_count = 6;  // constant, memory, own, fade, level, jump
using OutflowTerms = Eigen::Matrix<double, outflow_terms_count, 1>;
using OutflowMatrix = Eigen::Matrix<double, outflow_terms_count, outflow_terms_count>;

OutflowTerms outflow_terms(const OutflowYear& row, bool calm) {
  const double surge = std::max(row.before - static_cast<double>(log_displacement_surge), 0.0);
  OutflowTerms terms{1.0, row.before, row.own, -surge, row.deaths, row.deaths - row.deaths_before};
  if (calm) terms.tail<2>().setZero();  // deaths below 25 say nothing
  return terms;
}

struct OutflowFit {
  OutflowTerms terms = OutflowTerms::Zero();
  HeavyTail law;
};

OutflowFit fit_law(const std::vector<OutflowYear>& rows, bool calm) {
  constexpr double ridge = 1e-3;
  OutflowMatrix normal = ridge * OutflowMatrix::Identity();
  OutflowTerms right = OutflowTerms::Zero();
  for (const OutflowYear& row : rows) {
    const OutflowTerms terms = outflow_terms(row, calm);
    normal += row.weight * terms * terms.transpose();
    right += row.weight * row.now * terms;
  }
  OutflowFit fit;
  fit.terms = normal.ldlt().solve(right);
  if (!calm) {
    double squares = 0, count = 0;
    for (const OutflowYear& row : rows) {
      squares += row.weight * std::pow(row.now - outflow_terms(row, calm).dot(fit.terms), 2);
      count += row.weight;
    }
    // The published elasticities as prior; with memory, the level's is reached in the long run.
    const double variance = count > 0 ? squares / count : 1.0;
    const double reach = 1.0 - fit.terms(1) - fit.terms(2);
    const auto believe = [&](const OutflowTerms& terms, double mean, double deviation) {
      normal += variance / (deviation * deviation) * terms * terms.transpose();
      right += variance / (deviation * deviation) * mean * terms;
    };
    believe({0, 0, 0, 0, 1, 0}, reach * level_elasticity, reach * level_elasticity_sd);
    believe({0, 0, 0, 0, 1, 1}, doubling_elasticity, doubling_elasticity_sd);
    fit.terms = normal.ldlt().solve(right);
  }
  std::vector<Weighted> residuals;
  for (const OutflowYear& row : rows) {
    residuals.push_back({row.now - outflow_terms(row, calm).dot(fit.terms), row.weight});
  }
  fit.law = match_heavy_tail(residuals);
  return fit;
}

// What of a conflict year's arrivals its exits make up for, all persons together.
double conflict_turnover_of(const DisplacementPanel& panel, const OriginWeights& weights,
                            double claim_share) {
  double arrived = 0, added = 0;
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const int origin = panel.origin[static_cast<std::size_t>(pair)];
    for (int year = first_account_year + 1; year <= panel.last_year; ++year) {
      if (panel.deaths[panel.at(origin, year)] < minor_conflict_deaths) continue;
      arrived += weights[origin] * static_cast<double>(panel.arrivals(pair, year, claim_share));
      added += weights[origin] * static_cast<double>(panel.stock[panel.at(pair, year)] -
                                                     panel.stock[panel.at(pair, year - 1)]);
    }
  }
  return arrived > 0 ? std::clamp(1.0 - added / arrived, 0.0, most_turnover) : 0.0;
}

}  // namespace

double weighted_quantile(std::vector<Weighted>& values, double probability) {
  std::sort(values.begin(), values.end(),
            [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
  double total = 0;
  for (const Weighted& one : values) total += one.weight;
  double sum = 0;
  for (const Weighted& one : values) {
    sum += one.weight;
    if (sum >= probability * total) return one.value;
  }
  return values.empty() ? 0.0 : values.back().value;
}

HeavyTail match_heavy_tail(std::vector<Weighted> deviations) {
  // Standard normal quantiles that 50, 80 and 95 % of absolute values stay below.
  constexpr double z50 = 0.67449, z80 = 1.28155, z95 = 1.95996;
  constexpr double most_tail = 1.0;
  for (Weighted& one : deviations) one.value = std::abs(one.value);
  const double middle = std::max(weighted_quantile(deviations, 0.50), 1e-3);
  const double wide = weighted_quantile(deviations, 0.80);
  const double ratio = weighted_quantile(deviations, 0.95) / middle;
  // ratio = z95 (1 + tail z95^2) / (z50 (1 + tail z50^2)), solved for the tail.
  const double most_ratio = z95 * z95 * z95 / (z50 * z50 * z50) - 1.0;
  const double bounded = std::min(ratio, most_ratio);
  const double tail = (bounded * z50 - z95) / (z95 * z95 * z95 - bounded * z50 * z50 * z50);
  HeavyTail law;
  law.tail = std::clamp(tail, 0.0, most_tail);
  const double unit = std::sqrt(1.0 + 6.0 * law.tail + 15.0 * law.tail * law.tail);
  law.scale = wide * unit / (z80 * (1.0 + law.tail * z80 * z80));
  return law;
}

void fit_accounts(const DisplacementPanel& panel, const OriginWeights& weights,
                  DisplacementFit& fit) {
  if (panel.kind == DisplacedKind::eu_asylum) return;  // has no stock
  const AccountTerms solution = least_deviations(gather_accounts(panel, weights));
  fit.claim_share = std::clamp(solution(0), 0.0, 1.0);
  fit.parameters[exit_after] = std::clamp(solution(1), 0.0, most_exits);
  fit.parameters[conflict_turnover] = conflict_turnover_of(panel, weights, fit.claim_share);
}

void fit_outflow(const DisplacementPanel& panel, const OriginWeights& weights,
                 DisplacementFit& fit) {
  constexpr double most_memory = 0.98;
  for (const bool calm : {false, true}) {
    const OutflowFit one = fit_law(gather_outflows(panel, weights, fit.claim_share, calm), calm);
    const auto put = [&](DisplacementParameter violent, DisplacementParameter peaceful,
                         double value) { fit.parameters[calm ? peaceful : violent] = value; };
    put(outflow_constant, calm_constant, one.terms(0));
    put(outflow_memory, calm_memory, std::clamp(one.terms(1), 0.0, most_memory));
    put(outflow_own, calm_own, one.terms(2));
    put(outflow_fade, calm_fade, std::clamp(one.terms(3), 0.0, 1.0));
    put(outflow_scale, calm_scale, one.law.scale);
    put(outflow_tail, calm_tail, one.law.tail);
    if (calm) continue;
    fit.parameters[outflow_level] = one.terms(4);
    fit.parameters[outflow_jump] = one.terms(5);
  }
}

}  // namespace peregrine
