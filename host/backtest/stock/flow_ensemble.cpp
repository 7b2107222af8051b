#include "host/backtest/stock/flow_ensemble.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "kernels/ground/math.h"
#include "kernels/ground/random.h"

namespace peregrine {
namespace {

float root(double share) {
  return square_root(static_cast<float>(share));
}

// The residual at a normal score, linear between the curve's points.
float residual_at(const ResidualCurve& curve, float score) {
  constexpr auto lowest = static_cast<float>(ResidualCurve::lowest_score);
  constexpr auto last = static_cast<float>(ResidualCurve::points - 1);
  const float position = within((score - lowest) * ResidualCurve::steps_per_unit, 0.0f, last);
  const int below = std::min(static_cast<int>(position), ResidualCurve::points - 2);
  const float fraction = position - static_cast<float>(below);
  const float* residual = curve.residual.data() + below;
  return fused(fraction, residual[1] - residual[0], residual[0]);
}

}  // namespace

FlowEnsemble::FlowEnsemble(const FlowPanel& panel, const FlowModel& model, int target, int draws,
                           std::uint64_t seed)
    : panel_(panel),
      model_(model),
      target_(target),
      seed_(seed),
      log_forecast_(central_log_flow(panel, model, target)),
      common_(static_cast<std::size_t>(draws)),
      origin_(common_.size() * panel.areas.size()),
      destination_(origin_.size()) {
  const auto correlation = static_cast<float>(model.shares.in_out_correlation);
  const float independent = square_root(1 - correlation * correlation);
  for (std::size_t draw = 0; draw < common_.size(); ++draw) {
    common_[draw] = root(model.shares.common) *
                    normal_from_bits(random_words(seed, draw, Process::common_shock, 0, 0).word[0]);
    for (std::size_t area = 0; area < panel.areas.size(); ++area) {
      const RandomWords words =
          random_words(seed, draw, Process::country_shock, static_cast<std::uint32_t>(area), 0);
      const float out = normal_from_bits(words.word[0]);
      const float in = fused(correlation, out, independent * normal_from_bits(words.word[1]));
      origin_[area * common_.size() + draw] = root(model.shares.origin) * out;
      destination_[area * common_.size() + draw] = root(model.shares.destination) * in;
    }
  }
}

void FlowEnsemble::add_corridor_shock(std::uint32_t corridor, std::span<float> scores) const {
  const float scale = root(model_.shares.corridor());
  float* score = scores.data();
  const int count = static_cast<int>(scores.size());
  PEREGRINE_LANES(draw, count) {
    // A word chosen at run time would leave an array in the loop, which clang 14 vectorises
    // wrongly.
    const RandomWords words =
        random_words(seed_, static_cast<std::uint64_t>(draw), Process::corridor_shock, corridor, 0);
    score[draw] = fused(scale, normal_from_bits(words.word[0]), score[draw]);
  }
}

void FlowEnsemble::sample(int origin, int destination, std::span<float> persons) const {
  const float* out = origin_.data() + static_cast<std::size_t>(origin) * common_.size();
  const float* in = destination_.data() + static_cast<std::size_t>(destination) * common_.size();
  for (std::size_t draw = 0; draw < common_.size(); ++draw) {
    persons[draw] = common_[draw] + out[draw] + in[draw];
  }
  add_corridor_shock(static_cast<std::uint32_t>(origin * panel_.size() + destination), persons);

  const double centre = log_forecast_(origin, destination);
  const ResidualCurve curve =
      model_.residuals.at(centre, has_history(panel_, target_, origin, destination));
  for (float& one : persons) {
    const float log_flow = larger(0.0f, static_cast<float>(centre) + residual_at(curve, one));
    one = std::floor(exponential(log_flow) - 0.5f);
  }
}

}  // namespace peregrine
