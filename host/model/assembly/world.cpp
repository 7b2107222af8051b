#include "host/model/assembly/world.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "host/model/tables/columns.h"
#include "kernels/stock/population.h"

namespace peregrine {

namespace {

constexpr double reference_size = 1.0e5;  // persons, where `size` is zero

// An origin's corridors share a part of what can leave it equally.
std::vector<double> least_caps(const WorldSource& source) {
  std::vector<double> corridors(source.population.size(), 0.0);
  for (const int origin : source.origin) ++corridors[static_cast<std::size_t>(origin)];
  const double shared = equal_leaving_share * largest_leaving_share;
  std::vector<double> cap;
  for (const int origin : source.origin) {
    cap.push_back(shared / corridors[static_cast<std::size_t>(origin)]);
  }
  return cap;
}

double decades_of_size(double log_persons) {
  return (log_persons - std::log(reference_size)) / std::log(10.0);
}

// What is fitted of each corridor, padded by zeros.
void put_fitted(const WorldSource& source, const StockCalibration& calibration, World& world) {
  const auto of = [&](auto value) {
    std::vector<float> values;
    for (std::size_t c = 0; c < source.origin.size(); ++c) {
      values.push_back(static_cast<float>(value(calibration.corridors[c], source.stock[c])));
    }
    values.resize(static_cast<std::size_t>(world.view.corridors), 0.0f);
    return values;
  };
  using Fitted = CorridorCalibration;
  const auto log_size = [](const Fitted& fitted, double stock) {
    return stock <= 0.0 ? fitted.opening_log_size : std::log(stock);
  };
  WorldView& view = world.view;
  world.put(view.log_reference, of(log_size));
  world.put(view.size, of([&](const Fitted& fitted, double stock) {
              return decades_of_size(log_size(fitted, stock));
            }));
  world.put(view.pressure, of([](const Fitted& fitted, double) { return fitted.pressure; }));
  world.put(view.newcomer, of([](const Fitted& fitted, double) { return fitted.newcomer; }));
  world.put(view.shock_scale, of([](const Fitted& fitted, double) { return fitted.shock_scale; }));
  world.put(view.revision_scale,
            of([](const Fitted& fitted, double) { return fitted.revision_scale; }));
  world.put(view.opening_hazard, of([](const Fitted& fitted, double stock) {
              return stock <= 0.0 ? fitted.opening_hazard : 0.0;
            }));
  world.put(view.opening_log_size,
            of([](const Fitted& fitted, double) { return fitted.opening_log_size; }));
}

}  // namespace

void take_sizes(const std::vector<double>& persons, const std::vector<double>& shock_scale,
                World& world) {
  const std::span<float> size = world.edit(world.view.size);
  const std::span<float> scale = world.edit(world.view.shock_scale);
  for (std::size_t c = 0; c < persons.size(); ++c) {
    if (!(persons[c] > 0.0) || std::isnan(shock_scale[c])) continue;
    size[c] = static_cast<float>(decades_of_size(std::log(persons[c])));
    scale[c] = static_cast<float>(shock_scale[c]);
  }
}

WorldSource forecast_source(const BaselineInputs& inputs, int to_year) {
  WorldSource source;
  source.origin = inputs.corridors.origin;
  source.destination = inputs.corridors.destination;
  source.stock.assign(inputs.corridors.stock.begin(), inputs.corridors.stock.end());
  source.population.assign(inputs.countries.population.begin(), inputs.countries.population.end());
  source.years = to_year - PopulationTrend::first_year;
  for (int year = PopulationTrend::first_year; year < to_year; ++year) {
    for (int country = 0; country < inputs.countries.size(); ++country) {
      source.births_rate.push_back(
          inputs.population.births_rate[PopulationTrend::at(country, year)]);
      source.deaths_rate.push_back(
          inputs.population.deaths_rate[PopulationTrend::at(country, year)]);
    }
  }
  return source;
}

void hold_natural_change(const PopulationHistory& history, int countries, int year,
                         WorldSource& source) {
  const auto known = [](double value) { return std::isfinite(value) ? value : 0.0; };
  std::vector<double> births;
  std::vector<double> deaths;
  for (int country = 0; country < countries; ++country) {
    const std::size_t at = PopulationHistory::at(country, year);
    const double population = known(history.population[at]);
    source.population.push_back(population);
    births.push_back(population > 0.0 ? known(history.births[at]) / population : 0.0);
    deaths.push_back(population > 0.0 ? known(history.deaths[at]) / population : 0.0);
  }
  for (int step = 0; step < source.years; ++step) {
    source.births_rate.insert(source.births_rate.end(), births.begin(), births.end());
    source.deaths_rate.insert(source.deaths_rate.end(), deaths.begin(), deaths.end());
  }
}

World make_world(const WorldSource& source, const StockCalibration& calibration) {
  const std::size_t listed_corridors = source.origin.size();
  if (calibration.corridors.size() != listed_corridors) {
    throw std::logic_error("calibration and corridors differ in number");
  }
  World world;
  WorldView& view = world.view;
  world.listed_corridors = static_cast<int>(listed_corridors);
  view.corridors = static_cast<int>((listed_corridors + 3) / 4 * 4);
  view.countries = static_cast<int>(source.population.size());
  view.years = source.years;
  const auto padded = [&view](auto column, auto by) {
    column.resize(static_cast<std::size_t>(view.corridors), by);
    return column;
  };
  world.put(view.origin, padded(source.origin, view.countries - 1));
  world.put(view.destination,
            padded(source.destination, listed_corridors > 0 ? source.destination.back() : 0));
  world.put(view.stock, padded(narrowed(source.stock), 0.0f));
  world.put(view.least_cap, padded(narrowed(least_caps(source)), 0.0f));
  put_fitted(source, calibration, world);
  world.put(view.revision_destination, narrowed(calibration.revision_destination));
  world.put(view.revised_share, narrowed(calibration.revised_share));
  world.put(view.population, narrowed(source.population));
  world.put(view.births_rate, narrowed(source.births_rate));
  world.put(view.deaths_rate, narrowed(source.deaths_rate));
  world.put(view.posterior, narrowed(calibration.posterior));
  view.posterior_rows = static_cast<int>(calibration.posterior.size()) / stock_parameter_count;
  return world;
}

}  // namespace peregrine
