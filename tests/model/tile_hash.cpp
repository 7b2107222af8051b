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
#include "tests/model/hashed_world.h"

namespace peregrine {
namespace {

template <int W>
std::uint64_t hash_in_tiles_of(const WorldView& world) {
  const TileMemory memory(world, 1, W, Planes::of_all_years(world));
  const TileOutput& out = memory.output();
  std::uint64_t hash = empty_hash;
  for (int first = 0; first < hashed_draws; first += W) {
    const Tile tile = {hashed_seed, static_cast<std::uint64_t>(first), 0, W};
    begin_draws<W>(world, hashed_switches, tile, memory.state(), output_of_year(world, out, 0, W));
    for (int step = 1; step <= years; ++step) {
      const TileOutput year = output_of_year(world, out, step, W);
      advance_year<W>(world, hashed_switches, tile, step, memory.state(), year);
    }
    for (int lane = 0; lane < W; ++lane) add_draw(hash, memory.state(), out, W, lane);
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
  const HashedWorld world;
  const std::vector<WidthHash> hashes = hashes_of(world.view(), TileWidths());
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
