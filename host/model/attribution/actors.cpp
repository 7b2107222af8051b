#include "host/model/attribution/actors.h"

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

// Judgement, as no series of signals is public: kernels/routes/attribution.h has the same.
constexpr double open_signals = 2.0;        // standard deviations
constexpr double blurred_signals = 0.7;     // standard deviations
constexpr double said_openly = 1.5;         // standard deviations
constexpr double least_of_silence = -0.25;  // actors do not speak every month
constexpr double spoken_ratio = 2.8;        // log; fitted to half one, as densities.cpp
constexpr double each_campaign = 1.0;       // doubles the prior odds: judgement
constexpr int most_campaigns = 3;           // that count
constexpr double nationals_weight =
    0.3;  // log ratio of the same nationals over unlike ones, a month
constexpr double newest_nationals = 1.0 / 6.0;  // weight of a month in the nationals of campaigns

// Normals of mean `shift` and zero, both of standard deviation one.
double shifted(double x, double shift) {
  return shift * x - 0.5 * shift * shift;
}

bool is_own(const CampaignPrior& prior, std::size_t actor) {
  return static_cast<int>(actor) < prior.own_actors;
}

}  // namespace

ActorRatios signals_ratios(const CampaignPrior& prior, double signals) {
  ActorRatios ratios(prior.actors.size(), 0.0);
  if (!std::isfinite(signals)) return ratios;
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    ratios[i] = shifted(signals, is_own(prior, i) ? open_signals : blurred_signals);
  }
  return ratios;
}

ActorRatios statements_ratios(const CampaignPrior& prior, double statements,
                              const std::string& speaker) {
  ActorRatios ratios(prior.actors.size(), 0.0);
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    if (std::isfinite(statements)) {
      if (is_own(prior, i))
        ratios[i] = std::max(shifted(statements, said_openly), least_of_silence);
    } else if (!speaker.empty() && prior.names[i] == speaker) {
      ratios[i] = spoken_ratio;
    }
  }
  return ratios;
}

ActorPosterior::ActorPosterior(const CampaignPrior& prior)
    : prior_(prior), ratios_(prior.actors.size(), 0.0) {}

std::vector<double> ActorPosterior::with(const ActorRatios& ratios) const {
  const double history = 1.0 + each_campaign * std::min(campaigns_, most_campaigns);
  std::vector<double> result = prior_.actors;
  double sum = 0.0;
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] *= (is_own(prior_, i) ? history : 1.0) * std::exp(ratios[i]);
    sum += result[i];
  }
  for (double& one : result) one /= sum;
  return result;
}

std::vector<double> ActorPosterior::probabilities() const {
  return with(ratios_);
}

double ActorPosterior::of_campaign(const ActorRatios& ratios) const {
  const std::vector<double> now = probabilities();
  double sum = 0.0;
  for (std::size_t i = 0; i < now.size(); ++i) sum += now[i] * std::exp(ratios[i]);
  return std::log(sum);
}

void ActorPosterior::next_month(double goes_on) {
  const std::vector<double> known = probabilities();
  const std::vector<double> at_first = with(ActorRatios(known.size(), 0.0));
  for (std::size_t i = 0; i < known.size(); ++i) {
    ratios_[i] = std::log(goes_on * known[i] / at_first[i] + 1.0 - goes_on);
  }
}

void ActorPosterior::add(const ActorRatios& ratios) {
  for (std::size_t i = 0; i < ratios.size(); ++i) ratios_[i] += ratios[i];
}

void ActorPosterior::add_nationals(const NationalShares& month, bool believed) {
  if (month.empty()) return;
  if (!of_campaigns_.empty()) {
    constexpr double middling = 0.5;
    const double like = nationals_weight * (overlap_of(month, of_campaigns_) - middling);
    for (std::size_t i = 0; i < ratios_.size(); ++i) ratios_[i] += is_own(prior_, i) ? like : 0.0;
  }
  if (!believed) return;
  const double weight = of_campaigns_.empty() ? 1.0 : newest_nationals;
  for (auto& [nationality, share] : of_campaigns_) share *= 1.0 - weight;
  for (const auto& [nationality, share] : month) of_campaigns_[nationality] += weight * share;
}

}  // namespace peregrine
