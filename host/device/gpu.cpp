#include "host/device/gpu.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <vector>

#include "host/support/parallel.h"
#include "kernels/ensemble.h"
#include "kernels/tile_arrays.h"

#if defined(PEREGRINE_DEVICE_CUDA)
#include <cuda_runtime_api.h>
#endif

namespace peregrine {

#if defined(PEREGRINE_DEVICE_CUDA)

namespace {

void check(cudaError_t status, const char* what) {
  if (status != cudaSuccess) {
    throw std::runtime_error(fmt::format("{}: {} (CUDA)", what, cudaGetErrorString(status)));
  }
}

// Device memory that ends with its owner.
class DeviceMemory {
 public:
  DeviceMemory() = default;
  ~DeviceMemory() {
    for (void* pointer : pointers_) cudaFree(pointer);
  }
  DeviceMemory(const DeviceMemory&) = delete;
  DeviceMemory& operator=(const DeviceMemory&) = delete;

  void* allocate(std::size_t bytes) {
    void* pointer = nullptr;
    check(cudaMalloc(&pointer, bytes == 0 ? 1 : bytes), "allocating GPU memory");
    pointers_.push_back(pointer);
    return pointer;
  }

  template <typename T>
  const T* copy(const std::vector<T>& host) {
    void* const device = allocate(host.size() * sizeof(T));
    check(cudaMemcpy(device, host.data(), host.size() * sizeof(T), cudaMemcpyHostToDevice),
          "copying the world to the GPU");
    return static_cast<const T*>(device);
  }

 private:
  std::vector<void*> pointers_;
};

class GpuSimulator : public Simulator {
 public:
  GpuSimulator(const World& world, const StockSwitches& switches, std::uint64_t seed, int gpu,
               int threads, Planes planes)
      : threads_(threads), host_(world.view, 1, gpu_lanes, planes) {
    check(cudaSetDevice(gpu), "choosing the GPU");
    const auto to_gpu = [this](const auto& array) { return memory_.copy(array); };
    task_ = {world.copied(to_gpu), switches, seed, 0, gpu_lanes, host_.state(), host_.output()};
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
    task_.first_draw = first;
    for (int step = 0; step <= task_.world.years; ++step) run_year(step);
    wait();
    for (const Copy& copy : copies_) copy_planes(copy, 0, copy.rows.planes);
  }

  void simulate_by_year(std::int64_t first, std::int64_t count, const TakeYear& take) override {
    for (std::int64_t done = 0; done < count; done += gpu_lanes) {
      const std::int64_t lanes = std::min<std::int64_t>(gpu_lanes, count - done);
      task_.first_draw = static_cast<std::uint64_t>(first + done);
      for (int step = 0; step <= task_.world.years; ++step) {
        run_year(step);
        wait();
        for (const Copy& copy : copies_) {
          const bool by_year = copy.rows.kind == ArrayKind::output;
          if (by_year || step == 0) copy_planes(copy, step % copy.rows.planes, 1);
        }
        hand_over(first + done, lanes, step, take);
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

  void run_year(int step) {
    if (const char* error = simulate_year_cuda(task_, step)) {
      throw std::runtime_error(fmt::format("simulating on the GPU: {} (CUDA)", error));
    }
  }

  void wait() { check(cudaDeviceSynchronize(), "simulating on the GPU"); }

  static void copy_planes(const Copy& copy, int first, int count) {
    const std::size_t before = static_cast<std::size_t>(first) * copy.bytes;
    check(cudaMemcpy(static_cast<std::byte*>(copy.host) + before,
                     static_cast<const std::byte*>(copy.device) + before,
                     static_cast<std::size_t>(count) * copy.bytes, cudaMemcpyDeviceToHost),
          "copying draws from the GPU");
  }

  // Lanes of the year that is on the host, in pieces, on the host's threads.
  void hand_over(std::int64_t first, std::int64_t lanes, int step, const TakeYear& take) {
    constexpr std::int64_t lanes_a_piece = most_lanes_together;
    const std::int64_t pieces = (lanes + lanes_a_piece - 1) / lanes_a_piece;
    parallel_ranges(pieces, threads_, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t piece = begin; piece < end; ++piece) {
        const std::int64_t before = piece * lanes_a_piece;
        TileState state = {};
        TileOutput output = host_.output();
        visit_tile_arrays(task_.world, state, output, [=](auto*& array, const ArrayRows& rows) {
          if (rows.kind != ArrayKind::state) array += before;
        });
        take({output, gpu_lanes, first + before, std::min(lanes_a_piece, lanes - before), step});
      }
    });
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
  check(cudaGetDeviceProperties(&properties, gpu), "asking for the GPU's name");
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
