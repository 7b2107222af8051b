// The GPU side of the device room. In a build without CUDA there is no GPU to be found.
#pragma once

#include <memory>
#include <string>

#include "host/device/simulator.h"
#include "host/device/tile_memory.h"
#include "kernels/statistics/counting.h"

namespace peregrine {

// Draws that a Simulator on a GPU takes at once; GpuEnsemble takes more.
inline constexpr int gpu_lanes = draws_of_lanes;

struct GpuSearch {
  int count = 0;
  std::string why_none;  // in words, where count is 0
};

// The GPUs this process can use.
GpuSearch find_gpus();

// Name of a GPU, for example "NVIDIA H100 80GB HBM3".
std::string gpu_name(int gpu);

// Throws std::runtime_error with CUDA's own words.
std::unique_ptr<Simulator> make_gpu_simulator(const World& world, const StockSwitches& switches,
                                              std::uint64_t seed, const DeviceChoice& device,
                                              Planes planes);

}  // namespace peregrine
