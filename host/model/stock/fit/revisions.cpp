#include "host/model/stock/fit/revisions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace peregrine {

namespace {

constexpr int year = 2020;

// Larger differences are other definitions rather than errors of one figure: log 4.5.
constexpr double most_difference = 1.5;

// Weight of all destinations together in the variance of one, in destinations' (or corridors')
// worth of data: partial pooling towards the common variance.
constexpr double pooling = 2.0;

// A destination counts as revised where more than a twentieth of its pairs changed by more than
// rounding, in logs.
constexpr double least_changed = 0.05;
constexpr double rounding = 0.001;

struct Difference {
  int destination;
  double stock;
  double log_ratio;
};

std::vector<Difference> differences(const StockHistory& first, const StockHistory& second) {
  std::map<std::pair<int, int>, double> stock;
  for (std::size_t pair = 0; pair < second.pairs(); ++pair) {
    stock[{second.origin[pair], second.destination[pair]}] =
        second.stock[StockHistory::at(pair, year)];
  }
  std::vector<Difference> found;
  for (std::size_t pair = 0; pair < first.pairs(); ++pair) {
    const double before = first.stock[StockHistory::at(pair, year)];
    const auto other = stock.find({first.origin[pair], first.destination[pair]});
    if (other == stock.end() || !(before > 0.0) || !(other->second > 0.0)) continue;
    found.push_back(
        {first.destination[pair], before,
         std::clamp(std::log(other->second / before), -most_difference, most_difference)});
  }
  return found;
}

std::size_t size_class(double stock) {
  return static_cast<std::size_t>(
      std::clamp(std::floor(std::log10(std::max(stock, 1.0))), 0.0, 5.0));
}

struct Sums {
  double weight = 0.0;
  double value = 0.0;
};

double ratio(const Sums& sums) {
  return sums.weight > 0.0 ? sums.value / sums.weight : 0.0;
}

}  // namespace

double RevisionFit::own(int country, double stock) const {
  const double here = own_by_destination[static_cast<std::size_t>(country)];
  const double size = own_by_size[size_class(stock)];
  return std::isnan(here) ? size
                          : std::sqrt((pooling * size * size + here * here) / (pooling + 1.0));
}

double RevisionFit::own_variance(int country, double stock) const {
  const double sd = own(country, stock);
  return revised_share * sd * sd;
}

double RevisionFit::shared_variance(int country) const {
  const double sd = destination[static_cast<std::size_t>(country)];
  return revised_share * sd * sd;
}

RevisionFit errors_within_a_revision(int countries) {
  constexpr double one_in_a_hundred = 0.01;
  RevisionFit fit;
  fit.destination.assign(static_cast<std::size_t>(countries), 0.0);
  fit.own_by_destination.assign(static_cast<std::size_t>(countries), one_in_a_hundred);
  fit.own_by_size.fill(one_in_a_hundred);
  return fit;
}

RevisionFit fit_revisions(const StockHistory& first, const StockHistory& second, int countries) {
  const std::vector<Difference> all = differences(first, second);
  const auto places = static_cast<std::size_t>(countries);
  std::vector<Sums> changed(places);
  std::vector<Sums> shared(places);
  for (const Difference& d : all) {
    const auto destination = static_cast<std::size_t>(d.destination);
    changed[destination].weight += 1.0;
    changed[destination].value += std::abs(d.log_ratio) > rounding ? 1.0 : 0.0;
    const double weight = std::sqrt(d.stock);
    shared[destination].weight += weight;
    shared[destination].value += weight * d.log_ratio;
  }
  const auto is_revised = [&](std::size_t destination) {
    return ratio(changed[destination]) > least_changed;
  };
  Sums revised_destinations;
  Sums shared_variance;
  for (std::size_t country = 0; country < places; ++country) {
    if (shared[country].weight <= 0.0) continue;
    revised_destinations.weight += 1.0;
    if (!is_revised(country)) continue;
    revised_destinations.value += 1.0;
    shared_variance.weight += 1.0;
    shared_variance.value += ratio(shared[country]) * ratio(shared[country]);
  }
  std::vector<Sums> own(places);
  std::array<Sums, 6> by_size;
  for (const Difference& d : all) {
    const auto destination = static_cast<std::size_t>(d.destination);
    if (!is_revised(destination)) continue;
    const double rest = d.log_ratio - ratio(shared[destination]);
    own[destination].weight += 1.0;
    own[destination].value += rest * rest;
    by_size[size_class(d.stock)].weight += 1.0;
    by_size[size_class(d.stock)].value += rest * rest;
  }
  constexpr double one_of_two = 0.5;  // share of the difference's variance that is one figure's
  RevisionFit fit;
  fit.revised_share = ratio(revised_destinations);
  for (std::size_t country = 0; country < places; ++country) {
    const double here = ratio(shared[country]);
    const double pooled = ratio(shared_variance);
    const double variance =
        is_revised(country) ? (pooling * pooled + here * here) / (pooling + 1.0) : pooled;
    fit.destination.push_back(std::sqrt(one_of_two * variance));
    fit.own_by_destination.push_back(
        is_revised(country) ? std::sqrt(one_of_two * ratio(own[country])) : no_estimate);
  }
  for (std::size_t size = 0; size < by_size.size(); ++size) {
    fit.own_by_size[size] = std::sqrt(one_of_two * ratio(by_size[size]));
  }
  return fit;
}

}  // namespace peregrine
