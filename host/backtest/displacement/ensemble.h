// The displacement kernel run from a past year, with deaths from a simple forecaster of its own.
#pragma once

#include <cstdint>
#include <vector>

#include "host/model/displacement/process.h"

namespace peregrine {

// Deaths of organised violence in the years to come, for a back-test without a conflict process:
// each year an origin's log(deaths + 10) changes as some origin's in the same state (peace, minor
// conflict, war) has changed before. So wars go on, fade and, now and then, begin.
class DeathsForecaster {
 public:
  explicit DeathsForecaster(const DisplacementPanel& panel);
  // Log(deaths + 10) after one more year. `bits` pick the change.
  float advance(float log_deaths, std::uint32_t bits) const;

 private:
  std::vector<float> changes_[3];  // by state; of log(deaths + 10)
};

// What of a pair is forecast.
enum class DisplacementMeasure { stock, arrivals };

struct DisplacementSamples {
  int draws = 0;
  std::vector<std::vector<float>> persons;  // [horizon][pair * draws + draw]
};

// Runs `draws` realizations over the largest of `horizons` (ascending, years ahead) and keeps the
// measure of every pair at each. The same arguments give the same bits.
DisplacementSamples forecast_displacement(const DisplacementView& view,
                                          const DeathsForecaster& deaths,
                                          DisplacementMeasure measure,
                                          const std::vector<int>& horizons, int draws,
                                          std::uint64_t seed);

}  // namespace peregrine
