#include "host/device/gpu.h"

#include <fmt/format.h>

#include <stdexcept>
#include <vector>

#include "kernels/ensemble.h"

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

WorldView copy_world(const World& world, DeviceMemory& memory) {
  WorldView view = world.view();
  view.origin = memory.copy(world.origin);
  view.destination = memory.copy(world.destination);
  view.stock = memory.copy(world.stock);
  view.log_reference = memory.copy(world.log_reference);
  view.pressure = memory.copy(world.pressure);
  view.newcomer = memory.copy(world.newcomer);
  view.size = memory.copy(world.size);
  view.shock_scale = memory.copy(world.shock_scale);
  view.revision_scale = memory.copy(world.revision_scale);
  view.arrivals_cap = memory.copy(world.arrivals_cap);
  view.opening_hazard = memory.copy(world.opening_hazard);
  view.opening_log_size = memory.copy(world.opening_log_size);
  view.revision_destination = memory.copy(world.revision_destination);
  view.population = memory.copy(world.population);
  view.births_rate = memory.copy(world.births_rate);
  view.deaths_rate = memory.copy(world.deaths_rate);
  view.posterior = memory.copy(world.posterior);
  view.climate.parameters = memory.copy(world.climate.parameters);
  view.climate.other_forcing = memory.copy(world.climate.other_forcing);
  view.climate.fossil = memory.copy(world.climate.fossil);
  view.climate.land = memory.copy(world.climate.land);
  view.climate.abatement_unit = memory.copy(world.climate.abatement_unit);
  view.climate.pattern = memory.copy(world.climate.pattern);
  view.climate.pattern_sd = memory.copy(world.climate.pattern_sd);
  view.climate.yearly_sd = memory.copy(world.climate.yearly_sd);
  view.economy.trend = memory.copy(world.economy.trend);
  view.economy.national_spread = memory.copy(world.economy.national_spread);
  view.economy.known = memory.copy(world.economy.known);
  return view;
}

class GpuSimulator : public Simulator {
 public:
  GpuSimulator(const World& world, const StockSwitches& switches, std::uint64_t seed, int gpu,
               int stock_planes)
      : host_(world.view(), 1, gpu_lanes, stock_planes) {
    check(cudaSetDevice(gpu), "choosing the GPU");
    task_ = {copy_world(world, memory_), switches, seed, 0, 1, host_.state(), host_.output()};
    place_on_gpu(world.view(), stock_planes);
  }

  const TileOutput& output() const override { return host_.output(); }
  int tile_width() const override { return gpu_lanes; }
  std::int64_t draws_at_once() const override { return gpu_lanes; }

  void simulate(std::uint64_t first, std::int64_t) override {
    task_.first_draw = first;
    if (const char* error = simulate_cuda(task_)) {
      throw std::runtime_error(fmt::format("simulating on the GPU: {} (CUDA)", error));
    }
    for (const Copy& copy : copies_) {
      check(cudaMemcpy(copy.host, copy.device, copy.bytes, cudaMemcpyDeviceToHost),
            "copying draws from the GPU");
    }
  }

 private:
  struct Copy {
    void* host;
    const void* device;
    std::size_t bytes;
  };

  template <typename T>
  void place(T*& array, std::int64_t count) {
    array = static_cast<T*>(memory_.allocate(static_cast<std::size_t>(count) * sizeof(T)));
  }
  template <typename T>
  void place_output(T*& array, std::int64_t count) {
    T* const host = array;
    place(array, count);
    copies_.push_back({host, array, static_cast<std::size_t>(count) * sizeof(T)});
  }

  void place_climate_on_gpu(const WorldView& world) {
    const std::int64_t countries = std::int64_t{gpu_lanes} * world.countries;
    const std::int64_t lane_years = std::int64_t{gpu_lanes} * (world.years + 1);
    ClimateState& state = task_.state.climate;
    ClimateOutput& output = task_.output.climate;
    place(state.parameters, std::int64_t{gpu_lanes} * climate_parameter_count);
    place(state.variables, std::int64_t{gpu_lanes} * climate_variable_count);
    place(state.pattern, countries);
    place(state.warming, countries);
    place_output(output.row, gpu_lanes);
    place_output(output.temperature, lane_years);
    place_output(output.co2, lane_years);
    place_output(output.emissions, lane_years * bloc_count);
  }

  void place_drivers_on_gpu(const WorldView& world) {
    const std::int64_t countries = std::int64_t{gpu_lanes} * world.countries;
    place(task_.state.economy.parameters, std::int64_t{gpu_lanes} * economy_parameter_count);
    place(task_.state.economy.deviation, countries);
    place(task_.state.economy.income, countries);
    place(task_.state.drivers.parameters, std::int64_t{gpu_lanes} * driver_parameter_count);
  }

  void place_on_gpu(const WorldView& world, int stock_planes) {
    const std::int64_t corridors = std::int64_t{gpu_lanes} * world.corridors;
    const std::int64_t countries = std::int64_t{gpu_lanes} * world.countries;
    const std::int64_t times = world.years + 1;
    TileState& state = task_.state;
    TileOutput& output = task_.output;
    place(state.pressure, corridors);
    place(state.level, corridors);
    place(state.parameters, std::int64_t{gpu_lanes} * stock_parameter_count);
    for (float** array :
         {&state.volatility, &state.origin_shock, &state.destination_shock, &state.origin_pull,
          &state.destination_pull, &state.supply, &state.immigration, &state.outmigration,
          &state.emigration, &state.homecoming}) {
      place(*array, countries);
    }
    place(state.population, countries);
    if (world.climate.members > 0) place_climate_on_gpu(world);
    if (world.economy.present != 0) place_drivers_on_gpu(world);
    place_output(output.stock, corridors * stock_planes);
    for (double** array : {&output.immigrants, &output.emigrants, &output.population}) {
      place_output(*array, countries * times);
    }
    place_output(output.global_stock, gpu_lanes * times);
    place_output(output.global_flows, gpu_lanes * times * global_flow_count);
    place_output(output.posterior_row, gpu_lanes);
  }

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
  return std::make_unique<GpuSimulator>(world, switches, seed, device.gpu, stock_planes);
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
