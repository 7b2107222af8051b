// The world of the reference forecast, and a handful of its draws addressed by number.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "host/device/simulator.h"
#include "host/model/assembly/forecast.h"
#include "host/model/assembly/world.h"

namespace peregrine::test {

inline const std::string inputs_dir = PEREGRINE_SOURCE_DIR "/inputs";

inline const BaselineInputs& baseline() {
  static const BaselineInputs loaded = load_baseline(inputs_dir);
  return loaded;
}

inline const StockCalibration& calibration() {
  static const StockCalibration loaded =
      load_stock_calibration(inputs_dir, baseline().countries, baseline().corridors);
  return loaded;
}

inline World forecast_world(int to_year) {
  return make_world(forecast_source(baseline(), to_year), calibration());
}

// With all processes.
inline World whole_world(int to_year) {
  RunSettings settings;
  settings.to_year = to_year;
  return make_forecast_world(load_forecast_inputs(inputs_dir), settings);
}

inline constexpr StockSwitches all_on = {1.0f, 1.0f, 1.0f, 1};

// Draws 0 ... count - 1 of a world, on one thread. `year` counts from the first.
class Draws {
 public:
  static constexpr int count = 32;

  explicit Draws(const World& world, const StockSwitches& switches = all_on) : world_(world) {
    DeviceChoice device;
    device.tile_width = width;
    simulator_ = Simulator::make(world_, switches, 281, device, KeptYears::all);
    simulator_->simulate(0, count);
  }

  float stock(int draw, int year, int corridor) const {
    return value(simulator_->output().stock, draw, year, world_.view.corridors, corridor);
  }
  double immigrants(int draw, int year, int country) const {
    return value(simulator_->output().immigrants, draw, year, world_.view.countries, country);
  }
  double emigrants(int draw, int year, int country) const {
    return value(simulator_->output().emigrants, draw, year, world_.view.countries, country);
  }
  double population(int draw, int year, int country) const {
    return value(simulator_->output().population, draw, year, world_.view.countries, country);
  }
  double world_stock(int draw, int year) const {
    return value(simulator_->output().global_stock, draw, year, 1, 0);
  }
  double flow(int draw, int year, GlobalFlow flow) const {
    return value(simulator_->output().global_flows, draw, year, global_flow_count, flow);
  }
  double stock_revision(int draw, int year, int country) const {
    return value(simulator_->output().stock_revision, draw, year, world_.view.countries, country);
  }
  double food_stressed(int draw, int year) const {
    return value(simulator_->output().food_stressed, draw, year, 1, 0);
  }
  double displaced(int draw, int year) const {
    return value(simulator_->output().displaced, draw, year, 1, 0);
  }
  double displaced_from(int draw, int year, int country) const {
    return value(simulator_->output().displaced_from, draw, year, world_.view.countries, country);
  }
  double conflict_deaths(int draw, int year) const {
    return value(simulator_->output().conflict.deaths, draw, year, 1, 0);
  }
  double conflict_deaths_of(int draw, int year, int country) const {
    const float* const deaths = simulator_->output().conflict.deaths_of;
    return static_cast<double>(value(deaths, draw, year, world_.view.countries, country));
  }
  float intensity(int draw, int year, int country) const {
    const float* const intensity = simulator_->output().conflict.intensity_of;
    return value(intensity, draw, year, world_.view.countries, country);
  }
  double coups(int draw, int year) const {
    return static_cast<double>(value(simulator_->output().conflict.coups, draw, year, 1, 0));
  }
  const World& world() const { return world_; }

 private:
  static constexpr int width = 16;

  template <typename T>
  T value(const T* array, int draw, int year, int extent, int item) const {
    const std::int64_t row =
        (std::int64_t{draw / width} * (world_.view.years + 1) + year) * extent + item;
    return array[row * width + draw % width];
  }

  World world_;
  std::unique_ptr<Simulator> simulator_;
};

}  // namespace peregrine::test
