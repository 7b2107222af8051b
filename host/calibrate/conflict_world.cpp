#include "host/calibrate/conflict_world.h"

#include <numeric>

namespace peregrine {
namespace {

std::vector<float> column(const std::vector<ConflictStart>& starts, double ConflictStart::*value) {
  std::vector<float> all;
  all.reserve(starts.size());
  for (const ConflictStart& start : starts) all.push_back(static_cast<float>(start.*value));
  return all;
}

std::vector<float> held(const std::vector<float>& year, int steps) {
  std::vector<float> all;
  for (int step = 0; step <= steps; ++step) all.insert(all.end(), year.begin(), year.end());
  return all;
}

}  // namespace

ConflictWorld make_conflict_world(const ConflictCalibration& calibration,
                                  const std::vector<std::vector<int>>& neighbours, int steps) {
  const std::vector<ConflictStart>& starts = calibration.countries;
  ConflictWorld world;
  world.countries = static_cast<int>(starts.size());
  world.steps = steps;
  world.active = column(starts, &ConflictStart::active);
  world.deaths = column(starts, &ConflictStart::deaths);
  world.memory = column(starts, &ConflictStart::memory);
  world.interstate = column(starts, &ConflictStart::interstate);
  world.interstate_weight = column(starts, &ConflictStart::interstate_weight);
  world.coup_weight_africa = column(starts, &ConflictStart::coup_weight_africa);
  world.coup_weight_elsewhere = column(starts, &ConflictStart::coup_weight_elsewhere);
  world.coup_belt = column(starts, &ConflictStart::coup_belt);
  world.coup_memory = column(starts, &ConflictStart::coup_memory);
  world.held_until.assign(starts.size(), 0);
  world.log_population = held(column(starts, &ConflictStart::log_population), steps);
  world.log_income = held(column(starts, &ConflictStart::log_income), steps);
  world.neighbour_start.push_back(0);
  for (const std::vector<int>& around : neighbours) {
    world.neighbour.insert(world.neighbour.end(), around.begin(), around.end());
    world.neighbour_start.push_back(static_cast<int>(world.neighbour.size()));
  }
  world.posterior.assign(calibration.posterior.begin(), calibration.posterior.end());
  return world;
}

ConflictView ConflictWorld::view() const {
  ConflictView view = {};
  view.countries = countries;
  view.active = active.data();
  view.neighbour_start = neighbour_start.data();
  view.neighbour = neighbour.data();
  view.log_population = log_population.data();
  view.log_income = log_income.data();
  view.deaths = deaths.data();
  view.memory = memory.data();
  view.interstate = interstate.data();
  view.held_until = held_until.data();
  view.interstate_weight = interstate_weight.data();
  view.coup_weight_africa = coup_weight_africa.data();
  view.coup_weight_elsewhere = coup_weight_elsewhere.data();
  view.coup_belt = coup_belt.data();
  view.coup_memory = coup_memory.data();
  view.coup_belt_countries = std::accumulate(coup_belt.begin(), coup_belt.end(), 0.0f);
  view.posterior = posterior.data();
  view.posterior_rows = static_cast<int>(posterior.size() / conflict_parameter_count);
  return view;
}

}  // namespace peregrine
