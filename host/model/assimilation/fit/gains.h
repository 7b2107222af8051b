// How far draws should follow a later table of migrants: from a pilot of draws that know nothing of
// it, and from how much two revisions of one table differ.
#pragma once

#include <vector>

#include "host/model/assimilation/calibration.h"
#include "host/model/assimilation/figures.h"
#include "host/model/stock/fit/pressure.h"
#include "host/model/stock/fit/revisions.h"
#include "kernels/world.h"

namespace peregrine {

// Of draws without the table; log persons, at least one person in a corridor.
struct PilotMoments {
  std::vector<std::vector<double>> mean;    // [year after the first, from 1][corridor]
  std::vector<double> variance;             // [corridor] in the table's year
  std::vector<double> pressure_covariance;  // [corridor] of it with the corridor's pressure
  std::vector<double> shared_variance;      // [country] of the mean deviation by `weight`
};

// [corridor] weight in the mean of its destination, 0 where the table does not list it; those of a
// destination sum to 1, or are all 0. Larger corridors tell more of what a destination's figures
// share.
std::vector<double> shared_weights(const WorldView& world, const StockFigures& figures);

// [corridor] pressure that the growth between two tables of one revision shows, `years` apart,
// persons; no_estimate where one of them does not list the pair.
std::vector<double> pressures_between(const PressureMap& map, const std::vector<double>& before,
                                      const std::vector<double>& after, int years);

// A forecast is never surer than a figure: its variance is at least that of the figure's error,
// also where the pilot repeats counts of the displaced, which are not the table's. By corridor:
// `pressure` as of pressures_between(), `shock_scale` sd of a yearly shock at the figure's size.
AssimilationCalibration fit_gains(const WorldView& world, const StockFigures& figures,
                                  const PilotMoments& pilot, const RevisionFit& revisions,
                                  const std::vector<double>& pressure,
                                  const std::vector<double>& shock_scale);

}  // namespace peregrine
