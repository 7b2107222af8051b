// Sobol' shares against functions whose shares are known, sampled from the model's own streams
// under two seeds.
#include "host/statistics/variance_shares.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "kernels/ground/tile.h"

namespace peregrine::test {
namespace {

constexpr std::array groups = {DriverGroup::measurement, DriverGroup::economy, DriverGroup::chance};

// One uniform number of a process in each of the three groups.
using Point = std::array<double, 3>;

Point point(std::uint64_t seed, std::uint64_t draw, std::uint32_t second_groups) {
  const Tile tile = {seed, draw, 0, 1, {seed + 1000, second_groups}};
  constexpr std::array processes = {Process::baseline, Process::income, Process::corridor_shock};
  Point x = {};
  for (std::size_t d = 0; d < x.size(); ++d) {
    TileWords<1> words;
    draw_words<1>(tile, processes[d], 7, 0, words);
    x[d] = static_cast<double>(uniform_open(words.word[0][0]));
  }
  return x;
}

template <typename Function>
VarianceShares shares_of(const Function& function, std::uint64_t seed, std::uint64_t draws) {
  std::vector<double> a;
  std::vector<double> b;
  std::vector<std::vector<double>> mixed(groups.size());
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    a.push_back(function(point(seed, draw, 0)));
    b.push_back(function(point(seed, draw, all_groups)));
    for (std::size_t d = 0; d < groups.size(); ++d) {
      mixed[d].push_back(function(point(seed, draw, group_bit(groups[d]))));
    }
  }
  return variance_shares(a, b, mixed);
}

// Ishigami and Homma 1990 with a = 7, b = 0.1 on -pi ... pi.
double ishigami(const Point& x) {
  const auto angle = [&x](std::size_t d) { return std::numbers::pi * (2.0 * x[d] - 1.0); };
  const double wave = std::sin(angle(1));
  return std::sin(angle(0)) * (1.0 + 0.1 * std::pow(angle(2), 4)) + 7.0 * wave * wave;
}
constexpr double ishigami_mean = 3.5;
constexpr double ishigami_variance = 13.8446;
constexpr std::array ishigami_first = {0.3139, 0.4424, 0.0};
constexpr std::array ishigami_total = {0.5576, 0.4424, 0.2437};

void expect_within_errors(const VarianceShare& found, double truth) {
  constexpr double errors = 4.0;
  EXPECT_GT(found.error, 0.0);
  EXPECT_NEAR(found.share, truth, errors * found.error);
}

TEST(VarianceShares, of_ishigamis_function_are_the_published_ones) {
  const VarianceShares found = shares_of(ishigami, 281, 20'000);
  EXPECT_NEAR(found.mean, ishigami_mean, 4.0 * found.mean_error);
  EXPECT_NEAR(found.variance, ishigami_variance, 0.02 * ishigami_variance);
  for (std::size_t d = 0; d < groups.size(); ++d) {
    SCOPED_TRACE(d);
    expect_within_errors(found.drivers[d].first_order, ishigami_first[d]);
    expect_within_errors(found.drivers[d].total, ishigami_total[d]);
    EXPECT_LT(found.drivers[d].first_order.error, 0.01);
    EXPECT_LT(found.drivers[d].total.error, 0.01);
  }
  expect_within_errors(found.interactions, 0.2437);
}

// Over many seeds the estimates scatter as their errors say.
TEST(VarianceShares, have_errors_of_the_right_size) {
  constexpr int seeds = 200;
  constexpr std::size_t estimates = 7;
  std::array<double, estimates> squares = {};
  for (int seed = 0; seed < seeds; ++seed) {
    const VarianceShares found = shares_of(ishigami, static_cast<std::uint64_t>(seed), 400);
    const auto add = [&squares](std::size_t at, const VarianceShare& share, double truth) {
      const double z = (share.share - truth) / share.error;
      squares[at] += z * z;
    };
    for (std::size_t d = 0; d < groups.size(); ++d) {
      add(2 * d, found.drivers[d].first_order, ishigami_first[d]);
      add(2 * d + 1, found.drivers[d].total, ishigami_total[d]);
    }
    add(6, found.interactions, 0.2437);
  }
  // Chi-square of 200 is within 0.7 and 1.35 of its mean but for one in a thousand.
  for (std::size_t i = 0; i < estimates; ++i) {
    EXPECT_GT(squares[i] / seeds, 0.7) << i;
    EXPECT_LT(squares[i] / seeds, 1.35) << i;
  }
}

// Without interaction first-order and total shares are one; those of 9 : 1 : 0 are 0.9, 0.1 and 0.
TEST(VarianceShares, of_a_sum_need_no_interactions) {
  const VarianceShares found =
      shares_of([](const Point& x) { return 3.0 * x[0] + x[1]; }, 5, 4'000);
  constexpr std::array truth = {0.9, 0.1};
  for (std::size_t d = 0; d < truth.size(); ++d) {
    SCOPED_TRACE(d);
    expect_within_errors(found.drivers[d].first_order, truth[d]);
    expect_within_errors(found.drivers[d].total, truth[d]);
  }
  expect_within_errors(found.interactions, 0.0);
}

// All variance of a product of centred numbers is interaction.
TEST(VarianceShares, of_a_product_are_interactions) {
  const VarianceShares found =
      shares_of([](const Point& x) { return (x[0] - 0.5) * (x[2] - 0.5); }, 6, 8'000);
  expect_within_errors(found.drivers[0].first_order, 0.0);
  expect_within_errors(found.drivers[0].total, 1.0);
  expect_within_errors(found.interactions, 1.0);
}

TEST(VarianceShares, of_a_driver_that_does_nothing_are_exactly_zero) {
  const VarianceShares found = shares_of([](const Point& x) { return 3.0 * x[0] + x[1]; }, 5, 500);
  EXPECT_EQ(found.drivers[2].first_order.share, 0.0);
  EXPECT_EQ(found.drivers[2].first_order.error, 0.0);
  EXPECT_EQ(found.drivers[2].total.share, 0.0);
  EXPECT_EQ(found.drivers[2].total.error, 0.0);
}

TEST(VarianceShares, of_a_driver_that_does_everything_are_one) {
  const VarianceShares found = shares_of([](const Point& x) { return x[1]; }, 5, 500);
  EXPECT_NEAR(found.drivers[1].first_order.share, 1.0, 1e-12);
  EXPECT_NEAR(found.drivers[1].total.share, 1.0, 4.0 * found.drivers[1].total.error);
  EXPECT_EQ(found.drivers[0].total.share, 0.0);
}

TEST(VarianceShares, of_a_constant_are_not_known) {
  const VarianceShares found = shares_of([](const Point&) { return 5.0; }, 5, 50);
  EXPECT_EQ(found.mean, 5.0);
  EXPECT_EQ(found.variance, 0.0);
  EXPECT_TRUE(std::isnan(found.drivers[0].total.share));
  EXPECT_TRUE(std::isnan(found.interactions.share));
}

TEST(VarianceShares, refuse_samples_of_other_extents) {
  const std::vector<double> two = {1, 2};
  const std::vector<double> three = {1, 2, 3};
  const std::vector<std::vector<double>> mixed = {three};
  EXPECT_THROW(variance_shares(two, three, {}), std::invalid_argument);
  EXPECT_THROW(variance_shares(two, two, mixed), std::invalid_argument);
  EXPECT_THROW(variance_shares({}, {}, {}), std::invalid_argument);
}

}  // namespace
}  // namespace peregrine::test
