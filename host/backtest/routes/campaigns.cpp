#include "host/backtest/routes/campaigns.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "host/backtest/routes/campaign_figures.h"
#include "host/model/routes/world.h"
#include "host/scenario/scenario.h"

namespace peregrine {
namespace {

struct Difference {
  double mean;
  double error;  // standard error over draws
};

Difference difference(const std::vector<double>& ours, const std::vector<double>& theirs) {
  const double n = static_cast<double>(ours.size());
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t k = 0; k < ours.size(); ++k) {
    const double one = ours[k] - theirs[k];
    sum += one;
    squares += one * one;
  }
  const double mean = sum / n;
  return {mean, std::sqrt(std::max(squares / n - mean * mean, 0.0) / (n - 1.0))};
}

constexpr std::array<std::pair<const char*, std::vector<double> CampaignToll::*>, 6> measures = {
    {{"attempts", &CampaignToll::attempts},
     {"detections", &CampaignToll::detections},
     {"entries", &CampaignToll::entries},
     {"deaths", &CampaignToll::deaths},
     {"stopped", &CampaignToll::stopped},
     {"of them tried elsewhere", &CampaignToll::diverted}}};

// What every posture changes, draw by draw against no response.
FigureSection posture_section(const ForecastInputs& inputs, int draws, std::uint64_t seed) {
  FigureSection section{
      "Postures against belarus-2021-again, two years from its first campaign",
      "means of the same draws under no response; effects per level are judgement, no fit; at "
      "the borders of the campaigns, detections on their route",
      {}};
  RunSettings settings = load_scenario(inputs.folder + "/scenarios/belarus-2021-again.toml");
  // The year of the first campaign and two more.
  settings.to_year = PopulationTrend::first_year +
                     months_from_start(settings.routes.campaigns.ordered.front().month) / 12 + 2;
  const auto toll = [&](ResponseLevel level) {
    settings.routes.posture.level = level;
    return simulate_toll(inputs, settings, draws, seed);
  };
  const CampaignToll none = toll(ResponseLevel::none);
  const std::vector<double> nothing(static_cast<std::size_t>(draws), 0.0);
  const auto add = [&](const std::string& posture, const CampaignToll& ours,
                       const CampaignToll* base) {
    for (const auto& [name, member] : measures) {
      const Difference found = difference(ours.*member, base != nullptr ? base->*member : nothing);
      section.figures.push_back({fmt::format("{}: {} (error {:.0f})", posture, name, found.error),
                                 "", found.mean, no_aim, no_aim});
    }
  };
  add("none", none, nullptr);
  for (const ResponseLevel level :
       {ResponseLevel::national, ResponseLevel::frontex, ResponseLevel::nato_non_military,
        ResponseLevel::nato_military}) {
    const std::string_view posture = response_level_words[at_level(level)];
    add(fmt::format("{} less none", posture), toll(level), &none);
  }
  return section;
}

}  // namespace

std::vector<FigureSection> backtest_campaigns(const std::string& inputs_dir, int draws,
                                              std::uint64_t seed) {
  if (draws < 2) throw std::invalid_argument("backtest_campaigns needs at least two draws");
  const ForecastInputs inputs = load_forecast_inputs(inputs_dir);
  const RunSettings settings;
  const CampaignDraws drawn = simulate_campaigns(inputs, settings, draws, seed);
  const std::vector<Campaign> campaigns = campaigns_of(drawn, inputs, settings, seed);
  return {onset_section(drawn, campaigns, inputs.fronts),
          shape_section(drawn, campaigns),
          campaign_reliability_section(drawn),
          actor_reliability_section(drawn, campaigns),
          call_section(drawn, campaigns),
          posture_section(inputs, draws, seed)};
}

}  // namespace peregrine
