// How far draws should follow a later table of migrants, from draws that know nothing of it.
#pragma once

#include <cstdint>
#include <string>

#include "host/model/assimilation/calibration.h"
#include "host/model/assimilation/figures.h"

namespace peregrine {

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
