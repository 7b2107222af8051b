#include "host/device/gpu.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include "host/device/lane_pieces.h"
#include "kernels/ensemble.h"
#include "kernels/tile_arrays.h"

#if defined(PEREGRINE_DEVICE_CUDA)
#include "host/device/cuda_memory.h"
#endif

namespace peregrine {

#if defined(PEREGRINE_DEVICE_CUDA)

namespace {

class GpuSimulator : public Simulator {
 public:
  GpuSimulator(const World& world, const StockSwitches& switches, std::uint64_t seed, int gpu,
               int threads, Planes planes)
      : threads_(threads), host_(world.view, 1, gpu_lanes, planes) {
    check_cuda(cudaSetDevice(gpu), "choosing the GPU");
    const auto to_gpu = [this](const auto& array) { return memory_.copy(array); };
    task_ = {world.copied(to_gpu), switches, seed, 0, gpu_lanes, host_.state(), host_.output()};
    task_.blocks = blocks_ = memory_.allocate_array<LaneBlock>(1);
    visit_tile_arrays(world.view, task_.state, task_.output,
                      [this](auto*& array, const ArrayRows& rows) { place(array, rows); });
  }

  const TileOutput& output() const override { return host_.output(); }
  int tile_width() const override { return gpu_lanes; }
  std::int64_t draws_at_once() const override { return gpu_lanes; }

  void use_second_seed(const SecondSeed& second) override { task_.second = second; }

  void simulate(std::uint64_t first, std::int64_t) override {
    if (task_.output.planes <= task_.world.years) {
      throw std::logic_error("this simulator keeps no whole draws");
    }
    set_first_draw(first);
    for (int step = 0; step <= task_.world.years; ++step) run_year(step);
    wait();
    for (const Copy& copy : copies_) copy_planes(copy, 0, copy.rows.planes);
  }

  void simulate_by_year(std::int64_t first, std::int64_t count, const TakeYear& take) override {
    for (std::int64_t done = 0; done < count; done += gpu_lanes) {
      const std::int64_t lanes = std::min<std::int64_t>(gpu_lanes, count - done);
      set_first_draw(static_cast<std::uint64_t>(first + done));
      for (int step = 0; step <= task_.world.years; ++step) {
        run_year(step);
        wait();
        for (const Copy& copy : copies_) {
          const bool by_year = copy.rows.kind == ArrayKind::output;
          if (by_year || step == 0) copy_planes(copy, step % copy.rows.planes, 1);
        }
        for_each_piece(task_.world, {host_.output(), gpu_lanes, first + done, lanes, step},
                       threads_, take);
      }
    }
  }

 private:
  struct Copy {
    void* host;
    const void* device;
    std::size_t bytes;  // of a plane
    ArrayRows rows;
  };

  void set_first_draw(std::uint64_t first) {
    const LaneBlock block = {first, 0, gpu_lanes};
    check_cuda(cudaMemcpy(blocks_, &block, sizeof block, cudaMemcpyHostToDevice),
               "telling the GPU its draws");
  }

  void run_year(int step) {
    check_launch(simulate_year_cuda(task_, step, nullptr), "simulating on the GPU");
  }

  void wait() { check_cuda(cudaDeviceSynchronize(), "simulating on the GPU"); }

  static void copy_planes(const Copy& copy, int first, int count) {
    const std::size_t before = static_cast<std::size_t>(first) * copy.bytes;
    check_cuda(cudaMemcpy(static_cast<std::byte*>(copy.host) + before,
                          static_cast<const std::byte*>(copy.device) + before,
                          static_cast<std::size_t>(count) * copy.bytes, cudaMemcpyDeviceToHost),
               "copying draws from the GPU");
  }

  // Allocates an array on the GPU; outputs are copied back to the host's.
  template <typename T>
  void place(T*& array, const ArrayRows& rows) {
    T* const host = array;
    const std::size_t bytes = static_cast<std::size_t>(rows.rows * gpu_lanes) * sizeof(T);
    array = static_cast<T*>(memory_.allocate(bytes * static_cast<std::size_t>(rows.planes)));
    if (rows.kind != ArrayKind::state) copies_.push_back({host, array, bytes, rows});
  }

  int threads_;  // of the host
  TileMemory host_;
  DeviceMemory memory_;
  EnsembleTask task_ = {};
  LaneBlock* blocks_ = nullptr;
  std::vector<Copy> copies_;
};

}  // namespace

GpuSearch find_gpus() {
  GpuSearch search;
  int count = 0;
  const cudaError_t status = cudaGetDeviceCount(&count);
  if (status != cudaSuccess) {
    search.why_none = cudaGetErrorString(status);
  } else if (count == 0) {
    search.why_none = "no CUDA device";
  } else {
    search.count = count;
  }
  return search;
}

std::string gpu_name(int gpu) {
  cudaDeviceProp properties;
  check_cuda(cudaGetDeviceProperties(&properties, gpu), "asking for the GPU's name");
  return properties.name;
}

std::unique_ptr<Simulator> make_gpu_simulator(const World& world, const StockSwitches& switches,
                                              std::uint64_t seed, const DeviceChoice& device,
                                              Planes planes) {
  return std::make_unique<GpuSimulator>(world, switches, seed, device.gpu, device.threads, planes);
}

#else

GpuSearch find_gpus() {
  return {0, "this program was built without CUDA"};
}

std::string gpu_name(int) {
  return {};
}

std::unique_ptr<Simulator> make_gpu_simulator(const World&, const StockSwitches&, std::uint64_t,
                                              const DeviceChoice&, Planes) {
  throw std::runtime_error("this program was built without CUDA");
}

#endif

}  // namespace peregrine
