// Rows of the conflict posterior, and the fit in words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/model/conflict/fit/conflict.h"
#include "host/model/conflict/start.h"
#include "host/model/fitting/posterior_normals.h"

namespace peregrine {
namespace {

// What no table at hand can fit: priors, each a mean and a standard deviation.
struct Prior {
  double mean;
  double deviation;
};
// A coup's addition to the log odds of conflict in its year, half as much the next: ours, and wide.
constexpr Prior coup_effect = {0.5, 0.4};
// Clauset (2018), Science Advances 4: battle deaths of interstate wars 1823-2003 have the density
// exponent 1.53 ± 0.07, hence the tail exponent 0.53.
constexpr Prior interstate_tail_prior = {0.53, 0.07};
// Powell and Thyne (2011), Journal of Peace Research 48, as updated: about 3 attempts a year in
// Africa. 486 attempts world-wide in 1950-2021 leave 3.7 a year elsewhere, most of them in Latin
// America and Asia before 1990; 1 a year now is our reading, within a factor of two and a half.
constexpr Prior log_coups_africa = {1.0986, 0.2};  // log 3
constexpr Prior log_coups_elsewhere = {0.0, 0.5};  // log 1
// Excitement: ours, so that three of ten attempts follow from an earlier one in the same country.
// With it, 11 attempts in the 27 months to November 2022 are an unusual wave and not a break.
constexpr Prior coup_self_prior = {0.15, 0.04};
constexpr Prior coup_belt_prior = {0.10, 0.04};

// Wilson and Hilferty (1931): a gamma variate of `shape` from a standard normal one.
double gamma_variate(double shape, double z) {
  const double unit = 1.0 / (9.0 * shape);
  return shape * std::pow(std::max(1.0 - unit + z * std::sqrt(unit), 0.0), 3);
}

double probability_variate(const EndRate& rate, double z) {
  const double p = rate.mean();
  const double logit = std::log(p / (1.0 - p));
  const double deviation = 1.0 / std::sqrt(rate.years * p * (1.0 - p));
  return 1.0 / (1.0 + std::exp(-(logit + deviation * z)));
}

Eigen::VectorXd variate(const Eigen::VectorXd& mean, const Eigen::MatrixXd& covariance,
                        const Eigen::VectorXd& z) {
  const Eigen::MatrixXd root = covariance.llt().matrixL();
  return mean + root * z;
}

void put(std::vector<double>& row, int first, const Eigen::VectorXd& values) {
  for (Eigen::Index i = 0; i < values.size(); ++i)
    row[static_cast<std::size_t>(first + i)] = values(i);
}

// One row from standard normal numbers; all zero gives the mean.
template <typename Normals>
std::vector<double> row_of(const ConflictFit& fit, Normals& normals) {
  std::vector<double> row(conflict_parameter_count, 0.0);
  const auto draw = [&](const Prior& prior) {
    return prior.mean + prior.deviation * normals.next();
  };
  put(row, minor_odds,
      variate(fit.transition.mean, fit.transition.covariance,
              normals.next(fit.transition.mean.size())));
  row[coup_odds] = draw(coup_effect);
  row[common_persist] = fit.common.persist;
  row[common_spread] = fit.common.spread;
  put(row, minor_level, variate(fit.minor.mean, fit.minor.covariance, normals.next(3)));
  row[minor_spread] = fit.minor.spread;
  put(row, war_level, variate(fit.war.mean, fit.war.covariance, normals.next(3)));
  row[war_persist] = std::clamp(row[war_persist], 0.0, 0.99);
  row[war_spread] = fit.war.spread;
  row[war_tail] = fit.war_tail;
  put(row, quiet_level, variate(fit.quiet.mean, fit.quiet.covariance, normals.next(3)));
  put(row, any_level, variate(fit.other.any.mean, fit.other.any.covariance, normals.next(5)));
  put(row, other_level, variate(fit.other.size.mean, fit.other.size.covariance, normals.next(5)));
  row[other_spread] = fit.other.spread;
  row[other_tail] = fit.other.tail;
  row[interstate_rate] =
      gamma_variate(fit.interstate.events, normals.next()) / fit.interstate.years;
  row[interstate_end] = probability_variate(fit.interstate_ends, normals.next());
  row[interstate_tail] = std::clamp(draw(interstate_tail_prior), 0.2, 2.0);
  row[coups_africa] = std::exp(draw(log_coups_africa));
  row[coups_elsewhere] = std::exp(draw(log_coups_elsewhere));
  row[coup_self] = std::clamp(draw(coup_self_prior), 0.0, 0.3);
  row[coup_belt_rate] = std::clamp(draw(coup_belt_prior), 0.0, 0.3);
  return row;
}

double spread_of(const Eigen::VectorXd& effect) {
  return std::sqrt(effect.squaredNorm() / static_cast<double>(effect.size()));
}

struct NoNormals {
  static double next() { return 0.0; }
  static Eigen::VectorXd next(Eigen::Index count) { return Eigen::VectorXd::Zero(count); }
};

}  // namespace

std::vector<double> conflict_posterior(const ConflictFit& fit, int draws) {
  NoNormals centre;
  std::vector<double> rows = row_of(fit, centre);
  rows[interstate_rate] = fit.interstate.mean();
  for (int draw = 1; draw <= draws; ++draw) {
    PosteriorNormals normals(Process::conflict_posterior, draw);
    const std::vector<double> row = row_of(fit, normals);
    rows.insert(rows.end(), row.begin(), row.end());
  }
  return rows;
}

ConflictCalibration calibrate_conflict(const ConflictPanel& panel, const ConflictFit& fit,
                                       int draws) {
  ConflictCalibration calibration = {conflict_posterior(fit, draws),
                                     conflict_starts(panel, fit.origin_year)};
  for (std::size_t group = 0; group < panel.active.size(); ++group) {
    ConflictStart& start = calibration.countries[static_cast<std::size_t>(panel.active[group])];
    start.effect = fit.transition.effect(static_cast<Eigen::Index>(group));
    start.effect_deviation = fit.transition.effect_deviation(static_cast<Eigen::Index>(group));
  }
  return calibration;
}

std::string describe(const ConflictFit& fit) {
  static constexpr const char* names[conflict_feature_count] = {
      "intercept",  "minor last year", "war last year", "log deaths / 3",
      "memory / 3", "long memory / 3", "neighbours",    "log population",
      "log income", "above 20,000",    "heat, per sd"};
  std::string text = fmt::format(
      "Conflict process fitted on {} country-years, 1951 to {}; {} of interstate war left out\n"
      "  log odds over none      minor          war\n",
      fit.country_years, fit.origin_year, fit.left_out);
  const Eigen::VectorXd deviation = fit.transition.covariance.diagonal().cwiseSqrt();
  for (int feature = 0; feature < conflict_feature_count; ++feature) {
    const int war = war_odds + feature;
    text += fmt::format("    {:<16} {:+6.2f} ± {:.2f}  {:+6.2f} ± {:.2f}\n", names[feature],
                        fit.transition.mean(feature), deviation(feature), fit.transition.mean(war),
                        deviation(war));
  }
  const Eigen::VectorXd& any = fit.other.any.mean;
  const Eigen::VectorXd& size = fit.other.size.mean;
  text += fmt::format(
      "  minor conflict     logit place {:+.2f} {:+.2f} log deaths {:+.2f} memory, sd {:.2f}, n "
      "{}\n"
      "  war                log excess {:+.2f} {:+.2f} of the last, {:+.2f} at entry, sd {:.2f}, "
      "tail {:.3f}, n {}\n"
      "  quiet years        log odds of any death {:+.2f} {:+.2f} log deaths {:+.2f} memory\n"
      "  countries' effects sd {:.2f}; the world's shock sd {:.2f}, {:.2f} of it kept\n"
      "  other violence     log odds of any {:+.2f} {:+.2f} log deaths {:+.2f} level {:+.2f} "
      "conflict "
      "{:+.2f} war\n"
      "                     log deaths {:+.2f} {:+.2f} {:+.2f} {:+.2f} {:+.2f}, sd {:.2f}, tail "
      "{:.3f}, n "
      "{}\n"
      "  interstate wars    {:.2f} begin a year, {:.0f} % end a year\n",
      fit.minor.mean(0), fit.minor.mean(1), fit.minor.mean(2), fit.minor.spread,
      fit.minor.observations(), fit.war.mean(0), fit.war.mean(1), fit.war.mean(2), fit.war.spread,
      fit.war_tail, fit.war.observations(), fit.quiet.mean(0), fit.quiet.mean(1), fit.quiet.mean(2),
      spread_of(fit.transition.effect), fit.common.spread, fit.common.persist, any(0), any(1),
      any(2), any(3), any(4), size(0), size(1), size(2), size(3), size(4), fit.other.spread,
      fit.other.tail, fit.other.size.observations(), fit.interstate.mean(),
      100 * fit.interstate_ends.mean());
  return text;
}

}  // namespace peregrine
