// Ranges and shares that bounds are made of.
#include "host/audit/measures.h"

#include <gtest/gtest.h>

#include <cmath>

namespace peregrine::test {
namespace {

TEST(AuditMeasures, are_those_of_textbooks) {
  // Wilson's interval of 14 of 34, computed by hand from its formula.
  const Range range = share_range(14.0 / 34, 34);
  EXPECT_NEAR(range.low, 0.26366, 1e-4);
  EXPECT_NEAR(range.high, 0.57778, 1e-4);
  EXPECT_EQ(share_range(0, 10).low, 0);
  EXPECT_NEAR(unbeaten_share(35), 0.0820, 1e-4);
  EXPECT_EQ(quantile_in({4, 1, 3, 2}, 0.5), 2.5);
  EXPECT_EQ(quantile_in({1, std::nan(""), 3}, 1), 3);
  EXPECT_TRUE(std::isnan(quantile_in({}, 0.5)));
  const Range means = range_of_means({1, 2, 3, 10}, 2);
  EXPECT_EQ(means.low, 1.5);
  EXPECT_EQ(means.high, 6.5);
  // 1990 ... 2020, 2024: 25 years changed it by +5 and by +7.
  const Range on = range_going_on({10, 10, 10, 10, 10, 15, 17, 20});
  EXPECT_EQ(on.low, 10);
  EXPECT_EQ(on.high, 27);
}

}  // namespace
}  // namespace peregrine::test
