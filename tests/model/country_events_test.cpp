// Dated events in countries: coups, wars, peace and flight, in the realizations where they happen.
#include <gtest/gtest.h>

#include <vector>

#include "host/model/events/kinds.h"
#include "tests/model/route_draws.h"

namespace peregrine::test {
namespace {

constexpr int year_2026 = 6;

EventSettings event_in(const char* kind, const char* country, double size, int month = 1) {
  EventSettings event;
  event.kind = kind;
  event.place_key = "country";
  event.places = {country};
  event.month = month_number(2026, month);
  event.months = 12;
  event.size = event.low = event.high = size;
  return event;
}

RouteDraws with(const std::vector<EventSettings>& events) {
  return RouteDraws([&events](RunSettings& settings) { settings.events = events; });
}

double intensity(const RouteDraws& draws, int draw, int year, const char* country) {
  return draws.of_country(draws.all().conflict.intensity_of, draw, year, country);
}

double deaths(const RouteDraws& draws, int draw, int year, const char* country) {
  return draws.of_country(draws.all().conflict.deaths_of, draw, year, country);
}

double fled(const RouteDraws& draws, int draw, int year, const char* country) {
  return draws.of_country(draws.all().newly_displaced, draw, year, country);
}

TEST(CountryEvents, of_war_are_fought_with_their_deaths_and_change_no_other_country_that_year) {
  const RouteDraws draws = with({event_in("war", "NER", 5000.0)});
  double displaced = 0.0;
  double usual = 0.0;
  for (int draw = 0; draw < draws.draws(); ++draw) {
    EXPECT_EQ(intensity(draws, draw, year_2026 - 1, "NER"),
              intensity(reference(), draw, year_2026 - 1, "NER"));
    EXPECT_EQ(intensity(draws, draw, year_2026, "NER"), 2.0);
    EXPECT_GE(deaths(draws, draw, year_2026, "NER"), 4999.0);
    for (const char* other : {"MLI", "NGA", "UKR", "SYR"}) {
      EXPECT_EQ(deaths(draws, draw, year_2026, other), deaths(reference(), draw, year_2026, other));
    }
    displaced += fled(draws, draw, year_2026, "NER");
    usual += fled(reference(), draw, year_2026, "NER");
  }
  EXPECT_GT(displaced, 1.2 * usual);
}

TEST(CountryEvents, of_a_war_of_half_a_year_kill_half_as_many) {
  EventSettings half = event_in("war", "NER", 6000.0, 7);
  const RouteDraws draws = with({half});
  // In 2026 six months of twelve; other violence comes on top and is small in most draws.
  int near = 0;
  for (int draw = 0; draw < draws.draws(); ++draw) {
    EXPECT_GE(deaths(draws, draw, year_2026, "NER"), 2999.0);
    near += deaths(draws, draw, year_2026, "NER") < 4500.0 ? 1 : 0;
  }
  EXPECT_GT(near, draws.draws() / 2);
}

TEST(CountryEvents, of_peace_end_war_while_they_last) {
  const RouteDraws draws = with({event_in("peace", "UKR", 1.0)});
  int wars = 0;
  for (int draw = 0; draw < draws.draws(); ++draw) {
    EXPECT_EQ(intensity(draws, draw, year_2026, "UKR"), 0.0);
    wars += intensity(reference(), draw, year_2026, "UKR") == 2.0 ? 1 : 0;
  }
  EXPECT_GT(wars, 0);
}

TEST(CountryEvents, of_a_coup_count_one_in_their_year) {
  const RouteDraws draws = with({event_in("coup", "NER", 1.0)});
  for (int draw = 0; draw < draws.draws(); ++draw) {
    const double more =
        draws.of_year_float(draws.all().conflict.coups, draw, year_2026) -
        reference().of_year_float(reference().all().conflict.coups, draw, year_2026);
    EXPECT_GE(more, 0.0);
    EXPECT_LE(more, 1.0);
    EXPECT_EQ(draws.of_year_float(draws.all().conflict.coups, draw, year_2026 - 1),
              reference().of_year_float(reference().all().conflict.coups, draw, year_2026 - 1));
  }
}

TEST(CountryEvents, of_flight_move_their_origin_alone) {
  const RouteDraws draws = with({event_in("infrastructure-attacks", "SYR", 2.0)});
  for (int draw = 0; draw < draws.draws(); ++draw) {
    const double before = fled(reference(), draw, year_2026, "SYR");
    EXPECT_NEAR(fled(draws, draw, year_2026, "SYR"), 2.0 * before, 1e-3 * before + 1.0);
    EXPECT_EQ(fled(draws, draw, year_2026, "AFG"), fled(reference(), draw, year_2026, "AFG"));
  }
}

TEST(CountryEvents, of_ended_protection_lower_the_displaced) {
  const RouteDraws draws = with({event_in("protection-ended", "UKR", 0.3)});
  double left = 0.0;
  double usual = 0.0;
  for (int draw = 0; draw < draws.draws(); ++draw) {
    left += draws.of_country(draws.all().displaced_from, draw, year_2026, "UKR");
    usual += reference().of_country(reference().all().displaced_from, draw, year_2026, "UKR");
    EXPECT_EQ(draws.of_country(draws.all().displaced_from, draw, year_2026, "AFG"),
              reference().of_country(reference().all().displaced_from, draw, year_2026, "AFG"));
  }
  EXPECT_LT(left, 0.85 * usual);
}

}  // namespace
}  // namespace peregrine::test
