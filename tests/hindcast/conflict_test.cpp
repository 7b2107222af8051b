// The conflict back-test: its scores, and that it cannot see what it forecasts.
#include "host/backtest/conflict/conflict.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "host/statistics/auc.h"

namespace peregrine {
namespace {

constexpr std::uint64_t seed = 281;

const ConflictPanel& panel() {
  static const ConflictPanel made = make_conflict_panel(PEREGRINE_SOURCE_DIR "/inputs");
  return made;
}

const ConflictReport& report() {
  static const ConflictReport made =
      backtest_conflict(panel(), 2010, ConflictHistory::last_year, 320, seed);
  return made;
}

TEST(AreaUnderCurve, equals_values_worked_out_by_hand) {
  const std::vector<double> score = {0.1, 0.4, 0.35, 0.8};
  const std::vector<char> event = {0, 0, 1, 1};
  EXPECT_DOUBLE_EQ(area_under_curve(score, event), 0.75);
  EXPECT_DOUBLE_EQ(area_under_curve(std::vector<double>(4, 1.0), event), 0.5);
  const std::vector<double> twice = {1, 2, 1, 1};
  EXPECT_DOUBLE_EQ(area_under_curve(score, event, twice), 4.0 / 6.0);
  EXPECT_THROW(area_under_curve(score, std::vector<char>(4, 1)), std::invalid_argument);
}

TEST(AreaUnderCurve, of_equal_scores_differs_by_nothing) {
  const std::vector<double> score = {0.1, 0.4, 0.35, 0.8};
  const std::vector<char> event = {0, 0, 1, 1};
  const std::vector<int> cluster = {0, 1, 2, 3};
  const MeanInterval difference = area_difference(score, score, event, cluster, 4, seed);
  EXPECT_EQ(difference.low, 0.0);
  EXPECT_EQ(difference.high, 0.0);
}

// Measured: 0.9724, 0.9767, 0.13088, 0.24702. Hegre et al. (2013) have 0.937 on other data.
TEST(ConflictForecast, keeps_the_scores_that_were_measured) {
  const ConflictScores& ours = report().all.front();
  EXPECT_EQ(report().country_years, 15 * 174);
  EXPECT_GE(ours.area_conflict, 0.970);
  EXPECT_GE(ours.area_war, 0.974);
  EXPECT_GE(ours.area_onset, 0.86);
  EXPECT_LE(ours.brier, 0.1315);
  EXPECT_LE(ours.log_score, 0.2485);
}

TEST(ConflictForecast, beats_both_rivals_beyond_chance) {
  ASSERT_EQ(report().differences.size(), 7u);
  for (const ConflictDifference& one : report().differences) {
    if (one.measure.starts_with("AUC")) {
      EXPECT_GT(one.value.low, 0.0) << one.rival << " " << one.measure;
    } else {
      EXPECT_LT(one.value.high, 0.0) << one.rival << " " << one.measure;
    }
  }
}

TEST(ConflictForecast, expects_about_as_many_conflicts_as_came) {
  double expected = 0.0;
  double observed = 0.0;
  for (const ConflictYearCount& one : report().years) {
    expected += one.expected;
    observed += one.observed;
  }
  EXPECT_NEAR(expected / observed, 1.0, 0.1);
}

TEST(ConflictForecast, cannot_see_the_years_that_it_forecasts) {
  ConflictPanel altered = panel();
  for (int country = 0; country < altered.countries.size(); ++country) {
    for (int year = 2010; year <= ConflictHistory::last_year; ++year) {
      const std::size_t at = ConflictHistory::at(country, year);
      altered.history.deaths[at] = 5'000.0;
      altered.history.fought[at] = 4'000.0;
      altered.long_memory[at] = altered.other_past[at] = 9.0;
      altered.memory[at] = 9.0;
      altered.heat[at] = 4.0;
      altered.log_income[at] = altered.log_population[at] = 3.0;
      altered.between_states[at] = 1;
    }
  }
  std::erase_if(altered.history.interstate,
                [](const InterstateWarYear& war) { return war.year >= 2010; });
  const std::vector<double> rows = conflict_posterior(fit_conflict(panel(), 2009), 5);
  EXPECT_EQ(rows, conflict_posterior(fit_conflict(altered, 2009), 5));
  for (const int country : panel().active) {
    EXPECT_EQ(panel().features(country, 2010, HeatKnown::expected),
              altered.features(country, 2010, HeatKnown::expected));
  }
}

// Years in conflict come out right over fifteen years, how long it lasts and how much of it is
// deadly do not: after 2009 wars grew longer and larger than anything since 1991 had taught.
TEST(ConflictSimulation, has_the_observed_share_of_countries_in_conflict) {
  for (const SimulatedFigure& one : report().simulated) {
    if (!one.name.starts_with("country-years in minor") &&
        !one.name.starts_with("country-years at war") && !one.name.starts_with("deaths of")) {
      continue;
    }
    EXPECT_GE(one.observed, one.low) << one.name;
    EXPECT_LE(one.observed, one.high) << one.name;
  }
}

TEST(ConflictForecast, repeats_itself_bit_for_bit) {
  const std::string once = report_json(backtest_conflict(panel(), 2022, 2023, 32, seed)).dump();
  EXPECT_EQ(once, report_json(backtest_conflict(panel(), 2022, 2023, 32, seed)).dump());
  EXPECT_NE(once, report_json(backtest_conflict(panel(), 2022, 2023, 32, 1)).dump());
}

}  // namespace
}  // namespace peregrine
