// The conflict process alone, run on the CPU: for back-tests and for checks against history.
#pragma once

#include <cstdint>
#include <vector>

#include "host/model/conflict/process.h"

namespace peregrine {

// What every draw lived through, steps 0 (the origin) ... steps.
struct ConflictPaths {
  int steps = 0;
  int countries = 0;
  int draws = 0;  // a multiple of 16

  std::vector<float> intensity;        // [step][country][draw] 0, 1, 2
  std::vector<float> deaths;           // [step][country][draw] persons, all organised violence
  std::vector<float> fought;           // [step][country][draw] state-based ones among them
  std::vector<float> coups;            // [step][draw] attempts, world
  std::vector<float> interstate_wars;  // [step][draw] countries where one is fought
  std::vector<double> world_deaths;    // [step][draw] persons

  std::size_t at(int step, int country, int draw) const {
    return (static_cast<std::size_t>(step) * static_cast<std::size_t>(countries) +
            static_cast<std::size_t>(country)) *
               static_cast<std::size_t>(draws) +
           static_cast<std::size_t>(draw);
  }
  std::size_t at(int step, int draw) const {
    return static_cast<std::size_t>(step) * static_cast<std::size_t>(draws) +
           static_cast<std::size_t>(draw);
  }
};

// Over the years for which `world` has incomes. `heat` is [country], standard deviations above
// 1961-1990, the same in every year and draw.
// `draws` is rounded up to a multiple of 16. The same arguments give the same bits.
ConflictPaths simulate_conflict(const Owned<ConflictView>& world, const ConflictSwitches& switches,
                                const std::vector<double>& heat, int draws, std::uint64_t seed);

}  // namespace peregrine
