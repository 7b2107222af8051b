#include "host/model/conflict/process.h"

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

}  // namespace peregrine
