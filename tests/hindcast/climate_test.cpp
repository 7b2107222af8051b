// The climate back-test: every aim is met, and the noise of FaIR is FaIR's.
#include "host/backtest/climate/climate.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "host/backtest/climate/fair_noise.h"
#include "host/backtest/climate/runs.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

const std::vector<FigureSection>& sections() {
  static const std::vector<FigureSection> made = backtest_climate(test::source_inputs(), 512, 281);
  return made;
}

TEST(BacktestClimate, meets_every_aim) {
  int aims = 0;
  for (const FigureSection& section : sections()) {
    for (const CheckedFigure& figure : section.figures) {
      EXPECT_TRUE(figure.holds()) << section.title << ": " << figure.name << " = " << figure.value;
      ++aims;
    }
  }
  EXPECT_GE(aims, 30);
}

TEST(BacktestClimate, text_has_lines_of_at_most_110_columns_and_json_every_figure) {
  const std::string text = format_figures(sections());
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = text.find('\n', start);
    EXPECT_LE(end - start, 110U) << text.substr(start, end - start);
    start = end + 1;
  }
  const nlohmann::json json = figures_json(sections());
  ASSERT_EQ(json.size(), sections().size());
  for (std::size_t k = 0; k < json.size(); ++k) {
    EXPECT_EQ(json[k]["figures"].size(), sections()[k].figures.size());
  }
}

TEST(FairNoise, is_numpys_number_for_number) {
  // numpy 1.24: RandomState(1848129).multivariate_normal(zeros(4), covariance of member 1234, 352).
  const ClimateInputs inputs =
      load_climate(test::source_inputs(), load_countries(test::source_inputs()));
  const ClimateReferences references = load_climate_references(test::source_inputs());
  ASSERT_EQ(inputs.members.front().number, 1234);
  ASSERT_EQ(references.noise_seed.front(), 1848129U);
  const auto noise =
      fair_noise(energy_step(inputs.members.front()).covariance, references.noise_seed.front(), 2);
  EXPECT_NEAR(noise[1][0], -8.29889762e-01, 1e-5);
  EXPECT_NEAR(noise[1][1], -6.47183039e-02, 1e-6);
  EXPECT_NEAR(noise[1][2], -4.33497447e-04, 1e-7);
}

}  // namespace
}  // namespace peregrine
