// How far draws should follow a later table of migrants, from draws that know nothing of it.
#pragma once

#include <cstdint>
#include <string>

#include "host/model/assembly/world.h"
#include "host/model/assimilation/calibration.h"
#include "host/model/assimilation/fit/gains.h"

namespace peregrine {

// Moments of `draws` draws of a world that is led to no table, in the table's year (`step` years
// after the first).
PilotMoments run_pilot(const World& world, const StockFigures& figures,
                       const StockSwitches& switches, int step, int draws, std::uint64_t seed);

struct AssimilationFit {
  AssimilationCalibration gains;
  StockFigures figures;
  int listed = 0;          // corridors that the table lists
  int unlisted = 0;        // corridors with migrants that it does not list
  double mean_gain = 0.0;  // of the listed, weighted by their figures
};
// Back-tests use other seeds.
inline constexpr std::uint64_t pilot_seed = 283;
inline constexpr int pilot_draws = 2000;
AssimilationFit calibrate_assimilation(const std::string& inputs_dir, int draws);

std::string describe(const AssimilationFit& fit);

}  // namespace peregrine
