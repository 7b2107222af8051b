#include "host/model/net_migration/fit/likelihood.h"

#include <cmath>
#include <cstddef>

namespace peregrine {
namespace {

using Grid = NetMigrationGrid;

constexpr double freedom = net_migration_shock_freedom;

// Densities of an area at one memory and spread, for all means at once, [mean].
Eigen::ArrayXd log_densities(const Eigen::ArrayXd& rate, double memory, double log_spread,
                             double fade, const Eigen::ArrayXd& volatility) {
  static const auto centres = Grid::mean_centres();
  const Eigen::Map<const Eigen::ArrayXd> mean(centres.data(), Grid::means);
  const double spread = std::exp(log_spread);
  // One logarithm of a product instead of a sum of logarithms: at most 13 factors below 1e7.
  Eigen::ArrayXd product = Eigen::ArrayXd::Ones(Grid::means);
  for (Eigen::Index t = 1; t < rate.size(); ++t) {
    const Eigen::ArrayXd deviation = rate[t - 1] - mean;
    const Eigen::ArrayXd kept = deviation / (1 + fade * (deviation / spread).square());
    const Eigen::ArrayXd z = (rate[t] - mean - memory * kept) / (spread * volatility[t - 1]);
    product *= 1 + z.square() / freedom;
  }
  return -0.5 * (freedom + 1) * product.log() - static_cast<double>(rate.size() - 1) * log_spread -
         volatility.log().sum();
}

}  // namespace

Eigen::ArrayXXd net_migration_log_likelihood(const NetMigrationPanel& panel, double fade,
                                             const Eigen::ArrayXd& volatility) {
  const auto memory = Grid::memory_centres();
  const auto log_spread = Grid::log_spread_centres();
  Eigen::ArrayXXd logs(Grid::cells, panel.size());
  for (int area = 0; area < panel.size(); ++area) {
    const Eigen::ArrayXd rate = panel.rate.col(area);
    for (int i = 0; i < Grid::memories; ++i) {
      for (int j = 0; j < Grid::spreads; ++j) {
        logs.col(area).segment(Grid::cell(i, j, 0), Grid::means) =
            log_densities(rate, memory[static_cast<std::size_t>(i)],
                          log_spread[static_cast<std::size_t>(j)], fade, volatility);
      }
    }
  }
  return logs;
}

Eigen::ArrayXd net_migration_volatility(const NetMigrationPanel& panel,
                                        const NetMigrationMeans& means, double fade) {
  constexpr int iterations = 30;
  const int steps = panel.periods() - 1;
  Eigen::ArrayXd volatility = Eigen::ArrayXd::Ones(steps);
  for (int step = 0; step < steps; ++step) {
    const Eigen::ArrayXd deviation = panel.rate.row(step).transpose() - means.mean;
    const Eigen::ArrayXd kept = deviation / (1 + fade * (deviation / means.spread).square());
    const Eigen::ArrayXd square =
        ((panel.rate.row(step + 1).transpose() - means.mean - means.memory * kept) / means.spread)
            .square();
    double variance = 1;
    for (int i = 0; i < iterations; ++i) {
      variance = ((freedom + 1) * square / (freedom + square / variance)).mean();
    }
    volatility[step] = std::sqrt(variance);
  }
  return volatility / std::exp(volatility.log().mean());
}

}  // namespace peregrine
