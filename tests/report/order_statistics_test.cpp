// Numbers between sorted ones, which bands and chances of draws stand on.
#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "host/statistics/order.h"

namespace peregrine {
namespace {

TEST(OrderStatistics, lie_between_neighbours_and_never_beyond_the_ends) {
  const std::vector<double> sorted = {1, 2, 4, 8};
  EXPECT_EQ(at_rank(sorted, 0), 1);
  EXPECT_EQ(at_rank(sorted, 1.5), 3);
  EXPECT_EQ(at_rank(sorted, 3), 8);
  EXPECT_EQ(at_rank(sorted, -0.5), 1);
  EXPECT_EQ(at_rank(sorted, 7.2), 8);
  // NumPy: quantile([1, 2, 4, 8], [0, 0.25, 0.5, 0.9, 1]).
  EXPECT_EQ(sorted_quantile(sorted, 0), 1);
  EXPECT_EQ(sorted_quantile(sorted, 0.25), 1.75);
  EXPECT_EQ(sorted_quantile(sorted, 0.5), 3);
  EXPECT_NEAR(sorted_quantile(sorted, 0.9), 6.8, 1e-12);
  EXPECT_EQ(sorted_quantile(sorted, 1), 8);
  const std::array<float, 2> floats = {1.0F, 2.0F};
  EXPECT_EQ(sorted_quantile(floats, 0.25), 1.25);
  EXPECT_EQ(sorted_quantile(std::vector<double>{5}, 0.3), 5);
}

// One binomial standard deviation of four draws at a half is one rank: (6 - 1.5) / 2.
TEST(OrderStatistics, have_the_error_of_ranks_one_deviation_either_side) {
  const std::vector<double> sorted = {1, 2, 4, 8};
  EXPECT_EQ(sorted_quantile_error(sorted, 0.5), 2.25);
  EXPECT_EQ(sorted_quantile_error(std::vector<double>{5}, 0.5), 0);
}

}  // namespace
}  // namespace peregrine
