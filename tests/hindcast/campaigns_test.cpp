// The process of campaigns in the reference scenario: its rate, what observers' probabilities are
// worth, and that the table of postures is on the same draws.
#include "host/backtest/routes/campaigns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "host/backtest/routes/campaign_figures.h"
#include "host/calibrate/attribution.h"

namespace peregrine {
namespace {

// As many as docs/model/scores.md reports: a tenth of a thousand months, which come in runs, is off
// by two points by chance.
constexpr int draws = 500;
// Not 282, on whose draws P(campaign) was calibrated.
constexpr std::uint64_t seed = 281;

const ForecastInputs& inputs() {
  static const ForecastInputs loaded = load_forecast_inputs(PEREGRINE_SOURCE_DIR "/inputs");
  return loaded;
}

RunSettings settings() {
  return {};
}

const CampaignDraws& drawn() {
  static const CampaignDraws made = simulate_campaigns(inputs(), settings(), draws, seed);
  return made;
}

const std::vector<Campaign>& campaigns() {
  static const auto made = campaigns_of(drawn(), inputs(), settings(), seed);
  return made;
}

// Cases made from known coefficients.
TEST(BeliefWorth, is_found_again_in_what_it_made) {
  const BeliefWorth made = {-0.6, 1.9, -0.25, 0.24};
  BeliefCounts counts;
  for (double log_odds = -9.0; log_odds <= 9.0; log_odds += 0.05) {
    const double u = log_odds / 5.0;
    const double odds = made[0] + u * (made[1] + u * (made[2] + u * made[3]));
    counts.bins.push_back({log_odds, 1000.0, 1000.0 / (1.0 + std::exp(-odds))});
  }
  const BeliefWorth found = fit_belief_worth(counts);
  for (std::size_t power = 0; power < made.size(); ++power) {
    EXPECT_NEAR(found[power], made[power], 1e-6);
  }
  EXPECT_THROW(fit_belief_worth({{{0.0, 10.0, 0.0}}}), std::runtime_error);
}

// The table is what the command makes: coefficients of fewer draws lie about those of 1,000.
TEST(BeliefWorth, of_the_table_is_that_of_the_model_as_it_is) {
  const AttributionFit fit = calibrate_attribution(PEREGRINE_SOURCE_DIR "/inputs", 200);
  for (const double odds : {-3.0, -1.0, 0.0, 1.0, 3.0, 6.0}) {
    const auto said = [odds](const BeliefWorth& worth) {
      const double u = odds / 5.0;
      const double value = worth[0] + u * (worth[1] + u * (worth[2] + u * worth[3]));
      return 1.0 / (1.0 + std::exp(-value));
    };
    EXPECT_NEAR(said(fit.worth), said(inputs().fronts.worth), 0.05) << odds;
  }
}

// 56 cases from 1951 to 2006 and 75 by 2016 (Greenhill): 1.1 a year.
TEST(Campaigns, begin_about_as_often_as_greenhill_counted) {
  const double rate = static_cast<double>(campaigns().size()) / drawn().simulated_years();
  EXPECT_GT(rate, 0.9);
  EXPECT_LT(rate, 1.3);
}

TEST(Campaigns, are_of_the_kinds_that_their_shares_say) {
  // Half open; decoys' partners add to the proxies of those fronts.
  double open = 0.0;
  double unnamed = 0.0;
  for (const Campaign& one : campaigns()) {
    open += one.kind == CampaignKind::open ? 1.0 : 0.0;
    unnamed += one.kind == CampaignKind::unnamed ? 1.0 : 0.0;
  }
  const double n = static_cast<double>(campaigns().size());
  EXPECT_NEAR(open / n, 0.5, 0.04);
  EXPECT_NEAR(unnamed / n, 0.15, 0.03);
}

// Detections at Belarus's borders rose 52 times in three months in 2021.
TEST(Campaigns, can_rise_as_that_of_2021_did_and_need_not) {
  double steep = 0.0;
  for (const Campaign& one : campaigns()) {
    steep += one.growth * std::min(3.0, 0.4 * one.length_months) >= std::log(52.0) ? 1.0 : 0.0;
  }
  EXPECT_GT(steep, 0.0);
  EXPECT_LT(steep, 0.5 * static_cast<double>(campaigns().size()));
}

TEST(Attribution, means_what_it_says_in_every_tenth_with_many_months) {
  int held = 0;
  for (const ReliabilityBin& bin : campaign_reliability(drawn())) {
    if (bin.count <= 1000.0) continue;
    EXPECT_LT(std::abs(bin.gap_points()), 5.0) << bin.said / bin.count;
    ++held;
  }
  EXPECT_EQ(held, 10);
}

// The figures of a section by name.
double figure(const FigureSection& section, const std::string& name) {
  for (const CheckedFigure& one : section.figures) {
    if (one.name.starts_with(name)) return one.value;
  }
  ADD_FAILURE() << name;
  return 0.0;
}

TEST(Attribution, calls_more_open_campaigns_than_blurred_ones_and_few_false_alarms) {
  const FigureSection calls = call_section(drawn(), campaigns());
  EXPECT_LT(figure(calls, "open: never"), figure(calls, "proxy: never"));
  EXPECT_LT(figure(calls, "open: never"), figure(calls, "unnamed: never"));
  EXPECT_LT(figure(calls, "false alarms"), 0.01);
}

TEST(Attribution, names_the_actor_of_an_open_campaign_with_more_confidence) {
  const FigureSection actors = actor_reliability_section(drawn(), campaigns());
  EXPECT_GT(figure(actors, "open: mean"), figure(actors, "proxy: mean"));
  EXPECT_GT(figure(actors, "open: mean"), figure(actors, "unnamed: mean"));
}

TEST(Tolls, are_of_the_same_luck_under_every_posture) {
  RunSettings ordered;
  ordered.to_year = 2026;
  ordered.routes.campaigns.ordered[0].front = "belarus-poland";
  ordered.routes.campaigns.ordered[0].month = month_number(2025, 3);
  const CampaignToll twice[] = {simulate_toll(inputs(), ordered, 16, seed),
                                simulate_toll(inputs(), ordered, 16, seed)};
  ordered.routes.posture.level = ResponseLevel::none;
  const CampaignToll none = simulate_toll(inputs(), ordered, 16, seed);
  EXPECT_EQ(twice[0].entries, twice[1].entries);
  for (std::size_t draw = 0; draw < 16; ++draw) {
    EXPECT_GE(none.stopped[draw], -1.0);
    EXPECT_EQ(none.diverted[draw], 0.0);
    EXPECT_GE(twice[0].diverted[draw], 0.0);
    EXPECT_LE(twice[0].diverted[draw], twice[0].stopped[draw] + 1.0);
  }
  EXPECT_THROW(simulate_toll(inputs(), settings(), 2, seed), std::invalid_argument);
}

}  // namespace
}  // namespace peregrine
