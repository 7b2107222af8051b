#include "host/model/stock/fit/stock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/model/fitting/posterior_normals.h"
#include "host/model/stock/fit/pair_figures.h"
#include "host/model/stock/fit/revisions.h"

namespace peregrine {

namespace {

// Of those who leave a destination, the share that goes on rather than home. Azose and Raftery
// (PNAS 116, 2019) find about a quarter of all moves to be returns and a tenth transit: 0.1 / 0.35.
constexpr double onward_share_mean = 0.29;
constexpr double onward_share_sd = 0.07;

// Bounds within which a posterior draw stays, so that none explodes or freezes: the memory of five
// years, and the diaspora elasticity (0.4-0.7 in the literature).
constexpr double least_memory = 0.05;
constexpr double most_memory = 0.95;
constexpr double least_diaspora = 0.3;
constexpr double most_diaspora = 0.8;
constexpr double most_population_elasticity = 1.5;

constexpr double largest_opening_hazard = 0.05;  // a year

double solve(double low, double high, double target, const auto& increasing) {
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (increasing(middle) < target ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

// Yearly persistence whose mean effect on years 1 ... 5 is `memory`.
double yearly_persistence(double memory) {
  return solve(0.0, 1.0, memory, [](double r) {
    return (r + r * r + std::pow(r, 3) + std::pow(r, 4) + std::pow(r, 5)) / 5.0;
  });
}

// The yearly fade under which a strong pressure's mean over five years is what the five-year law
// leaves of it.
double yearly_fade(double persistence, double memory, double fade) {
  constexpr double strong = 2.0;
  const double wanted = memory * strong / (1.0 + fade * strong * strong);
  // The mean falls with the fade, so its negative is what increases.
  return solve(0.0, 10.0, -wanted, [&](double yearly) {
    double pressure = strong;
    double sum = 0.0;
    for (int year = 0; year < 5; ++year) {
      pressure *= persistence / (1.0 + yearly * pressure * pressure);
      sum += pressure;
    }
    return -sum / 5.0;
  });
}

double shock_reach(double persistence) {
  double squares = 0.0;
  for (const double weight : shock_weights(persistence)) squares += weight * weight;
  return std::sqrt(squares);
}

// Turnover at which the corridors' gross moves of the last five years are the flow table's.
double fit_turnover(const StockPanel& panel, double diaspora, double onward_share) {
  const std::vector<double>& before = panel.stock[panel.stock.size() - 2];
  const std::vector<double>& after = panel.stock.back();
  constexpr double years = 5.0;
  return solve(0.002, 0.2, panel.total_flow, [&](double turnover) {
    const PressureMap map(turnover, diaspora, panel.deaths_rate);
    double moves = 0.0;
    for (std::size_t pair = 0; pair < panel.pairs(); ++pair) {
      if (panel.origin[pair] == panel.countries - 1 || after[pair] <= 0.0) continue;
      const double mean_stock = 0.5 * (before[pair] + after[pair]);
      const double pressure = before[pair] > 0.0 ? map.continuing(before[pair], after[pair]) : 0.0;
      moves += years * mean_stock * map.gross_rate(pressure, onward_share);
    }
    return moves;
  });
}

OpeningFit fit_openings(const StockPanel& panel) {
  std::vector<double> log_size;
  for (int time = 0; time + 1 < panel.times(); ++time) {
    const auto at = static_cast<std::size_t>(time);
    for (std::size_t pair = 0; pair < panel.pairs(); ++pair) {
      const bool known = panel.origin[pair] != panel.countries - 1;
      if (known && panel.stock[at][pair] <= 0.0 && panel.stock[at + 1][pair] > 0.0) {
        log_size.push_back(std::log(panel.stock[at + 1][pair]));
      }
    }
  }
  OpeningFit fit;
  if (log_size.empty()) return fit;
  const auto n = static_cast<double>(log_size.size());
  fit.per_year = n / (StockHistory::step_years * (panel.times() - 1));
  fit.log_size = std::accumulate(log_size.begin(), log_size.end(), 0.0) / n;
  double squares = 0.0;
  for (const double size : log_size) squares += (size - fit.log_size) * (size - fit.log_size);
  fit.log_spread = std::sqrt(squares / n);
  return fit;
}

struct RowValues {
  Location location;
  Eigen::Vector3d elasticities;
  double onward_share;
  double log_volatility;
};

std::vector<double> as_row(const StockFit& fit, const RowValues& values) {
  const double memory = std::clamp(values.location(memory_term), least_memory, most_memory);
  const double persistence = yearly_persistence(memory);
  const double centre =
      yearly_persistence(std::clamp(fit.location.mean(memory_term), least_memory, most_memory));
  const double to_drift = (1.0 - persistence) / (1.0 - memory);
  const double level_sd = fit.location.between_sd(level_term);
  const double scale = std::exp(fit.spread.scale.log_scale.back()) * shock_reach(centre);
  std::vector<double> row(stock_parameter_count);
  row[pressure_drift] = values.location(level_term) * to_drift;
  row[pressure_drift_by_size] = values.location(size_term) * to_drift;
  row[pressure_persistence] = persistence;
  row[pressure_fade] = yearly_fade(persistence, memory, fit.location.fade);
  row[newcomer_pressure] = std::clamp(values.location(newcomer_term) / memory, -4.0, 4.0);
  row[turnover] = fit.turnover;
  row[diaspora_elasticity] =
      std::clamp(values.elasticities(Elasticities::diaspora), least_diaspora, most_diaspora);
  row[origin_elasticity] = std::clamp(values.elasticities(Elasticities::origin_population), 0.0,
                                      most_population_elasticity);
  row[destination_elasticity] = std::clamp(
      values.elasticities(Elasticities::destination_population), 0.0, most_population_elasticity);
  row[onward_share] = std::clamp(values.onward_share, 0.0, 1.0);
  // Another persistence, the same spread after five years.
  row[shock_log_multiplier] =
      values.log_volatility + std::log(shock_reach(centre) / shock_reach(persistence));
  const double lasting = fit.spread.lasting_volatility;
  const double common = fit.spread.period_volatility;
  row[destination_volatility] = std::sqrt(std::max(lasting * lasting - common * common, 0.0));
  row[shock_tail] = fit.spread.tail;
  row[shock_skew] = fit.spread.skew;
  row[shock_centre] = fit.spread.centre;
  // What differs from one period to the next is a common shock, not a parameter of 30 years.
  row[share_common] = std::min(fit.spread.share_common + std::pow(level_sd / scale, 2), 0.5);
  row[share_origin] = fit.spread.share_origin;
  row[share_destination] = fit.spread.share_destination;
  row[opening_log_spread] = fit.opening.log_spread;
  return row;
}

}  // namespace

StockFit fit_stock(const StockPanel& panel) {
  StockFit fit;
  fit.origin_year = panel.origin_year;
  fit.onward_share = onward_share_mean;
  fit.deaths_rate = panel.deaths_rate;
  fit.elasticities = fit_elasticities(panel);
  fit.diaspora =
      std::clamp(fit.elasticities.mean(Elasticities::diaspora), least_diaspora, most_diaspora);
  fit.turnover = fit_turnover(panel, fit.diaspora, fit.onward_share);
  const PressureMap map = fit.map();
  fit.location = fit_location(panel, fit.elasticities, map);
  const double memory = std::clamp(fit.location.mean(memory_term), least_memory, most_memory);
  const double persistence = yearly_persistence(memory);
  fit.spread = fit_spread(panel, fit.elasticities, map, fit.location, persistence,
                          yearly_fade(persistence, memory, fit.location.fade));
  fit.opening = fit_openings(panel);
  return fit;
}

std::vector<double> posterior_rows(const StockFit& fit, int draws) {
  std::vector<double> rows =
      as_row(fit, {fit.location.mean, fit.elasticities.mean, fit.onward_share, 0.0});
  const Location mean_sd = fit.location.mean_sd();
  const Eigen::Matrix3d root = fit.elasticities.covariance.llt().matrixL();
  for (int draw = 1; draw <= draws; ++draw) {
    PosteriorNormals normals(Process::posterior, draw);
    RowValues values;
    for (int term = 0; term < values.location.size(); ++term) {
      values.location(term) = fit.location.mean(term) + mean_sd(term) * normals.next();
    }
    Eigen::Vector3d z;
    for (int i = 0; i < z.size(); ++i) z(i) = normals.next();
    values.elasticities = fit.elasticities.mean + root * z;
    values.onward_share = fit.onward_share + onward_share_sd * normals.next();
    values.log_volatility = fit.spread.period_volatility * normals.next();
    const std::vector<double> row = as_row(fit, values);
    rows.insert(rows.end(), row.begin(), row.end());
  }
  return rows;
}

CorridorCalibration calibrate_corridor(const StockFit& fit, const PressureMap& map, double before,
                                       double start) {
  CorridorCalibration corridor;
  const double size = start > 0.0 ? start : std::exp(fit.opening.log_size);
  corridor.shock_scale = std::exp(fit.spread.scale.at(size));
  corridor.opening_log_size = fit.opening.log_size;
  if (start > 0.0 && before > 0.0) {
    corridor.pressure = std::clamp(map.continuing(before, start), -PressureMap::most_at_start,
                                   PressureMap::most_at_start);
  } else if (start > 0.0) {
    corridor.newcomer = 1.0;
  }
  return corridor;
}

void set_opening_hazards(const StockFit& fit, const std::vector<double>& stock,
                         StockCalibration& calibration) {
  const auto empty = static_cast<double>(
      std::count_if(stock.begin(), stock.end(), [](double persons) { return persons <= 0.0; }));
  if (empty == 0.0) return;
  const double hazard = std::min(fit.opening.per_year / empty, largest_opening_hazard);
  for (std::size_t c = 0; c < stock.size(); ++c) {
    calibration.corridors[c].opening_hazard = stock[c] > 0.0 ? 0.0 : hazard;
  }
}

std::string describe(const StockFit& fit) {
  const Location& b = fit.location.mean;
  const Location sd = fit.location.mean_sd();
  std::string text = fmt::format(
      "Stock process fitted on 5-year changes of the 2024 revision, {} periods to {}\n"
      "  median pressure    {:+.3f} ± {:.3f} level, {:+.3f} ± {:.3f} by size, {:.3f} ± {:.3f} of "
      "the last\n"
      "  newcomers          {:+.2f} ± {:.2f}\n"
      "  turnover           {:.4f} a year, for gross moves as in the flow table\n"
      "  elasticities       {:.2f} ± {:.2f} diaspora, {:.2f} ± {:.2f} origin's population, "
      "{:.2f} ± {:.2f} destination's\n",
      fit.location.by_period.size(), fit.origin_year, b(level_term), sd(level_term), b(size_term),
      sd(size_term), b(memory_term), sd(memory_term), b(newcomer_term), sd(newcomer_term),
      fit.turnover, fit.elasticities.mean(0), std::sqrt(fit.elasticities.covariance(0, 0)),
      fit.elasticities.mean(1), std::sqrt(fit.elasticities.covariance(1, 1)),
      fit.elasticities.mean(2), std::sqrt(fit.elasticities.covariance(2, 2)));
  for (std::size_t period = 0; period < fit.location.by_period.size(); ++period) {
    const Location& own = fit.location.by_period[period];
    text += fmt::format("    period {}         {:+.3f}, {:+.3f}, {:.3f}, newcomers {:+.2f}\n",
                        period + 1, own(level_term), own(size_term), own(memory_term),
                        own(newcomer_term));
  }
  text += fmt::format(
      "  yearly shock       sd {:.2f} at 3 persons, {:.2f} at 300, {:.2f} at 30,000, {:.2f} above "
      "300,000\n"
      "  tails              cubic {:.2f}, volatility of five years {:.2f} (common {:.2f}), skew "
      "{:+.2f}, "
      "fade {:.2f}, centre {:.2f}\n"
      "  shared shocks      {:.1f} % world, {:.1f} % origin, {:.1f} % destination\n"
      "  openings           {:.1f} a year, median {:.0f} persons, log sd {:.2f}\n",
      std::exp(fit.spread.scale.at(3)), std::exp(fit.spread.scale.at(300)),
      std::exp(fit.spread.scale.at(30000)), std::exp(fit.spread.scale.at(300000)), fit.spread.tail,
      fit.spread.lasting_volatility, fit.spread.period_volatility, fit.spread.skew,
      fit.location.fade, fit.spread.centre, 100 * fit.spread.share_common,
      100 * fit.spread.share_origin, 100 * fit.spread.share_destination, fit.opening.per_year,
      std::exp(fit.opening.log_size), fit.opening.log_spread);
  return text;
}

StockForecastCalibration calibrate_stock(const std::string& inputs_dir) {
  constexpr int posterior_draws = 400;
  const BaselineInputs inputs = load_baseline(inputs_dir);
  const StockHistory baseline = load_stock_history(inputs_dir, Revision::rev2020);
  const StockHistory latest = load_stock_history(inputs_dir, Revision::rev2024);
  StockForecastCalibration result;
  result.fit = fit_stock(make_stock_panel(inputs_dir, StockHistory::last_year));
  const PressureMap map = result.fit.map();
  const RevisionFit revisions = fit_revisions(baseline, latest, inputs.countries.size());
  StockCalibration& tables = result.tables;
  tables.posterior = posterior_rows(result.fit, posterior_draws);
  tables.revision_destination = revisions.destination;
  tables.revised_share.assign(revisions.destination.size(), revisions.revised_share);
  const PairFigures first(baseline);
  const PairFigures second(latest);
  const Corridors& corridors = inputs.corridors;
  std::vector<double> stock;
  for (int c = 0; c < corridors.size(); ++c) {
    const auto at = static_cast<std::size_t>(c);
    const int origin = corridors.origin[at];
    const int destination = corridors.destination[at];
    stock.push_back(static_cast<double>(corridors.stock[at]));
    const double before = first.stock(origin, destination, 2015);
    CorridorCalibration corridor = calibrate_corridor(result.fit, map, before, stock.back());
    const double latest_before = second.stock(origin, destination, 2015);
    const double latest_after = second.stock(origin, destination, 2020);
    if (corridor.newcomer == 0.0 && stock.back() > 0.0 && latest_before > 0.0 &&
        latest_after > 0.0) {
      // Both revisions estimate the same five years.
      const CorridorCalibration other =
          calibrate_corridor(result.fit, map, latest_before, latest_after);
      corridor.pressure = 0.5 * (corridor.pressure + other.pressure);
    }
    corridor.revision_scale = stock.back() > 0.0 ? revisions.own(destination, stock.back()) : 0.0;
    tables.corridors.push_back(corridor);
  }
  set_opening_hazards(result.fit, stock, tables);
  return result;
}

}  // namespace peregrine
