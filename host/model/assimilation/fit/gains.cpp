#include "host/model/assimilation/fit/gains.h"

#include <algorithm>
#include <cmath>

namespace peregrine {
namespace {

// Of a pair that the table does not list. A judgement: what is left may come back as a corridor.
constexpr double unlisted_gain = 0.9;

// Of the unknown origin, whose persons are those that a table does not tell apart, and of corridors
// that stood empty: the figure is followed, and says nothing of others'.
constexpr double followed_gain = 1.0;

struct Destination {
  double squared_weights = 0.0;
  double weighted_variance = 0.0;  // sum of squared weights times variances
  double precision = 0.0;
};

bool is_listed(double persons) {
  return persons > 0.0;  // no_estimate is not
}

// Variance of what all corridors share: that of their mean, less what their own deviations add.
double shared_by_forecast(const Destination& place, double of_mean) {
  const double others = 1.0 - place.squared_weights;
  if (others <= 0.0) return 0.0;
  return std::max((of_mean - place.weighted_variance) / others, 0.0);
}

}  // namespace

std::vector<double> shared_weights(const WorldView& world, const StockFigures& figures) {
  std::vector<double> weight(figures.persons.size(), 0.0);
  std::vector<double> total(static_cast<std::size_t>(world.countries), 0.0);
  for (std::size_t c = 0; c < weight.size(); ++c) {
    if (!is_listed(figures.persons[c]) || !(world.stock[c] > 0.0f) ||
        world.origin[c] + 1 == world.countries) {
      continue;
    }
    weight[c] = std::sqrt(static_cast<double>(world.stock[c]));
    total[static_cast<std::size_t>(world.destination[c])] += weight[c];
  }
  for (std::size_t c = 0; c < weight.size(); ++c) {
    if (weight[c] > 0.0) weight[c] /= total[static_cast<std::size_t>(world.destination[c])];
  }
  return weight;
}

std::vector<double> pressures_between(const PressureMap& map, const std::vector<double>& before,
                                      const std::vector<double>& after, int years) {
  std::vector<double> pressures(after.size(), no_estimate);
  for (std::size_t c = 0; c < after.size(); ++c) {
    if (!is_listed(before[c]) || !is_listed(after[c])) continue;
    pressures[c] = std::clamp(map.continuing(before[c], after[c], years),
                              -PressureMap::most_at_start, PressureMap::most_at_start);
  }
  return pressures;
}

AssimilationCalibration fit_gains(const WorldView& world, const StockFigures& figures,
                                  const PilotMoments& pilot, const RevisionFit& revisions,
                                  const std::vector<double>& pressure,
                                  const std::vector<double>& shock_scale) {
  const std::vector<double> weight = shared_weights(world, figures);
  std::vector<Destination> places(static_cast<std::size_t>(world.countries));
  for (std::size_t c = 0; c < weight.size(); ++c) {
    Destination& place = places[static_cast<std::size_t>(world.destination[c])];
    place.squared_weights += weight[c] * weight[c];
    place.weighted_variance += weight[c] * weight[c] * pilot.variance[c];
  }
  std::vector<double> shared(places.size());
  for (std::size_t country = 0; country < places.size(); ++country) {
    shared[country] = std::max(shared_by_forecast(places[country], pilot.shared_variance[country]),
                               revisions.shared_variance(static_cast<int>(country)));
  }

  AssimilationCalibration gains;
  gains.corridors.resize(weight.size());
  for (std::size_t c = 0; c < weight.size(); ++c) {
    CorridorGain& corridor = gains.corridors[c];
    corridor.growth_to_come.assign(pilot.mean.size() - 1, 0.0);
    if (std::isnan(figures.persons[c])) continue;
    for (std::size_t year = 0; year + 1 < pilot.mean.size(); ++year) {
      corridor.growth_to_come[year] = pilot.mean.back()[c] - pilot.mean[year][c];
    }
    if (!is_listed(figures.persons[c])) {
      corridor.gain = world.stock[c] > 0.0f ? unlisted_gain : 0.0;
      continue;
    }
    const int destination = world.destination[c];
    const double variance = pilot.variance[c];
    const double of_destination = shared[static_cast<std::size_t>(destination)];
    corridor.own_error = revisions.own(destination, figures.persons[c]);
    const double error = revisions.own_variance(destination, figures.persons[c]);
    const double own = std::max(variance - of_destination, error);
    corridor.pressure = pressure[c];
    corridor.shock_scale = shock_scale[c];
    if (world.origin[c] + 1 == world.countries || !(world.stock[c] > 0.0f)) {
      corridor.gain = followed_gain;
      continue;
    }
    corridor.precision = 1.0 / (own + error);
    corridor.gain = own * corridor.precision;
    if (std::isnan(corridor.pressure)) {
      corridor.pressure_slope = pilot.pressure_covariance[c] / (own + of_destination);
    }
    places[static_cast<std::size_t>(destination)].precision += corridor.precision;
  }
  for (std::size_t country = 0; country < places.size(); ++country) {
    const double both = shared[country] + revisions.shared_variance(static_cast<int>(country));
    const double scale = 1.0 + both * places[country].precision;
    gains.destinations.push_back(
        {revisions.destination[country], shared[country] / scale, both / scale});
  }
  return gains;
}

}  // namespace peregrine
