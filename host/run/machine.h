// Where and how a run is computed.
#pragma once

#include <cstdint>
#include <string>

#include "host/device/request.h"
#include "host/store/schema.h"

namespace peregrine {

// How and where it is computed; nothing here changes a bit of the result.
struct MachineSettings : DeviceRequest {
  std::string output;  // ensemble file to write
  std::string inputs;  // folder of the compiled inputs; empty: the ones that came with the program
  // What to do with an unfinished run of the same output; neither: refuse.
  bool resume = false;
  bool restart = false;
  bool overwrite = false;  // a file that is there already may be replaced
  std::int64_t checkpoint_every =
      0;                   // blocks a rank does between checkpoints; 0: up to the program, -1: none
  bool mergeable = false;  // keep the statistics of all draws in the file
  Compression compression = Compression::deflate;  // of the ensemble file
  double patience = 600.0;  // seconds that ranks wait for another; 0: without end
};

}  // namespace peregrine
