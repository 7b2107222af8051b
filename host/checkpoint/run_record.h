// What an unfinished run says of itself: which run it is, and how far it is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/checkpoint/part_file.h"

namespace peregrine {

// All that the bits of an ensemble depend on. Runs with the same identity can finish each other.
struct RunIdentity {
  std::string model_version;
  std::string inputs_sha256;
  std::uint64_t seed = 0;
  std::int64_t draws = 0;
  std::int64_t kept = 0;  // realizations
  std::int64_t from_draw =
      0;  // the first one simulated; those before it are in a finished ensemble
  std::string scenario_toml;

  // 64 hex digits.
  std::string hash() const;
};

// Kept in the folder as run.json.
struct RunRecord {
  RunIdentity identity;
  std::int64_t first_block = 0;  // those before it were done when the run was made
  std::int64_t blocks = 0;
  // The latest start: seconds since 1970, ranks, blocks that were done by then.
  std::int64_t started_at = 0;
  int ranks = 1;
  std::int64_t blocks_at_start = 0;
};

// Folder of the parts of an unfinished run whose ensemble will be `output`.
std::string parts_folder(const std::string& output);

void write_record(const PartFolder& folder, const RunRecord& record);
// Throws InputError where there is none that can be read.
RunRecord read_record(const PartFolder& folder);

// Throws InputError naming everything in which the run in the folder (or file) and the one asked
// for differ. `anew`: the option that gives the former up.
void check_same_run(const std::string& folder, const RunIdentity& there, const RunIdentity& asked,
                    const std::string& anew = "--restart");

// The statistics parts that together hold most blocks, no block twice, by what their headers say.
struct ChosenPart {
  std::string name;
  PartHeader header;
};
std::vector<ChosenPart> choose_statistics(const PartFolder& folder, const std::string& run);

// How far a run is, seen from outside.
struct RunStatus {
  bool complete = false;  // the ensemble is there
  RunRecord record;       // of an unfinished run
  std::int64_t blocks_done = 0;
  std::int64_t latest_sign = 0;    // seconds since 1970 of the latest part, or of the start
  double blocks_per_second = 0.0;  // since the latest start; 0 where nothing was written since
  double seconds_left = -1.0;      // at this rate; -1: not known
  Life life = Life::unknown;       // whether a process works on it
  RunOwner owner;                  // the latest one
};

// Throws InputError where there is neither an ensemble nor a run under way.
RunStatus run_status(const std::string& output);

}  // namespace peregrine
