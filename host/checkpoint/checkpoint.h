// What a run has finished, on disk, so that another run of the same can go on from there.
//
// Draws are done block by block. A block is finished when its kept realizations are in a part of
// their own and its statistics in the part that its rank keeps of all blocks it has done; the
// latter is written anew, under another name, each time, and then the former one removed. Whatever
// the moment at which a process ends, what is there is whole, and no block counts twice.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "host/checkpoint/pace.h"
#include "host/checkpoint/rows_reader.h"
#include "host/checkpoint/run_record.h"

namespace peregrine {

// What is to be done of a block: both, unless one of them survived alone.
struct BlockTask {
  std::int64_t block = 0;
  bool statistics = false;
  bool rows = false;
};

enum class Begin {
  anew,        // refuse where there is an unfinished run
  or_resume,   // go on where there is one
  or_restart,  // remove what is there
};

class Checkpoint {
 public:
  struct Plan {
    std::string output;  // ensemble file
    RunIdentity identity;
    std::int64_t blocks = 0;
    std::int64_t first_block = 0;  // those before it are done
    std::int64_t kept_blocks = 0;  // the first ones, whose realizations are written one by one
    std::int64_t every = 0;  // blocks between two parts of statistics; 0: see due(); < 0: none
    int threads = 1;         // that check what is there
    Begin begin = Begin::anew;
    // Called when no other process works on the output any more: whether it is complete by now, so
    // that nothing is left to do. On rank 0.
    std::function<bool()> is_complete;
  };
  // Adds up what a part of statistics says. Throws MalformedBytes where it does not fit.
  using Restore = std::function<void(std::vector<std::byte>)>;

  // Opens the folder, and restores what is there of this run, shared out among the ranks.
  // Collective. Throws UsageError where there is an unfinished run that was not asked for,
  // InputError where it is another run, OutputError where the folder cannot be used or another
  // process works in it, NotYet where that is about to end.
  Checkpoint(const Plan& plan, const Restore& restore);
  ~Checkpoint();
  Checkpoint(const Checkpoint&) = delete;
  Checkpoint& operator=(const Checkpoint&) = delete;

  // Whether another process has made the output meanwhile. Then there are no parts.
  bool found_complete() const;

  // What is left to do, the same on all ranks.
  const std::vector<BlockTask>& tasks() const;
  // Blocks of which nothing is left to do.
  std::int64_t blocks_done() const;

  // Some rows of the block under way, and that they were the last of it. They are written while the
  // caller goes on.
  void add_rows(std::int64_t block, std::vector<std::byte> rows);
  void finish_rows();
  // A block whose statistics are now among those of this rank.
  void add_statistics(std::int64_t block);
  // Whether it is time to write the statistics of this rank: every so many blocks, or as Pace says,
  // to which `expected` tells the cost of the first part.
  bool due(const std::function<StoreCost()>& expected);
  // Writes the statistics of this rank, which `store` makes, unless nothing has come since. They
  // are written while the caller goes on.
  void write_statistics(const std::function<std::vector<std::byte>()>& store);
  // Waits until all is on disk. Throws OutputError where something could not be written, as does
  // each of the calls above.
  void flush();

  // The rows of all blocks that are kept. Not beyond the life of this object.
  RowsReader rows() const;

  // What the statistics that this rank has written took: from the run, and of a thread beside it.
  double seconds_stored() const;
  double seconds_written() const;

  // Where the ensemble may be written until it is complete.
  std::string unfinished_file() const;

  // Removes the folder. On one rank, after all others are done.
  void remove();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace peregrine
