// Campaigns, responses and beliefs, one at a time.
#include <gtest/gtest.h>

#include <cmath>

#include "kernels/routes/crossings.h"

namespace peregrine {
namespace {

TEST(CampaignProfile, can_grow_fifty_two_times_in_three_months_and_halves_every_month_after) {
  // Belarus 2021: 62 detections a month, then 3,236 three months later; a half-life of one month.
  const float length = 10.0f;  // the plateau begins at four months
  const float growth =
      campaign_profile(3.5f, length, usual_growth) / campaign_profile(0.5f, length, usual_growth);
  EXPECT_NEAR(growth, 52.0f, 0.3f);
  EXPECT_EQ(campaign_profile(7.0f, length, usual_growth), 1.0f);
  EXPECT_NEAR(
      campaign_profile(12.0f, length, usual_growth) / campaign_profile(11.0f, length, usual_growth),
      0.5f, 1e-6f);
}

TEST(CampaignProfile, sums_to_its_volume_so_that_the_size_is_what_comes) {
  for (const float length : {1.5f, 5.0f, 14.0f}) {
    float sum = 0.0f;
    for (int month = 0; month < 40; ++month) {
      sum +=
          campaign_profile(static_cast<float>(month), length, 1.0f) / campaign_volume(length, 1.0f);
    }
    EXPECT_NEAR(sum, 1.0f, 1e-5f);
  }
}

TEST(CampaignKinds, come_in_their_shares) {
  int open = 0;
  int decoys = 0;
  constexpr int count = 100'000;
  for (int k = 0; k < count; ++k) {
    const float kind = kind_from_bits(static_cast<std::uint32_t>(k) * 42949u);
    open += kind == static_cast<float>(CampaignKind::open);
    decoys += kind == static_cast<float>(CampaignKind::decoy);
  }
  EXPECT_NEAR(open / double{count}, open_share, 0.01);
  EXPECT_NEAR(decoys / double{count}, decoy_share, 0.01);
}

PostureView posture_of(ResponseLevel level) {
  PostureView view = {};
  view.posture = static_cast<int>(level);
  view.confidence = 0.8f;
  view.hold_months = 3.0f;
  view.delay_months[1] = 1.0f;
  view.delay_months[4] = 2.0f;
  return view;
}

float highest(const PostureView& view) {
  return static_cast<float>(view.posture);
}

TEST(Response, comes_after_its_delay_and_climbs_only_where_allies_are_sure) {
  const PostureView view = posture_of(ResponseLevel::nato_military);
  Call call = {0.0f, 0.0f, 0.0f};
  call = respond(view, highest(view), call, true, 0.3f);
  EXPECT_EQ(call.level, 0.0f);
  call = respond(view, highest(view), call, true, 0.3f);
  EXPECT_EQ(call.level, 1.0f);
  for (int month = 0; month < 6; ++month) call = respond(view, highest(view), call, true, 0.79f);
  EXPECT_EQ(call.level, 1.0f);
  for (int month = 0; month < 3; ++month) call = respond(view, highest(view), call, true, 0.81f);
  EXPECT_EQ(call.level, 4.0f);
}

TEST(Response, is_given_up_level_by_level_in_calm_months) {
  const PostureView view = posture_of(ResponseLevel::nato_military);
  Call call = {4.0f, 0.0f, 0.0f};
  for (int month = 0; month < 3; ++month) call = respond(view, highest(view), call, false, 0.1f);
  EXPECT_EQ(call.level, 3.0f);
  for (int month = 0; month < 9; ++month) call = respond(view, highest(view), call, false, 0.1f);
  EXPECT_EQ(call.level, 0.0f);
}

TEST(Response, never_exceeds_the_posture) {
  const PostureView view = posture_of(ResponseLevel::none);
  Call call = {0.0f, 0.0f, 0.0f};
  for (int month = 0; month < 12; ++month) call = respond(view, highest(view), call, true, 1.0f);
  EXPECT_EQ(call.level, 0.0f);
}

TEST(LetThrough, has_the_measures_of_every_level_up_to_its_own) {
  const Interception measures = {0.25f, 0.1f, -0.2f, 0.5f};
  EXPECT_EQ(let_through(measures, 0.0f), 1.0f);
  EXPECT_NEAR(let_through(measures, 1.0f), 0.75f, 1e-6f);
  EXPECT_NEAR(let_through(measures, 2.0f), 0.675f, 1e-6f);
  // Below zero: more get through than at the level below.
  EXPECT_NEAR(let_through(measures, 3.0f), 0.81f, 1e-6f);
  EXPECT_NEAR(let_through(measures, 4.0f), 0.405f, 1e-6f);
}

constexpr Beliefs quiet = {0.95f, 0.03f, 0.02f};
constexpr BeliefRates rates = {0.005f, 0.125f};

TEST(Beliefs, stay_probabilities_under_any_evidence) {
  for (const float surge : {-6.0f, 0.0f, 3.0f, 10.0f}) {
    for (const float novelty : {-4.0f, 0.0f, 6.0f}) {
      for (const float signals : {-9.0f, 0.0f, 9.0f}) {
        const Beliefs now =
            update_beliefs(quiet, rates, {surge, novelty, signals, signals, 1.0f, 1.0f});
        EXPECT_NEAR(now.ordinary + now.named + now.blurred, 1.0f, 1e-5f);
        EXPECT_GT(now.ordinary, 0.0f);
        EXPECT_GT(now.named, 0.0f);
        EXPECT_GT(now.blurred, 0.0f);
      }
    }
  }
}

TEST(Beliefs, follow_bayes_where_nothing_is_seen_but_signals) {
  // Signals of two standard deviations: densities of N(0, 1), N(2, 1) and N(0.7, 1) at 2; the surge
  // and novelty at which both laws agree cancel out of the ratio of the two campaigns.
  const Beliefs seen = update_beliefs(quiet, rates, {0.0f, 0.0f, 2.0f, 0.0f, 1.0f, 0.0f});
  const Beliefs blind = update_beliefs(quiet, rates, {0.0f, 0.0f, 2.0f, 0.0f, 0.0f, 0.0f});
  const double ratio = static_cast<double>(seen.named / seen.blurred) /
                       static_cast<double>(blind.named / blind.blurred);
  EXPECT_NEAR(ratio, std::exp(0.5 * 1.3 * 1.3), 1e-3);
}

TEST(Beliefs, name_an_actor_only_where_it_shows) {
  Beliefs open = quiet;
  Beliefs hidden = quiet;
  for (int month = 0; month < 4; ++month) {
    open = update_beliefs(open, rates, {2.0f, 1.0f, 2.0f, 1.5f, 1.0f, 1.0f});
    hidden = update_beliefs(hidden, rates, {2.0f, 1.0f, 0.7f, 0.0f, 1.0f, 1.0f});
  }
  EXPECT_GT(actor_probability(open), 0.95f);
  EXPECT_LT(actor_probability(hidden), actor_probability(open));
  EXPECT_GT(1.0f - hidden.ordinary, 0.5f);
}

TEST(CampaignProbability, grows_with_belief_and_stays_within_zero_and_one) {
  constexpr float worth[belief_terms] = {-0.8f, 1.8f, -0.2f, 0.3f};
  float last = 0.0f;
  for (int step = 0; step <= 1000; ++step) {
    const float probability = campaign_probability(worth, 1.0f - static_cast<float>(step) * 1e-3f);
    EXPECT_GE(probability, last);
    EXPECT_LE(probability, 1.0f);
    last = probability;
  }
}

}  // namespace
}  // namespace peregrine
