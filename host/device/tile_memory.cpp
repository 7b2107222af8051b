#include "host/device/tile_memory.h"

namespace peregrine {

namespace {

constexpr std::size_t alignment = 64;  // bytes: a cache line, and the widest SIMD register

// Hands out aligned arrays of one allocation; with no memory behind it, it only counts.
class Arena {
 public:
  explicit Arena(std::byte* memory) : memory_(memory) {}

  template <typename T>
  void place(T*& array, std::int64_t count) {
    if (memory_ != nullptr) array = reinterpret_cast<T*>(memory_ + used_);
    used_ += (static_cast<std::size_t>(count) * sizeof(T) + alignment - 1) / alignment * alignment;
  }
  std::size_t used() const { return used_; }

 private:
  std::byte* memory_;
  std::size_t used_ = 0;
};

void place_climate(Arena& arena, const WorldView& world, std::int64_t lanes, ClimateState& state,
                   ClimateOutput& output) {
  arena.place(state.parameters, lanes * climate_parameter_count);
  arena.place(state.variables, lanes * climate_variable_count);
  arena.place(state.pattern, lanes * world.countries);
  arena.place(state.warming, lanes * world.countries);
  arena.place(output.row, lanes);
  arena.place(output.temperature, lanes * (world.years + 1));
  arena.place(output.co2, lanes * (world.years + 1));
  arena.place(output.emissions, lanes * (world.years + 1) * bloc_count);
}

void place_drivers(Arena& arena, const WorldView& world, std::int64_t lanes, TileState& state) {
  arena.place(state.economy.parameters, lanes * economy_parameter_count);
  arena.place(state.economy.deviation, lanes * world.countries);
  arena.place(state.economy.income, lanes * world.countries);
  arena.place(state.drivers.parameters, lanes * driver_parameter_count);
}

std::size_t place_all(std::byte* memory, const WorldView& world, std::int64_t tiles, int width,
                      TileState& state, TileOutput& output) {
  Arena arena(memory);
  const std::int64_t lanes = tiles * width;
  const std::int64_t corridors = lanes * world.corridors;
  const std::int64_t countries = lanes * world.countries;
  const std::int64_t times = world.years + 1;
  state.stride = width;
  output.stride = width;
  arena.place(state.pressure, corridors);
  arena.place(state.level, corridors);
  arena.place(state.parameters, lanes * stock_parameter_count);
  for (float** array :
       {&state.volatility, &state.origin_shock, &state.destination_shock, &state.origin_pull,
        &state.destination_pull, &state.supply, &state.immigration, &state.outmigration,
        &state.emigration, &state.homecoming}) {
    arena.place(*array, countries);
  }
  arena.place(state.population, countries);
  if (world.climate.members > 0) place_climate(arena, world, lanes, state.climate, output.climate);
  if (world.economy.present != 0) place_drivers(arena, world, lanes, state);
  arena.place(output.stock, corridors * output.stock_planes);
  for (double** array : {&output.immigrants, &output.emigrants, &output.population}) {
    arena.place(*array, countries * times);
  }
  arena.place(output.global_stock, lanes * times);
  arena.place(output.global_flows, lanes * times * global_flow_count);
  arena.place(output.posterior_row, lanes);
  return arena.used();
}

}  // namespace

TileMemory::TileMemory(const WorldView& world, std::int64_t tiles, int width, int stock_planes) {
  output_.stock_planes = stock_planes;
  const std::size_t bytes = place_all(nullptr, world, tiles, width, state_, output_);
  memory_.reset(new std::byte[bytes + alignment]);
  const auto address = reinterpret_cast<std::uintptr_t>(memory_.get());
  std::byte* const first = memory_.get() + (alignment - address % alignment) % alignment;
  place_all(first, world, tiles, width, state_, output_);
}

TileMemory::~TileMemory() = default;

double TileMemory::bytes(const WorldView& world, std::int64_t tiles, int width, int stock_planes) {
  TileState state = {};
  TileOutput output = {};
  output.stock_planes = stock_planes;
  return static_cast<double>(place_all(nullptr, world, tiles, width, state, output));
}

}  // namespace peregrine
