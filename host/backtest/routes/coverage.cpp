#include "host/backtest/routes/coverage.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace peregrine {
namespace {

constexpr int settling_months = 100;  // before the first origin
constexpr double normal_of_80 = 1.2816;
constexpr double normal_of_95 = 1.9600;

// std::normal_distribution is free to differ between libraries.
class Normals {
 public:
  explicit Normals(std::uint64_t seed) : words_(seed) {}
  double next() {
    const double radius = std::sqrt(-2.0 * std::log(uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
  }

 private:
  double uniform() { return (static_cast<double>(words_() >> 11) + 0.5) * 0x1p-53; }
  std::mt19937_64 words_;
};

struct History {
  std::vector<double> anomaly;  // that the forecaster knows up to its month
  std::vector<double> outcome;
};

History make_history(const RouteScales& scales, int months, Normals& normals) {
  History history;
  double anomaly = 0.0;
  for (int month = 0; month < months; ++month) {
    anomaly = route_memory * anomaly + scales.persistent * normals.next();
    history.anomaly.push_back(anomaly);
    history.outcome.push_back(anomaly + scales.transient * normals.next());
  }
  return history;
}

struct Held {
  int of_80 = 0;
  int of_95 = 0;
};

Held held_by(const RouteScales& scales, const History& history, int ahead, int targets) {
  const double lasting = persistent_variances()[static_cast<std::size_t>(ahead - 1)];
  const double spread = std::sqrt(scales.persistent * scales.persistent * lasting +
                                  scales.transient * scales.transient);
  const double left = std::pow(route_memory, ahead);
  double in_80 = 0.0;
  double in_95 = 0.0;
  for (std::size_t target = history.outcome.size() - static_cast<std::size_t>(targets);
       target < history.outcome.size(); ++target) {
    const double expected = left * history.anomaly[target - static_cast<std::size_t>(ahead)];
    const double error = std::abs(history.outcome[target] - expected) / spread;
    in_80 += error <= normal_of_80 ? 1.0 : 0.0;
    in_95 += error <= normal_of_95 ? 1.0 : 0.0;
  }
  return {holds_80(in_80 / targets) ? 1 : 0, holds_95(in_95 / targets) ? 1 : 0};
}

double spread_of(double sum, double squares, int count) {
  const double mean = sum / count;
  return std::sqrt(std::max(0.0, squares / count - mean * mean));
}

}  // namespace

bool holds_80(double share) {
  return share >= 0.75 && share <= 0.85;
}

bool holds_95(double share) {
  return share >= 0.92 && share <= 0.98;
}

BandCount ideal_band_count(const std::vector<RouteScales>& routes,
                           const std::vector<int>& months_ahead, int targets, int replicates,
                           std::uint64_t seed) {
  Normals normals(seed);
  double sum_80 = 0.0, squares_80 = 0.0, sum_95 = 0.0, squares_95 = 0.0;
  for (int replicate = 0; replicate < replicates; ++replicate) {
    double count_80 = 0.0, count_95 = 0.0;
    for (const RouteScales& scales : routes) {
      const History history =
          make_history(scales, settling_months + months_ahead.back() + targets, normals);
      for (const int ahead : months_ahead) {
        const Held held = held_by(scales, history, ahead, targets);
        count_80 += held.of_80;
        count_95 += held.of_95;
      }
    }
    sum_80 += count_80;
    squares_80 += count_80 * count_80;
    sum_95 += count_95;
    squares_95 += count_95 * count_95;
  }
  return {sum_80 / replicates, sum_95 / replicates, spread_of(sum_80, squares_80, replicates),
          spread_of(sum_95, squares_95, replicates)};
}

}  // namespace peregrine
