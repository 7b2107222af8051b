#include "host/model/assembly/world.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "host/model/tables/columns.h"

namespace peregrine {

namespace {

// At most this share of an origin's population can leave in a year, so that no draw empties a
// country: half, beyond any recorded year of mass flight relative to population.
constexpr double largest_leaving_share = 0.5;

// Of the cap, the share divided equally among an origin's corridors, so that a small or closed one
// can grow; the rest follows their stocks.
constexpr double equal_cap_share = 0.2;

constexpr double reference_size = 1.0e5;  // persons, where `size` is zero

// The shares of an origin's cap among its corridors sum to largest_leaving_share.
std::vector<double> caps(const WorldSource& source) {
  struct Leaving {
    double stock = 0.0;
    double corridors = 0.0;
  };
  std::vector<Leaving> leaving(source.population.size());
  for (std::size_t c = 0; c < source.origin.size(); ++c) {
    Leaving& origin = leaving[static_cast<std::size_t>(source.origin[c])];
    origin.stock += source.stock[c];
    origin.corridors += 1.0;
  }
  std::vector<double> cap(source.origin.size());
  for (std::size_t c = 0; c < cap.size(); ++c) {
    const Leaving& origin = leaving[static_cast<std::size_t>(source.origin[c])];
    const double by_stock = origin.stock > 0.0 ? source.stock[c] / origin.stock : 0.0;
    const double share = origin.stock > 0.0 ? equal_cap_share : 1.0;
    cap[c] = largest_leaving_share * (share / origin.corridors + (1.0 - share) * by_stock);
  }
  return cap;
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
              return (log_size(fitted, stock) - std::log(reference_size)) / std::log(10.0);
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
  world.put(view.arrivals_cap, padded(narrowed(caps(source)), 0.0f));
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
