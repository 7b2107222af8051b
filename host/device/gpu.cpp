#include "host/device/gpu.h"

#include <fmt/format.h>

#include <stdexcept>
#include <thread>
#include <vector>

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
               int threads, int stock_planes)
      : threads_(threads), host_(world.view, 1, gpu_lanes, stock_planes) {
    check(cudaSetDevice(gpu), "choosing the GPU");
    const auto to_gpu = [this](const auto& array) { return memory_.copy(array); };
    task_ = {world.copied(to_gpu), switches, seed, 0, gpu_lanes, host_.state(), host_.output()};
    PlaceOnGpu place = {memory_, copies_};
    visit_tile_arrays(world.view, task_.state, task_.output, place);
  }

  const TileOutput& output() const override { return host_.output(); }
  int tile_width() const override { return gpu_lanes; }
  std::int64_t draws_at_once() const override { return gpu_lanes; }
  std::int64_t draws_beside() const override { return gpu_lanes; }

  void use_second_seed(const SecondSeed& second) override { task_.second = second; }

  void simulate(std::uint64_t first, std::int64_t) override {
    run_kernels(first);
    copy_outputs();
  }

  // The host's arrays are read until the GPU is done with the next draws.
  void simulate_beside(std::uint64_t first, std::int64_t, WorkList& work) override {
    {
      const std::jthread beside([&] { work.run_all(threads_); });
      run_kernels(first);
    }
    work.finish();
    copy_outputs();
  }

 private:
  struct Copy {
    void* host;
    const void* device;
    std::size_t bytes;
  };

  void run_kernels(std::uint64_t first) {
    task_.first_draw = first;
    if (const char* error = simulate_cuda(task_)) {
      throw std::runtime_error(fmt::format("simulating on the GPU: {} (CUDA)", error));
    }
  }

  void copy_outputs() {
    for (const Copy& copy : copies_) {
      check(cudaMemcpy(copy.host, copy.device, copy.bytes, cudaMemcpyDeviceToHost),
            "copying draws from the GPU");
    }
  }

  // Allocates every array on the GPU; outputs are copied back to the host's arrays.
  struct PlaceOnGpu {
    DeviceMemory& memory;
    std::vector<Copy>& copies;

    template <typename T>
    void state(T*& array, std::int64_t rows) {
      array = static_cast<T*>(memory.allocate(bytes<T>(rows)));
    }
    template <typename T>
    void output(T*& array, std::int64_t rows) {
      T* const host = array;
      state(array, rows);
      copies.push_back({host, array, bytes<T>(rows)});
    }
    template <typename T>
    static std::size_t bytes(std::int64_t rows) {
      return static_cast<std::size_t>(rows * gpu_lanes) * sizeof(T);
    }
  };

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
                                              int stock_planes) {
  return std::make_unique<GpuSimulator>(world, switches, seed, device.gpu, device.threads,
                                        stock_planes);
}

#else

GpuSearch find_gpus() {
  return {0, "this program was built without CUDA"};
}

std::string gpu_name(int) {
  return {};
}

std::unique_ptr<Simulator> make_gpu_simulator(const World&, const StockSwitches&, std::uint64_t,
                                              const DeviceChoice&, int) {
  throw std::runtime_error("this program was built without CUDA");
}

#endif

}  // namespace peregrine
