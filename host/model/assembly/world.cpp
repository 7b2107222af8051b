#include "host/model/assembly/world.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "host/model/tables/placement.h"

namespace peregrine {

namespace {

// At most this share of an origin's population can leave in a year, so that no draw empties a
// country: half, beyond any recorded year of mass flight relative to population.
constexpr double largest_leaving_share = 0.5;

// Of the cap, the share divided equally among an origin's corridors, so that a small or closed one
// can grow; the rest follows their stocks.
constexpr double equal_cap_share = 0.2;

constexpr double reference_size = 1.0e5;  // persons, where `size` is zero

std::vector<float> narrowed(const std::vector<double>& wide) {
  std::vector<float> narrow(wide.size());
  std::transform(wide.begin(), wide.end(), narrow.begin(),
                 [](double value) { return static_cast<float>(value); });
  return narrow;
}

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

}  // namespace

WorldView World::view() const {
  return view_of(*this, on_host);
}

WorldSource forecast_source(const BaselineInputs& inputs, int to_year) {
  WorldSource source;
  source.origin = inputs.corridors.origin;
  source.destination = inputs.corridors.destination;
  source.stock.assign(inputs.corridors.stock_2020.begin(), inputs.corridors.stock_2020.end());
  source.population.assign(inputs.countries.population_2020.begin(),
                           inputs.countries.population_2020.end());
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

World make_world(const WorldSource& source, const StockCalibration& calibration) {
  const std::size_t listed = source.origin.size();
  if (calibration.corridors.size() != listed) {
    throw std::logic_error("calibration and corridors differ in number");
  }
  World world;
  world.listed_corridors = static_cast<int>(listed);
  world.corridors = static_cast<int>((listed + 3) / 4 * 4);
  world.countries = static_cast<int>(source.population.size());
  world.years = source.years;
  world.origin = source.origin;
  world.destination = source.destination;
  world.stock = narrowed(source.stock);
  const std::vector<double> cap = caps(source);
  for (std::size_t c = 0; c < listed; ++c) {
    const CorridorCalibration& fitted = calibration.corridors[c];
    const bool empty = source.stock[c] <= 0.0;
    const double log_size = empty ? fitted.opening_log_size : std::log(source.stock[c]);
    world.log_reference.push_back(static_cast<float>(log_size));
    world.size.push_back(
        static_cast<float>((log_size - std::log(reference_size)) / std::log(10.0)));
    world.pressure.push_back(static_cast<float>(fitted.pressure));
    world.newcomer.push_back(static_cast<float>(fitted.newcomer));
    world.shock_scale.push_back(static_cast<float>(fitted.shock_scale));
    world.revision_scale.push_back(static_cast<float>(fitted.revision_scale));
    world.arrivals_cap.push_back(static_cast<float>(cap[c]));
    world.opening_hazard.push_back(static_cast<float>(empty ? fitted.opening_hazard : 0.0));
    world.opening_log_size.push_back(static_cast<float>(fitted.opening_log_size));
  }
  const auto padded = static_cast<std::size_t>(world.corridors);
  world.origin.resize(padded, world.countries - 1);
  world.destination.resize(padded, listed > 0 ? world.destination.back() : 0);
  for (std::vector<float>* column :
       {&world.stock, &world.log_reference, &world.size, &world.pressure, &world.newcomer,
        &world.shock_scale, &world.revision_scale, &world.arrivals_cap, &world.opening_hazard,
        &world.opening_log_size}) {
    column->resize(padded, 0.0f);
  }
  world.revision_destination = narrowed(calibration.revision_destination);
  world.population = narrowed(source.population);
  world.births_rate = narrowed(source.births_rate);
  world.deaths_rate = narrowed(source.deaths_rate);
  world.posterior = narrowed(calibration.posterior);
  return world;
}

}  // namespace peregrine
