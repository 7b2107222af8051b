// The displacement back-tests: rivals as the script that defines the targets prints them, the
// forecast's own figures, and that it cannot see what it forecasts.
#include "host/backtest/displacement/displacement.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "host/model/displacement/fit/displacement.h"
#include "host/model/displacement/posterior.h"

namespace peregrine {
namespace {

constexpr int draws = 100;
constexpr std::uint64_t seed = 1;
const std::string inputs = PEREGRINE_SOURCE_DIR "/inputs";

const std::vector<BacktestReport>& refugee_reports() {
  static const auto made = backtest_displacement(inputs, displacement_targets(), draws, seed);
  return made;
}

const std::vector<BacktestReport>& asylum_reports() {
  static const auto made = backtest_asylum(inputs, asylum_targets(), draws, seed);
  return made;
}

const ScoreSums& all_of(const BacktestReport& report, std::size_t forecaster) {
  return report.forecasters.at(forecaster).table[SizeClass::all];
}

// Worked out apart from the program, from the publishers' tables.
TEST(RefugeeRivals, score_what_the_raw_figures_give) {
  const double error[] = {364.55, 863.53, 1219.77};  // persons a pair
  const double relative[] = {16.99, 40.25, 56.85};   // %
  for (std::size_t k = 0; k < 3; ++k) {
    const BacktestReport& report = refugee_reports()[k];
    EXPECT_EQ(all_of(report, 1).count, 8'873 * 15);
    EXPECT_NEAR(all_of(report, 1).mean_absolute_error(), error[k], 0.01);
    EXPECT_NEAR(report.scalars.front().values[1], relative[k], 0.05);
  }
}

TEST(AsylumRivals, score_what_the_raw_figures_give) {
  const double error[] = {168.52, 234.80, 260.08};  // applications a pair
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(all_of(asylum_reports()[k], 1).count, 2'967 * 9);
    EXPECT_NEAR(all_of(asylum_reports()[k], 1).mean_absolute_error(), error[k], 0.01);
  }
}

// Measured with 200 draws: wMAPE 16.9, 40.7 and 57.2 %, which is as good as persistence within
// chance, and CRPS 310, 756 and 1,050, which is better.
TEST(RefugeeForecast, keeps_the_errors_that_were_measured) {
  const double relative[] = {17.3, 41.5, 58.4};
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_LE(refugee_reports()[k].scalars.front().values[0], relative[k]);
  }
}

// The targets on which the specification was chosen.
TEST(RefugeeForecast, beats_persistence_before_2010) {
  for (const BacktestReport& report :
       backtest_displacement(inputs, {2003, 2009, {1, 3, 5}}, draws, seed)) {
    EXPECT_LT(report.scalars.front().values[0], report.scalars.front().values[1]);
  }
}

TEST(RefugeeForecast, beats_the_spread_of_persistence_beyond_chance) {
  for (const BacktestReport& report : refugee_reports()) {
    ASSERT_EQ(report.differences[1].measure, "CRPS");
    EXPECT_EQ(report.differences[1].rival, "persistence");
    EXPECT_LT(report.differences[1].value.high, 0);
  }
}

TEST(RefugeeForecast, covers_what_it_says_above_ten_thousand_persons) {
  for (const BacktestReport& report : refugee_reports()) {
    for (const SizeClass size : {SizeClass::up_to_100k, SizeClass::above_100k}) {
      const Coverage coverage = report.forecasters[0].table[size].mean_coverage();
      EXPECT_NEAR(coverage.at_80, 0.80, 0.08);
      EXPECT_NEAR(coverage.at_95, 0.94, 0.05);
    }
  }
}

// Measured with 200 draws: 163, 212 and 231.
TEST(AsylumForecast, beats_persistence_at_two_years_beyond_chance) {
  for (const std::size_t k : {1u, 2u}) {
    const ScoreDifference& one = asylum_reports()[k].differences.front();
    EXPECT_EQ(one.rival, "persistence");
    EXPECT_LT(one.value.mean, -10.0);
    if (k == 1u) {
      EXPECT_LT(one.value.high, 0);
    }
  }
}

TEST(DisplacementFit, cannot_see_what_comes_after_its_year) {
  DisplacementHistory altered = load_displacement_history(inputs);
  const DisplacementPanel seen = make_displacement_panel(altered, DisplacedKind::refugees, 2012);
  for (int pair = 0; pair < altered.pairs(); ++pair) {
    for (int year = 2013; year <= DisplacementHistory::last_year; ++year) {
      const std::size_t at = DisplacementHistory::at(pair, year);
      for (std::vector<float>* figures : {&altered.refugees, &altered.others, &altered.claims,
                                          &altered.new_refugees, &altered.new_others}) {
        (*figures)[at] = 12'345.0f;
      }
    }
  }
  const DisplacementPanel unseen = make_displacement_panel(altered, DisplacedKind::refugees, 2012);
  EXPECT_EQ(seen.source_pair, unseen.source_pair);
  EXPECT_EQ(fit_displacement(seen).parameters, fit_displacement(unseen).parameters);
}

TEST(DisplacementPosterior, is_what_the_calibration_makes_of_the_tables) {
  const DisplacementPosterior kept = load_displacement_posterior(inputs + "/calibration");
  const DisplacementPanel panel = make_displacement_panel(load_displacement_history(inputs),
                                                          DisplacedKind::displaced_abroad, 2024);
  const DisplacementFit fit = fit_displacement(panel);
  const std::vector<float> anew = displacement_posterior(panel, fit, 1);
  ASSERT_EQ(kept.rows.size(), 201u * displacement_parameter_count);
  EXPECT_NEAR(kept.claim_share, fit.claim_share, 1e-5);
  for (std::size_t i = 0; i < anew.size(); ++i) {
    EXPECT_NEAR(kept.rows[i], anew[i], 1e-4) << i;
  }
}

}  // namespace
}  // namespace peregrine
