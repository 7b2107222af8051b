// Draws of irregular corridors within a forecast, as tests read them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host/model/assembly/forecast.h"
#include "host/model/routes/world.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {

inline constexpr int to_year = 2027;
inline constexpr int observed_months = 60;  // to December 2024

inline const ForecastInputs& inputs() {
  static const ForecastInputs loaded = load_forecast_inputs(inputs_dir);
  return loaded;
}

inline RunSettings settings_to(int year) {
  RunSettings settings;
  settings.to_year = year;
  return settings;
}

// What all draws leave behind of the irregular corridors of a scenario.
class RouteDraws {
 public:
  static constexpr int count = 64;

  explicit RouteDraws(const std::function<void(RunSettings&)>& change = [](RunSettings&) {}) {
    RunSettings settings = settings_to(to_year);
    change(settings);
    world_ = make_forecast_world(inputs(), settings);
    DeviceChoice device;
    device.tile_width = width;
    device.threads = count / width;
    simulator_ = Simulator::make(world_, switches_of(settings), 281, device, KeptYears::all);
    simulator_->simulate(0, simulator_->draws_at_once());
  }

  int months() const { return (world_.view.years + 1) * months_a_year; }
  int borders() const { return world_.view.routes.borders.count; }
  const World& world() const { return world_; }
  const RoutesOutput& output() const { return simulator_->output().routes; }

  float detections(int draw, int month, int route) const {
    return value(output().detections, draw, months(), world_.view.routes.routes, month, route);
  }
  float at_border(const float* array, int draw, int month, int border) const {
    return value(array, draw, months(), borders(), month, border);
  }
  float at_front(const float* array, int draw, int month, int front) const {
    return value(array, draw, months(), world_.view.routes.fronts.count, month, front);
  }
  double of_year_float(const float* array, int draw, int year) const {
    return static_cast<double>(value(array, draw, world_.view.years + 1, 1, year, 0));
  }
  double of_year(const double* array, int draw, int year) const {
    return value(array, draw, world_.view.years + 1, 1, year, 0);
  }
  // Of an output by country and year.
  template <typename T>
  double of_country(const T* array, int draw, int year, const char* iso3) const {
    return static_cast<double>(value(array, draw, world_.view.years + 1, world_.view.countries,
                                     year, inputs().baseline.countries.index_of(iso3)));
  }
  const TileOutput& all() const { return simulator_->output(); }
  double arrivals(int draw, int year) const {
    return value(simulator_->output().global_flows, draw, world_.view.years + 1, global_flow_count,
                 year, arrivals_flow);
  }
  // Mean over draws of a sum over months.
  double mean(const float* array, int border, int first, int last) const {
    double sum = 0.0;
    for (int draw = 0; draw < draws(); ++draw) {
      for (int month = first; month < last; ++month) {
        sum += static_cast<double>(at_border(array, draw, month, border));
      }
    }
    return sum / draws();
  }
  int draws() const {
    return static_cast<int>(std::min<std::int64_t>(count, simulator_->draws_at_once()));
  }

 private:
  static constexpr int width = 16;

  template <typename T>
  T value(const T* array, int draw, int times, int extent, int time, int item) const {
    const std::int64_t row = (std::int64_t{draw / width} * times + time) * extent + item;
    return array[row * width + draw % width];
  }

  World world_;
  std::unique_ptr<Simulator> simulator_;
};

inline const RouteDraws& reference() {
  static const RouteDraws draws;
  return draws;
}

inline int border_of(const char* code) {
  return inputs().irregular_history.border_of(code);
}

inline int route_of(const std::string& code) {
  const std::vector<std::string> codes = route_codes(inputs().irregular_history);
  return static_cast<int>(std::find(codes.begin(), codes.end(), code) - codes.begin());
}

}  // namespace peregrine::test
