// The bits of a small synthetic world under one compiler and CPU level: simulates it in tiles of
// every width and prints one hash of all that the tiles leave behind. Kernels only: no inputs, no
// HDF5. The CMake file of this folder builds it several times; every build must print the same.
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

#include "host/device/tile_memory.h"
#include "kernels/tile_arrays.h"
#include "kernels/year.h"
#include "tests/kernels/golden.h"
#include "tests/model/synthetic_conflict.h"
#include "tests/model/synthetic_routes.h"
#include "tests/model/synthetic_world.h"

namespace peregrine {
namespace {

constexpr int draws = 64;
constexpr std::uint64_t seed = 281;

template <typename T>
void add_lane(std::uint64_t& hash, const T* rows, int count, std::int64_t stride, int lane) {
  for (int row = 0; row < count; ++row) add_to_hash(hash, rows[row * stride + lane]);
}

void add_routes(std::uint64_t& hash, const RoutesOutput& out, std::int64_t stride, int lane) {
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

template <int W>
std::uint64_t hash_in_tiles_of(const WorldView& world) {
  const StockSwitches switches = {1.0f, 1.0f, 1.0f, 1};
  const TileMemory memory(world, 1, W, Planes::of_all_years(world));
  const TileOutput& out = memory.output();
  std::uint64_t hash = empty_hash;
  for (int first = 0; first < draws; first += W) {
    const Tile tile = {seed, static_cast<std::uint64_t>(first), 0, W};
    begin_draws<W>(world, switches, tile, memory.state(), output_of_year(world, out, 0, W));
    for (int step = 1; step <= years; ++step) {
      const TileOutput year = output_of_year(world, out, step, W);
      advance_year<W>(world, switches, tile, step, memory.state(), year);
    }
    for (int lane = 0; lane < W; ++lane) {
      add_lane(hash, out.stock, (years + 1) * corridors, W, lane);
      add_lane(hash, out.immigrants, (years + 1) * countries, W, lane);
      add_lane(hash, out.emigrants, (years + 1) * countries, W, lane);
      add_lane(hash, out.population, (years + 1) * countries, W, lane);
      add_lane(hash, out.global_stock, years + 1, W, lane);
      add_lane(hash, out.global_flows, (years + 1) * global_flow_count, W, lane);
      add_lane(hash, out.food_stressed, years + 1, W, lane);
      add_lane(hash, out.posterior_row, 1, W, lane);
      add_lane(hash, out.climate.row, 1, W, lane);
      add_lane(hash, out.climate.temperature, years + 1, W, lane);
      add_lane(hash, out.climate.co2, years + 1, W, lane);
      add_lane(hash, out.climate.emissions, (years + 1) * bloc_count, W, lane);
      add_lane(hash, memory.state().climate.warming, countries, W, lane);
      add_lane(hash, memory.state().economy.income, countries, W, lane);
      add_lane(hash, out.conflict.deaths, years + 1, W, lane);
      add_lane(hash, out.conflict.coups, years + 1, W, lane);
      add_lane(hash, out.conflict.interstate_wars, years + 1, W, lane);
      add_lane(hash, out.conflict.deaths_of, (years + 1) * countries, W, lane);
      add_lane(hash, out.displaced_from, (years + 1) * countries, W, lane);
      add_routes(hash, out.routes, W, lane);
    }
  }
  return hash;
}

struct WidthHash {
  int width;
  std::uint64_t hash;
};

// The tile widths that are built: a unit a width takes most of a minute to compile.
#if !defined(PEREGRINE_TILE_WIDTHS)
#define PEREGRINE_TILE_WIDTHS 1, 8, 16, 32
#endif
using TileWidths = std::integer_sequence<int, PEREGRINE_TILE_WIDTHS>;

template <int... Widths>
std::vector<WidthHash> hashes_of(const WorldView& view, std::integer_sequence<int, Widths...>) {
  return {{Widths, hash_in_tiles_of<Widths>(view)}...};
}

}  // namespace
}  // namespace peregrine

int main() {
  using namespace peregrine;
  const SyntheticWorld world;
  const SyntheticClimate climate;
  WorldView view = world.view();
  view.climate = climate.view();
  const SyntheticEconomy economy;
  view.economy = economy.view();
  view.drivers = SyntheticEconomy::drivers();
  const SyntheticConflict conflict;
  conflict.add_to(view);
  const SyntheticDisplacement displacement(world.origin, world.destination);
  displacement.add_to(view);
  const SyntheticRoutes routes;
  routes.add_to(view);
  const std::vector<WidthHash> hashes = hashes_of(view, TileWidths());
  int differing = 0;
  for (const WidthHash& of : hashes) {
    if (of.hash == hashes.front().hash) continue;
    std::fprintf(stderr, "tiles of %d give %016llx, tiles of %d %016llx\n", of.width,
                 static_cast<unsigned long long>(of.hash), hashes.front().width,
                 static_cast<unsigned long long>(hashes.front().hash));
    ++differing;
  }
  std::printf("%016llx\n", static_cast<unsigned long long>(hashes.front().hash));
  return differing == 0 ? 0 : 1;
}
