#include "host/model/displacement/fit/displacement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/model/displacement/fit/rows.h"
#include "host/model/displacement/posterior.h"
#include "kernels/ground/random.h"

namespace peregrine {
namespace {

constexpr int calibration_draws = 200;

}  // namespace

DisplacementFit fit_displacement(const DisplacementPanel& panel,
                                 const std::vector<double>& origin_weight) {
  const OriginWeights weights(origin_weight);
  DisplacementFit fit;
  fit_accounts(panel, weights, fit);
  fit_outflow(panel, weights, fit);
  fit_shares(panel, weights, fit);
  fit_counts(panel, weights, fit);
  return fit;
}

std::vector<float> displacement_posterior(const DisplacementPanel& panel,
                                          const DisplacementFit& fit, int draws) {
  constexpr std::uint64_t seed = 2023;
  std::vector<int> origins;
  for (int area = 0; area < panel.areas; ++area) {
    const auto at = static_cast<std::size_t>(area);
    if (panel.first_pair[at] < panel.first_pair[at + 1]) origins.push_back(area);
  }
  std::vector<float> rows(fit.parameters.begin(), fit.parameters.end());
  for (int draw = 0; draw < draws; ++draw) {
    std::vector<double> weight(static_cast<std::size_t>(panel.areas), 0.0);
    for (std::uint32_t pick = 0; pick < origins.size(); ++pick) {
      const RandomWords words = random_words(seed, static_cast<std::uint64_t>(draw),
                                             Process::displacement_posterior, pick, 0);
      const std::uint64_t chosen = (std::uint64_t{words.word[0]} * origins.size()) >> 32;
      weight[static_cast<std::size_t>(origins[static_cast<std::size_t>(chosen)])] += 1.0;
    }
    const DisplacementFit again = fit_displacement(panel, weight);
    rows.insert(rows.end(), again.parameters.begin(), again.parameters.end());
  }
  return rows;
}

std::string describe(const DisplacementFit& fit) {
  std::string text = fmt::format("  {:<22}{:>10.4f}\n", "claim_share", fit.claim_share);
  for (std::size_t p = 0; p < fit.parameters.size(); ++p) {
    text +=
        fmt::format("  {:<22}{:>10.4f}\n", displacement_parameter_names()[p], fit.parameters[p]);
  }
  return text;
}

std::string calibrate_displacement(const std::string& inputs_dir, const std::string& output_dir) {
  const DisplacementPanel panel =
      make_displacement_panel(load_displacement_history(inputs_dir),
                              DisplacedKind::displaced_abroad, DisplacementHistory::last_year);
  const DisplacementFit fit = fit_displacement(panel);
  save_displacement_posterior(
      output_dir, {fit.claim_share, displacement_posterior(panel, fit, calibration_draws)});
  return fmt::format("Displacement abroad fitted on {} pairs, 1990 to {}\n{}", panel.pairs(),
                     panel.last_year, describe(fit));
}

}  // namespace peregrine
