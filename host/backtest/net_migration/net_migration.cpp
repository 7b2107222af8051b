#include "host/backtest/net_migration/net_migration.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <utility>

#include "host/backtest/net_migration/ensemble.h"
#include "host/model/net_migration/fit/net_migration.h"

namespace peregrine {
namespace {

struct Task {
  int target;
  int horizon;
};

// The periods that the published rivals were scored on: 2015-19, 2010-14 and 2005-09.
constexpr Task tasks[] = {{13, 1}, {12, 1}, {11, 1}, {13, 3}, {12, 3}, {13, 6}};

constexpr std::array<double, population_class_count - 2> class_edges{1e6, 1e7, 1e8};

// Every area of the table, Kosovo with zeros.
struct Outcomes {
  Eigen::ArrayXXd rate;         // [period][area] up to the target
  std::vector<double> persons;  // [area] at the origin
};

Outcomes outcomes_of(const NetMigrationHistory& history, int target, int origin) {
  Outcomes all{Eigen::ArrayXXd(target + 1, history.size()), {}};
  for (int area = 0; area < history.size(); ++area) {
    for (int period = 0; period <= target; ++period) {
      const std::size_t at = NetMigrationHistory::at(area, period);
      const double persons = history.net_migration[at];
      all.rate(period, area) =
          std::isnan(persons) ? 0.0 : 1000 * persons / history.person_years[at];
    }
    all.persons.push_back(history.person_years[NetMigrationHistory::at(area, origin)] /
                          NetMigrationHistory::period_years);
  }
  return all;
}

std::size_t population_class(double persons) {
  std::size_t size = 0;
  while (size < class_edges.size() && persons > class_edges[size]) ++size;
  return size;
}

// Scores by area, sorted into classes.
struct Forecast {
  std::string name;
  ForecastKind kind = ForecastKind::point;
  std::vector<Score> scores;    // [area]
  std::vector<char> estimated;  // [area] whether coverage counts; empty for points
};

Forecast point_forecast(std::string name, const Eigen::ArrayXd& rate,
                        const Eigen::ArrayXd& observed) {
  Forecast forecast{std::move(name), ForecastKind::point, {}, {}};
  for (Eigen::Index area = 0; area < observed.size(); ++area) {
    forecast.scores.push_back(score_point(observed[area], rate[area]));
  }
  return forecast;
}

// The published rival: one memory for all countries, about half of each one's mean so far. Its
// spread is our addition: normal, from the pooled residuals of one period.
Forecast shrunk_autoregression(const Eigen::ArrayXXd& seen, int horizon,
                               const Eigen::ArrayXd& observed) {
  const Eigen::ArrayXd centre = 0.5 * seen.colwise().mean().transpose();
  const Eigen::ArrayXXd deviation = seen.rowwise() - centre.transpose();
  const Eigen::Index steps = seen.rows() - 1;
  const Eigen::ArrayXXd before = deviation.topRows(steps);
  const Eigen::ArrayXXd after = deviation.bottomRows(steps);
  const double memory = (before * after).sum() / before.square().sum();
  const double variance = (after - memory * before).square().mean();
  double kept = 1;
  double ahead = 0;
  for (int step = 0; step < horizon; ++step) {
    ahead = variance + memory * memory * ahead;
    kept *= memory;
  }
  const Eigen::ArrayXd rate = centre + kept * deviation.row(steps).transpose();
  Forecast forecast = point_forecast("shrunk AR(1)", rate, observed);
  for (Eigen::Index area = 0; area < observed.size(); ++area) {
    // Kosovo, all zeros, is no test of a spread.
    if ((seen.col(area) == 0).all()) continue;
    forecast.scores[static_cast<std::size_t>(area)].crps =
        normal_crps(observed[area], rate[area], std::sqrt(ahead));
  }
  return forecast;
}

Forecast ensemble_forecast(const NetMigrationPanel& panel, const Eigen::ArrayXXd& rates,
                           const Eigen::ArrayXd& observed) {
  Forecast forecast{"Peregrine", ForecastKind::distribution, {}, {}};
  forecast.scores.assign(static_cast<std::size_t>(observed.size()), Score{});
  forecast.estimated.assign(forecast.scores.size(), 0);
  std::vector<float> samples(static_cast<std::size_t>(rates.rows()));
  for (int area = 0; area < panel.size(); ++area) {
    const auto source = static_cast<std::size_t>(panel.source[static_cast<std::size_t>(area)]);
    for (std::size_t draw = 0; draw < samples.size(); ++draw) {
      samples[draw] = static_cast<float>(rates(static_cast<Eigen::Index>(draw), area));
    }
    forecast.scores[source] = score_ensemble(observed[static_cast<Eigen::Index>(source)], samples);
    forecast.estimated[source] = 1;
  }
  return forecast;
}

NetMigrationForecaster classified(const Forecast& forecast, const std::vector<double>& persons) {
  constexpr std::size_t all = population_class_count - 1;
  NetMigrationForecaster sorted{
      forecast.name, forecast.kind, std::vector<ScoreSums>(population_class_count), {}};
  if (!forecast.estimated.empty()) sorted.coverage.resize(population_class_count);
  for (std::size_t area = 0; area < persons.size(); ++area) {
    for (const std::size_t size : {population_class(persons[area]), all}) {
      sorted.errors[size].add(forecast.scores[area]);
      if (!forecast.estimated.empty() && forecast.estimated[area] != 0) {
        sorted.coverage[size].add(forecast.scores[area]);
      }
    }
  }
  return sorted;
}

void add_differences(NetMigrationReport& report, const std::vector<Forecast>& forecasts,
                     std::uint64_t seed) {
  const std::size_t areas = forecasts.front().scores.size();
  std::vector<int> cluster(areas);
  for (std::size_t area = 0; area < areas; ++area) cluster[area] = static_cast<int>(area);
  const auto add = [&](const Forecast& rival, const char* measure, double Score::*member) {
    std::vector<double> values(areas);
    for (std::size_t area = 0; area < areas; ++area) {
      values[area] = forecasts.front().scores[area].*member - rival.scores[area].*member;
    }
    report.differences.push_back(
        {rival.name, measure, cluster_bootstrap(values, cluster, static_cast<int>(areas), seed)});
  };
  for (std::size_t k = 1; k < forecasts.size(); ++k) {
    add(forecasts[k], "MAE", &Score::absolute_error);
    add(forecasts[k], "CRPS", &Score::crps);
  }
}

std::string described(const NetMigrationFit& fit, int origin) {
  const NetMigrationPrior& prior = fit.prior;
  return fmt::format(
      "specification chosen on targets before 2000; every figure fitted on 1950-54 to {}-{:02} "
      "as WPP 2024 estimates them: memory Beta({:.2f}, {:.2f}), median spread {:.2f} falling with "
      "population to the power {:.2f} (log deviation {:.2f}), scale of the means {:.2f} spreads, "
      "fade {:.2f}, log deviation of the volatility {:.2f}",
      NetMigrationHistory::first_period + NetMigrationHistory::period_years * origin,
      (NetMigrationHistory::first_period + NetMigrationHistory::period_years * origin + 4) % 100,
      prior.memory_alpha, prior.memory_beta, std::exp(prior.log_spread),
      prior.log_spread_by_population, prior.log_spread_deviation, prior.mean_scale,
      net_migration_fade, fit.volatility_deviation);
}

}  // namespace

NetMigrationReport backtest_net_migration(const NetMigrationHistory& history, int target,
                                          int horizon, int draws, std::uint64_t seed) {
  const int origin = target - horizon;
  if (draws < 2) throw std::invalid_argument("backtest_net_migration needs at least two draws");
  if (horizon < 1 || target >= NetMigrationHistory::periods) {
    throw std::invalid_argument("backtest_net_migration needs a target after its origin");
  }
  const NetMigrationPanel panel = make_net_migration_panel(history, origin);
  const NetMigrationFit fit = fit_net_migration(panel);
  const NetMigrationEnsemble ensemble(panel, fit, horizon, draws, seed);
  const Eigen::ArrayXXd& rates = ensemble.rates(horizon);

  const Outcomes outcomes = outcomes_of(history, target, origin);
  const Eigen::ArrayXd observed = outcomes.rate.row(target).transpose();
  const Eigen::ArrayXXd seen = outcomes.rate.topRows(origin + 1);
  std::vector<Forecast> forecasts;
  forecasts.push_back(ensemble_forecast(panel, rates, observed));
  forecasts.push_back(shrunk_autoregression(seen, horizon, observed));
  forecasts.push_back(point_forecast("persistence", seen.row(origin).transpose(), observed));
  forecasts.push_back(point_forecast("mean", seen.colwise().mean().transpose(), observed));
  forecasts.push_back(point_forecast("zero", Eigen::ArrayXd::Zero(observed.size()), observed));

  NetMigrationReport report;
  report.target = NetMigrationHistory::first_period + NetMigrationHistory::period_years * target;
  report.horizon_years = NetMigrationHistory::period_years * horizon;
  report.fitted = described(fit, origin);
  for (const Forecast& one : forecasts) {
    report.forecasters.push_back(classified(one, outcomes.persons));
  }
  add_differences(report, forecasts, seed);
  report.largest_world_sum =
      (rates.matrix() * panel.population.matrix()).cwiseAbs().maxCoeff() / 1000;
  return report;
}

std::vector<NetMigrationReport> backtest_net_migration(const std::string& inputs_dir, int draws,
                                                       std::uint64_t seed) {
  const NetMigrationHistory history = load_net_migration_history(inputs_dir);
  std::vector<NetMigrationReport> reports;
  for (const Task& task : tasks) {
    reports.push_back(backtest_net_migration(history, task.target, task.horizon, draws, seed));
  }
  return reports;
}

}  // namespace peregrine
