// The books close in every draw and year: stocks, countries, populations.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "host/store/ensemble_reader.h"
#include "tests/cli/command_line.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

constexpr int to_year = 2032;  // three spells of volatility
constexpr int years = to_year - 2020;

const Draws& draws() {
  static const Draws simulated(forecast_world(to_year));
  return simulated;
}

TEST(Balance, of_the_world_stock_closes_in_every_draw_and_year_of_a_file) {
  constexpr int realizations = 150;
  constexpr int times = 31;
  const TemporaryFolder folder;
  const Outcome outcome = run_command(
      {"run", PEREGRINE_SOURCE_DIR "/inputs/scenarios/reference.toml", "--draws",
       std::to_string(realizations), "--to", "2050", "--keep", "-1", "-o", "out.h5", "-q"},
      folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const EnsembleReader reader(folder.file("out.h5"));
  const std::vector<double> stock = reader.read("global_migrant_stock");
  const std::vector<double> arrivals = reader.read("global_arrivals");
  const std::vector<double> returns = reader.read("global_returns");
  const std::vector<double> onward = reader.read("global_onward_moves");
  const std::vector<double> deaths = reader.read("global_deaths");
  const std::vector<double> revision = reader.read("global_stock_revision");
  ASSERT_EQ(stock.size(), static_cast<std::size_t>(realizations * times));
  for (std::size_t at = 0; at < stock.size(); ++at) {
    if (at % times == 0) {
      EXPECT_TRUE(std::isnan(arrivals[at])) << "the first year has no flows";
      continue;
    }
    for (const double flow : {arrivals[at], returns[at], onward[at], deaths[at]}) {
      ASSERT_GT(flow, 0.0);
    }
    const double expected =
        stock[at - 1] + arrivals[at] - returns[at] - onward[at] - deaths[at] + revision[at];
    ASSERT_NEAR(stock[at], expected, 1e-6 * stock[at])
        << "realization " << at / times << ", year " << 2020 + at % times;
  }
}

TEST(Balance, of_the_world_stock_closes_in_every_lane_of_a_tile) {
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 1; year <= years; ++year) {
      const double expected =
          draws().world_stock(draw, year - 1) + draws().flow(draw, year, arrivals_flow) -
          draws().flow(draw, year, returns_flow) - draws().flow(draw, year, onward_flow) -
          draws().flow(draw, year, deaths_flow);
      ASSERT_NEAR(draws().world_stock(draw, year), expected, 1e-6 * expected)
          << "draw " << draw << " year " << year;
    }
  }
}

TEST(Balance, of_immigrants_emigrants_and_corridors_is_one_world_stock) {
  const World& world = draws().world();
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 0; year <= years; ++year) {
      double immigrants = 0.0;
      double emigrants = 0.0;
      double corridors = 0.0;
      for (int country = 0; country < world.view.countries; ++country) {
        immigrants += draws().immigrants(draw, year, country);
        emigrants += draws().emigrants(draw, year, country);
      }
      for (int corridor = 0; corridor < world.view.corridors; ++corridor) {
        corridors += static_cast<double>(draws().stock(draw, year, corridor));
      }
      const double total = draws().world_stock(draw, year);
      ASSERT_NEAR(immigrants, total, 1e-12 * total);
      ASSERT_NEAR(emigrants, total, 1e-12 * total);
      ASSERT_NEAR(corridors, total, 1e-12 * total);
    }
  }
}

TEST(Balance, of_every_country_is_the_sum_of_its_corridors) {
  const World& world = draws().world();
  constexpr int year = years;
  for (int draw = 0; draw < Draws::count; draw += 5) {
    std::vector<double> in(static_cast<std::size_t>(world.view.countries), 0.0);
    std::vector<double> out(in.size(), 0.0);
    for (int c = 0; c < world.view.corridors; ++c) {
      const auto corridor = static_cast<std::size_t>(c);
      const auto persons = static_cast<double>(draws().stock(draw, year, c));
      in[static_cast<std::size_t>(world.view.destination[corridor])] += persons;
      out[static_cast<std::size_t>(world.view.origin[corridor])] += persons;
    }
    for (int country = 0; country < world.view.countries; ++country) {
      const auto c = static_cast<std::size_t>(country);
      EXPECT_NEAR(draws().immigrants(draw, year, country), in[c], 1e-9 * in[c] + 1e-9);
      EXPECT_NEAR(draws().emigrants(draw, year, country), out[c], 1e-9 * out[c] + 1e-9);
    }
  }
}

TEST(Balance, leaves_nothing_negative_or_undefined) {
  const World& world = draws().world();
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 0; year <= years; ++year) {
      for (int corridor = 0; corridor < world.view.corridors; ++corridor) {
        const float persons = draws().stock(draw, year, corridor);
        ASSERT_TRUE(persons >= 0.0f && persons < 1e9f) << persons << " in corridor " << corridor;
      }
      for (int country = 0; country < world.view.countries; ++country) {
        const double persons = draws().population(draw, year, country);
        ASSERT_TRUE(persons >= 0.0 && persons < 1e10) << persons << " in country " << country;
      }
    }
  }
}

// Without deaths the change of a stock is arrivals less departures, so that each country's
// migration can be read off the stocks: what it gains of others and what it loses of its own.
TEST(Balance, of_every_population_closes_where_nobody_dies) {
  World world = forecast_world(2026);
  std::ranges::fill(world.edit(world.view.deaths_rate), 0.0f);
  const Draws immortal(world);
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 1; year <= world.view.years; ++year) {
      for (int country = 0; country + 1 < world.view.countries; ++country) {
        const auto rate = static_cast<std::size_t>((year - 1) * world.view.countries + country);
        const double before = immortal.population(draw, year - 1, country);
        const double births = before * static_cast<double>(world.view.births_rate[rate]);
        const double gained =
            immortal.immigrants(draw, year, country) - immortal.immigrants(draw, year - 1, country);
        const double lost =
            immortal.emigrants(draw, year, country) - immortal.emigrants(draw, year - 1, country);
        const double expected = std::max(before + births + gained - lost, 0.0);
        // Flows are single precision; stocks and populations set their rounding.
        const double scale = before + immortal.immigrants(draw, year, country) +
                             immortal.emigrants(draw, year, country);
        ASSERT_NEAR(immortal.population(draw, year, country), expected, 1e-6 * scale)
            << baseline().countries.iso3[static_cast<std::size_t>(country)] << ", draw " << draw
            << ", year " << year;
      }
    }
  }
}

// The world gains by births, loses by deaths and exchanges people with the unknown origin only; of
// those, the ones who die abroad die in no country's books twice.
TEST(Balance, of_the_world_population_is_births_deaths_and_the_unknown_origin) {
  const World& world = draws().world();
  const int unknown = world.view.countries - 1;
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 1; year <= 5; ++year) {
      double change = 0.0;
      double natural = 0.0;
      double total = 0.0;
      for (int country = 0; country < unknown; ++country) {
        const auto rate = static_cast<std::size_t>((year - 1) * world.view.countries + country);
        const double before = draws().population(draw, year - 1, country);
        change += draws().population(draw, year, country) - before;
        natural += before *
                   static_cast<double>(world.view.births_rate[rate] - world.view.deaths_rate[rate]);
        total += before;
      }
      double most_deaths = 0.0;
      for (int c = 0; c < world.view.corridors; ++c) {
        const auto corridor = static_cast<std::size_t>(c);
        if (world.view.origin[corridor] != unknown) continue;
        const auto rate = static_cast<std::size_t>((year - 1) * world.view.countries +
                                                   world.view.destination[corridor]);
        most_deaths += static_cast<double>(draws().stock(draw, year - 1, c)) *
                       static_cast<double>(world.view.deaths_rate[rate]);
      }
      const double exchange =
          draws().emigrants(draw, year, unknown) - draws().emigrants(draw, year - 1, unknown);
      // Those who leave before they die, at most, are missing from the deaths of all who were
      // there.
      const double deaths_of_unknown = change - natural - exchange;
      EXPECT_LE(deaths_of_unknown, most_deaths + 1e-8 * total) << "draw " << draw;
      EXPECT_GE(deaths_of_unknown, 0.5 * most_deaths - 1e-8 * total) << "draw " << draw;
    }
  }
}

// However hard people are pushed, at most a tenth of those born in a country set out in a year, and
// migrants in it are not among them. Without deaths, what its emigrants gain is who left.
TEST(Balance, lets_at_most_a_tenth_of_those_born_in_a_country_leave_in_a_year) {
  World world = forecast_world(2026);
  std::ranges::fill(world.edit(world.view.deaths_rate), 0.0f);
  for (float& log_size : world.edit(world.view.log_reference)) log_size += 8.0f;
  const Draws pushed(world);
  int at_the_bound = 0;
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 1; year <= world.view.years; ++year) {
      for (int country = 0; country + 1 < world.view.countries; ++country) {
        const double at_home = std::max(
            pushed.population(draw, year - 1, country) - pushed.immigrants(draw, year - 1, country),
            0.0);
        const double abroad = pushed.emigrants(draw, year - 1, country);
        const double left = pushed.emigrants(draw, year, country) - abroad;
        ASSERT_LE(left, 0.1 * (at_home + abroad) * (1.0 + 1e-5) + 1.0)
            << baseline().countries.iso3[static_cast<std::size_t>(country)] << ", draw " << draw
            << ", year " << year;
        at_the_bound += left > 0.09 * (at_home + abroad) ? 1 : 0;
        if (at_home < 0.2 * abroad) continue;
        ASSERT_GE(pushed.population(draw, year, country) * (1.0 + 1e-6),
                  pushed.immigrants(draw, year, country))
            << baseline().countries.iso3[static_cast<std::size_t>(country)] << ", draw " << draw
            << ", year " << year;
      }
    }
  }
  EXPECT_GT(at_the_bound, 1000);
}

TEST(Balance, gives_the_unknown_origin_no_population) {
  for (int year = 0; year <= years; ++year) {
    EXPECT_EQ(draws().population(0, year, draws().world().view.countries - 1), 0.0);
  }
}

}  // namespace
}  // namespace peregrine::test
