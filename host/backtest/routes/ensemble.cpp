#include "host/backtest/routes/ensemble.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <stdexcept>

#include "host/device/tile_memory.h"
#include "host/model/routes/world.h"
#include "kernels/routes/months.h"
#include "kernels/tile_arrays.h"

namespace peregrine {
namespace {

constexpr int tile_width = 16;

// The routes of a forecast from the state's month, each border as a route of its own, so that
// detections are counted by border.
Routes routes_at(const RouteRecord& record, const RouteFit& fit, const RouteSpan& span) {
  RoutesSettings settings;
  settings.observed_until = fit.state.month;
  settings.posture.from = fit.state.month + 1;
  Routes routes = make_route_process({record.history, fit.calibration, fit.state, record.fronts},
                                     record.countries, settings, PolicySettings(), span);
  BordersView& borders = routes.view.borders;
  const std::span<int> route = routes.edit(borders.route);
  std::iota(route.begin(), route.end(), 0);
  routes.view.routes = borders.count;
  return routes;
}

}  // namespace

RouteRecord load_route_record(const std::string& inputs_dir) {
  RouteRecord record{load_irregular_history(inputs_dir), load_baseline(inputs_dir).countries, {}};
  record.fronts = load_fronts(inputs_dir, record.history, record.countries);
  return record;
}

std::vector<float> route_ensemble(const RouteRecord& record, const RouteFit& fit, int months,
                                  int draws, std::uint64_t seed) {
  if (months < 1 || months > months_a_year || draws < 1) {
    throw std::invalid_argument("route_ensemble takes 1 to 12 months and at least one draw");
  }
  const RouteSpan span{fit.state.month / months_a_year, 1};
  const Routes routes = routes_at(record, fit, span);
  WorldView world = {};
  world.countries = record.countries.size();
  world.years = span.years;
  world.routes = routes.view;
  const TileMemory memory(world, 1, tile_width, {world.years + 1, 1});
  const TileState& state = memory.state();
  const std::int64_t borders = world.routes.borders.count;
  std::vector<float> detections(static_cast<std::size_t>(months * borders) *
                                static_cast<std::size_t>(draws));
  for (int first = 0; first < draws; first += tile_width) {
    const Tile tile{seed, static_cast<std::uint64_t>(first), 0, tile_width};
    // Without a stock nothing weighs the origins: they pull as they did.
    std::fill_n(state.origin_pull, std::int64_t{world.countries} * tile_width, 0.0f);
    begin_routes<tile_width>(world.routes, true, tile, state.routes);
    for (int step = 0; step <= span.years; ++step) {
      advance_route_year<tile_width>(world, tile, step, state,
                                     output_of_year(world, memory.output(), step, tile_width));
    }
    const std::int64_t ahead = world.routes.observed_months * borders;
    for (std::int64_t row = 0; row < months * borders; ++row) {
      std::copy_n(memory.output().routes.detections + (ahead + row) * tile_width,
                  std::min(tile_width, draws - first), detections.begin() + row * draws + first);
    }
  }
  return detections;
}

}  // namespace peregrine
