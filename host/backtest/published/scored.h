// Scores of forecasts against published figures, added up over the members of a group.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "host/statistics/scores.h"

namespace peregrine {

// Edges of the intervals in which the places of figures in their forecasts are counted.
inline constexpr std::array<double, 5> pit_edges = {0.05, 0.25, 0.5, 0.75, 0.95};
inline constexpr std::size_t pit_intervals = pit_edges.size() + 1;

// A row of the report. Persons or crossings, means over the group's members.
struct ScoredGroup {
  std::string period;  // "2024", "2024-03"; "all"
  std::string what;    // "corridors", "destinations", a route
  std::string size;    // of a corridor at the file's first year; "all"
  double count = 0;
  double mean_error = 0;  // the forecast's middle less the figure
  double mae = 0;
  double persistence_mae = 0;  // of a forecast that nothing changes
  bool distribution = false;   // whether there are these:
  double crps = 0;
  Coverage coverage = {};
  // [interval] share of figures that lie there in their forecast (probability integral transform);
  // 0.05, 0.2, 0.25, 0.25, 0.2, 0.05 where it is calibrated.
  std::array<double, pit_intervals> pit = {};
};

class GroupSums {
 public:
  void add(double figure, double persistence, const Score& score,
           const std::optional<PitInterval>& pit);
  bool empty() const { return sums_.count == 0; }
  ScoredGroup group(std::string period, std::string what, std::string size) const;

 private:
  bool distribution_ = true;
  double error_ = 0;
  double persistence_ = 0;
  ScoreSums sums_;
  std::array<double, pit_intervals> pit_ = {};
};

}  // namespace peregrine
