// The world data of the conflict process as the kernels read them, owned.
#pragma once

#include <vector>

#include "host/calibrate/conflict_calibration.h"

namespace peregrine {

// Fill, then take view(): its pointers live as long as this does and is not changed in size.
struct ConflictWorld {
  int countries = 0;
  int steps = 0;  // years after the origin

  std::vector<float> active, deaths, memory, interstate;  // [country], as ConflictView
  std::vector<float> interstate_weight, coup_weight_africa, coup_weight_elsewhere;
  std::vector<float> coup_belt, coup_memory;
  std::vector<int> held_until;
  std::vector<int> neighbour_start, neighbour;
  std::vector<float> log_population, log_income;  // [step][country], 0 ... steps
  std::vector<float> posterior;

  ConflictView view() const;
};

// Population and income stay at the origin's; a caller with trends of them writes those into
// log_population and log_income.
ConflictWorld make_conflict_world(const ConflictCalibration& calibration,
                                  const std::vector<std::vector<int>>& neighbours, int steps);

}  // namespace peregrine
