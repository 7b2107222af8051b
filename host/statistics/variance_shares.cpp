#include "host/statistics/variance_shares.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace peregrine {

namespace {

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double mean_of(const std::vector<double>& values) {
  return sum_of(values) / static_cast<double>(values.size());
}

// Of the mean of values whose own mean is zero.
double error_of(const std::vector<double>& deviations) {
  const auto n = static_cast<double>(deviations.size());
  double squares = 0;
  for (const double deviation : deviations) squares += deviation * deviation;
  return std::sqrt(squares / (n - 1.0) / n);
}

// Takes `chance`, whose expectation is zero, out of the values by regression: their mean keeps its
// expectation and loses the error that it has in common with the mean of `chance`.
void take_out(const std::vector<double>& chance, std::vector<double>& values) {
  const double mean_chance = mean_of(chance);
  double covariance = 0;
  double spread = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    covariance += values[i] * (chance[i] - mean_chance);
    spread += (chance[i] - mean_chance) * (chance[i] - mean_chance);
  }
  const double slope = spread > 0 ? covariance / spread : 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) values[i] -= slope * chance[i];
}

// What two samples share of the variance they have in common, and what each draw adds to the error.
struct Correlation {
  double value = 0;
  std::vector<double> influence;  // [draw]; the mean is zero
};

// `chance`: product of two independent samples, draw by draw.
Correlation correlation(const std::vector<double>& x, const std::vector<double>& y,
                        const std::vector<double>& chance) {
  std::vector<double> product(x.size());
  std::vector<double> square(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    product[i] = x[i] * y[i];
    square[i] = 0.5 * (x[i] * x[i] + y[i] * y[i]);
  }
  take_out(chance, product);
  take_out(chance, square);
  const double variance = mean_of(square);
  Correlation result;
  result.value = mean_of(product) / variance;
  for (std::size_t i = 0; i < x.size(); ++i) {
    result.influence.push_back((product[i] - result.value * square[i]) / variance);
  }
  return result;
}

std::vector<double> less(std::span<const double> values, double centre) {
  std::vector<double> centred(values.begin(), values.end());
  for (double& value : centred) value -= centre;
  return centred;
}

void require_extents(std::span<const double> a, std::span<const double> b,
                     std::span<const std::vector<double>> mixed) {
  bool fit = a.size() >= 2 && b.size() == a.size();
  for (const std::vector<double>& c : mixed) fit = fit && c.size() == a.size();
  if (!fit) throw std::invalid_argument("pick-freeze samples differ in extent or are below two");
}

}  // namespace

VarianceShares variance_shares(std::span<const double> a, std::span<const double> b,
                               std::span<const std::vector<double>> mixed) {
  require_extents(a, b, mixed);
  constexpr double not_known = std::numeric_limits<double>::quiet_NaN();
  const auto n = static_cast<double>(a.size());
  const double centre = 0.5 * (sum_of(a) + sum_of(b)) / n;
  const std::vector<double> of_a = less(a, centre);
  const std::vector<double> of_b = less(b, centre);
  std::vector<double> chance(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) chance[i] = of_a[i] * of_b[i];

  VarianceShares result;
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) squares += of_a[i] * of_a[i] + of_b[i] * of_b[i];
  result.variance = squares / (2.0 * n - 1.0);
  result.mean = sum_of(a) / n;
  result.mean_error = error_of(less(a, result.mean));
  std::vector<double> rest(a.size(), 0.0);
  double sum = 0;
  for (const std::vector<double>& c : mixed) {
    if (squares == 0) {
      result.drivers.push_back({{not_known, not_known}, {not_known, not_known}});
      continue;
    }
    if (std::ranges::equal(c, a)) {
      result.drivers.push_back({});
      continue;
    }
    const std::vector<double> of_c = less(c, centre);
    const Correlation own = correlation(of_b, of_c, chance);
    const Correlation others = correlation(of_a, of_c, chance);
    result.drivers.push_back(
        {{own.value, error_of(own.influence)}, {1.0 - others.value, error_of(others.influence)}});
    sum += own.value;
    for (std::size_t i = 0; i < rest.size(); ++i) rest[i] += own.influence[i];
  }
  result.interactions =
      squares == 0 ? VarianceShare{not_known, not_known} : VarianceShare{1.0 - sum, error_of(rest)};
  return result;
}

}  // namespace peregrine
