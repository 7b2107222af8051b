// Blocks of a run's draws, from the simulator to statistics, rows and checkpoint.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "host/checkpoint/checkpoint.h"
#include "host/outcome/rows.h"
#include "host/outcome/statistics.h"
#include "host/run/preparation.h"

namespace peregrine {

// Blocks of a launch whose rows are kept: these are in the host's memory at once.
inline constexpr std::int64_t most_kept_blocks = 8;

// What blocks are of, and where they go. All of it outlives the simulator.
struct BlockRun {
  const Preparation& prepared;
  const RunSettings& settings;
  std::int64_t from;  // first draw of the run
  EnsembleStatistics& statistics;
  const RowCollector& no_rows;
  Checkpoint& checkpoint;
  std::function<void(std::int64_t draws)> report_done;  // on several threads at once
};

class BlockSimulator {
 public:
  // `blocks_of_rank`: its even share. Throws std::bad_alloc, std::runtime_error (device errors).
  static std::unique_ptr<BlockSimulator> make(const BlockRun& run, std::int64_t blocks_of_rank);
  virtual ~BlockSimulator() = default;

  // Blocks that the next call of simulate takes, at most.
  virtual std::int64_t blocks_at_once() const = 0;
  virtual void simulate(std::span<const BlockTask> tasks) = 0;
  // Brings what a device has counted to the statistics.
  virtual void collect() {}
};

}  // namespace peregrine
