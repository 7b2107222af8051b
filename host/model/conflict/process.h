// The world data of the conflict process as the kernels read them, owned.
#pragma once

#include <numeric>
#include <vector>

#include "host/model/conflict/calibration.h"

namespace peregrine {

// Fill, then take view_of(): its pointers live as long as this does and is not changed in size.
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
};

// `place` says where an array lies: for the CPU where it is, for a GPU a copy there.
template <class Place>
ConflictView view_of(const ConflictWorld& world, const Place& place) {
  ConflictView view = {};
  view.countries = world.countries;
  view.active = place(world.active);
  view.neighbour_start = place(world.neighbour_start);
  view.neighbour = place(world.neighbour);
  view.log_population = place(world.log_population);
  view.log_income = place(world.log_income);
  view.deaths = place(world.deaths);
  view.memory = place(world.memory);
  view.interstate = place(world.interstate);
  view.held_until = place(world.held_until);
  view.interstate_weight = place(world.interstate_weight);
  view.coup_weight_africa = place(world.coup_weight_africa);
  view.coup_weight_elsewhere = place(world.coup_weight_elsewhere);
  view.coup_belt = place(world.coup_belt);
  view.coup_memory = place(world.coup_memory);
  view.coup_belt_countries = std::accumulate(world.coup_belt.begin(), world.coup_belt.end(), 0.0f);
  view.posterior = place(world.posterior);
  view.posterior_rows = static_cast<int>(world.posterior.size() / conflict_parameter_count);
  return view;
}

// Population and income stay at the origin's; a caller with trends of them writes those into
// log_population and log_income.
ConflictWorld make_conflict_world(const ConflictCalibration& calibration,
                                  const std::vector<std::vector<int>>& neighbours, int steps);

}  // namespace peregrine
