#include "host/model/assimilation/world.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "host/model/tables/columns.h"

namespace peregrine {

Owned<StockFiguresView> make_stock_figures(const WorldView& world, const StockFigures& figures,
                                           const AssimilationCalibration& gains, int step,
                                           bool same_revision) {
  if (gains.corridors.size() != figures.persons.size() ||
      gains.destinations.size() != static_cast<std::size_t>(world.countries)) {
    throw std::logic_error("gains and corridors differ in number");
  }
  Owned<StockFiguresView> made;
  StockFiguresView& view = made.view;
  view.step = step;
  view.same_revision = same_revision ? 1 : 0;
  std::vector<int> first(static_cast<std::size_t>(world.countries) + 1, 0);
  for (int c = 0; c < world.corridors; ++c)
    ++first[static_cast<std::size_t>(world.destination[c]) + 1];
  for (std::size_t country = 1; country < first.size(); ++country)
    first[country] += first[country - 1];
  made.put(view.first_corridor, std::move(first));

  const auto put = [&](const float*& pointer, const auto& value) {
    std::vector<float> values = column<float>(gains.corridors, value);
    values.resize(static_cast<std::size_t>(world.corridors), 0.0f);
    made.put(pointer, std::move(values));
  };
  put(view.own_error, [](const CorridorGain& gain) { return gain.own_error; });
  put(view.precision, [](const CorridorGain& gain) { return gain.precision; });
  put(view.gain, [](const CorridorGain& gain) { return gain.gain; });
  put(view.pressure_slope, [](const CorridorGain& gain) { return gain.pressure_slope; });
  const auto known = [](const CorridorGain& gain) { return std::isfinite(gain.pressure); };
  put(view.pressure, [&](const CorridorGain& gain) { return known(gain) ? gain.pressure : 0.0; });
  put(view.pressure_known, [&](const CorridorGain& gain) { return known(gain) ? 1.0 : 0.0; });
  std::vector<float> to_come;
  for (int year = 1; year < step; ++year) {
    for (const CorridorGain& gain : gains.corridors) {
      to_come.push_back(
          static_cast<float>(gain.growth_to_come[static_cast<std::size_t>(year - 1)]));
    }
    to_come.resize(static_cast<std::size_t>(year) * static_cast<std::size_t>(world.corridors),
                   0.0f);
  }
  made.put(view.growth_to_come, std::move(to_come));
  std::vector<float> figure = column<float>(figures.persons, [](double persons) {
    return std::log(std::isnan(persons) ? 1.0 : std::max(persons, 1.0));
  });
  figure.resize(static_cast<std::size_t>(world.corridors), 0.0f);
  made.put(view.log_figure, std::move(figure));

  const auto put_shared = [&](const float*& pointer, const auto& value) {
    made.put(pointer, column<float>(gains.destinations, value));
  };
  put_shared(view.shared_error, [](const DestinationGain& gain) { return gain.shared_error; });
  put_shared(view.shared_gain, [](const DestinationGain& gain) { return gain.shared_gain; });
  put_shared(view.shared_part, [](const DestinationGain& gain) { return gain.shared_part; });
  return made;
}

}  // namespace peregrine
