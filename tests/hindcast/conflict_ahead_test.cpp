// The conflict back-test years ahead: what is scored, beside what, and that no later year is read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/backtest/conflict/ahead.h"

namespace peregrine {
namespace {

constexpr std::uint64_t seed = 281;

const ConflictPanel& panel() {
  static const ConflictPanel made = make_conflict_panel(PEREGRINE_SOURCE_DIR "/inputs");
  return made;
}

const std::vector<AheadReport>& reports() {
  static const std::vector<AheadReport> made =
      backtest_conflict_ahead(panel(), {1, 5, 20}, 320, seed);
  return made;
}

TEST(ConflictAhead, has_all_targets_that_an_origin_reaches) {
  ASSERT_EQ(reports().size(), 3u);
  EXPECT_EQ(reports()[0].cases, 15 * 174);
  EXPECT_EQ(reports()[1].cases, 15 * 174);
  EXPECT_EQ(reports()[2].cases, 10 * 174) << "2015-2024, from 1995 on";
  EXPECT_EQ(reports()[2].first_target, 2015);
}

// Aims: AUC 0.95 a year ahead and a Brier score below persistence; five and twenty years ahead
// below the country's own rate and that of its class, and log scores too.
TEST(ConflictAhead, beats_its_rivals_at_every_horizon) {
  EXPECT_GE(reports()[0].all[0].area_conflict, 0.95);
  for (const AheadReport& report : reports()) {
    const AheadScores& ours = report.all[0];
    EXPECT_LT(ours.brier, report.all[1].brier) << report.ahead;
    for (const int rival : {2, 3}) {
      EXPECT_LT(ours.brier, report.all[static_cast<std::size_t>(rival)].brier) << report.ahead;
      EXPECT_LT(ours.log_score, report.all[static_cast<std::size_t>(rival)].log_score)
          << report.ahead;
    }
  }
}

TEST(ConflictAhead, says_less_the_further_it_looks) {
  EXPECT_LT(reports()[0].all[0].brier, reports()[1].all[0].brier);
  EXPECT_LT(reports()[1].all[0].brier, reports()[2].all[0].brier);
  EXPECT_GT(reports()[0].all[0].area_conflict, reports()[2].all[0].area_conflict);
}

// The sums behind the tables: every case is in one tenth, in one region, one income, one peace.
TEST(ConflictAhead, counts_each_case_once_in_each_table) {
  const AheadReport& report = reports()[1];
  int in_tenths = 0;
  double said = 0.0;
  for (const AheadTenth& tenth : report.tenths) {
    in_tenths += tenth.cases;
    said += tenth.cases * tenth.said;
  }
  EXPECT_EQ(in_tenths, report.cases);
  int in_groups = 0;
  double said_in_groups = 0.0;
  for (const AheadGroup& group : report.groups) {
    if (group.name.starts_with("above 20,000, never")) continue;
    in_groups += group.cases;
    said_in_groups += group.cases * group.conflict_said;
  }
  EXPECT_EQ(in_groups, 3 * report.cases);
  EXPECT_NEAR(said_in_groups, 3 * said, 1e-6 * said);
}

TEST(ConflictAhead, knows_peace_and_rates_of_a_country) {
  const auto cases = forecast_ahead(panel(), 2000, {5}, 32, seed);
  const int japan = panel().countries.index_of("JPN");
  const int iraq = panel().countries.index_of("IRQ");
  for (const AheadCase& one : cases[0]) {
    if (one.country == japan) {
      EXPECT_EQ(one.peace_years, 51) << "1950 to 2000";
      EXPECT_FALSE(one.ever_at_war);
      EXPECT_NEAR(one.own_rate(0), 51.5 / 52.5, 1e-12);
      EXPECT_EQ(one.persistence, Eigen::Vector3d::Unit(0));
    }
    if (one.country == iraq) {
      EXPECT_TRUE(one.ever_at_war);
      EXPECT_EQ(one.now, Intensity::war) << "2005";
    }
    EXPECT_NEAR(one.ours.sum(), 1.0, 1e-12);
    EXPECT_GT(one.ours.minCoeff(), 0.0);
  }
}

TEST(ConflictAhead, cannot_see_the_years_that_it_forecasts) {
  ConflictPanel altered = panel();
  for (const int country : altered.active) {
    for (int year = 2006; year <= ConflictHistory::last_year; ++year) {
      const std::size_t at = ConflictHistory::at(country, year);
      altered.history.deaths[at] = altered.history.fought[at] = 5'000.0;
      altered.history.gdp_ppp[at] = 1e5;
      altered.memory[at] = altered.long_memory[at] = altered.other_past[at] = 9.0;
      altered.heat[at] = 4.0;
      altered.log_income[at] = altered.log_population[at] = 3.0;
      altered.between_states[at] = 1;
    }
  }
  std::erase_if(altered.history.interstate,
                [](const InterstateWarYear& war) { return war.year >= 2006; });
  const auto known = forecast_ahead(panel(), 2005, {5}, 32, seed);
  const auto blind = forecast_ahead(altered, 2005, {5}, 32, seed);
  ASSERT_EQ(known[0].size(), blind[0].size());
  for (std::size_t i = 0; i < known[0].size(); ++i) {
    EXPECT_EQ(known[0][i].ours, blind[0][i].ours) << i;
    EXPECT_EQ(known[0][i].own_rate, blind[0][i].own_rate) << i;
    EXPECT_EQ(known[0][i].class_rate, blind[0][i].class_rate) << i;
  }
}

TEST(ConflictAhead, is_told_in_words_and_in_numbers) {
  const std::string text = format_report(reports()[1]);
  for (const char* words :
       {"5 years ahead", "Peregrine", "persistence", "country's own rate", "rate of its class",
        "Africa", "above 20,000 dollars", "20 years of peace or more", "40-50 "}) {
    EXPECT_THAT(text, testing::HasSubstr(words));
  }
  const nlohmann::json document = report_json(reports()[1]);
  EXPECT_EQ(document["ahead"], 5);
  EXPECT_TRUE(document["forecasters"][1]["log_score"].is_null());
  EXPECT_EQ(document["calibration"].size(), 10u);
}

}  // namespace
}  // namespace peregrine
