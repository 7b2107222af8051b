#include "host/statistics/paired.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>
#include <vector>

namespace peregrine {
namespace {

using Numbers = std::vector<double>;

TEST(PairedMean, of_single_draws_is_that_of_a_textbook) {
  // Differences 1, 2, 6 of variance 7; A and B have variances 1 and 13.
  const PairedMean mean = paired_mean(Numbers{1, 2, 3}, Numbers{2, 4, 9}, Numbers{1, 1, 1});
  EXPECT_DOUBLE_EQ(mean.mean_a, 2);
  EXPECT_DOUBLE_EQ(mean.mean_b, 5);
  EXPECT_DOUBLE_EQ(mean.difference, 3);
  EXPECT_DOUBLE_EQ(mean.error, std::sqrt(7.0 / 3.0));
  EXPECT_DOUBLE_EQ(mean.draws_saved, 2);
}

TEST(PairedMean, weighs_batches_by_their_draws) {
  // Differences 3 of one draw and 0 of two: mean 1, a draw's variance 1 x 4 + 2 x 1.
  const PairedMean mean = paired_mean(Numbers{5, 1}, Numbers{8, 1}, Numbers{1, 2});
  EXPECT_DOUBLE_EQ(mean.difference, 1);
  EXPECT_DOUBLE_EQ(mean.error, std::sqrt(6.0 / 3.0));
}

// The error of 50 draws in batches of 3 and 4, squared, is on average a draw's variance over 50.
TEST(PairedMean, of_unequal_batches_has_an_unbiased_squared_error) {
  constexpr int repetitions = 4000;
  constexpr double deviation = 2.0;
  std::mt19937_64 engine(7);
  std::normal_distribution<double> shared(0.0, 30.0);
  std::normal_distribution<double> own(1.0, deviation);
  const Numbers draws = {3, 4, 3, 3, 4, 3, 3, 4, 3, 3, 4, 3, 3, 4, 3};
  const double all = std::accumulate(draws.begin(), draws.end(), 0.0);
  double squares = 0;
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    Numbers a;
    Numbers b;
    for (const double count : draws) {
      double luck = 0;
      double change = 0;
      for (int draw = 0; draw < count; ++draw) {
        luck += shared(engine);
        change += own(engine);
      }
      a.push_back(luck / count);
      b.push_back((luck + change) / count);
    }
    const double error = paired_mean(a, b, draws).error;
    squares += error * error;
  }
  // Known to sqrt(2 / 14 / 4000) = 0.6 %.
  EXPECT_NEAR(squares / repetitions, deviation * deviation / all, 0.03 * deviation / all);
}

TEST(PairedMean, of_equal_runs_is_exactly_zero_and_saves_nothing_that_can_be_named) {
  const Numbers same = {0.1, 1e9 / 3, 7};
  const PairedMean mean = paired_mean(same, same, Numbers{6, 7, 6});
  EXPECT_EQ(mean.difference, 0.0);
  EXPECT_EQ(mean.error, 0.0);
  EXPECT_TRUE(std::isnan(mean.draws_saved));
}

TEST(PairedMean, of_one_batch_has_no_known_error) {
  const PairedMean mean = paired_mean(Numbers{1}, Numbers{4}, Numbers{9});
  EXPECT_EQ(mean.difference, 3.0);
  EXPECT_TRUE(std::isnan(mean.error));
  EXPECT_TRUE(std::isnan(mean.draws_saved));
}

TEST(PairedSpread, counts_ties_as_half) {
  const PairedSpread spread = paired_spread(Numbers{1, 2, 3, 4}, Numbers{0, 2, 3, 6});
  EXPECT_DOUBLE_EQ(spread.probability, 0.5);
  EXPECT_DOUBLE_EQ(spread.ties, 0.5);
  // Scores 0, 1/2, 1/2, 1 and one more of 0 and of 1: variance 1/6.
  EXPECT_DOUBLE_EQ(spread.probability_error, std::sqrt(1.0 / 6.0 / 4.0));
  EXPECT_DOUBLE_EQ(spread.quantile[1], 0.0);
  EXPECT_DOUBLE_EQ(spread.quantile[2], 0.7 * 2.0);  // rank 2.7 of -1, 0, 0, 2
}

TEST(PairedSpread, does_not_take_unanimous_draws_for_certainty) {
  const Numbers zeros(100, 0.0);
  const Numbers ones(100, 1.0);
  const PairedSpread spread = paired_spread(zeros, ones);
  EXPECT_EQ(spread.probability, 1.0);
  EXPECT_GT(spread.probability_error, 0.005);
  EXPECT_LT(spread.probability_error, 0.02);
}

// sqrt(pi / 2 / n) for a standard normal. The spacing it is taken from varies by a twelfth in one
// sample of this size, hence the mean over forty.
TEST(PairedSpread, error_of_the_median_is_that_of_a_normal) {
  constexpr int n = 20'000;
  constexpr int samples = 40;
  const Numbers zeros(n, 0.0);
  std::mt19937_64 engine(11);
  std::normal_distribution<double> normal(5.0, 1.0);
  double ratio = 0.0;
  for (int sample = 0; sample < samples; ++sample) {
    Numbers values;
    for (int draw = 0; draw < n; ++draw) values.push_back(normal(engine));
    const PairedSpread spread = paired_spread(zeros, values);
    ratio += spread.quantile_error[1] / std::sqrt(std::acos(-1.0) / 2 / n) / samples;
    EXPECT_NEAR(spread.quantile[1], 5.0, 5 * spread.quantile_error[1]);
  }
  EXPECT_NEAR(ratio, 1.0, 0.05);
}

TEST(Paired, refuses_draws_without_a_partner) {
  EXPECT_THROW(paired_mean(Numbers{1, 2}, Numbers{1}, Numbers{1, 1}), std::invalid_argument);
  EXPECT_THROW(paired_mean(Numbers{1, 2}, Numbers{1, 2}, Numbers{1}), std::invalid_argument);
  EXPECT_THROW(paired_spread(Numbers{}, Numbers{}), std::invalid_argument);
}

}  // namespace
}  // namespace peregrine
