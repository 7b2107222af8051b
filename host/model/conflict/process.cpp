#include "host/model/conflict/process.h"

#include <numeric>
#include <utility>

#include "host/model/tables/columns.h"

namespace peregrine {
namespace {

std::vector<float> column_of(const std::vector<ConflictStart>& starts,
                             double ConflictStart::*value) {
  return column<float>(starts, [value](const ConflictStart& start) { return start.*value; });
}

std::vector<float> held(const std::vector<float>& year, int steps) {
  std::vector<float> all;
  for (int step = 0; step <= steps; ++step) all.insert(all.end(), year.begin(), year.end());
  return all;
}

void put_neighbours(const std::vector<std::vector<int>>& neighbours, Owned<ConflictView>& process) {
  std::vector<int> first = {0};
  std::vector<int> all;
  for (const std::vector<int>& around : neighbours) {
    all.insert(all.end(), around.begin(), around.end());
    first.push_back(static_cast<int>(all.size()));
  }
  process.put(process.view.neighbour_start, std::move(first));
  process.put(process.view.neighbour, std::move(all));
}

}  // namespace

Owned<ConflictView> make_conflict_process(const ConflictCalibration& calibration,
                                          const std::vector<std::vector<int>>& neighbours,
                                          int steps) {
  const std::vector<ConflictStart>& starts = calibration.countries;
  const auto of = [&starts](double ConflictStart::*value) { return column_of(starts, value); };
  Owned<ConflictView> process;
  ConflictView& view = process.view;
  view.countries = static_cast<int>(starts.size());
  process.put(view.active, of(&ConflictStart::active));
  process.put(view.deaths, of(&ConflictStart::deaths));
  process.put(view.fought, of(&ConflictStart::fought));
  process.put(view.memory, of(&ConflictStart::memory));
  process.put(view.long_memory, of(&ConflictStart::long_memory));
  process.put(view.other_past, of(&ConflictStart::other_past));
  process.put(view.effect, of(&ConflictStart::effect));
  process.put(view.effect_deviation, of(&ConflictStart::effect_deviation));
  process.put(view.interstate, of(&ConflictStart::interstate));
  process.put(view.interstate_weight, of(&ConflictStart::interstate_weight));
  process.put(view.coup_weight_africa, of(&ConflictStart::coup_weight_africa));
  process.put(view.coup_weight_elsewhere, of(&ConflictStart::coup_weight_elsewhere));
  const std::vector<float> belt = of(&ConflictStart::coup_belt);
  view.coup_belt_countries = std::accumulate(belt.begin(), belt.end(), 0.0f);
  process.put(view.coup_belt, belt);
  process.put(view.coup_memory, of(&ConflictStart::coup_memory));
  process.put(view.held_until, std::vector<int>(starts.size(), 0));
  process.put(view.log_population, held(of(&ConflictStart::log_population), steps));
  process.put(view.log_income, held(of(&ConflictStart::log_income), steps));
  put_neighbours(neighbours, process);
  process.put(view.posterior, narrowed(calibration.posterior));
  view.posterior_rows = static_cast<int>(calibration.rows());
  return process;
}

}  // namespace peregrine
