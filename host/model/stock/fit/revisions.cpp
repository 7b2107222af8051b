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
  return std::sqrt((pooling * size * size + here * here) / (pooling + 1.0));
}

RevisionFit errors_within_a_revision(int countries) {
  constexpr double rounding = 0.01;
  RevisionFit fit;
  fit.destination.assign(static_cast<std::size_t>(countries), 0.0);
  fit.own_by_destination.assign(static_cast<std::size_t>(countries), rounding);
  fit.own_by_size.fill(rounding);
  return fit;
}

RevisionFit fit_revisions(const StockHistory& first, const StockHistory& second, int countries) {
  const std::vector<Difference> all = differences(first, second);
  const auto places = static_cast<std::size_t>(countries);
  std::vector<Sums> shared(places);
  for (const Difference& d : all) {
    const double weight = std::sqrt(d.stock);
    shared[static_cast<std::size_t>(d.destination)].weight += weight;
    shared[static_cast<std::size_t>(d.destination)].value += weight * d.log_ratio;
  }
  Sums shared_variance;
  for (const Sums& place : shared) {
    if (place.weight <= 0.0) continue;
    shared_variance.weight += 1.0;
    shared_variance.value += ratio(place) * ratio(place);
  }
  std::vector<Sums> own(places);
  std::array<Sums, 6> by_size;
  for (const Difference& d : all) {
    const double rest = d.log_ratio - ratio(shared[static_cast<std::size_t>(d.destination)]);
    Sums& place = own[static_cast<std::size_t>(d.destination)];
    place.weight += 1.0;
    place.value += rest * rest;
    by_size[size_class(d.stock)].weight += 1.0;
    by_size[size_class(d.stock)].value += rest * rest;
  }
  constexpr double one_of_two = 0.5;  // share of the difference's variance that is one figure's
  RevisionFit fit;
  for (std::size_t country = 0; country < places; ++country) {
    const double here = ratio(shared[country]);
    const double variance = shared[country].weight > 0.0
                                ? (pooling * ratio(shared_variance) + here * here) / (pooling + 1.0)
                                : ratio(shared_variance);
    fit.destination.push_back(std::sqrt(one_of_two * variance));
    fit.own_by_destination.push_back(std::sqrt(one_of_two * ratio(own[country])));
  }
  for (std::size_t size = 0; size < by_size.size(); ++size) {
    fit.own_by_size[size] = std::sqrt(one_of_two * ratio(by_size[size]));
  }
  return fit;
}

}  // namespace peregrine
