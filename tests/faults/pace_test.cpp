// When statistics are worth a checkpoint: from the first one on they cost 3 % of the time at most.
#include "host/checkpoint/pace.h"

#include <gtest/gtest.h>

namespace peregrine {
namespace {

// 4 s of storing, and 2 s of writing at the rate that is expected of a slow disk.
constexpr StoreCost dear = {4.0, 4e8};
constexpr StoreCost cheap = {0.5, 1e8};

TEST(Pace, lets_a_cheap_first_part_come_after_ninety_seconds) {
  Pace pace;
  const auto expected = [] { return cheap; };
  EXPECT_FALSE(pace.due(89.0, expected));
  EXPECT_TRUE(pace.due(90.0, expected));
}

TEST(Pace, lets_a_dear_first_part_wait_until_it_costs_three_per_cent) {
  Pace pace;
  int asked = 0;
  const auto expected = [&asked] {
    ++asked;
    return dear;
  };
  for (int seconds = 1; seconds < 200; ++seconds) EXPECT_FALSE(pace.due(seconds, expected));
  EXPECT_EQ(asked, 1);
  EXPECT_TRUE(pace.due(201.0, expected));
  EXPECT_EQ(asked, 2);
}

TEST(Pace, asks_again_for_a_first_part_that_has_grown) {
  Pace pace;
  EXPECT_FALSE(pace.due(100.0, [] { return dear; }));
  EXPECT_FALSE(pace.due(210.0, [] { return StoreCost{8.0, 8e8}; }));
  EXPECT_FALSE(pace.due(390.0, [] { return cheap; })) << "asked before it could be due";
  EXPECT_TRUE(pace.due(410.0, [] { return cheap; }));
}

TEST(Pace, goes_by_what_the_last_part_cost) {
  Pace pace;
  const auto never_asked = []() -> StoreCost {
    ADD_FAILURE() << "what a part costs is known";
    return {};
  };
  pace.stored(1.0);
  pace.written(2.0);
  EXPECT_FALSE(pace.due(99.0, never_asked));
  EXPECT_TRUE(pace.due(101.0, never_asked));
  pace.stored(0.0);
  pace.written(0.0);
  EXPECT_FALSE(pace.due(89.0, never_asked));
  EXPECT_TRUE(pace.due(90.0, never_asked));
}

TEST(Pace, adds_up_what_all_parts_cost) {
  Pace pace;
  EXPECT_EQ(pace.seconds_stored(), 0.0);
  for (int part = 0; part < 3; ++part) {
    pace.stored(1.5);
    pace.written(0.25);
  }
  EXPECT_EQ(pace.seconds_stored(), 4.5);
  EXPECT_EQ(pace.seconds_written(), 0.75);
}

}  // namespace
}  // namespace peregrine
