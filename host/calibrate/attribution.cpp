#include "host/calibrate/attribution.h"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <cmath>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "host/backtest/routes/campaign_ensemble.h"
#include "host/model/tables/write_text.h"
#include "kernels/routes/attribution.h"

namespace peregrine {
namespace {

constexpr double bins_per_unit = 200.0;  // of log odds of belief

using Terms = Eigen::Matrix<double, belief_terms, 1>;

Terms terms_of(double log_odds) {
  const double odds = log_odds / static_cast<double>(belief_odds_unit);
  Terms terms;
  double power = 1.0;
  for (double& term : terms) {
    term = power;
    power *= odds;
  }
  return terms;
}

double probability(double log_odds) {
  return 1.0 / (1.0 + std::exp(-log_odds));
}

// The log odds of belief that an ensemble's P(campaign) was made from, within the kernel's bounds;
// P(campaign) grows with them.
double believed(double campaign, const BeliefWorth& worth) {
  const Terms coefficients = Eigen::Map<const Terms>(worth.data());
  double low = -static_cast<double>(most_log_odds);
  double high = static_cast<double>(most_log_odds);
  for (int round = 0; round < 40; ++round) {
    const double middle = 0.5 * (low + high);
    (probability(coefficients.dot(terms_of(middle))) < campaign ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

BeliefCounts count_beliefs(const CampaignDraws& drawn, const BeliefWorth& worth) {
  std::map<long, BeliefCounts::Bin> bins;
  std::map<float, double> known;  // inverting takes longer than looking up
  for (int front = 0; front < drawn.fronts(); ++front) {
    if (drawn.border_of_front[static_cast<std::size_t>(front)] < 0) continue;
    for (int draw = 0; draw < drawn.draws; ++draw) {
      for (int month = drawn.first_month; month < drawn.months; ++month) {
        const std::size_t at = drawn.at(front, draw, month);
        const auto [found, is_new] = known.try_emplace(drawn.campaign[at], 0.0);
        if (is_new) found->second = believed(static_cast<double>(found->first), worth);
        BeliefCounts::Bin& bin = bins[std::lround(found->second * bins_per_unit)];
        bin.log_odds += found->second;
        bin.cases += 1.0;
        bin.campaigns += drawn.active[at] > 0.0f ? 1.0 : 0.0;
      }
    }
  }
  BeliefCounts counts;
  for (const auto& [place, bin] : bins) {
    counts.bins.push_back({bin.log_odds / bin.cases, bin.cases, bin.campaigns});
  }
  return counts;
}

}  // namespace

BeliefWorth fit_belief_worth(const BeliefCounts& counts) {
  Terms coefficients = Terms::Zero();
  for (int round = 0; round < 100; ++round) {
    Terms gradient = Terms::Zero();
    Eigen::Matrix<double, belief_terms, belief_terms> curvature = decltype(curvature)::Zero();
    for (const BeliefCounts::Bin& bin : counts.bins) {
      const Terms terms = terms_of(bin.log_odds);
      const double p = probability(coefficients.dot(terms));
      gradient += (bin.campaigns - bin.cases * p) * terms;
      curvature += bin.cases * p * (1.0 - p) * terms * terms.transpose();
    }
    const Terms step = curvature.ldlt().solve(gradient);
    if (!step.allFinite()) break;
    // Full steps overshoot where few cases are certain.
    coefficients += step * std::min(1.0, 1.0 / step.norm());
    if (step.norm() < 1e-10) {
      BeliefWorth worth;
      Eigen::Map<Terms>(worth.data()) = coefficients;
      return worth;
    }
  }
  throw std::runtime_error("what beliefs are worth cannot be fitted to these campaigns");
}

AttributionFit calibrate_attribution(const std::string& inputs_dir, int draws) {
  const ForecastInputs inputs = load_forecast_inputs(inputs_dir);
  const CampaignDraws drawn = simulate_campaigns(inputs, RunSettings{}, draws, attribution_seed);
  const BeliefCounts counts = count_beliefs(drawn, inputs.fronts.worth);
  AttributionFit fit;
  fit.worth = fit_belief_worth(counts);
  for (const BeliefCounts::Bin& bin : counts.bins) {
    fit.cases += bin.cases;
    fit.campaigns += bin.campaigns;
  }
  return fit;
}

void save_attribution(const std::string& calibration_dir, const BeliefWorth& worth) {
  std::error_code ignored;
  std::filesystem::create_directories(calibration_dir, ignored);
  std::string text = "power,coefficient\n";
  for (std::size_t power = 0; power < worth.size(); ++power) {
    text += fmt::format("{},{:.4f}\n", power, worth[power]);
  }
  write_text(calibration_dir + "/attribution.csv", text);
}

std::string describe(const AttributionFit& fit) {
  return fmt::format(
      "P(campaign) = logistic({:.4f} {:+.4f} u {:+.4f} u^2 {:+.4f} u^3), u a fifth of the log odds "
      "of belief\nfitted to            {:.0f} months at fronts, {:.0f} of them with a campaign, "
      "seed {}\n",
      fit.worth[0], fit.worth[1], fit.worth[2], fit.worth[3], fit.cases, fit.campaigns,
      attribution_seed);
}

}  // namespace peregrine
