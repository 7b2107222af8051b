// The hash of tests/model/tile_hash.cpp, of draws that nvcc's PTX of kernels/ensemble.cu simulates,
// translated to C by ptx_to_c.py: one thread a draw, year by year, as simulate_year_cuda launches
// them. Prints a line for each of three fillings of the memory; all must be the golden hash.
#include <cfenv>
#include <cstdio>
#include <cstring>

#include "host/device/tile_memory.h"
#include "kernels/ensemble.h"
#include "kernels/tile_arrays.h"
#include "tests/model/hashed_world.h"
#include "tests/model/ptx/thread_blocks.h"

extern "C" {
void ptx_peregrine_begin_draws(std::uint8_t* task);
void ptx_peregrine_advance_year(std::uint8_t* task, std::uint8_t* step);
}

namespace peregrine {
namespace {

// More threads than draws, some blocks of them.
constexpr unsigned threads_a_block = 256;

void launch_year(const EnsembleTask& task, int step) {
  alignas(16) EnsembleTask year = task;
  alignas(16) int argument = step;
  year.output = output_of_year(task.world, task.output, step, task.tiles);
  const auto blocks = static_cast<unsigned>((task.tiles - 1) / threads_a_block + 1);
  ptx::run_blocks({blocks, threads_a_block, 0, ptx::Threads::alone}, [&] {
    auto* const bytes = reinterpret_cast<std::uint8_t*>(&year);
    if (step == 0) ptx_peregrine_begin_draws(bytes);
    if (step > 0) ptx_peregrine_advance_year(bytes, reinterpret_cast<std::uint8_t*>(&argument));
  });
}

}  // namespace
}  // namespace peregrine

int main() {
  using namespace peregrine;
  const HashedWorld world;
  const WorldView& view = world.view();
  for (const int byte : {0, 0xff, 0xa5}) {
    const TileMemory memory(view, 1, hashed_draws, Planes::of_all_years(view));
    EnsembleTask task = {view,         hashed_switches, hashed_seed,    0,
                         hashed_draws, memory.state(),  memory.output()};
    const LaneBlock block = {0, 0, hashed_draws};
    task.blocks = &block;
    // What memory holds before, as cudaMalloc gives it: anything.
    visit_tile_arrays(view, task.state, task.output, [=](auto*& array, const ArrayRows& rows) {
      std::memset(array, byte, static_cast<std::size_t>(rows.all() * hashed_draws) * sizeof *array);
    });
    std::feclearexcept(FE_ALL_EXCEPT);
    for (int step = 0; step <= view.years; ++step) launch_year(task, step);
    const bool invalid = std::fetestexcept(FE_INVALID) != 0;
    std::uint64_t hash = empty_hash;
    for (int lane = 0; lane < hashed_draws; ++lane) {
      add_draw(hash, memory.state(), memory.output(), hashed_draws, lane);
    }
    std::printf("%016llx%s\n", static_cast<unsigned long long>(hash),
                invalid ? " with invalid operations" : "");
  }
}
