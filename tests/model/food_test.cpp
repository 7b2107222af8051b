// Food stress: its sign and size by income, what switches it off, and whom it reaches.
#include "kernels/drivers/food.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "host/device/tile_memory.h"
#include "kernels/tile_arrays.h"
#include "kernels/year.h"
#include "tests/model/driven_world.h"

namespace peregrine::test {
namespace {

constexpr int to_year = 2030;
constexpr int last = to_year - PopulationTrend::first_year;

RunSettings without_response() {
  RunSettings settings;
  settings.drivers.food_response = 0.0;
  return settings;
}

// The first year of the forecast on 16 draws that live by the mean parameters.
class FirstYear {
 public:
  static constexpr int width = 16;

  explicit FirstYear(const RunSettings& settings)
      : world_(driven_world(settings, PopulationTrend::first_year + 1)),
        memory_(world_.view, 1, width, Planes::of_all_years(world_.view)) {
    const WorldView& view = world_.view;
    const StockSwitches switches = {1.0f, 1.0f, 1.0f, 0};
    const auto year = [&](int step) { return output_of_year(view, memory_.output(), step, width); };
    begin_draws<width>(view, switches, tile_, memory_.state(), year(0));
    advance_year<width>(view, switches, tile_, 1, memory_.state(), year(1));
  }

  float pull(int country, int lane) const {
    return memory_.state().origin_pull[country * width + lane];
  }
  float heat(int country, int lane) const {
    float heat[width];
    heat_of_year<width>(world_.view.climate, tile_, country, memory_.state().climate, heat);
    return heat[lane];
  }

 private:
  World world_;
  TileMemory memory_;
  Tile tile_ = {281, 0, 0, width};
};

// What a standard deviation of heat adds to the log of arrivals from a country.
double response_of(const char* code) {
  static const FirstYear with{RunSettings{}};
  static const FirstYear without{without_response()};
  const int country = baseline().countries.index_of(code);
  double product = 0.0;
  double square = 0.0;
  for (int lane = 0; lane < FirstYear::width; ++lane) {
    const double heat = with.heat(country, lane);
    product += heat * static_cast<double>(with.pull(country, lane) - without.pull(country, lane));
    square += heat * heat;
  }
  return product / square;
}

// As for the response to warming: Cattaneo and Peri 2016.
TEST(FoodStress, sends_people_of_middle_income_away_and_keeps_the_poorest) {
  for (const char* code : {"EGY", "IDN", "IND", "MAR", "PHL"}) {
    EXPECT_GT(response_of(code), 0.015) << code;
    EXPECT_LT(response_of(code), 0.04) << code;
  }
  for (const char* code : {"BDI", "CAF", "MWI", "NER"}) {
    EXPECT_LT(response_of(code), -0.03) << code;
    EXPECT_GT(response_of(code), -0.08) << code;
  }
  EXPECT_NEAR(response_of("DEU"), 0.0, 0.001);
}

// Hoffmann et al. 2020: 0.021 standard deviations of migration per standard deviation, about 0.015
// in logs; other studies of theirs reach twice that.
TEST(FoodStress, has_a_mean_response_inside_the_meta_analysis) {
  const World world = driven_world(RunSettings{}, to_year);
  const Draws draws(world);
  double weighted = 0.0;
  double people = 0.0;
  for (int country = 0; country < world.view.countries; ++country) {
    if (world.view.economy.known[static_cast<std::size_t>(country)] == 0.0f) continue;
    const float income = world.view.economy.trend[static_cast<std::size_t>(country)];
    const float middle = world.view.drivers.food_response * farming_share(income);
    const double emigrants = draws.emigrants(0, 0, country);
    weighted += emigrants * static_cast<double>(response_by_income(
                                income, middle, -middle * world.view.drivers.poor_ratio));
    people += emigrants;
  }
  EXPECT_GT(weighted / people, 0.004);
  EXPECT_LT(weighted / people, 0.029);
}

// One quarter of the world's workers work in agriculture (ILO, 2023: 26 %), and a normal number is
// above one in 16 % of cases, here somewhat more, as the globe's own variability adds to a
// country's.
TEST(FoodStress, reaches_a_sixth_to_a_fourth_of_those_who_live_of_agriculture) {
  const World world = driven_world(RunSettings{}, to_year);
  const Draws draws(world);
  double farming = 0.0;
  double population = 0.0;
  for (int country = 0; country < world.view.countries; ++country) {
    const auto at = static_cast<std::size_t>(country);
    const double persons = draws.population(0, 0, country);
    population += persons;
    if (world.view.economy.known[at] == 0.0f) continue;
    farming += persons * static_cast<double>(farming_share(world.view.economy.trend[at]));
  }
  EXPECT_NEAR(farming / population, 0.26, 0.06);
  double stressed = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 0; year <= 5; ++year) {
      stressed += draws.food_stressed(draw, year) / (6 * Draws::count);
    }
  }
  EXPECT_GT(stressed / farming, 0.14);
  EXPECT_LT(stressed / farming, 0.26);
}

TEST(FoodStress, is_about_weather_and_not_about_the_trend) {
  RunSettings hot;
  hot.climate.emissions = EmissionPath::ssp585;
  RunSettings cool;
  cool.climate.emissions = EmissionPath::verylow;
  const Draws in_heat(driven_world(hot, 2060));
  const Draws in_cool(driven_world(cool, 2060));
  double difference = 0.0;
  double sum = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) {
    difference += in_heat.food_stressed(draw, 40) - in_cool.food_stressed(draw, 40);
    sum += in_cool.food_stressed(draw, 40);
  }
  EXPECT_GT(sum, 0.0);
  EXPECT_LT(std::abs(difference / sum), 0.01);
}

void expect_same_stocks(const Draws& one, const Draws& other) {
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 1; year <= last; ++year) {
      ASSERT_EQ(one.world_stock(draw, year), other.world_stock(draw, year)) << draw << ' ' << year;
    }
  }
}

TEST(FoodStress, moves_nobody_where_the_climate_stands_still) {
  RunSettings still;
  still.climate.emissions = EmissionPath::none;
  RunSettings indifferent = without_response();
  indifferent.climate.emissions = EmissionPath::none;
  expect_same_stocks(Draws(driven_world(still, to_year)),
                     Draws(driven_world(indifferent, to_year)));
}

TEST(FoodStress, moves_nobody_without_weather_of_any_kind) {
  RunSettings calm;
  calm.climate.variability = Sampling::off;
  const Draws draws(driven_world(calm, to_year));
  for (int draw = 0; draw < Draws::count; ++draw) EXPECT_EQ(draws.food_stressed(draw, last), 0.0);
}

TEST(FoodStress, moves_some_and_fewer_where_people_adapt) {
  RunSettings adapted;
  adapted.policy.adaptation_finance = 0.5;
  adapted.policy.from_year = 2025;
  adapted.drivers.warming_response = 0.0;
  RunSettings plain = adapted;
  plain.policy.adaptation_finance = 0.0;
  RunSettings indifferent = plain;
  indifferent.drivers.food_response = 0.0;
  const Draws with(driven_world(adapted, to_year));
  const Draws without(driven_world(plain, to_year));
  const Draws unmoved(driven_world(indifferent, to_year));
  double moved = 0.0;
  double moved_adapted = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) {
    EXPECT_EQ(with.food_stressed(draw, 4), without.food_stressed(draw, 4));
    EXPECT_NEAR(with.food_stressed(draw, 5), 0.5 * without.food_stressed(draw, 5), 1.0);
    const double base = unmoved.flow(draw, 5, arrivals_flow);
    moved += std::abs(without.flow(draw, 5, arrivals_flow) - base);
    moved_adapted += std::abs(with.flow(draw, 5, arrivals_flow) - base);
  }
  EXPECT_GT(moved, 0.0);
  EXPECT_LT(moved_adapted, moved);
}

}  // namespace
}  // namespace peregrine::test
