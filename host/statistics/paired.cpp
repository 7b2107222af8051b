#include "host/statistics/paired.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "host/statistics/order.h"

namespace peregrine {

namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

void require_pairs(std::size_t a, std::size_t b) {
  if (a == 0 || a != b) throw std::invalid_argument("paired draws: extents differ or are zero");
}

struct Moments {
  double mean = 0;
  double variance = 0;  // of a single draw; NaN for one batch
};

// `value(i)`: mean of draws[i] draws. The variance of such a mean is 1 / draws[i] of a draw's.
template <typename Value>
Moments moments_of(std::span<const double> draws, const Value& value) {
  double total = 0;
  double sum = 0;
  for (std::size_t i = 0; i < draws.size(); ++i) {
    total += draws[i];
    sum += draws[i] * value(i);
  }
  const double mean = sum / total;
  double squares = 0;
  for (std::size_t i = 0; i < draws.size(); ++i) {
    const double deviation = value(i) - mean;
    squares += draws[i] * deviation * deviation;
  }
  const auto freedom = static_cast<double>(draws.size() - 1);
  return {mean, freedom > 0 ? squares / freedom : not_known};
}

}  // namespace

PairedMean paired_mean(std::span<const double> a, std::span<const double> b,
                       std::span<const double> draws) {
  require_pairs(a.size(), b.size());
  require_pairs(a.size(), draws.size());
  const Moments of_a = moments_of(draws, [a](std::size_t i) { return a[i]; });
  const Moments of_b = moments_of(draws, [b](std::size_t i) { return b[i]; });
  const Moments of_both = moments_of(draws, [a, b](std::size_t i) { return b[i] - a[i]; });
  double total = 0;
  for (const double count : draws) total += count;
  const double saved =
      of_both.variance > 0 ? (of_a.variance + of_b.variance) / of_both.variance : not_known;
  return {of_a.mean, of_b.mean, of_both.mean, std::sqrt(of_both.variance / total), saved};
}

PairedSpread paired_spread(std::span<const double> a, std::span<const double> b) {
  require_pairs(a.size(), b.size());
  std::vector<double> differences(a.size());
  double above = 0;
  double equal = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    differences[i] = b[i] - a[i];
    above += b[i] > a[i] ? 1.0 : 0.0;
    equal += b[i] == a[i] ? 1.0 : 0.0;
  }
  std::ranges::sort(differences);

  PairedSpread spread;
  const auto n = static_cast<double>(a.size());
  for (std::size_t i = 0; i < difference_levels.size(); ++i) {
    spread.quantile[i] = sorted_quantile(differences, difference_levels[i]);
    spread.quantile_error[i] = sorted_quantile_error(differences, difference_levels[i]);
  }
  spread.probability = (above + 0.5 * equal) / n;
  spread.ties = equal / n;
  // The variance of scores 1, 1/2 and 0, with one more of 1 and of 0.
  const double mean = (above + 0.5 * equal + 1.0) / (n + 2.0);
  const double square = (above + 0.25 * equal + 1.0) / (n + 2.0);
  spread.probability_error = std::sqrt((square - mean * mean) / n);
  return spread;
}

}  // namespace peregrine
