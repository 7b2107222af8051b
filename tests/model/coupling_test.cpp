// Conflict and displacement within a run: what is observed, what a scenario changes, and that
// nobody is lost between the displaced and the stock.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "host/model/assembly/forecast.h"
#include "host/model/events/kinds.h"
#include "host/support/month.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

constexpr int to_year = 2032;
constexpr int last = to_year - PopulationTrend::first_year;

Draws simulate(const std::function<void(RunSettings&)>& change = {}) {
  RunSettings settings;
  settings.to_year = to_year;
  if (change) change(settings);
  static const ForecastInputs inputs = load_forecast_inputs(inputs_dir);
  return Draws(make_forecast_world(inputs, settings));
}

const Draws& reference() {
  static const Draws simulated = simulate();
  return simulated;
}

int country(const char* code) {
  return baseline().countries.index_of(code);
}

int corridor(const char* origin, const char* destination) {
  const Corridors& all = baseline().corridors;
  for (int c = 0; c < all.size(); ++c) {
    const auto at = static_cast<std::size_t>(c);
    if (all.origin[at] == country(origin) && all.destination[at] == country(destination)) return c;
  }
  ADD_FAILURE() << "no corridor " << origin << " " << destination;
  return 0;
}

double mean_over_draws(const std::function<double(int)>& value) {
  double sum = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) sum += value(draw);
  return sum / Draws::count;
}

double mean_displaced_from(const Draws& draws, int year, const char* code) {
  return mean_over_draws([&](int draw) { return draws.displaced_from(draw, year, country(code)); });
}

// UNHCR, end of 2020 to 2024: refugees, asylum seekers and others in need of international
// protection outside their country; the 45 and more million displaced within theirs are not in it.
TEST(Observed, displaced_are_those_of_unhcr_in_every_draw) {
  const double observed[] = {28'708'869, 30'349'846, 40'088'846, 44'251'271, 45'186'271};
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 0; year <= 4; ++year) {
      EXPECT_NEAR(reference().displaced(draw, year), observed[year], 200.0) << draw << ' ' << year;
    }
  }
}

TEST(Observed, conflict_is_that_of_ucdp_in_every_draw_and_then_parts) {
  double least = 1e9;
  double most = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) {
    // Ukraine 2022 alone: 92,615 deaths (UCDP).
    EXPECT_EQ(reference().conflict_deaths_of(draw, 2, country("UKR")), 92'615);
    EXPECT_EQ(reference().conflict_deaths(draw, 2), reference().conflict_deaths(0, 2));
    least = std::min(least, reference().conflict_deaths(draw, 6));
    most = std::max(most, reference().conflict_deaths(draw, 6));
  }
  EXPECT_GT(most, 1.5 * least);
}

TEST(Observed, until_an_earlier_year_leaves_later_ones_to_chance) {
  const Draws early = simulate([](RunSettings& s) { s.observed_until = 2021; });
  bool parted = false;
  for (int draw = 0; draw < Draws::count; ++draw) {
    EXPECT_NEAR(early.displaced(draw, 1), 30'349'846, 200.0);
    parted |= std::abs(early.displaced(draw, 2) - 40'088'846) > 1e6;
  }
  EXPECT_TRUE(parted);
}

// UNHCR, end of 2021 to end of 2022: from 5,000 to 959,000. The stock is counted in the middle of a
// year, so half of them are in that of 2022 and the others in that of 2023.
TEST(Nowcast, ukrainians_in_poland_rise_by_those_who_were_registered) {
  const int pol = corridor("UKR", "POL");
  const auto rise = [pol](int year) {
    return mean_over_draws([&](int draw) {
      return static_cast<double>(reference().stock(draw, year, pol) -
                                 reference().stock(draw, year - 1, pol));
    });
  };
  EXPECT_NEAR(rise(2), 477'000, 100'000);
  EXPECT_NEAR(rise(3), 477'000, 100'000);
  EXPECT_NEAR(rise(2) + rise(3), 953'000, 150'000);
}

TEST(Refugees, are_never_more_than_the_stock_that_holds_them) {
  for (const char* destination : {"TUR", "DEU", "JOR", "LBN"}) {
    const int c = corridor("SYR", destination);
    for (int draw = 0; draw < Draws::count; ++draw) {
      for (int year = 0; year <= last; ++year) ASSERT_GE(reference().stock(draw, year, c), 0.0f);
    }
  }
}

TEST(Refugees, enter_and_leave_the_books_of_the_world) {
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 1; year <= last; ++year) {
      const Draws& run = reference();
      const double balance = run.world_stock(draw, year - 1) + run.flow(draw, year, arrivals_flow) -
                             run.flow(draw, year, returns_flow) -
                             run.flow(draw, year, onward_flow) - run.flow(draw, year, deaths_flow) +
                             run.flow(draw, year, revision_flow);
      ASSERT_NEAR(balance / run.world_stock(draw, year), 1.0, 1e-6) << draw << ' ' << year;
    }
  }
}

// Areas that are no country and pairs that the table of stocks does not estimate are left out.
TEST(Refugees, of_2020_have_a_corridor_but_for_one_in_forty) {
  const World& world = reference().world();
  const DisplacementView& view = world.view.displacement;
  const double all = std::accumulate(view.stock, view.stock + view.pairs, 0.0);
  double placed = 0.0;
  for (const int pair : world.array(world.view.refugees.pair)) {
    if (pair >= 0) placed += static_cast<double>(view.stock[pair]);
  }
  EXPECT_NEAR(all, 28'708'869, 200.0);
  EXPECT_GT(placed, 0.975 * all);
}

TEST(Displacement, held_stays_as_it_was) {
  const Draws held = simulate([](RunSettings& s) { s.displacement.simulated = Sampling::off; });
  for (int draw = 0; draw < Draws::count; ++draw) {
    EXPECT_NEAR(held.displaced(draw, last), 45'186'271, 200.0);
  }
}

TEST(Displacement, of_fewer_recognitions_moves_people_and_loses_none) {
  const Draws closed = simulate([](RunSettings& s) { s.policy.asylum_recognition = 0.5; });
  const int germany = country("DEU");
  double there = 0.0, everywhere = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) {
    there += std::log(closed.immigrants(draw, last, germany) /
                      reference().immigrants(draw, last, germany));
    everywhere += std::log(closed.displaced(draw, last) / reference().displaced(draw, last));
  }
  EXPECT_LT(there / Draws::count, -0.001);
  EXPECT_NEAR(everywhere / Draws::count, 0.0, 0.05);
}

TEST(Displacement, of_more_returns_leaves_fewer_in_rich_countries) {
  const Draws more = simulate([](RunSettings& s) { s.policy.returns = 4.0; });
  EXPECT_LT(mean_over_draws([&](int draw) { return more.displaced(draw, last); }),
            mean_over_draws([&](int draw) { return reference().displaced(draw, last); }) - 2e5);
}

TEST(Conflict, held_repeats_the_last_year) {
  const Draws held = simulate([](RunSettings& s) { s.conflict.simulated = Sampling::off; });
  for (int draw = 0; draw < Draws::count; ++draw) {
    EXPECT_EQ(held.conflict_deaths(draw, last), held.conflict_deaths(draw, 4));
  }
}

TEST(Conflict, without_new_wars_never_deepens_in_any_country) {
  const Draws peace = simulate([](RunSettings& s) { s.conflict.new_wars = Sampling::off; });
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 5; year <= last; ++year) {
      for (int c = 0; c < baseline().countries.size(); ++c) {
        ASSERT_LE(peace.intensity(draw, year, c), peace.intensity(draw, year - 1, c));
        if (peace.conflict_deaths_of(draw, year - 1, c) < 25.0) {
          ASSERT_LT(peace.conflict_deaths_of(draw, year, c), 25.0);
        }
      }
    }
  }
}

EventSettings event_in(const char* kind, const char* place, int month) {
  EventSettings event;
  event.kind = kind;
  event.place_key = "country";
  event.places = {place};
  event.month = month;
  event.size = event.low = event.high =
      find_event_kind(kind)->unit == EventUnit::deaths ? 5e3 : 0.5;
  event.months = 18;
  return event;
}

TEST(Events, in_countries_that_are_impossible_change_no_bit) {
  const Draws never = simulate([](RunSettings& s) {
    for (const char* const kind : {"war", "peace", "coup", "disaster", "protection-ended"}) {
      s.events.push_back(event_in(kind, "NER", month_number(2026, 1)));
      s.events.back().probability = 0.0;
    }
  });
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 0; year <= last; ++year) {
      ASSERT_EQ(never.displaced(draw, year), reference().displaced(draw, year));
      ASSERT_EQ(never.conflict_deaths(draw, year), reference().conflict_deaths(draw, year));
    }
  }
}

TEST(Events, of_one_country_are_taken_in_the_order_of_their_months) {
  const EventSettings war = event_in("war", "NER", month_number(2026, 1));
  const EventSettings peace = event_in("peace", "NER", month_number(2027, 7));
  const auto intensity = [](const std::vector<EventSettings>& events) {
    const Draws draws = simulate([&](RunSettings& s) { s.events = events; });
    EXPECT_EQ(draws.intensity(0, 6, country("NER")), 2.0f);
    return draws.intensity(0, 7, country("NER"));
  };
  EXPECT_EQ(intensity({war, peace}), 0.0f);
  EXPECT_EQ(intensity({peace, war}), 0.0f);
}

TEST(Conflict, in_ukraine_lasts_as_long_as_a_scenario_says_and_displaces_more) {
  const Draws war = simulate([](RunSettings& s) {
    s.conflict.ukraine_war_until = 2030;
    s.displacement.infrastructure_attacks = 0.5;
  });
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 5; year <= 10; ++year) {
      EXPECT_EQ(war.intensity(draw, year, country("UKR")), 2.0f) << draw << ' ' << year;
    }
  }
  EXPECT_GT(mean_displaced_from(war, 10, "UKR"), 1.1 * mean_displaced_from(reference(), 10, "UKR"));
}

TEST(Conflict, in_an_escalating_coup_belt_brings_coups_wars_and_flight) {
  const Draws worse = simulate([](RunSettings& s) {
    s.conflict.coup_belt_rate = 3.0;
    s.conflict.coup_belt_odds = 2.0;
  });
  const Draws calmer = simulate([](RunSettings& s) { s.policy.coup_belt_stabilisation = 0.8; });
  const auto coups = [](const Draws& draws) {
    return mean_over_draws([&](int draw) { return draws.coups(draw, last); });
  };
  EXPECT_GT(coups(worse), coups(reference()));
  EXPECT_LT(coups(calmer), coups(reference()));
  double more = 0.0, fewer = 0.0, start = 0.0;
  for (const char* code : {"BFA", "TCD", "GAB", "GIN", "MLI", "NER", "SDN"}) {
    more += mean_displaced_from(worse, last, code);
    start += mean_displaced_from(reference(), last, code);
    fewer += mean_displaced_from(calmer, last, code);
  }
  EXPECT_GT(more, start);
  EXPECT_LT(fewer, start);
}

TEST(Conflict, elsewhere_is_the_same_where_only_ukraine_differs) {
  const Draws war = simulate([](RunSettings& s) { s.conflict.ukraine_war_until = 2030; });
  for (int draw = 0; draw < Draws::count; ++draw) {
    EXPECT_EQ(war.conflict_deaths_of(draw, last, country("COD")),
              reference().conflict_deaths_of(draw, last, country("COD")));
  }
}

// Warming raises the odds of conflict (Burke, Hsiang and Miguel 2015): on common random numbers no
// less of it, and more on the mean, in a hotter world.
TEST(Conflict, is_not_rarer_in_a_hotter_world) {
  const Draws cool = simulate([](RunSettings& s) { s.climate.emissions = EmissionPath::none; });
  const Draws hot = simulate([](RunSettings& s) { s.climate.emissions = EmissionPath::ssp585; });
  double more = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 5; year <= last; ++year) {
      for (int c = 0; c < baseline().countries.size(); ++c) {
        more += static_cast<double>(hot.intensity(draw, year, c) - cool.intensity(draw, year, c));
      }
    }
  }
  EXPECT_GT(more, 0.0);
}

}  // namespace
}  // namespace peregrine::test
