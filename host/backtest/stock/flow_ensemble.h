// Draws of the flows of one five-year period, every corridor of a draw from the same shocks.
#pragma once

#include <Eigen/Dense>
#include <cstdint>
#include <span>
#include <vector>

#include "host/model/stock/fit/flows.h"

namespace peregrine {

class FlowEnsemble {
 public:
  // `target` is a period of `panel` that `model` was not fitted on; its flows are not read.
  FlowEnsemble(const FlowPanel& panel, const FlowModel& model, int target, int draws,
               std::uint64_t seed);

  int draws() const { return static_cast<int>(common_.size()); }

  // Whole persons in five years from `origin` to `destination`, one per draw. `persons` has one
  // place for each draw.
  void sample(int origin, int destination, std::span<float> persons) const;

 private:
  void add_corridor_shock(std::uint32_t corridor, std::span<float> scores) const;

  const FlowPanel& panel_;
  const FlowModel& model_;
  int target_;
  std::uint64_t seed_;
  Eigen::MatrixXd log_forecast_;
  std::vector<float> common_;       // [draw] normal score times the root of its share
  std::vector<float> origin_;       // [area][draw], likewise
  std::vector<float> destination_;  // [area][draw], likewise
};

}  // namespace peregrine
