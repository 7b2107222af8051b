// Dated events of a scenario: what each moves, in which realizations, and what it leaves alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "host/model/events/kinds.h"
#include "host/support/error.h"
#include "tests/model/route_draws.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

const int june = months_from_start(month_number(2025, 6));

EventSettings event_of(const char* kind, const char* place, double size) {
  EventSettings event;
  event.kind = kind;
  event.place_key = find_event_kind(kind)->place == EventPlace::front ? "front" : "border";
  event.places = {place};
  event.month = month_number(2025, 6);
  event.size = event.low = event.high = size;
  event.file = "a.toml";
  event.line = 7;
  return event;
}

RouteDraws with(const std::vector<EventSettings>& events) {
  return RouteDraws([&events](RunSettings& settings) { settings.events = events; });
}

float attempts(const RouteDraws& draws, int draw, int month, int border) {
  return draws.at_border(draws.output().attempts, draw, month, border);
}

TEST(Events, move_all_attempts_of_their_border_by_their_size) {
  const RouteDraws fenced = with({event_of("fence", "belarus-poland", 0.25)});
  const int poland = border_of("belarus-poland");
  for (int draw = 0; draw < fenced.draws(); ++draw) {
    const float before = attempts(reference(), draw, june, poland);
    EXPECT_NEAR(attempts(fenced, draw, june, poland), 0.25f * before, 1e-5f * before);
  }
}

TEST(Events, leave_the_months_before_them_alone) {
  const RouteDraws fenced = with({event_of("fence", "belarus-poland", 0.25)});
  for (int border = 0; border < fenced.borders(); ++border) {
    EXPECT_EQ(fenced.mean(fenced.output().attempts, border, 0, june),
              reference().mean(reference().output().attempts, border, 0, june));
  }
}

TEST(Events, leave_other_borders_alone_but_for_those_who_are_diverted_and_these_add_up) {
  const RouteDraws fenced = with({event_of("fence", "belarus-poland", 0.25)});
  const int poland = border_of("belarus-poland");
  const int latvia = border_of("belarus-latvia");
  double moved_on = 0.0;
  for (int draw = 0; draw < fenced.draws(); ++draw) {
    double came = 0.0;
    for (int border = 0; border < fenced.borders(); ++border) {
      const float now = attempts(fenced, draw, june, border);
      if (border == poland) continue;
      EXPECT_EQ(now, attempts(reference(), draw, june, border)) << border;
      came += static_cast<double>(attempts(fenced, draw, june + 1, border)) -
              static_cast<double>(attempts(reference(), draw, june + 1, border));
    }
    const double left =
        static_cast<double>(fenced.at_border(fenced.output().diverted, draw, june, poland)) -
        static_cast<double>(
            reference().at_border(reference().output().diverted, draw, june, poland));
    EXPECT_NEAR(came, left, 1e-3 * std::abs(left) + 0.05);
    moved_on += left;
  }
  EXPECT_GT(moved_on, 0.0);
  EXPECT_GT(
      fenced.mean(fenced.output().attempts, latvia, june + 1, june + 2) +
          fenced.mean(fenced.output().attempts, border_of("belarus-lithuania"), june + 1, june + 2),
      reference().mean(reference().output().attempts, latvia, june + 1, june + 2) +
          reference().mean(reference().output().attempts, border_of("belarus-lithuania"), june + 1,
                           june + 2));
}

TEST(Events, keep_the_balance_of_their_border) {
  EventSettings more = event_of("border-reopened", "russia-finland", 3.0);
  const RouteDraws draws = with({more, event_of("transit-deal", "central-mediterranean", 0.5),
                                 event_of("rescue-withdrawn", "western-africa", 2.0)});
  const RoutesOutput& out = draws.output();
  for (int draw = 0; draw < draws.draws(); ++draw) {
    for (int border = 0; border < draws.borders(); ++border) {
      const float tried = attempts(draws, draw, june, border);
      const float through = draws.at_border(out.entries, draw, june, border) +
                            draws.at_border(out.deaths, draw, june, border);
      EXPECT_LE(through, tried * (1.0f + 1e-6f));
      EXPECT_GE(draws.at_border(out.deaths, draw, june, border), 0.0f);
    }
  }
}

// Borders of a route divert to each other: whom a rise at both makes more again every month.
TEST(Events, that_raise_attempts_at_neighbouring_borders_do_not_feed_each_other) {
  EventSettings reopened = event_of("border-reopened", "eastern-borders", 8.0);
  reopened.place_key = "route";
  const RouteDraws draws = with({reopened});
  const int months = draws.months();
  for (int border = 0; border < draws.borders(); ++border) {
    const double before =
        reference().mean(reference().output().attempts, border, months - 12, months);
    const double after = draws.mean(draws.output().attempts, border, months - 12, months);
    ASSERT_TRUE(std::isfinite(after));
    // Diverted people come on top of eight times as many.
    EXPECT_LE(after, 16.0 * before + 2000.0) << border;
  }
}

TEST(Events, of_any_number_at_one_border_leave_numbers) {
  for (const double size : {1.0e-4, 1.0e3}) {
    std::vector<EventSettings> many(14, event_of("flights-resumed", "belarus-poland", size));
    many.push_back(event_of("transit-deal", "belarus-poland", size));
    const RouteDraws draws = with(many);
    for (int border = 0; border < draws.borders(); ++border) {
      EXPECT_TRUE(std::isfinite(draws.mean(draws.output().attempts, border, june, draws.months())));
      EXPECT_GE(draws.mean(draws.output().entries, border, june, draws.months()), 0.0);
      EXPECT_GE(draws.mean(draws.output().diverted, border, june, draws.months()), 0.0);
    }
  }
}

TEST(Events, of_interception_let_fewer_through_and_stop_nobody_from_trying) {
  const int canaries = border_of("western-africa");
  const RouteDraws draws = with({event_of("interception-raised", "western-africa", 0.5)});
  const auto through = [&](const RouteDraws& of, int draw) {
    return of.at_border(of.output().entries, draw, june, canaries) +
           of.at_border(of.output().deaths, draw, june, canaries);
  };
  for (int draw = 0; draw < draws.draws(); ++draw) {
    EXPECT_EQ(attempts(draws, draw, june, canaries), attempts(reference(), draw, june, canaries));
    const float before = through(reference(), draw);
    EXPECT_NEAR(through(draws, draw), 0.5f * before, 1e-4f * before);
    EXPECT_GE(draws.at_border(draws.output().diverted, draw, june, canaries),
              reference().at_border(reference().output().diverted, draw, june, canaries));
  }
}

TEST(Events, of_a_probability_happen_in_that_share_of_realizations) {
  EventSettings maybe = event_of("fence", "belarus-poland", 0.25);
  maybe.probability = 0.3;
  const RouteDraws draws = with({maybe});
  const int poland = border_of("belarus-poland");
  int happened = 0;
  for (int draw = 0; draw < draws.draws(); ++draw) {
    happened +=
        attempts(draws, draw, june, poland) != attempts(reference(), draw, june, poland) ? 1 : 0;
  }
  // 64 draws: three standard errors are 0.17.
  EXPECT_NEAR(happened / static_cast<double>(draws.draws()), 0.3, 0.17);
  EXPECT_GT(happened, 0);
}

TEST(Events, that_are_impossible_change_no_bit) {
  EventSettings never = event_of("fence", "belarus-poland", 0.25);
  never.probability = 0.0;
  const RouteDraws draws = with({never});
  for (int border = 0; border < draws.borders(); ++border) {
    for (int draw = 0; draw < draws.draws(); ++draw) {
      for (int month = 0; month < draws.months(); ++month) {
        ASSERT_EQ(attempts(draws, draw, month, border), attempts(reference(), draw, month, border));
      }
    }
  }
}

TEST(Events, have_the_same_luck_beside_others) {
  EventSettings maybe = event_of("fence", "belarus-poland", 0.5);
  maybe.probability = 0.5;
  maybe.low = 0.25;
  maybe.high = 0.8;
  maybe.window = 6;
  const RouteDraws alone = with({maybe});
  const RouteDraws beside = with({event_of("transit-deal", "western-africa", 0.7), maybe});
  const int poland = border_of("belarus-poland");
  for (int draw = 0; draw < alone.draws(); ++draw) {
    EXPECT_EQ(attempts(alone, draw, june, poland), attempts(beside, draw, june, poland));
  }
}

TEST(Events, begin_in_every_month_of_their_window) {
  EventSettings someday = event_of("fence", "central-mediterranean", 0.25);
  someday.window = 4;
  const RouteDraws draws = with({someday});
  const int sea = border_of("central-mediterranean");
  std::vector<int> begun(6, 0);
  for (int draw = 0; draw < draws.draws(); ++draw) {
    int month = june;
    while (month < draws.months() &&
           attempts(draws, draw, month, sea) == attempts(reference(), draw, month, sea)) {
      ++month;
    }
    ASSERT_LT(month, june + 4);
    ++begun[static_cast<std::size_t>(month - june)];
  }
  for (int month = 0; month < 4; ++month) EXPECT_GT(begun[static_cast<std::size_t>(month)], 4);
}

TEST(Events, have_sizes_whose_quantiles_are_those_given) {
  EventSettings wide = event_of("fence", "belarus-poland", 0.5);
  wide.low = 0.2;
  wide.high = 0.6;
  const RouteDraws draws = with({wide});
  const int poland = border_of("belarus-poland");
  std::vector<double> sizes;
  for (int draw = 0; draw < draws.draws(); ++draw) {
    sizes.push_back(static_cast<double>(attempts(draws, draw, june, poland)) /
                    static_cast<double>(attempts(reference(), draw, june, poland)));
  }
  const auto below = [&sizes](double bound) {
    return static_cast<double>(std::ranges::count_if(sizes, [=](double s) { return s < bound; })) /
           static_cast<double>(sizes.size());
  };
  EXPECT_NEAR(below(0.2), 0.1, 0.12);
  EXPECT_NEAR(below(0.5), 0.5, 0.19);
  EXPECT_NEAR(below(0.6), 0.9, 0.12);
}

TEST(Events, end_when_their_months_are_over) {
  EventSettings brief = event_of("transit-deal", "western-africa", 0.5);
  brief.months = 2;
  const RouteDraws draws = with({brief});
  const int canaries = border_of("western-africa");
  for (int draw = 0; draw < draws.draws(); ++draw) {
    EXPECT_LT(attempts(draws, draw, june + 1, canaries),
              attempts(reference(), draw, june + 1, canaries));
  }
  // What is left is that of people who are diverted there and back, and of the observer.
  const double after = draws.mean(draws.output().attempts, canaries, june + 3, june + 6);
  const double usual =
      reference().mean(reference().output().attempts, canaries, june + 3, june + 6);
  EXPECT_NEAR(after, usual, 0.05 * usual);
}

TEST(Events, begin_campaigns_of_their_size) {
  EventSettings campaign = event_of("campaign", "russia-finland", 5000.0);
  campaign.manner = CampaignKind::open;
  const RouteDraws draws = with({campaign});
  const int front =
      static_cast<int>(std::ranges::find(inputs().fronts.fronts, "russia-finland", &Front::code) -
                       inputs().fronts.fronts.begin());
  for (int draw = 0; draw < draws.draws(); ++draw) {
    EXPECT_EQ(draws.at_front(draws.output().active, draw, june, front), 1.0f);
  }
  const int finland = border_of("russia-finland");
  const double more = draws.mean(draws.output().attempts, finland, june, june + 18) -
                      reference().mean(reference().output().attempts, finland, june, june + 18);
  // A response that ages it takes part of it away.
  EXPECT_GT(more, 2500.0);
  EXPECT_LT(more, 5500.0);
}

TEST(Events, order_responses_and_postures_at_their_border_alone) {
  EventSettings response = event_of("response", "belarus-poland", 1.0);
  response.level = ResponseLevel::frontex;
  response.months = 3;
  EventSettings posture = event_of("posture", "belarus-latvia", 1.0);
  posture.level = ResponseLevel::none;
  EventSettings campaign = event_of("campaign", "belarus-latvia", 20000.0);
  campaign.manner = CampaignKind::open;
  const RouteDraws draws = with({response, posture, campaign});
  const int poland = border_of("belarus-poland");
  const int latvia = border_of("belarus-latvia");
  const auto level = [&](int month, int border) {
    return draws.mean(draws.output().level, border, month, month + 1);
  };
  EXPECT_GE(level(june, poland), 2.0);
  EXPECT_EQ(
      level(june, border_of("western-africa")),
      reference().mean(reference().output().level, border_of("western-africa"), june, june + 1));
  // A level that was there before goes step by step; none is added.
  EXPECT_EQ(level(june + 12, latvia), 0.0);
}

TEST(Events, name_places_that_are_not_known_and_months_on_record) {
  EventSettings nowhere = event_of("fence", "belarus-polen", 0.25);
  EventSettings early = event_of("fence", "belarus-latvia", 0.25);
  early.month = month_number(2024, 12);
  early.line = 12;
  try {
    with({nowhere, early});
    FAIL() << "accepted";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("a.toml:7: event.border = belarus-polen is no border of an "
                                        "event (did you mean belarus-poland?)"));
    EXPECT_THAT(error.what(), HasSubstr("a.toml:12: event.month = 2024-12 is a month that repeats "
                                        "the record there (write \"2025-01\" or a later month)"));
  }
}

}  // namespace
}  // namespace peregrine::test
