// Fits of odds and of medians: they find what made the data.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "host/model/conflict/fit/conflict.h"
#include "host/model/fitting/least_absolute.h"
#include "host/model/fitting/pooled_logit.h"
#include "host/model/fitting/posterior_normals.h"

namespace peregrine {
namespace {

// With a weak prior and no terms but the intercept, the log odds are those of the counts.
TEST(Logit, finds_the_odds_of_counts) {
  const Eigen::MatrixXd ones = Eigen::MatrixXd::Ones(100, 1);
  std::vector<int> outcome(100, 0);
  std::fill_n(outcome.begin(), 20, 1);
  std::fill_n(outcome.begin() + 20, 30, 2);
  const LogitPrior weak{Eigen::VectorXd::Zero(2), Eigen::VectorXd::Constant(2, 1e4)};
  const LogitFit fit = fit_logit(ones, outcome, 3, weak);
  EXPECT_NEAR(fit.mean(0), std::log(20.0 / 50.0), 1e-6);
  EXPECT_NEAR(fit.mean(1), std::log(30.0 / 50.0), 1e-6);
  // Of the log of a ratio of counts: 1/20 + 1/50.
  EXPECT_NEAR(fit.covariance(0, 0), 0.07, 1e-6);
}

TEST(Logit, goes_back_to_its_prior_without_data) {
  const LogitPrior prior{Eigen::Vector2d(0.3, -0.2), Eigen::Vector2d(0.05, 1e-4)};
  const LogitFit fit = fit_logit(Eigen::MatrixXd::Zero(4, 2), {0, 1, 0, 1}, 2, prior);
  EXPECT_NEAR(fit.mean(0), 0.3, 1e-9);
  EXPECT_NEAR(fit.covariance(0, 0), 0.0025, 1e-9);
}

// Rows of 60 groups whose effects have standard deviation 0.8, and the outcomes that they give.
struct PooledData {
  Eigen::MatrixXd terms;
  std::vector<int> outcome;
  LogitGroups groups;
  Eigen::VectorXd truth;
  Eigen::VectorXd effect;
};

PooledData pooled_data(int rows_a_group) {
  constexpr int groups = 60;
  PooledData data;
  data.truth = Eigen::Vector4d(-1.0, 0.7, -2.0, 1.2);
  data.groups = {{}, groups, 0.8};
  data.effect.resize(groups);
  data.terms.resize(groups * rows_a_group, 2);
  PosteriorNormals normals(Process::conflict_effect, 1);
  for (int group = 0; group < groups; ++group) {
    data.effect(group) = 0.8 * normals.next();
    for (int i = 0; i < rows_a_group; ++i) {
      const Eigen::Vector2d x(1.0, normals.next());
      data.terms.row(static_cast<Eigen::Index>(data.outcome.size())) = x.transpose();
      const Eigen::VectorXd p = shifted_probabilities(data.truth, x, data.effect(group));
      const double u = 0.5 * std::erfc(-normals.next() / std::sqrt(2.0));
      data.outcome.push_back(u < p(2) ? 2 : u < p(1) + p(2) ? 1 : 0);
      data.groups.of_row.push_back(group);
    }
  }
  return data;
}

const LogitPrior weak_prior = {Eigen::VectorXd::Zero(4), Eigen::VectorXd::Constant(4, 100.0)};

TEST(PooledLogit, finds_the_coefficients_and_the_effects_that_made_the_data) {
  const PooledData data = pooled_data(200);
  const PooledLogitFit fit = fit_pooled_logit(data.terms, data.outcome, 3, weak_prior, data.groups);
  for (int i = 0; i < 4; ++i) {
    const double deviation = std::sqrt(fit.covariance(i, i));
    EXPECT_LT(deviation, 0.2);
    EXPECT_NEAR(fit.mean(i), data.truth(i), 3.5 * deviation) << i;
  }
  int covered = 0;
  for (int group = 0; group < data.groups.count; ++group) {
    const double away = std::abs(fit.effect(group) - data.effect(group));
    covered += away < 1.96 * fit.effect_deviation(group) ? 1 : 0;
  }
  EXPECT_GE(covered, 52) << "95 % of 60, less four standard deviations";
}

// Without effects it is the plain fit, and few rows draw an effect to zero.
TEST(PooledLogit, pools_wholly_where_the_prior_says_so) {
  PooledData data = pooled_data(20);
  const LogitFit plain = fit_logit(data.terms, data.outcome, 3, weak_prior);
  const double loose =
      fit_pooled_logit(data.terms, data.outcome, 3, weak_prior, data.groups).effect.norm();
  data.groups.deviation = 1e-6;
  const PooledLogitFit pooled =
      fit_pooled_logit(data.terms, data.outcome, 3, weak_prior, data.groups);
  EXPECT_LT((pooled.mean - plain.mean).norm(), 1e-6);
  EXPECT_LT((pooled.covariance - plain.covariance).norm(), 1e-6);
  EXPECT_LT(pooled.effect.norm(), 1e-6);
  EXPECT_LT(loose, data.effect.norm());
}

TEST(PooledLogit, refuses_groups_that_are_not_there) {
  PooledData data = pooled_data(5);
  data.groups.of_row[3] = 60;
  EXPECT_THROW(fit_pooled_logit(data.terms, data.outcome, 3, weak_prior, data.groups),
               std::invalid_argument);
  data.groups.of_row.pop_back();
  EXPECT_THROW(fit_pooled_logit(data.terms, data.outcome, 3, weak_prior, data.groups),
               std::invalid_argument);
}

// The median of five numbers, and a line that one wild value does not move.
TEST(LeastAbsolute, is_the_median_and_does_not_follow_an_outlier) {
  Eigen::VectorXd five(5);
  five << 1.0, 2.0, 4.0, 8.0, 1000.0;
  EXPECT_NEAR(fit_least_absolute(Eigen::MatrixXd::Ones(5, 1), five).mean(0), 4.0, 1e-3);
  Eigen::MatrixXd terms(21, 2);
  Eigen::VectorXd value(21);
  for (int i = 0; i < 21; ++i) {
    terms.row(i) << 1.0, i;
    value(i) = 2.0 + 0.5 * i + (i == 20 ? 500.0 : 0.0);
  }
  const LinearFit fit = fit_least_absolute(terms, value);
  EXPECT_NEAR(fit.mean(0), 2.0, 1e-3);
  EXPECT_NEAR(fit.mean(1), 0.5, 1e-3);
  EXPECT_THROW(fit_least_absolute(terms.topRows(2), value.head(2)), std::invalid_argument);
}

// 400 countries of deaths in other violence that the law itself has made, in peace.
TEST(OtherViolenceFit, finds_the_law_that_made_the_deaths) {
  constexpr int count = 400;
  constexpr double level = 1.2, last = 0.6, past = 0.2, spread = 0.8, tail = 0.1;
  ConflictPanel panel;
  panel.history.deaths.assign(std::size_t{count} * ConflictHistory::years, 0.0);
  panel.history.fought = panel.other_past = panel.history.deaths;
  const double unit = 1.0 / std::sqrt(1.0 + tail * (6.0 + 15.0 * tail));
  PosteriorNormals normals(Process::other_violence, 1);
  for (int country = 0; country < count; ++country) {
    panel.active.push_back(country);
    double y = 6.0;
    double ten_years = y;
    for (int year = ConflictHistory::first_counted; year <= 2024; ++year) {
      const double z = normals.next();
      y = level + last * y + past * ten_years + spread * unit * z * (1.0 + tail * z * z);
      const std::size_t at = ConflictHistory::at(country, year);
      panel.history.deaths[at] = std::max(std::round(std::expm1(y)), 0.0);
      y = std::log1p(panel.history.deaths[at]);
      ten_years = 0.9 * ten_years + 0.1 * y;
      panel.other_past[at] = ten_years;
    }
  }
  const OtherViolenceFit fit = fit_other_violence(panel, 2024);
  EXPECT_NEAR(fit.size.mean(1), last, 0.03);
  EXPECT_NEAR(fit.size.mean(2), past, 0.03);
  EXPECT_NEAR(fit.size.mean(0), level, 0.15);
  EXPECT_NEAR(fit.spread, spread, 0.06);
  EXPECT_NEAR(fit.tail, tail, 0.03);
  EXPECT_GT(fit.any.mean(1), 0.0) << "deaths follow deaths";
}

}  // namespace
}  // namespace peregrine
