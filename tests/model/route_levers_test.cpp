// Irregular corridors within the forecast: levers of policy, and responses to a campaign.
#include <gtest/gtest.h>

#include "tests/model/route_draws.h"

namespace peregrine::test {
namespace {

TEST(RouteLevers, of_enforcement_lower_detections_there_and_move_some_people_on) {
  const RouteDraws enforced([](RunSettings& settings) {
    settings.policy.from_year = 2025;
    settings.routes.enforcement[western_mediterranean] = 0.5;
  });
  const int sea = border_of("western-mediterranean-sea");
  const int canaries = border_of("western-africa");
  const RoutesOutput& before = reference().output();
  const RoutesOutput& after = enforced.output();
  const int first = 60;
  const int last = 84;
  EXPECT_EQ(enforced.mean(after.attempts, sea, observed_months, first),
            reference().mean(before.attempts, sea, observed_months, first));
  EXPECT_LT(enforced.mean(after.entries, sea, first + 1, last),
            0.8 * reference().mean(before.entries, sea, first + 1, last));
  EXPECT_GT(enforced.mean(after.diverted, sea, first, last),
            reference().mean(before.diverted, sea, first, last));
  EXPECT_GT(enforced.mean(after.attempts, canaries, first + 1, last),
            reference().mean(before.attempts, canaries, first + 1, last));
}

TEST(RouteLevers, of_a_transit_deal_keep_people_from_leaving) {
  const RouteDraws deal([](RunSettings& settings) {
    settings.policy.from_year = 2025;
    settings.routes.transit_deal[turkey] = 0.6;
  });
  const int sea = border_of("eastern-mediterranean-sea");
  const double ratio = deal.mean(deal.output().attempts, sea, 60, 84) /
                       reference().mean(reference().output().attempts, sea, 60, 84);
  EXPECT_GT(ratio, 0.3);
  EXPECT_LT(ratio, 0.6);
}

TEST(RouteLevers, off_leave_a_usual_year_in_every_draw) {
  const RouteDraws still([](RunSettings& settings) {
    settings.routes.simulated = Sampling::off;
    settings.routes.campaigns.simulated = Sampling::off;
    settings.parameter_uncertainty = Sampling::off;
    settings.routes.posture.level = ResponseLevel::none;
    settings.conflict.simulated = Sampling::off;
    settings.displacement.simulated = Sampling::off;
    settings.economy.shocks = Sampling::off;
    settings.climate.emissions = EmissionPath::none;
    settings.climate.variability = Sampling::off;
  });
  const int central = route_of("central-mediterranean");
  const float first = still.detections(0, 60, central);
  EXPECT_GT(first, 100.0f);
  for (int draw = 1; draw < still.draws(); ++draw) {
    EXPECT_NEAR(still.detections(draw, 60, central), first, 0.05f * first);
  }
}

class Postures : public testing::Test {
 protected:
  static RouteDraws under(ResponseLevel posture, Alliance alliance = Alliance::collective) {
    return RouteDraws([posture, alliance](RunSettings& settings) {
      settings.routes.campaigns.ordered[0].front = "belarus-poland";
      settings.routes.campaigns.ordered[0].month = month_number(2025, 3);
      settings.routes.posture.from = month_number(2025, 3);
      settings.routes.posture.level = posture;
      settings.routes.posture.alliance = alliance;
    });
  }
};

TEST_F(Postures, meet_the_same_campaign_and_change_what_comes_of_it) {
  const RouteDraws none = under(ResponseLevel::none);
  const RouteDraws national = under(ResponseLevel::national);
  const RouteDraws allied = under(ResponseLevel::nato_military);
  const int poland = border_of("belarus-poland");
  const int first = months_from_start(month_number(2025, 3));
  const int last = first + 18;
  // The first months are the same, since no response is there at once.
  EXPECT_EQ(none.mean(none.output().attempts, poland, first, first + 1),
            allied.mean(allied.output().attempts, poland, first, first + 1));
  const auto entries = [&](const RouteDraws& draws) {
    return draws.mean(draws.output().entries, poland, first, last);
  };
  EXPECT_LT(entries(national), entries(none));
  EXPECT_LT(entries(allied), entries(national));
  EXPECT_EQ(none.mean(none.output().level, poland, first, last), 0.0);
  EXPECT_GT(allied.mean(allied.output().level, poland, first, last),
            national.mean(national.output().level, poland, first, last));
  // Forty thousand attempts, less what begins before and more what chance adds.
  EXPECT_GT(none.mean(none.output().attempts, poland, first, last), 35'000.0);
}

TEST_F(Postures, help_later_where_the_origin_is_blurred) {
  const auto levels = [](CampaignKind kind) {
    const RouteDraws draws([kind](RunSettings& settings) {
      settings.routes.campaigns.ordered[0].front = "belarus-poland";
      settings.routes.campaigns.ordered[0].month = month_number(2025, 3);
      settings.routes.campaigns.ordered[0].kind = kind;
      settings.routes.posture.level = ResponseLevel::nato_military;
    });
    const int first = months_from_start(month_number(2025, 3));
    return draws.mean(draws.output().level, border_of("belarus-poland"), first, first + 8);
  };
  EXPECT_GT(levels(CampaignKind::open), 1.1 * levels(CampaignKind::proxy));
}

}  // namespace
}  // namespace peregrine::test
