#include "host/backtest/stock/flows.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "host/backtest/stock/flow_ensemble.h"
#include "kernels/ground/math.h"
#include "kernels/ground/random.h"

namespace peregrine {
namespace {

// One forecaster: a point for every pair, and scores in the order of for_each_pair.
struct Forecast {
  CorridorScores scored;
  Eigen::MatrixXd persons;        // medians
  Eigen::VectorXd net;            // point forecast of arrivals less departures, by area
  std::vector<Score> net_scores;  // by area; empty for points
};

std::string period_name(int period) {
  return fmt::format("{}-{}", first_year_of(period), first_year_of(period) + 5);
}

const Eigen::MatrixXd& flows_of(const FlowPanel& panel, int period) {
  return panel.persons[static_cast<std::size_t>(period)];
}

Forecast point_forecast(std::string name, const Eigen::MatrixXd& observed,
                        Eigen::MatrixXd persons) {
  Forecast forecast{{std::move(name), ForecastKind::point, {}}, std::move(persons), {}, {}};
  forecast.net = net_of(forecast.persons);
  for_each_pair(static_cast<int>(observed.rows()), [&](int origin, int destination) {
    forecast.scored.scores.push_back(
        score_point(observed(origin, destination), forecast.persons(origin, destination)));
  });
  return forecast;
}

// log(1 + flow') = intercept + slope log(1 + flow) + N(0, deviation), least squares over all pairs.
struct LogAutoregression {
  double intercept = 0;
  double slope = 0;
  double deviation = 0;
};

LogAutoregression fit_autoregression(const FlowPanel& panel, int target) {
  double count = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0, sum_yy = 0;
  for (int period = 1; period < target; ++period) {
    for_each_pair(panel.size(), [&](int origin, int destination) {
      const double x = std::log1p(flows_of(panel, period - 1)(origin, destination));
      const double y = std::log1p(flows_of(panel, period)(origin, destination));
      count += 1;
      sum_x += x;
      sum_y += y;
      sum_xx += x * x;
      sum_xy += x * y;
      sum_yy += y * y;
    });
  }
  const double covariance = sum_xy / count - sum_x / count * (sum_y / count);
  const double variance = sum_xx / count - sum_x / count * (sum_x / count);
  LogAutoregression fit;
  fit.slope = covariance / variance;
  fit.intercept = (sum_y - fit.slope * sum_x) / count;
  const double total = sum_yy / count - sum_y / count * (sum_y / count);
  fit.deviation = std::sqrt(total - fit.slope * covariance);
  return fit;
}

// The rival with a spread: its Gaussian residuals are independent between corridors.
Forecast autoregression_forecast(const FlowPanel& panel, int target, int draws,
                                 std::uint64_t seed) {
  const LogAutoregression fit = fit_autoregression(panel, target);
  const Eigen::MatrixXd& observed = flows_of(panel, target);
  const auto centre = [&](int origin, int destination) {
    return fit.intercept + fit.slope * std::log1p(flows_of(panel, target - 1)(origin, destination));
  };
  Eigen::MatrixXd persons = Eigen::MatrixXd::Zero(panel.size(), panel.size());
  for_each_pair(panel.size(), [&](int origin, int destination) {
    persons(origin, destination) = std::expm1(std::max(0.0, centre(origin, destination)));
  });
  Forecast forecast = point_forecast("AR(1) in logs", observed, persons);
  forecast.scored.kind = ForecastKind::distribution;
  forecast.scored.scores.clear();
  std::vector<float> samples(static_cast<std::size_t>(draws));
  for_each_pair(panel.size(), [&](int origin, int destination) {
    const auto corridor = static_cast<std::uint32_t>(origin * panel.size() + destination);
    for (std::size_t draw = 0; draw < samples.size(); ++draw) {
      const RandomWords words = random_words(seed, draw, Process::opening, corridor, 0);
      const auto log_flow = static_cast<float>(centre(origin, destination) +
                                               fit.deviation * normal_from_bits(words.word[0]));
      samples[draw] = std::floor(exponential(larger(0.0f, log_flow)) - 0.5f);
    }
    Score score = score_ensemble(observed(origin, destination), samples);
    score.point = persons(origin, destination);
    score.absolute_error = std::abs(observed(origin, destination) - score.point);
    forecast.scored.scores.push_back(score);
  });
  return forecast;
}

Eigen::MatrixXd mean_of_periods(const FlowPanel& panel, int target) {
  Eigen::MatrixXd sum = flows_of(panel, 0);
  for (int period = 1; period < target; ++period) sum += flows_of(panel, period);
  return sum / target;
}

// Medians of flows and of nets, all from the draws of one ensemble.
Forecast ensemble_forecast(const FlowPanel& panel, const FlowEnsemble& ensemble, int target) {
  const Eigen::MatrixXd& observed = flows_of(panel, target);
  Forecast forecast{{"Peregrine", ForecastKind::distribution, {}},
                    Eigen::MatrixXd::Zero(panel.size(), panel.size()),
                    Eigen::VectorXd::Zero(panel.size()),
                    {}};
  Eigen::MatrixXd net = Eigen::MatrixXd::Zero(ensemble.draws(), panel.size());
  std::vector<float> samples(static_cast<std::size_t>(ensemble.draws()));
  for_each_pair(panel.size(), [&](int origin, int destination) {
    ensemble.sample(origin, destination, samples);
    const Eigen::Map<const Eigen::VectorXf> persons(samples.data(), ensemble.draws());
    net.col(destination) += persons.cast<double>();
    net.col(origin) -= persons.cast<double>();
    const Score score = score_ensemble(observed(origin, destination), samples);
    forecast.persons(origin, destination) = score.point;
    forecast.scored.scores.push_back(score);
  });
  const Eigen::VectorXd observed_net = net_of(observed);
  for (int area = 0; area < panel.size(); ++area) {
    Eigen::Map<Eigen::VectorXf>(samples.data(), ensemble.draws()) = net.col(area).cast<float>();
    forecast.net_scores.push_back(score_ensemble(observed_net(area), samples));
    forecast.net(area) = forecast.net_scores.back().point;
  }
  return forecast;
}

// In the order of for_each_pair.
std::vector<double> squared_log_errors(const Eigen::MatrixXd& observed,
                                       const Eigen::MatrixXd& forecast) {
  std::vector<double> squares;
  for_each_pair(static_cast<int>(observed.rows()), [&](int origin, int destination) {
    const double error =
        std::log1p(observed(origin, destination)) - std::log1p(forecast(origin, destination));
    squares.push_back(error * error);
  });
  return squares;
}

Headline log_headline(const std::vector<Forecast>& forecasts, const Eigen::MatrixXd& observed,
                      std::span<const int> destinations, std::uint64_t seed) {
  Headline headline{"log-RMSE", {}, {}};
  const std::vector<double> ours = squared_log_errors(observed, forecasts.front().persons);
  for (const Forecast& one : forecasts) {
    const std::vector<double> squares = squared_log_errors(observed, one.persons);
    headline.values.push_back(std::sqrt(std::accumulate(squares.begin(), squares.end(), 0.0) /
                                        static_cast<double>(squares.size())));
    if (&one == &forecasts.front()) continue;
    headline.differences.push_back(
        root_mean_difference(ours, squares, destinations, static_cast<int>(observed.rows()), seed));
  }
  return headline;
}

Headline net_headline(const std::vector<Forecast>& forecasts, const Eigen::MatrixXd& observed,
                      std::uint64_t seed) {
  const auto areas = static_cast<int>(observed.rows());
  std::vector<int> each_its_own(static_cast<std::size_t>(areas));
  std::iota(each_its_own.begin(), each_its_own.end(), 0);
  std::vector<std::vector<double>> errors;
  for (const Forecast& one : forecasts) {
    const Eigen::VectorXd error = (net_of(observed) - one.net).cwiseAbs();
    errors.emplace_back(error.begin(), error.end());
  }
  return mean_headline("net MAE, persons", errors, each_its_own, areas, seed);
}

void add_scalars(BacktestReport& report, const std::vector<Forecast>& forecasts,
                 const Eigen::MatrixXd& observed) {
  const NamedScalar log_errors{"log-RMSE (log1p persons)", report.headlines[1].values};
  const NamedScalar net_errors{"net MAE, persons per area", report.headlines[2].values};
  NamedScalar arrival_errors{"arrivals MAE, persons per area", {}};
  for (const Forecast& one : forecasts) {
    arrival_errors.values.push_back(
        (observed.colwise().sum() - one.persons.colwise().sum()).cwiseAbs().mean());
  }
  report.scalars = {log_errors, net_errors, arrival_errors};
  ScoreSums net;
  for (const Score& score : forecasts.front().net_scores) net.add(score);
  report.scalars.push_back({"net CRPS, persons per area", {net.mean_crps()}});
  report.scalars.push_back({"coverage of nets at 80 %", {net.mean_coverage().at_80}});
  report.scalars.push_back({"coverage of nets at 95 %", {net.mean_coverage().at_95}});
}

// One sentence for every size class whose coverage leaves the band aimed at.
void add_coverage_notes(BacktestReport& report) {
  const ScoreTable& table = report.forecasters.front().table;
  const auto note = [&](SizeClass size, int level, double share, double low, double high) {
    if (share >= low && share <= high) return;
    report.notes.push_back(
        fmt::format("the {} % band of class {} covers {:.1f} %, outside {:.0f}-{:.0f} %", level,
                    size_class_name(size), 100 * share, 100 * low, 100 * high));
  };
  for (std::size_t k = 0; k < size_class_count; ++k) {
    const auto size = static_cast<SizeClass>(k);
    const Coverage coverage = table[size].mean_coverage();
    note(size, 80, coverage.at_80, 0.75, 0.85);
    note(size, 95, coverage.at_95, 0.92, 0.98);
  }
}

BacktestReport described(const FlowModel& model, int target) {
  BacktestReport report;
  report.title = "Five-year bilateral flows, all ordered pairs of areas, Abel & Cohen da_pb_closed";
  report.origin = period_name(target - 1);
  report.target = period_name(target);
  report.years_ahead = first_year_of(target) - first_year_of(target - 1);
  report.vintage = fmt::format(
      "Abel & Cohen 2022 flows, UN DESA stocks of the 2020 revision at mid-{0}, WPP 2024 "
      "populations to mid-{0}: periods up to the origin, in today's revisions, not as published "
      "at the time",
      first_year_of(target));
  report.fitted = fmt::format(
      "specification chosen on targets up to 2010-15; coefficients on the changes of {} to {}; "
      "{:.0f} % of the bilateral effects believed and all "
      "spreads taken from forecasts of each of these periods by a fit without it; shares of "
      "variance: common {:.3f}, origin {:.3f}, destination {:.3f}, corridor {:.3f}",
      period_name(1), period_name(target - 1), 100 * model.bilateral_share, model.shares.common,
      model.shares.origin, model.shares.destination, model.shares.corridor());
  return report;
}

}  // namespace

BacktestReport backtest_flows(const FlowPanel& panel, int target, int draws, std::uint64_t seed) {
  if (draws < 2) throw std::invalid_argument("backtest_flows needs at least two draws");
  const FlowModel model = fit_flow_model(panel, target);
  const FlowEnsemble ensemble(panel, model, target, draws, seed);
  const Eigen::MatrixXd& observed = flows_of(panel, target);
  std::vector<Forecast> forecasts;
  forecasts.push_back(ensemble_forecast(panel, ensemble, target));
  forecasts.push_back(point_forecast("persistence", observed, flows_of(panel, target - 1)));
  forecasts.push_back(point_forecast("mean of periods", observed, mean_of_periods(panel, target)));
  forecasts.push_back(autoregression_forecast(panel, target, draws, seed));

  BacktestReport report = described(model, target);
  std::vector<double> last_flow;
  std::vector<int> destinations;
  for_each_pair(panel.size(), [&](int origin, int destination) {
    last_flow.push_back(flows_of(panel, target - 1)(origin, destination));
    destinations.push_back(destination);
  });
  std::vector<CorridorScores> scores;
  for (Forecast& one : forecasts) scores.push_back(std::move(one.scored));
  report.headlines = {
      mean_headline("MAE, persons", absolute_errors(scores), destinations, panel.size(), seed),
      log_headline(forecasts, observed, destinations, seed),
      net_headline(forecasts, observed, seed)};
  add_scalars(report, forecasts, observed);
  add_scores(report, scores, last_flow, destinations, panel.size(), seed);
  add_coverage_notes(report);
  return report;
}

BacktestReport backtest_flows(const std::string& inputs_dir, int draws, std::uint64_t seed) {
  const FlowPanel panel = load_flow_panel(inputs_dir);
  return backtest_flows(panel, panel.periods() - 1, draws, seed);
}

}  // namespace peregrine
