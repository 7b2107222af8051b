#include "host/model/net_migration/fit/net_migration.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "host/model/net_migration/fit/likelihood.h"

namespace peregrine {
namespace {

using Grid = NetMigrationGrid;

constexpr int rounds = 12;                   // of expectation and maximization
constexpr int volatility_rounds[] = {4, 8};  // the rounds that estimate V anew
constexpr double least_beta = 0.2;           // keeps the prior of the memory proper on the grid

// Sums over areas of what the next prior is made of.
struct Moments {
  double memory = 0;
  double memory_square = 0;
  double weighted_mean_square = 0;
  Eigen::ArrayXd log_spread;           // [area] posterior mean
  Eigen::ArrayXd log_spread_variance;  // [area]
  NetMigrationMeans means;
};

double log_student(double x, double degrees) {
  return -0.5 * (degrees + 1) * std::log1p(x * x / degrees);
}

// Subtracts the logarithm of the sum of exponentials, so that the probabilities sum to one.
template <typename Logs>
void normalize(Logs&& logs) {
  const double top = logs.maxCoeff();
  logs -= top + std::log((logs - top).exp().sum());
}

// log p(memory) + log p(mean | spread), [cell].
Eigen::ArrayXd log_prior_of_cells(const NetMigrationPrior& prior) {
  const auto memory = Grid::memory_centres();
  const auto log_spread = Grid::log_spread_centres();
  const auto mean = Grid::mean_centres();
  const auto width = Grid::mean_log_widths();
  Eigen::ArrayXd of_memory(Grid::memories);
  for (int i = 0; i < Grid::memories; ++i) {
    const double p = memory[static_cast<std::size_t>(i)];
    of_memory[i] =
        (prior.memory_alpha - 1) * std::log(p) + (prior.memory_beta - 1) * std::log1p(-p);
  }
  normalize(of_memory);
  Eigen::ArrayXd logs(Grid::cells);
  for (int j = 0; j < Grid::spreads; ++j) {
    const double scale = prior.mean_scale * std::exp(log_spread[static_cast<std::size_t>(j)]);
    Eigen::ArrayXd of_mean(Grid::means);
    for (int k = 0; k < Grid::means; ++k) {
      const auto at = static_cast<std::size_t>(k);
      of_mean[k] = log_student(mean[at] / scale, net_migration_mean_freedom) + width[at];
    }
    normalize(of_mean);
    for (int i = 0; i < Grid::memories; ++i) {
      logs.segment(Grid::cell(i, j, 0), Grid::means) = of_mean + of_memory[i];
    }
  }
  return logs;
}

// log p(spread) of an area, [spread].
Eigen::ArrayXd log_prior_of_spread(const NetMigrationPrior& prior, double relative_log_population) {
  const double centre = prior.log_spread + prior.log_spread_by_population * relative_log_population;
  Eigen::ArrayXd logs(Grid::spreads);
  const auto log_spread = Grid::log_spread_centres();
  for (int j = 0; j < Grid::spreads; ++j) {
    const double z =
        (log_spread[static_cast<std::size_t>(j)] - centre) / prior.log_spread_deviation;
    logs[j] = -0.5 * z * z;
  }
  normalize(logs);
  return logs;
}

// Adds one area's posterior, [cell], to the moments.
void add_moments(const Eigen::ArrayXd& posterior, int area, double mean_scale, Moments& moments) {
  const auto memory = Grid::memory_centres();
  const auto log_spread = Grid::log_spread_centres();
  const auto mean = Grid::mean_centres();
  double spread_square = 0;
  for (int i = 0; i < Grid::memories; ++i) {
    const double p = memory[static_cast<std::size_t>(i)];
    for (int j = 0; j < Grid::spreads; ++j) {
      const double l = log_spread[static_cast<std::size_t>(j)];
      const double unit = std::exp(-l);
      double sum = 0;
      for (int k = 0; k < Grid::means; ++k) {
        const double weight = posterior[Grid::cell(i, j, k)];
        const double m = mean[static_cast<std::size_t>(k)];
        const double x = m * unit;
        sum += weight;
        moments.means.mean[area] += weight * m;
        // A Student's t as a mixture of normals: the weight is the expected precision.
        moments.weighted_mean_square +=
            weight * (net_migration_mean_freedom + 1) * x * x /
            (net_migration_mean_freedom + x * x / (mean_scale * mean_scale));
      }
      moments.memory += sum * p;
      moments.memory_square += sum * p * p;
      moments.means.memory[area] += sum * p;
      moments.log_spread[area] += sum * l;
      spread_square += sum * l * l;
    }
  }
  moments.log_spread_variance[area] =
      spread_square - moments.log_spread[area] * moments.log_spread[area];
  moments.means.spread[area] = std::exp(moments.log_spread[area]);
}

NetMigrationPrior next_prior(const Moments& moments, const Eigen::ArrayXd& log_population) {
  const auto areas = static_cast<double>(log_population.size());
  NetMigrationPrior prior;
  const double memory = moments.memory / areas;
  const double variance = moments.memory_square / areas - memory * memory;
  const double concentration = memory * (1 - memory) / variance - 1;
  prior.memory_alpha = std::max(memory * concentration, least_beta);
  prior.memory_beta = std::max((1 - memory) * concentration, least_beta);
  prior.log_spread = moments.log_spread.mean();
  prior.log_spread_by_population =
      (moments.log_spread * log_population).sum() / log_population.square().sum();
  const Eigen::ArrayXd rest =
      moments.log_spread - prior.log_spread - prior.log_spread_by_population * log_population;
  prior.log_spread_deviation = std::sqrt((rest.square() + moments.log_spread_variance).mean());
  prior.mean_scale = std::sqrt(moments.weighted_mean_square / areas);
  return prior;
}

class Fitting {
 public:
  explicit Fitting(const NetMigrationPanel& panel)
      : panel_(panel),
        log_population_(panel.population.log() - panel.population.log().mean()),
        volatility_(Eigen::ArrayXd::Ones(panel.periods() - 1)) {
    likelihood_ = net_migration_log_likelihood(panel, net_migration_fade, volatility_);
  }

  NetMigrationFit run() {
    for (int round = 0; round < rounds; ++round) {
      const Moments moments = expect(nullptr);
      fit_.prior = next_prior(moments, log_population_);
      if (std::count(std::begin(volatility_rounds), std::end(volatility_rounds), round) > 0) {
        volatility_ = net_migration_volatility(panel_, moments.means, net_migration_fade);
        likelihood_ = net_migration_log_likelihood(panel_, net_migration_fade, volatility_);
      }
    }
    const Eigen::ArrayXd logs = volatility_.log();
    fit_.volatility_deviation =
        std::sqrt(logs.square().sum() / static_cast<double>(logs.size() - 1));
    expect(&fit_.cumulative);
    return std::move(fit_);
  }

 private:
  // Under the present prior: moments of the posterior, its cumulated cells where asked for.
  Moments expect(Eigen::ArrayXXf* cumulative) {
    const int areas = panel_.size();
    const Eigen::ArrayXd zero = Eigen::ArrayXd::Zero(areas);
    Moments moments{0, 0, 0, zero, zero, {zero, zero, zero}};
    if (cumulative != nullptr) cumulative->resize(Grid::cells, areas);
    const Eigen::ArrayXd of_cells = log_prior_of_cells(fit_.prior);
    fit_.log_likelihood = 0;
    for (int area = 0; area < areas; ++area) {
      Eigen::ArrayXd posterior = likelihood_.col(area) + of_cells;
      const Eigen::ArrayXd of_spread = log_prior_of_spread(fit_.prior, log_population_[area]);
      for (int i = 0; i < Grid::memories * Grid::spreads; ++i) {
        posterior.segment(i * Grid::means, Grid::means) += of_spread[i % Grid::spreads];
      }
      const double top = posterior.maxCoeff();
      posterior = (posterior - top).exp();
      const double sum = posterior.sum();
      fit_.log_likelihood += top + std::log(sum);
      posterior /= sum;
      add_moments(posterior, area, fit_.prior.mean_scale, moments);
      if (cumulative == nullptr) continue;
      double below = 0;
      for (int cell = 0; cell < Grid::cells; ++cell) {
        below += posterior[cell];
        (*cumulative)(cell, area) = static_cast<float>(below);
      }
      (*cumulative)(Grid::cells - 1, area) = 1.0f;
    }
    return moments;
  }

  const NetMigrationPanel& panel_;
  Eigen::ArrayXd log_population_;  // [area] less the mean over areas
  Eigen::ArrayXd volatility_;      // [period but the first]
  Eigen::ArrayXXd likelihood_;     // [cell][area], logarithms
  NetMigrationFit fit_;
};

}  // namespace

NetMigrationPanel make_net_migration_panel(const NetMigrationHistory& history, int origin) {
  if (origin < 2 || origin >= NetMigrationHistory::periods) {
    throw std::invalid_argument("make_net_migration_panel needs an origin of 2 to 13");
  }
  NetMigrationPanel panel;
  for (int area = 0; area < history.size(); ++area) {
    if (std::isnan(history.net_migration[NetMigrationHistory::at(area, 0)])) continue;
    panel.areas.push_back(history.areas[static_cast<std::size_t>(area)]);
    panel.source.push_back(area);
  }
  panel.rate.resize(origin + 1, panel.size());
  panel.population.resize(panel.size());
  for (int area = 0; area < panel.size(); ++area) {
    const int source = panel.source[static_cast<std::size_t>(area)];
    for (int period = 0; period <= origin; ++period) {
      const std::size_t at = NetMigrationHistory::at(source, period);
      panel.rate(period, area) = 1000 * history.net_migration[at] / history.person_years[at];
    }
    panel.population[area] = history.person_years[NetMigrationHistory::at(source, origin)] /
                             NetMigrationHistory::period_years;
  }
  return panel;
}

NetMigrationFit fit_net_migration(const NetMigrationPanel& panel) {
  return Fitting(panel).run();
}

}  // namespace peregrine
