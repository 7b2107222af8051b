// What a scenario switches off is off, and openings happen.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

constexpr int years = 8;

const World& world() {
  static const World made = forecast_world(2020 + years);
  return made;
}

bool was_empty(int corridor) {
  return world().view.stock[static_cast<std::size_t>(corridor)] <= 0.0f;
}

int openings(const Draws& draws, int draw) {
  int open = 0;
  for (int corridor = 0; corridor < world().view.corridors; ++corridor) {
    if (was_empty(corridor) && draws.stock(draw, years, corridor) > 0.0f) ++open;
  }
  return open;
}

// Whether two draws have the same stock in every corridor at the end.
bool same_end(const Draws& draws, int one, int other) {
  for (int corridor = 0; corridor < world().view.corridors; ++corridor) {
    if (draws.stock(one, years, corridor) != draws.stock(other, years, corridor)) return false;
  }
  return true;
}

int draws_like_the_first(const Draws& draws) {
  int same = 0;
  for (int draw = 1; draw < Draws::count; ++draw) same += same_end(draws, 0, draw) ? 1 : 0;
  return same;
}

TEST(NewCorridors, open_in_some_draws_and_not_in_all) {
  const Draws draws(world());
  int some = 0;
  double expected = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) some += openings(draws, draw);
  for (const float hazard : world().array(world().view.opening_hazard)) {
    expected += Draws::count * (1.0 - std::pow(1.0 - static_cast<double>(hazard), years));
  }
  EXPECT_GT(some, 0);
  // Openings are independent: their number is Poisson, nearly. A trickle may die out again.
  EXPECT_NEAR(some, expected, 5.0 * std::sqrt(expected));
}

TEST(NewCorridors, start_empty_whatever_the_measurement_error) {
  const Draws draws(world());
  for (int corridor = 0; corridor < world().view.corridors; ++corridor) {
    if (!was_empty(corridor)) continue;
    for (int draw = 0; draw < Draws::count; ++draw) {
      ASSERT_EQ(draws.stock(draw, 0, corridor), 0.0f) << corridor;
    }
  }
}

TEST(NewCorridors, stay_closed_where_switched_off) {
  const Draws draws(world(), {1.0f, 1.0f, 0.0f, 1});
  for (int draw = 0; draw < Draws::count; ++draw) EXPECT_EQ(openings(draws, draw), 0);
}

TEST(Switches, all_off_leave_one_future) {
  const Draws draws(world(), {0.0f, 0.0f, 0.0f, 0});
  EXPECT_EQ(draws_like_the_first(draws), Draws::count - 1);
}

TEST(Switches, with_openings_alone_leave_one_future_but_for_the_openings) {
  const Draws draws(world(), {0.0f, 0.0f, 1.0f, 0});
  EXPECT_LT(draws_like_the_first(draws), Draws::count - 1);
  for (int draw = 1; draw < Draws::count; ++draw) {
    double one = 0.0;
    double other = 0.0;
    for (int corridor = 0; corridor < world().view.corridors; ++corridor) {
      if (was_empty(corridor)) continue;
      one += static_cast<double>(draws.stock(0, years, corridor));
      other += static_cast<double>(draws.stock(draw, years, corridor));
    }
    // Those who go elsewhere are missing from their origin's population: a breath, no more.
    EXPECT_NEAR(one, other, 1e-3 * one) << "draw " << draw;
  }
}

struct OneSwitch {
  const char* name;
  StockSwitches switches;
};

TEST(Switches, each_alone_makes_draws_differ) {
  const OneSwitch each[] = {{"measurement_error", {1.0f, 0.0f, 0.0f, 0}},
                            {"innovations", {0.0f, 1.0f, 0.0f, 0}},
                            {"new_corridors", {0.0f, 0.0f, 1.0f, 0}},
                            {"parameter_uncertainty", {0.0f, 0.0f, 0.0f, 1}}};
  for (const OneSwitch& one : each) {
    EXPECT_LT(draws_like_the_first(Draws(world(), one.switches)), 3) << one.name;
  }
}

// Common random numbers: a switch changes what it switches, not the luck of everything else.
TEST(Switches, of_measurement_error_leaves_parameters_alone_and_growth_within_a_tenth) {
  const Draws with(world(), all_on);
  const Draws without(world(), {0.0f, 1.0f, 1.0f, 1});
  for (int draw = 0; draw < Draws::count; ++draw) {
    // The world's growth is the draw's luck; the error of the start is not in it.
    const double growth_with = with.world_stock(draw, years) / with.world_stock(draw, 0);
    const double growth_without = without.world_stock(draw, years) / without.world_stock(draw, 0);
    EXPECT_NEAR(growth_with, growth_without, 0.1 * growth_without) << "draw " << draw;
  }
}

}  // namespace
}  // namespace peregrine::test
