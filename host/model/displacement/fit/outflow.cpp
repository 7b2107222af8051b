// Who leaves, and how long they stay: the accounts of stocks and the outflow of origins.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/model/displacement/fit/rows.h"

namespace peregrine {
namespace {

constexpr int account_years = 1;
// UNHCR's table has asylum seekers only from 1993 and 1994 on, its first years are patchy.
constexpr int first_account_year = 1993;
constexpr float smallest_account = 1000.0f;  // persons at both ends together
constexpr double most_exits = 0.5;           // a year

// ESOC Working Paper 25: elasticity of refugee outflow in deaths, in their level and when they
// double within a year; the standard deviations are our reading of how closely they hold here.
constexpr double level_elasticity = 1.0;
constexpr double level_elasticity_sd = 0.25;
constexpr double doubling_elasticity = 0.49;
constexpr double doubling_elasticity_sd = 0.15;

int peace_state(float deaths) {
  if (deaths < minor_conflict_deaths) return 0;
  return deaths < war_deaths ? 1 : 2;
}

struct Accounts {
  std::vector<Eigen::Vector4d> terms;  // claims; stock exposed in peace, minor conflict, war
  std::vector<double> change;          // of the stock, less groups newly displaced
  std::vector<double> weight;
};

Accounts gather_accounts(const DisplacementPanel& panel, const OriginWeights& weights) {
  Accounts accounts;
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const int origin = panel.origin[static_cast<std::size_t>(pair)];
    if (weights[origin] <= 0) continue;
    for (int start = first_account_year; start + account_years <= panel.last_year; ++start) {
      const float before = panel.stock[panel.at(pair, start)];
      const float after = panel.stock[panel.at(pair, start + account_years)];
      if (before + after < smallest_account) continue;
      Eigen::Vector4d term = Eigen::Vector4d::Zero();
      double change = static_cast<double>(after) - static_cast<double>(before);
      for (int year = start + 1; year <= start + account_years; ++year) {
        const int state = peace_state(panel.deaths[panel.at(origin, year)]);
        term(1 + state) -= static_cast<double>(panel.stock[panel.at(pair, year - 1)]);
        term(0) += static_cast<double>(panel.claims[panel.at(pair, year)]);
        change -= static_cast<double>(panel.displaced[panel.at(pair, year)]);
      }
      accounts.terms.push_back(term);
      accounts.change.push_back(change);
      accounts.weight.push_back(weights[origin]);
    }
  }
  return accounts;
}

// Least absolute deviations by iteratively reweighted least squares.
Eigen::Vector4d least_deviations(const Accounts& accounts) {
  constexpr int iterations = 30;
  constexpr double least_deviation = 50.0;  // persons; keeps the weights finite
  Eigen::Vector4d solution = Eigen::Vector4d::Zero();
  for (int iteration = 0; iteration < iterations; ++iteration) {
    Eigen::Matrix4d normal = 1e-6 * Eigen::Matrix4d::Identity();
    Eigen::Vector4d right = Eigen::Vector4d::Zero();
    for (std::size_t i = 0; i < accounts.terms.size(); ++i) {
      const Eigen::Vector4d& term = accounts.terms[i];
      const double deviation = std::abs(accounts.change[i] - term.dot(solution));
      const double weight = accounts.weight[i] / std::max(deviation, least_deviation);
      normal += weight * term * term.transpose();
      right += weight * accounts.change[i] * term;
    }
    solution = normal.ldlt().solve(right);
  }
  return solution;
}

// An origin's log(arrivals + 10), for all years of the panel.
std::vector<double> log_outflows(const DisplacementPanel& panel, int area, double claim_share) {
  std::vector<double> outflow(static_cast<std::size_t>(panel.years()),
                              static_cast<double>(displacement_floor));
  for (int pair = panel.first_pair[static_cast<std::size_t>(area)];
       pair < panel.first_pair[static_cast<std::size_t>(area) + 1]; ++pair) {
    for (int year = 0; year < panel.years(); ++year) {
      outflow[static_cast<std::size_t>(year)] += static_cast<double>(
          panel.arrivals(pair, DisplacementPanel::first_year + year, claim_share));
    }
  }
  for (double& one : outflow) one = std::log(one);
  return outflow;
}

struct OutflowYear {
  double now, before, deaths, deaths_before, weight;
};

std::vector<OutflowYear> gather_outflows(const DisplacementPanel& panel,
                                         const OriginWeights& weights, double claim_share) {
  std::vector<OutflowYear> rows;
  const double least = std::log(static_cast<double>(displacement_floor)) + 1e-6;
  for (int area = 0; area < panel.areas; ++area) {
    if (weights[area] <= 0) continue;
    const std::vector<double> outflow = log_outflows(panel, area, claim_share);
    const auto log_deaths = [&](int year) {
      return std::log(static_cast<double>(panel.deaths[panel.at(area, year)] + displacement_floor));
    };
    for (int year = DisplacementPanel::first_year + 2; year <= panel.last_year; ++year) {
      const auto at = static_cast<std::size_t>(year - DisplacementPanel::first_year);
      if (outflow[at - 1] <= least) continue;
      rows.push_back(
          {outflow[at], outflow[at - 1], log_deaths(year), log_deaths(year - 1), weights[area]});
    }
  }
  return rows;
}

constexpr int outflow_terms_count = 5;  // constant, memory, fade, level, jump
using OutflowTerms = Eigen::Matrix<double, outflow_terms_count, 1>;
using OutflowMatrix = Eigen::Matrix<double, outflow_terms_count, outflow_terms_count>;

OutflowTerms outflow_terms(const OutflowYear& row) {
  const double surge = std::max(row.before - static_cast<double>(log_displacement_surge), 0.0);
  return {1.0, row.before, -surge, row.deaths, row.deaths - row.deaths_before};
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
  const Eigen::Vector4d solution = least_deviations(gather_accounts(panel, weights));
  fit.claim_share = std::clamp(solution(0), 0.0, 1.0);
  fit.parameters[exit_peace] = std::clamp(solution(1), 0.0, most_exits);
  fit.parameters[exit_minor] = std::clamp(solution(2), 0.0, most_exits);
  fit.parameters[exit_war] = std::clamp(solution(3), 0.0, most_exits);
}

void fit_outflow(const DisplacementPanel& panel, const OriginWeights& weights,
                 DisplacementFit& fit) {
  const std::vector<OutflowYear> rows = gather_outflows(panel, weights, fit.claim_share);
  OutflowMatrix normal = OutflowMatrix::Zero();
  OutflowTerms right = OutflowTerms::Zero();
  double squares = 0, count = 0;
  for (const OutflowYear& row : rows) {
    const OutflowTerms terms = outflow_terms(row);
    normal += row.weight * terms * terms.transpose();
    right += row.weight * row.now * terms;
  }
  OutflowTerms solution = normal.ldlt().solve(right);
  for (const OutflowYear& row : rows) {
    squares += row.weight * std::pow(row.now - outflow_terms(row).dot(solution), 2);
    count += row.weight;
  }
  // The published elasticities as prior; with memory, the level's is reached in the long run.
  const double variance = squares / count;
  const double reach = 1.0 - solution(1);
  const auto believe = [&](const OutflowTerms& terms, double mean, double deviation) {
    normal += variance / (deviation * deviation) * terms * terms.transpose();
    right += variance / (deviation * deviation) * mean * terms;
  };
  believe({0, 0, 0, 1, 0}, reach * level_elasticity, reach * level_elasticity_sd);
  believe({0, 0, 0, 1, 1}, doubling_elasticity, doubling_elasticity_sd);
  solution = normal.ldlt().solve(right);

  std::vector<Weighted> residuals;
  for (const OutflowYear& row : rows) {
    residuals.push_back({row.now - outflow_terms(row).dot(solution), row.weight});
  }
  const HeavyTail law = match_heavy_tail(residuals);
  fit.parameters[outflow_constant] = solution(0);
  fit.parameters[outflow_memory] = std::clamp(solution(1), 0.0, 0.98);
  fit.parameters[outflow_fade] = std::clamp(solution(2), 0.0, 1.0);
  fit.parameters[outflow_level] = solution(3);
  fit.parameters[outflow_jump] = solution(4);
  fit.parameters[outflow_scale] = law.scale;
  fit.parameters[outflow_tail] = law.tail;
}

}  // namespace peregrine
