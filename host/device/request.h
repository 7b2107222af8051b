// What is asked of the device.
#pragma once

#include <string>

namespace peregrine {

struct DeviceRequest {
  std::string device;  // "", "auto", "serial", "omp", "tbb", "cuda"
  int threads = 0;     // CPU threads a rank uses; 0: all it may
  int tile_width = 0;  // lanes a CPU tile: 1, 8, 16, 32; 0: the default of this build
};

}  // namespace peregrine
