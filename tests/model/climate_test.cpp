// What the climate's switches switch, what they leave alone, and what a draw keeps in all
// scenarios.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "host/device/tile_memory.h"
#include "host/model/climate/energy_step.h"
#include "host/model/climate/world.h"
#include "kernels/climate/year.h"
#include "kernels/tile_arrays.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

const ClimateInputs& inputs() {
  static const ClimateInputs loaded = load_climate(inputs_dir, baseline().countries);
  return loaded;
}

ClimateSettings with_delivery(double probability) {
  ClimateSettings settings;
  settings.delivery.fill(probability);
  return settings;
}

// The climate of draws 0 ... 31, 2020 to 2100, without a stock.
class ClimateDraws {
 public:
  static constexpr int count = 32;
  static constexpr int years = 80;

  explicit ClimateDraws(const ClimateSettings& settings)
      : climate_(make_climate(inputs(), settings, 2020)),
        memory_(view(), 1, count, {years + 1, 1}) {
    const Tile tile = {RunSettings().seed, 0, 0, count};
    const WorldView world = view();
    for (int step = 0; step <= years; ++step) {
      const TileOutput year = output_of_year(world, memory_.output(), step, count);
      const ClimateState& state = memory_.state().climate;
      if (step == 0)
        begin_climate<count>(world.climate, world.countries, tile, state, year.climate);
      if (step > 0) {
        advance_climate<count>(world.climate, world.countries, tile, step, state, year.climate);
      }
    }
  }

  double temperature(int draw, int year) const {
    return static_cast<double>(out().temperature[(year - 2020) * count + draw]);
  }
  double co2(int draw, int year) const {
    return static_cast<double>(out().co2[(year - 2020) * count + draw]);
  }
  double emissions(int draw, int year, int bloc) const {
    return static_cast<double>(out().emissions[((year - 2020) * bloc_count + bloc) * count + draw]);
  }
  int member(int draw) const { return out().row[draw]; }
  // Of the last year.
  double warming(int draw, int country) const {
    return static_cast<double>(memory_.state().climate.warming[country * count + draw]);
  }

 private:
  WorldView view() const {
    WorldView world = {};
    world.countries = baseline().countries.size();
    world.years = years;
    world.climate = climate_.view;
    return world;
  }
  const ClimateOutput& out() const { return memory_.output().climate; }

  Climate climate_;
  TileMemory memory_;
};

TEST(Climate, leaves_the_bits_of_the_stock_alone) {
  World world = forecast_world(2023);
  const Draws without(world);
  world.take(world.view.climate, make_climate(inputs(), ClimateSettings(), 2020));
  const Draws with(world);
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 0; year <= 3; ++year) {
      ASSERT_EQ(with.world_stock(draw, year), without.world_stock(draw, year));
    }
  }
}

TEST(Climate, gives_a_draw_the_same_member_and_weather_in_every_scenario) {
  ClimateSettings policies;
  policies.emissions = EmissionPath::current_policies;
  const ClimateDraws kept(with_delivery(1.0));
  const ClimateDraws other(policies);
  for (int draw = 0; draw < ClimateDraws::count; ++draw) {
    EXPECT_EQ(kept.member(draw), other.member(draw));
    EXPECT_EQ(kept.temperature(draw, 2020), other.temperature(draw, 2020));
    EXPECT_LT(kept.temperature(draw, 2100), other.temperature(draw, 2100)) << draw;
  }
}

TEST(Climate, is_warmer_in_every_draw_where_pledges_slip) {
  const ClimateDraws kept(with_delivery(1.0));
  const ClimateDraws slipped(with_delivery(0.0));
  for (int draw = 0; draw < ClimateDraws::count; ++draw) {
    EXPECT_GT(slipped.temperature(draw, 2100), kept.temperature(draw, 2100)) << draw;
    EXPECT_GT(slipped.co2(draw, 2100), kept.co2(draw, 2100)) << draw;
  }
}

TEST(Climate, without_uncertainty_has_one_future) {
  ClimateSettings settings;
  settings.emissions = EmissionPath::current_policies;
  settings.parameter_uncertainty = Sampling::off;
  settings.variability = Sampling::off;
  settings.pattern_spread = Sampling::off;
  const ClimateDraws draws(settings);
  for (int draw = 1; draw < ClimateDraws::count; ++draw) {
    EXPECT_EQ(draws.temperature(draw, 2100), draws.temperature(0, 2100));
    EXPECT_EQ(draws.warming(draw, 100), draws.warming(0, 100));
  }
  // The central member warms as the median of FaIR's runs does (2.80 K in 2100).
  EXPECT_NEAR(draws.temperature(0, 2100), 2.8, 0.35);
}

TEST(Climate, frozen_keeps_the_forced_warming_of_2020) {
  ClimateSettings settings;
  settings.emissions = EmissionPath::none;
  settings.variability = Sampling::off;
  const ClimateDraws draws(settings);
  for (int draw = 0; draw < ClimateDraws::count; ++draw) {
    EXPECT_EQ(draws.temperature(draw, 2100), draws.temperature(draw, 2020));
  }
}

TEST(Emissions, are_those_of_the_global_carbon_budget_in_2020_and_end_as_pledged) {
  const ClimateDraws draws(with_delivery(1.0));
  // Global Carbon Budget: China 10.96, United States 4.72, EU 2.62, India 2.45 GtCO2 in 2020.
  EXPECT_NEAR(draws.emissions(0, 2020, china), 10.96, 0.1);
  EXPECT_NEAR(draws.emissions(0, 2020, united_states), 4.72, 0.05);
  EXPECT_NEAR(draws.emissions(0, 2020, european_union), 2.62, 0.05);
  EXPECT_NEAR(draws.emissions(0, 2020, india), 2.45, 0.05);
  double sum = 0.0;
  for (int bloc = 0; bloc < bloc_count; ++bloc) sum += draws.emissions(0, 2020, bloc);
  EXPECT_NEAR(sum, 35.01 + 4.30, 0.01);
  EXPECT_GT(draws.emissions(0, 2049, united_states), 0.0);
  EXPECT_EQ(draws.emissions(0, 2050, united_states), 0.0);
  EXPECT_EQ(draws.emissions(0, 2050, european_union), 0.0);
  EXPECT_EQ(draws.emissions(0, 2060, china), 0.0);
  EXPECT_GT(draws.emissions(0, 2069, india), 0.0);
  EXPECT_EQ(draws.emissions(0, 2070, india), 0.0);
}

TEST(Emissions, of_a_pledge_that_slips_end_within_half_and_one_and_a_half_of_the_delay) {
  const ClimateDraws draws(with_delivery(0.0));
  for (int draw = 0; draw < ClimateDraws::count; ++draw) {
    EXPECT_GT(draws.emissions(draw, 2059, united_states), 0.0);
    EXPECT_EQ(draws.emissions(draw, 2080, united_states), 0.0);
  }
}

TEST(Warming, of_a_country_follows_the_globe_by_its_pattern) {
  ClimateSettings settings;
  settings.emissions = EmissionPath::ssp585;
  settings.variability = Sampling::off;
  settings.pattern_spread = Sampling::off;
  const ClimateDraws draws(settings);
  const int russia = baseline().countries.index_of("RUS");
  const int fiji = baseline().countries.index_of("FJI");
  const auto pattern = [](int country) {
    return inputs().pattern[static_cast<std::size_t>(country)];
  };
  for (int draw = 0; draw < ClimateDraws::count; ++draw) {
    EXPECT_NEAR(draws.warming(draw, russia) / draws.warming(draw, fiji),
                pattern(russia) / pattern(fiji), 1e-4);
  }
  EXPECT_GT(pattern(russia), pattern(fiji));
}

TEST(EnergyStep, keeps_what_constant_forcing_leads_to) {
  // At equilibrium the top layer is at forcing over transfer to space, and stays.
  const ClimateMember& member = inputs().members.front();
  const EnergyStep year = energy_step(member);
  const double warming = 1.0 / member.transfer[0];
  const double state[energy_states] = {1.0, warming, warming, warming};
  for (std::size_t i = 0; i < energy_states; ++i) {
    double next = year.gain[i];
    for (std::size_t j = 0; j < energy_states; ++j) next += year.step[i][j] * state[j];
    EXPECT_NEAR(next, state[i], 1e-11);
  }
}

TEST(EnergyStep, has_the_covariance_that_van_loans_method_gives) {
  // Member 1234, by numpy from Van Loan's (1978) matrix exponential as FaIR computes it.
  const EnergyStep year = energy_step(inputs().members.front());
  EXPECT_NEAR(year.covariance[0][0], 1.63106958e-01, 1e-6);
  EXPECT_NEAR(year.covariance[1][0], 1.23290403e-02, 1e-7);
  EXPECT_NEAR(year.covariance[1][1], 5.06440578e-03, 1e-7);
  EXPECT_NEAR(year.covariance[2][2], 2.97563355e-05, 1e-9);
  EXPECT_NEAR(year.covariance[3][3], 1.62000976e-09, 1e-13);
}

TEST(Sensitivity, from_the_parameters_is_that_of_the_published_quantiles) {
  std::vector<double> equilibrium;
  for (const ClimateMember& member : inputs().members) {
    equilibrium.push_back(equilibrium_sensitivity(member));
  }
  std::nth_element(equilibrium.begin(), equilibrium.begin() + 420, equilibrium.end());
  EXPECT_NEAR(equilibrium[420], 2.82, 0.01);
}

}  // namespace
}  // namespace peregrine::test
