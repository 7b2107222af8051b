// Facts of the compiled climate tables, and what is said of broken ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "host/model/climate/tables.h"
#include "host/support/error.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

using test::source_inputs;
using testing::HasSubstr;

const Countries& countries() {
  static const Countries loaded = load_countries(source_inputs());
  return loaded;
}

const ClimateInputs& climate() {
  static const ClimateInputs loaded = load_climate(source_inputs(), countries());
  return loaded;
}

constexpr std::size_t at_year(int year) {
  return static_cast<std::size_t>(year - ClimateYears::first);
}

TEST(ClimateInputs, have_the_841_members_of_the_posterior) {
  EXPECT_EQ(climate().members.size(), 841U);
}

TEST(ClimateInputs, have_the_emissions_of_the_global_carbon_budget) {
  // Friedlingstein et al. 2024: fossil 1.68 GtCO2 (0.46 GtC) in 1890 is beyond what a scenario may
  // differ in; 37.4 GtCO2 in 2023.
  const ClimateScenarioSeries& medium = climate().of(EmissionScenario::medium_extension);
  EXPECT_NEAR(medium.fossil[at_year(2023)], 37.4, 0.5);
  EXPECT_NEAR(medium.land[at_year(2023)], 4.0, 1.0);
  for (const ClimateScenarioSeries& scenario : climate().scenarios) {
    EXPECT_EQ(scenario.fossil.size(), static_cast<std::size_t>(ClimateYears::count));
    EXPECT_EQ(scenario.fossil[at_year(1950)], medium.fossil[at_year(1950)]);
  }
}

TEST(ClimateInputs, give_china_near_a_third_of_fossil_emissions_and_all_blocs_one) {
  double sum = 0.0;
  for (std::size_t bloc = 0; bloc < bloc_names.size(); ++bloc) {
    sum += climate().shares[at_year(2020) * bloc_names.size() + bloc];
  }
  EXPECT_NEAR(sum, 1.0, 1e-5);
  EXPECT_NEAR(climate().shares[at_year(2020) * bloc_names.size()], 0.31, 0.01);
}

TEST(ClimateInputs, warm_russia_more_than_the_globe_and_every_country_at_all) {
  EXPECT_GT(climate().pattern[static_cast<std::size_t>(countries().index_of("RUS"))], 1.5);
  for (int country = 0; country < countries().unknown_origin(); ++country) {
    const auto at = static_cast<std::size_t>(country);
    EXPECT_GT(climate().pattern[at], 0.4) << countries().iso3[at];
    EXPECT_LT(climate().pattern[at], 2.5) << countries().iso3[at];
    EXPECT_GT(climate().yearly_sd[at], 0.05) << countries().iso3[at];
    EXPECT_LT(climate().yearly_sd[at], 2.0) << countries().iso3[at];
  }
}

std::string raw_data() {
  const char* folder = std::getenv("PEREGRINE_RAW_DATA");
  return folder != nullptr ? folder : std::string(PEREGRINE_SOURCE_DIR) + "/../shared/data";
}

// The forcing of the source, but for its volcanic part, whose efficacy is 0.6: none from 2031 on.
TEST(ClimateInputs, have_the_forcing_of_the_source_to_0_03_watts) {
  const std::string path = raw_data() + "/climate/fair_non_co2_forcing_ssp245.csv";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no raw figures at " << path;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const std::vector<float>& forcing = climate().of(EmissionScenario::ssp245).other_forcing;
  double largest = 0.0;
  for (std::size_t member = 0; std::getline(file, line); ++member) {
    std::istringstream cells(line);
    std::string cell;
    std::getline(cells, cell, ',');
    for (int year = ClimateYears::first; std::getline(cells, cell, ','); ++year) {
      if (year < 2031 || year > ClimateYears::last) continue;
      const float compiled = forcing[member * ClimateYears::count + at_year(year)];
      largest = std::max(largest, std::abs(std::stod(cell) - static_cast<double>(compiled)));
    }
  }
  EXPECT_GT(largest, 0.0);
  EXPECT_LT(largest, 0.03);
}

std::string problems_of(const test::InputsFolder& folder) {
  try {
    load_climate(folder.path(), countries());
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(ClimateInputs, tell_all_problems_with_file_line_and_remedy) {
  const test::InputsFolder folder;
  std::string members = test::slurp(source_inputs() + "/climate/members.csv");
  members.replace(members.find("\n1234,") + 6, 0, "-");
  folder.write("climate/members.csv", members);
  std::string blocs = test::slurp(source_inputs() + "/climate/blocs.csv");
  blocs.replace(blocs.find("2060"), 4, "2020");
  folder.write("climate/blocs.csv", blocs);
  folder.remove("climate/countries.csv");
  const std::string problems = problems_of(folder);
  EXPECT_THAT(problems, HasSubstr("members.csv:2: gamma = -0.622618"));
  EXPECT_THAT(problems, HasSubstr("blocs.csv:2: net_zero_year = 2020 is not after the peak"));
  EXPECT_THAT(problems, HasSubstr("countries.csv"));
}

TEST(ClimateInputs, refuse_rows_that_are_missing_or_out_of_order) {
  const test::InputsFolder folder;
  std::string emissions = test::slurp(source_inputs() + "/climate/emissions.csv");
  emissions.erase(emissions.find("1760,"), emissions.find("1761,") - emissions.find("1760,"));
  folder.write("climate/emissions.csv", emissions);
  std::string basis = test::slurp(source_inputs() + "/climate/forcing_basis.csv");
  basis.erase(basis.rfind("medium-extension"));
  folder.write("climate/forcing_basis.csv", basis);
  const std::string problems = problems_of(folder);
  EXPECT_THAT(problems, HasSubstr("emissions.csv"));
  EXPECT_THAT(problems, HasSubstr("forcing_basis.csv"));
}

}  // namespace
}  // namespace peregrine
