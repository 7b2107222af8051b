// A small synthetic world with every process, and one hash of all that its draws leave behind.
#pragma once

#include <cstdint>

#include "kernels/world.h"
#include "tests/kernels/golden.h"
#include "tests/model/synthetic_conflict.h"
#include "tests/model/synthetic_events.h"
#include "tests/model/synthetic_figures.h"
#include "tests/model/synthetic_routes.h"
#include "tests/model/synthetic_world.h"

namespace peregrine {

inline constexpr int hashed_draws = 64;
inline constexpr std::uint64_t hashed_seed = 281;
inline constexpr StockSwitches hashed_switches = {1.0f, 1.0f, 1.0f, 1};

class HashedWorld {
 public:
  HashedWorld() : view_(world_.view()) {
    view_.climate = climate_.view();
    view_.economy = economy_.view();
    view_.drivers = SyntheticEconomy::drivers();
    conflict_.add_to(view_);
    displacement_.add_to(view_);
    routes_.add_to(view_);
    events_.add_to(view_);
    view_.figures = figures_.view();
  }
  HashedWorld(const HashedWorld&) = delete;
  HashedWorld& operator=(const HashedWorld&) = delete;
  const WorldView& view() const { return view_; }

 private:
  const SyntheticWorld world_;
  const SyntheticClimate climate_;
  const SyntheticEconomy economy_;
  const SyntheticConflict conflict_;
  const SyntheticDisplacement displacement_{world_.origin, world_.destination};
  const SyntheticRoutes routes_;
  const SyntheticEvents events_;
  const SyntheticFigures figures_{world_.destination};
  WorldView view_;
};

template <typename T>
void add_lane(std::uint64_t& hash, const T* rows, int count, std::int64_t stride, int lane) {
  for (int row = 0; row < count; ++row) add_to_hash(hash, rows[row * stride + lane]);
}

inline void add_routes(std::uint64_t& hash, const RoutesOutput& out, std::int64_t stride,
                       int lane) {
  constexpr int months = (years + 1) * months_a_year;
  add_lane(hash, out.detections, months * 4, stride, lane);
  for (const float* array : {out.attempts, out.entries, out.deaths, out.diverted, out.level}) {
    add_lane(hash, array, months * route_borders, stride, lane);
  }
  for (const float* array : {out.active, out.campaign, out.actor}) {
    add_lane(hash, array, months * route_fronts, stride, lane);
  }
  add_lane(hash, out.by_corridor, (years + 1) * route_corridors, stride, lane);
  for (const double* array : {out.entries_year, out.flow_year, out.joined_year, out.cost_year}) {
    add_lane(hash, array, years + 1, stride, lane);
  }
}

// Adds a draw, of arrays that have all years in rows of `stride` lanes.
inline void add_draw(std::uint64_t& hash, const TileState& state, const TileOutput& out,
                     std::int64_t stride, int lane) {
  add_lane(hash, out.stock, (years + 1) * corridors, stride, lane);
  add_lane(hash, out.immigrants, (years + 1) * countries, stride, lane);
  add_lane(hash, out.emigrants, (years + 1) * countries, stride, lane);
  add_lane(hash, out.population, (years + 1) * countries, stride, lane);
  add_lane(hash, out.global_stock, years + 1, stride, lane);
  add_lane(hash, out.stock_revision, (years + 1) * countries, stride, lane);
  add_lane(hash, out.global_flows, (years + 1) * global_flow_count, stride, lane);
  add_lane(hash, out.food_stressed, years + 1, stride, lane);
  add_lane(hash, out.posterior_row, 1, stride, lane);
  add_lane(hash, out.climate.row, 1, stride, lane);
  add_lane(hash, out.climate.temperature, years + 1, stride, lane);
  add_lane(hash, out.climate.co2, years + 1, stride, lane);
  add_lane(hash, out.climate.emissions, (years + 1) * bloc_count, stride, lane);
  add_lane(hash, state.climate.warming, countries, stride, lane);
  add_lane(hash, state.economy.income, countries, stride, lane);
  add_lane(hash, out.conflict.deaths, years + 1, stride, lane);
  add_lane(hash, out.conflict.coups, years + 1, stride, lane);
  add_lane(hash, out.conflict.interstate_wars, years + 1, stride, lane);
  add_lane(hash, out.conflict.deaths_of, (years + 1) * countries, stride, lane);
  add_lane(hash, out.displaced_from, (years + 1) * countries, stride, lane);
  add_routes(hash, out.routes, stride, lane);
}

}  // namespace peregrine
