#include "host/model/attribution/actors.h"

#include <algorithm>
#include <cmath>

#include "host/model/attribution/densities.h"

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

}  // namespace

double OwnAndOthers::of_campaign(double own_share) const {
  return std::log(own_share * std::exp(own) + (1.0 - own_share) * std::exp(others));
}

OwnAndOthers signals_ratio(double signals) {
  if (!std::isfinite(signals)) return {};
  return {shifted(signals, open_signals), shifted(signals, blurred_signals)};
}

OwnAndOthers statements_ratio(double statements, bool spoken) {
  if (std::isfinite(statements)) {
    return {std::max(shifted(statements, said_openly), least_of_silence), 0.0};
  }
  return {spoken ? spoken_ratio : 0.0, 0.0};
}

ActorPosterior::ActorPosterior(const CampaignPrior& prior)
    : prior_(prior.actors), own_(prior.own_actors) {}

std::vector<double> ActorPosterior::probabilities() const {
  const double history = 1.0 + each_campaign * std::min(campaigns_, most_campaigns);
  std::vector<double> result = prior_;
  double sum = 0.0;
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (static_cast<int>(i) < own_) result[i] *= history * std::exp(own_log_ratio_);
    sum += result[i];
  }
  for (double& one : result) one /= sum;
  return result;
}

double ActorPosterior::own_share() const {
  const std::vector<double> now = probabilities();
  double sum = 0.0;
  for (std::size_t i = 0; i < now.size() && static_cast<int>(i) < own_; ++i) sum += now[i];
  return sum;
}

void ActorPosterior::next_month(double goes_on) {
  const double known = own_share();
  own_log_ratio_ = 0.0;
  const double at_first = own_share();
  if (at_first <= 0.0 || at_first >= 1.0) return;
  const double now = goes_on * known + (1.0 - goes_on) * at_first;
  own_log_ratio_ = std::log(now / (1.0 - now)) - std::log(at_first / (1.0 - at_first));
}

void ActorPosterior::add(const OwnAndOthers& ratio) {
  own_log_ratio_ += ratio.own - ratio.others;
}

void ActorPosterior::add_nationals(const NationalShares& month, bool believed) {
  if (month.empty()) return;
  if (!of_campaigns_.empty()) {
    constexpr double middling = 0.5;
    own_log_ratio_ += nationals_weight * (overlap_of(month, of_campaigns_) - middling);
  }
  if (!believed) return;
  const double weight = of_campaigns_.empty() ? 1.0 : newest_nationals;
  for (auto& [nationality, share] : of_campaigns_) share *= 1.0 - weight;
  for (const auto& [nationality, share] : month) of_campaigns_[nationality] += weight * share;
}

}  // namespace peregrine
