// A later table of migrants for the synthetic world: listed pairs, pairs it does not list, a
// destination of which it has nothing.
#pragma once

#include <vector>

#include "tests/model/synthetic_world.h"

namespace peregrine {

struct SyntheticFigures {
  static constexpr int step = 4;

  Numbers numbers;
  std::vector<int> first_corridor = std::vector<int>(countries + 1, 0);
  std::vector<float> log_figure = numbers.list(corridors, 2.0f, 12.0f);
  std::vector<float> growth_to_come = numbers.list((step - 1) * corridors, -0.3f, 0.5f);
  std::vector<float> own_error = numbers.list(corridors, 0.05f, 0.4f);
  std::vector<float> precision = numbers.list(corridors, 2.0f, 50.0f);
  std::vector<float> gain = numbers.list(corridors, 0.2f, 0.95f);
  std::vector<float> pressure_slope = numbers.list(corridors, -0.5f, 2.0f);
  std::vector<float> pressure = numbers.list(corridors, -1.0f, 2.0f);
  std::vector<float> pressure_known = std::vector<float>(corridors, 1.0f);
  std::vector<float> shared_error = numbers.list(countries, 0.0f, 0.2f);
  std::vector<float> shared_gain = numbers.list(countries, 0.0f, 0.01f);
  std::vector<float> shared_part = numbers.list(countries, 0.0f, 0.02f);

  explicit SyntheticFigures(const std::vector<int>& destination) {
    for (const int country : destination) ++first_corridor[static_cast<std::size_t>(country) + 1];
    for (std::size_t country = 1; country < first_corridor.size(); ++country) {
      first_corridor[country] += first_corridor[country - 1];
    }
    for (std::size_t corridor = 0; corridor < gain.size(); ++corridor) {
      if (corridor % 5 == 1) pressure_known[corridor] = 0.0f;
      if (corridor % 7 == 3) precision[corridor] = 0.0f;
      if (corridor % 14 == 3) log_figure[corridor] = 0.0f;
      if (destination[corridor] == 2) gain[corridor] = 0.0f;
    }
  }

  StockFiguresView view() const {
    StockFiguresView view = {};
    view.step = step;
    view.first_corridor = first_corridor.data();
    view.log_figure = log_figure.data();
    view.growth_to_come = growth_to_come.data();
    view.own_error = own_error.data();
    view.precision = precision.data();
    view.gain = gain.data();
    view.pressure_slope = pressure_slope.data();
    view.pressure = pressure.data();
    view.pressure_known = pressure_known.data();
    view.shared_error = shared_error.data();
    view.shared_gain = shared_gain.data();
    view.shared_part = shared_part.data();
    return view;
  }
};

}  // namespace peregrine
