// Where they go: a multinomial of an origin's arrivals over its destinations.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "host/model/displacement/fit/rows.h"

namespace peregrine {
namespace {

constexpr int share_terms = 5;  // memory, contiguity, distance, diaspora, openness
using Terms = Eigen::Matrix<double, share_terms, 1>;
using Curvature = Eigen::Matrix<double, share_terms, share_terms>;

constexpr int first_share_year = 1995;      // five years of openness before it
constexpr double smallest_outflow = 100.0;  // persons a year and origin
constexpr double smallest_expected = 50.0;  // persons a pair, for the spread
constexpr double most_share_scale = 3.0;    // sd of a log weight

// The pairs of one origin in one year.
struct OriginYear {
  std::vector<Terms> terms;
  std::vector<double> arrivals;
  double total = 0;
  double weight = 0;
};

std::vector<OriginYear> gather_shares(const DisplacementPanel& panel, const OriginWeights& weights,
                                      double claim_share) {
  std::vector<OriginYear> groups;
  for (int year = first_share_year; year <= panel.last_year; ++year) {
    const std::vector<float> openness = log_openness(panel, year - 1, claim_share);
    for (int area = 0; area < panel.areas; ++area) {
      if (weights[area] <= 0) continue;
      OriginYear group;
      for (int pair = panel.first_pair[static_cast<std::size_t>(area)];
           pair < panel.first_pair[static_cast<std::size_t>(area) + 1]; ++pair) {
        const auto at = static_cast<std::size_t>(pair);
        const auto last = static_cast<double>(panel.arrivals(pair, year - 1, claim_share));
        const auto stock = static_cast<double>(panel.stock[panel.at(pair, year - 1)]);
        Terms terms;
        terms << std::log(last + 1.0), static_cast<double>(panel.contiguous[at]),
            static_cast<double>(panel.log_distance[at]),
            std::log(stock + static_cast<double>(displacement_floor)),
            static_cast<double>(openness[at]);
        group.terms.push_back(terms);
        group.arrivals.push_back(static_cast<double>(panel.arrivals(pair, year, claim_share)));
        group.total += group.arrivals.back();
      }
      if (group.total < smallest_outflow) continue;
      // The root keeps one exodus of millions from ruling the fit.
      group.weight = weights[area] / std::sqrt(group.total);
      groups.push_back(std::move(group));
    }
  }
  return groups;
}

std::vector<double> shares_of(const OriginYear& group, const Terms& coefficients) {
  std::vector<double> share;
  double top = -1e300;
  for (const Terms& terms : group.terms) {
    share.push_back(terms.dot(coefficients));
    top = std::max(top, share.back());
  }
  double sum = 0;
  for (double& one : share) sum += one = std::exp(one - top);
  for (double& one : share) one /= sum;
  return share;
}

// Newton's steps of the multinomial likelihood, which is that of a Poisson regression with an
// effect for every origin and year. A weak prior at zero stands in where a term does not vary.
Terms fit_multinomial(const std::vector<OriginYear>& groups) {
  constexpr int iterations = 12;
  constexpr double prior_precision = 1.0;
  Terms coefficients = Terms::Zero();
  coefficients(0) = 0.5;
  for (int iteration = 0; iteration < iterations; ++iteration) {
    Terms gradient = -prior_precision * coefficients;
    Curvature curvature = prior_precision * Curvature::Identity();
    for (const OriginYear& group : groups) {
      const std::vector<double> share = shares_of(group, coefficients);
      Terms mean = Terms::Zero();
      Curvature second = Curvature::Zero();
      for (std::size_t k = 0; k < share.size(); ++k) {
        mean += share[k] * group.terms[k];
        second += share[k] * group.terms[k] * group.terms[k].transpose();
        gradient += group.weight * group.arrivals[k] * group.terms[k];
      }
      gradient -= group.weight * group.total * mean;
      curvature += group.weight * group.total * (second - mean * mean.transpose());
    }
    coefficients += curvature.ldlt().solve(gradient);
  }
  return coefficients;
}

}  // namespace

void fit_shares(const DisplacementPanel& panel, const OriginWeights& weights,
                DisplacementFit& fit) {
  const std::vector<OriginYear> groups = gather_shares(panel, weights, fit.claim_share);
  const Terms coefficients = fit_multinomial(groups);
  std::vector<Weighted> deviations;
  for (const OriginYear& group : groups) {
    const std::vector<double> share = shares_of(group, coefficients);
    for (std::size_t k = 0; k < share.size(); ++k) {
      const double expected = group.total * share[k];
      if (expected < smallest_expected) continue;
      const double floor = static_cast<double>(displacement_floor);
      deviations.push_back({std::log((group.arrivals[k] + floor) / (expected + floor)),
                            group.weight * std::sqrt(group.total)});
    }
  }
  fit.parameters[share_memory] = std::clamp(coefficients(0), 0.0, 0.95);
  fit.parameters[share_contiguity] = coefficients(1);
  fit.parameters[share_distance] = coefficients(2);
  fit.parameters[share_diaspora] = std::clamp(coefficients(3), 0.0, 1.0);
  fit.parameters[share_openness] = coefficients(4);
  constexpr double z50 = 0.67449;  // half of a standard normal's absolute values stay below
  for (Weighted& one : deviations) one.value = std::abs(one.value);
  fit.parameters[share_scale] =
      std::min(weighted_quantile(deviations, 0.50) / z50, most_share_scale);
}

}  // namespace peregrine
