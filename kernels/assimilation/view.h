// What draws are told of figures that were published after their first year, and what they keep of
// it: plain structs of pointers (docs/model/15-assimilation.md).
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

// A table of migrants by corridor of a later year. `own` is of one corridor, `shared` what all
// corridors of a destination have in common.
struct StockFiguresView {
  int step;           // the table's year, steps after the first; 0: there is no table
  int same_revision;  // 1: its figures err as those of the first year do, which its revision has too

  const int* first_corridor;    // [country + 1] where a destination's corridors begin
  const float* log_figure;      // [corridor] log persons; of a pair that the table does not list, 0
  const float* growth_to_come;  // [year - 1][corridor] mean log growth from a year to the table's
  const float* own_error;       // [corridor] sd of the log error of a figure that is its own
  const float* precision;       // [corridor] 1 / variance of what is its own in a deviation; 0: led
                                // to the figure as it is, or to nobody
  const float* gain;            // [corridor] share of a deviation of its own that is taken away
  const float*
      pressure_slope;     // [corridor] pressure per log persons, as draws of the pilot have it
  const float* pressure;  // [corridor] that the growth since the revision's table before shows
  const float* pressure_known;  // [corridor] 1: both tables list the pair; 0: the slope is used
  const float* shared_error;    // [country] sd of the log error that figures share
  const float* shared_gain;     // [country] of the shared deviation's part in all corridors
  const float* shared_part;     // [country] of the sum of deviations times precision
};

// The lanes' state.
struct AssimilationState {
  float* own;     // [corridor][lane] log persons corrected so far, the corridor's own part
  float* shared;  // [country][lane] sum of deviations times precision, as corrected so far
};

}  // namespace peregrine
