#include "host/run/block_simulator.h"

#include <algorithm>
#include <vector>

#include "host/device/gpu_ensemble.h"
#include "host/device/lane_pieces.h"
#include "host/device/simulator.h"
#include "host/outcome/blocks.h"
#include "host/run/kept_rows.h"
#include "host/store/batches.h"
#include "kernels/statistics/counting.h"

namespace peregrine {
namespace {

static_assert(draws_of_lanes == block_draws && batch_sums == most_batches,
              "a device counts what the host does");

// One block after the other, counted on the host as it is simulated.
class HostCountedBlocks : public BlockSimulator {
 public:
  explicit HostCountedBlocks(const BlockRun& run)
      : run_(run),
        simulator_(Simulator::make(run.prepared.world, switches_of(run.settings), run.settings.seed,
                                   run.prepared.device, KeptYears::two)) {}

  std::int64_t blocks_at_once() const override { return 1; }

  void simulate(std::span<const BlockTask> tasks) override {
    for (const BlockTask& task : tasks) simulate_one(task);
  }

 private:
  void simulate_one(const BlockTask& task) {
    const auto [first, last] = draws_of_block(task.block, run_.from, run_.settings.draws);
    const int last_step = run_.prepared.world.view.years;
    KeptRows rows(run_.no_rows, task.block, first, last_step, run_.checkpoint);
    simulator_->simulate_by_year(first, last - first, [&](const YearLanes& year) {
      if (task.rows) rows.add(year);
      if (task.statistics) run_.statistics.add(year);
      if (year.step == last_step) run_.report_done(year.count);
    });
    if (task.rows) run_.checkpoint.finish_rows();
    if (task.statistics) {
      run_.statistics.release_restored();
      run_.checkpoint.add_statistics(task.block);
    }
  }

  BlockRun run_;
  std::unique_ptr<Simulator> simulator_;
};

// As many blocks at once as a GPU has lanes for, counted on the GPU. The first block is counted on
// the host: it sets the range of each cell's bins. One alone, since each that the host counts takes
// CPU seconds and 2.2 GB of copies, as much as all else of a million draws.
class GpuCountedBlocks : public BlockSimulator {
 public:
  GpuCountedBlocks(const BlockRun& run, std::int64_t blocks_of_rank)
      : run_(run),
        blocks_a_launch_(even_launches(blocks_of_rank - 1, run.prepared.device.lanes)),
        first_(std::make_unique<HostCountedBlocks>(run)) {}

  std::int64_t blocks_at_once() const override { return first_ ? 1 : blocks_a_launch_; }

  void simulate(std::span<const BlockTask> tasks) override {
    if (first_) {
      first_->simulate(tasks);
      const auto counts = [](const BlockTask& task) { return task.statistics; };
      if (std::ranges::any_of(tasks, counts)) first_.reset();
      return;
    }
    if (!gpu_) begin();
    while (!tasks.empty()) {
      const std::size_t some = tasks_of_launch(tasks);
      launch(tasks.first(some));
      tasks = tasks.subspan(some);
    }
  }

  void collect() override {
    if (gpu_) gpu_->collect();
  }

 private:
  // Blocks of as many launches as lanes ask for, none much smaller than another.
  static std::int64_t even_launches(std::int64_t blocks, std::int64_t lanes) {
    const std::int64_t most = std::max<std::int64_t>(lanes / block_draws, 1);
    const std::int64_t launches = std::max<std::int64_t>((blocks + most - 1) / most, 1);
    return std::max<std::int64_t>((blocks + launches - 1) / launches, 1);
  }

  // When the first block is done and its simulator has given the GPU's memory back.
  void begin() {
    gpu_ = GpuEnsemble::make(run_.prepared.world, switches_of(run_.settings), run_.settings.seed,
                             run_.prepared.device, run_.statistics.counted(),
                             run_.statistics.extents(), blocks_a_launch_);
    blocks_a_launch_ = gpu_->blocks_at_once();
  }

  std::size_t tasks_of_launch(std::span<const BlockTask> tasks) const {
    std::int64_t kept = 0;
    std::size_t some = 0;
    for (; some < tasks.size() && static_cast<std::int64_t>(some) < blocks_a_launch_; ++some) {
      if (tasks[some].rows && ++kept > most_kept_blocks) break;
    }
    return some;
  }

  void launch(std::span<const BlockTask> tasks) {
    std::vector<LaunchedBlock> blocks;
    std::vector<std::unique_ptr<KeptRows>> rows;
    const WorldView& world = run_.prepared.world.view;
    for (const BlockTask& task : tasks) {
      const auto [first, last] = draws_of_block(task.block, run_.from, run_.settings.draws);
      const std::int64_t kept =
          std::clamp<std::int64_t>(run_.prepared.kept - first, 0, last - first);
      blocks.push_back(
          {task.block * block_draws, first, last, task.statistics, task.rows ? kept : 0});
      rows.push_back(std::make_unique<KeptRows>(run_.no_rows, task.block, first, world.years,
                                                run_.checkpoint));
    }
    gpu_->simulate(blocks, [&](std::size_t block, const YearLanes& year) {
      for_each_piece(world, year, run_.prepared.device.threads,
                     [&](const YearLanes& piece) { rows[block]->add(piece); });
      if (year.step == world.years) run_.checkpoint.finish_rows();
    });
    for (std::size_t at = 0; at < tasks.size(); ++at) {
      if (tasks[at].statistics) run_.checkpoint.add_statistics(tasks[at].block);
      run_.report_done(blocks[at].last - blocks[at].first);
    }
  }

  BlockRun run_;
  std::int64_t blocks_a_launch_;
  std::unique_ptr<HostCountedBlocks> first_;
  std::unique_ptr<GpuEnsemble> gpu_;
};

}  // namespace

std::unique_ptr<BlockSimulator> BlockSimulator::make(const BlockRun& run,
                                                     std::int64_t blocks_of_rank) {
  if (run.prepared.device.kind == DeviceChoice::Kind::cuda) {
    return std::make_unique<GpuCountedBlocks>(run, blocks_of_rank);
  }
  return std::make_unique<HostCountedBlocks>(run);
}

}  // namespace peregrine
