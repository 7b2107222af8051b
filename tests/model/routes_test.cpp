// Irregular corridors within the forecast: what was observed, balances.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "host/model/routes/entries.h"
#include "tests/model/route_draws.h"

namespace peregrine::test {
namespace {

TEST(Routes, repeat_what_frontex_detected_in_every_draw) {
  // Frontex: 3,236 on the Eastern Borders Route in July 2021, 158,026 on the Central Mediterranean
  // Route in 2023.
  const int eastern = route_of("eastern-borders");
  const int central = route_of("central-mediterranean");
  for (int draw = 0; draw < reference().draws(); ++draw) {
    EXPECT_NEAR(reference().detections(draw, 12 + 6, eastern), 3236.0f, 1.0f);
    double year = 0.0;
    for (int month = 36; month < 48; ++month) {
      year += static_cast<double>(reference().detections(draw, month, central));
    }
    EXPECT_NEAR(year, 158026.0, 5.0);
  }
}

// Border guard of Poland: months of 2023 and a part of those of 2024 have figures of their own, the
// others what longer periods leave.
TEST(Routes, repeat_the_attempts_that_border_guards_reported) {
  const int poland = border_of("belarus-poland");
  const auto year = [&](int of) {
    return reference().mean(reference().output().attempts, poland, 12 * (of - 2020),
                            12 * (of - 2019));
  };
  // In July 2021 more were detected, as the Eastern route is divided, than were said to have tried.
  EXPECT_NEAR(year(2021), 39'670.0, 300.0);
  EXPECT_NEAR(year(2023), 25'701.0, 150.0);  // rounded months of the press
  EXPECT_NEAR(year(2024), 29'616.0, 1.0);
  const int august = months_from_start(month_number(2024, 8));
  EXPECT_NEAR(reference().mean(reference().output().attempts, poland, august, august + 1), 2'300.0,
              0.01);
}

// State Border Guard Service of Lithuania: 8,106 turned away in 2021, beside some
// 4,200 who entered from Belarus. Latvia: 13,863 prevented in 2023, and who was detected.
TEST(Routes, count_those_who_were_turned_away_among_the_attempts) {
  const auto year = [](const float* array, const char* border, int of) {
    return reference().mean(array, border_of(border), 12 * (of - 2020), 12 * (of - 2019));
  };
  const float* const attempts = reference().output().attempts;
  EXPECT_NEAR(year(attempts, "belarus-lithuania", 2021), 8'106.0 + 4'200.0, 1'230.0);
  EXPECT_NEAR(year(reference().output().entries, "belarus-lithuania", 2021), 4'200.0, 420.0);
  EXPECT_NEAR(year(attempts, "belarus-latvia", 2023), 13'863.0, 600.0);
}

// Home Office: 36,816 arrived by small boat in 2024, which no fit of the Channel knows; its figures
// end with 2023, whose 29,437 every draw repeats.
TEST(Routes, simulate_the_channel_from_the_month_after_its_figures) {
  const int route = route_of("channel");
  std::vector<double> of_2024;
  for (int draw = 0; draw < reference().draws(); ++draw) {
    double in_2023 = 0.0;
    double in_2024 = 0.0;
    for (int month = 0; month < 12; ++month) {
      in_2023 += static_cast<double>(reference().detections(draw, 36 + month, route));
      in_2024 += static_cast<double>(reference().detections(draw, 48 + month, route));
    }
    EXPECT_NEAR(in_2023, 29'437.0, 1.0);
    of_2024.push_back(in_2024);
  }
  std::ranges::sort(of_2024);
  EXPECT_GT(of_2024.front(), 1'000.0);
  EXPECT_LT(of_2024.front(), 36'816.0);
  EXPECT_GT(of_2024.back(), 36'816.0);
  EXPECT_LT(of_2024.back(), 300'000.0);
  const RoutesView& view = reference().world().view.routes;
  EXPECT_EQ(view.borders.observed_months[border_of("channel")], 48);
  EXPECT_EQ(view.borders.observed_months[border_of("us-south-west")], 60);
  EXPECT_EQ(view.simulated_from, 48);
  EXPECT_EQ(view.campaigns_from, 60);  // nowhere else does anything begin before
}

// Customs and Border Protection: of those encountered at the south-west border 27 % had been before
// within a year in 2021, under Title 42, 7 to 14 % in the years before it.
TEST(Routes, let_nobody_join_the_stock_twice_at_the_border_of_the_united_states) {
  const RoutesView& view = reference().world().view.routes;
  const auto persons = [&view](const char* border, int year, int month) {
    const int at = months_from_start(month_number(year, month));
    return view.borders.joining[at * view.borders.count + border_of(border)];
  };
  EXPECT_NEAR(persons("us-south-west", 2021, 1), 0.73f, 1e-6f);
  EXPECT_NEAR(persons("us-south-west", 2023, 5), 0.73f, 1e-6f);
  EXPECT_NEAR(persons("us-south-west", 2023, 6), 0.89f, 1e-6f);
  EXPECT_NEAR(persons("us-south-west", to_year, 12), 0.89f, 1e-6f);
  EXPECT_EQ(persons("central-mediterranean", 2021, 7), 1.0f);
  EXPECT_EQ(persons("western-balkans", 2021, 7), 0.0f);
  EXPECT_EQ(persons("channel", to_year, 7), 0.0f);
  EXPECT_EQ(persons("central-mediterranean", 2020, 12), 0.0f);  // the stock of 2020 is the table's
  const Border& south_west =
      inputs().irregular_history.borders[static_cast<std::size_t>(border_of("us-south-west"))];
  EXPECT_NEAR(share_of_persons(south_west, month_number(2020, 3)), 0.89, 1e-9);
  EXPECT_NEAR(share_of_persons(south_west, month_number(2020, 4)), 0.73, 1e-9);
  // A run that knows no later month expects what was.
  const RouteDraws earlier(
      [](RunSettings& settings) { settings.routes.observed_until = month_number(2022, 5); });
  const RoutesView& of_2022 = earlier.world().view.routes;
  const int after = months_from_start(month_number(2024, 1));
  EXPECT_NEAR(of_2022.borders.joining[after * of_2022.borders.count + border_of("us-south-west")],
              0.73f, 1e-6f);
}

// Who crosses the Channel entered Europe before, and is counted there.
TEST(Routes, let_nobody_join_the_stock_by_the_channel) {
  const RoutesView& view = reference().world().view.routes;
  const int channel = border_of("channel");
  EXPECT_EQ(view.borders.first_entry[channel], 0.0f);
  for (int link = 0; link < view.entries.links; ++link) {
    EXPECT_NE(view.corridors.border[view.entries.link_corridor[link]], channel);
  }
  for (int other = 0; other < view.borders.count; ++other) {
    EXPECT_EQ(view.borders.elsewhere[channel * view.borders.count + other], 0.0f);
    EXPECT_EQ(view.borders.elsewhere[other * view.borders.count + channel], 0.0f);
  }
}

TEST(Routes, start_from_any_month_that_was_observed) {
  const RouteDraws earlier(
      [](RunSettings& settings) { settings.routes.observed_until = month_number(2022, 5); });
  const int central = route_of("central-mediterranean");
  const int last = months_from_start(month_number(2022, 5));
  int differing = 0;
  for (int draw = 0; draw < earlier.draws(); ++draw) {
    EXPECT_EQ(earlier.detections(draw, last, central), reference().detections(draw, last, central));
    differing += earlier.detections(draw, last + 1, central) !=
                 reference().detections(draw, last + 1, central);
  }
  EXPECT_EQ(differing, earlier.draws());
}

// Whoever is kept from a route tries those that people of the same nationality use.
TEST(RouteChoice, follows_nationals_to_other_routes) {
  const BordersView& borders = reference().world().view.routes.borders;
  const int count = borders.count;
  const auto share = [&](const char* from, const char* to) {
    return borders.elsewhere[border_of(from) * count + border_of(to)];
  };
  for (int from = 0; from < count; ++from) {
    double sum = 0.0;
    for (int to = 0; to < count; ++to) {
      const float one = borders.elsewhere[from * count + to];
      sum += static_cast<double>(one);
      if (one == 0.0f) continue;
      EXPECT_NE(borders.route[from], borders.route[to]);
      EXPECT_EQ(borders.first_entry[to], 1.0f);
    }
    EXPECT_TRUE(sum == 0.0 || std::abs(sum - 1.0) < 1e-5) << from;
  }
  // Afghans and Syrians go by Libya, not by Belarus; West Africans by Spain as well; nobody goes
  // from Europe to the Darien.
  EXPECT_GT(share("eastern-mediterranean-sea", "central-mediterranean"), 0.5f);
  EXPECT_GT(share("western-africa", "western-mediterranean-sea"),
            share("western-africa", "eastern-mediterranean-sea"));
  EXPECT_EQ(share("central-mediterranean", "darien"), 0.0f);
  EXPECT_EQ(share("us-south-west", "central-mediterranean"), 0.0f);
}

// Crossings.lose_nobody counts those who are stopped as well; no file has them.
TEST(Routes, let_no_more_in_than_try) {
  const RoutesOutput& out = reference().output();
  for (int draw = 0; draw < reference().draws(); ++draw) {
    for (int month = 0; month < reference().months(); ++month) {
      for (int border = 0; border < reference().borders(); ++border) {
        const auto at = [&](const float* array) {
          return static_cast<double>(reference().at_border(array, draw, month, border));
        };
        const double attempts = at(out.attempts);
        const double stopped = attempts - at(out.entries) - at(out.deaths);
        ASSERT_GE(at(out.entries), 0.0);
        ASSERT_GE(at(out.deaths), 0.0);
        ASSERT_GE(stopped, -1e-6 * attempts - 1e-3);
        ASSERT_GE(at(out.diverted), 0.0);
        ASSERT_LE(at(out.diverted), stopped + 1e-5 * attempts + 1e-3);
      }
    }
  }
}

TEST(Routes, give_the_stock_those_who_entered_and_stay) {
  // Within those who entered; and nobody joins in the first year, whose stock is the table's.
  for (int draw = 0; draw < reference().draws(); ++draw) {
    EXPECT_EQ(reference().of_year(reference().output().joined_year, draw, 0), 0.0);
    for (int year = 1; year <= to_year - 2020; ++year) {
      const double entered = reference().of_year(reference().output().entries_year, draw, year);
      const double joined = reference().of_year(reference().output().joined_year, draw, year);
      EXPECT_GT(joined, 0.0);
      EXPECT_LT(joined, 0.8 * entered);  // 0.8: the highest share that stays
    }
  }
}

TEST(Routes, hold_a_fifth_of_all_arrivals_irregular_give_or_take) {
  // Beta(4, 16): mean 0.2, sd 0.0873; the share of a draw is the same every year.
  double sum = 0.0;
  double squares = 0.0;
  for (int draw = 0; draw < reference().draws(); ++draw) {
    const double share = reference().of_year(reference().output().flow_year, draw, 3) /
                         reference().arrivals(draw, 3);
    EXPECT_NEAR(reference().of_year(reference().output().flow_year, draw, 5) /
                    reference().arrivals(draw, 5),
                share, 1e-9);
    sum += share;
    squares += share * share;
  }
  const double n = reference().draws();
  const double mean = sum / n;
  EXPECT_NEAR(mean, 0.2, 4.0 * 0.0873 / std::sqrt(n));
  EXPECT_NEAR(std::sqrt(squares / n - mean * mean), 0.0873, 0.03);
}

}  // namespace
}  // namespace peregrine::test
