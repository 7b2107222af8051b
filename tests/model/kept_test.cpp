// Which corridors and months a run keeps draw by draw.
#include "host/model/assembly/kept.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "host/support/error.h"
#include "tests/model/forecast_world.h"

namespace peregrine {
namespace {

using testing::HasSubstr;

const ForecastInputs& inputs() {
  static const ForecastInputs loaded = load_forecast_inputs(PEREGRINE_SOURCE_DIR "/inputs");
  return loaded;
}

int corridor(const char* origin, const char* destination) {
  const BaselineInputs& baseline = inputs().baseline;
  return baseline.corridors.index_of(baseline.countries.index_of(origin),
                                     baseline.countries.index_of(destination));
}

std::vector<int> kept(const std::string& text) {
  RunSettings settings;
  settings.keep_corridors = text;
  return kept_corridors(inputs(), settings);
}

TEST(KeptCorridors, are_the_largest_those_of_campaigns_and_those_that_are_named) {
  EXPECT_EQ(kept("largest:1"), std::vector<int>{corridor("MEX", "USA")});
  // Some hundred thousand in 2020, above a million in the table of 2024.
  EXPECT_THAT(kept("largest:200"), testing::Contains(corridor("UKR", "DEU")));
  EXPECT_THAT(kept("campaigns"),
              testing::IsSupersetOf({corridor("SYR", "POL"), corridor("IRQ", "LTU")}));
  EXPECT_EQ(kept("MEX-USA, MEX-USA ,largest:1"), kept("largest:1"));
  EXPECT_TRUE(kept("").empty());
  EXPECT_TRUE(kept("largest:0").empty());
  const std::vector<int> usual = kept(RunSettings().keep_corridors);
  EXPECT_GE(usual.size(), 200U);
  EXPECT_TRUE(std::ranges::is_sorted(usual));
}

TEST(KeptCorridors, that_are_none_are_all_told) {
  try {
    kept("largest:x,MEX-XXX,campaign,SYR-TUR");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().size(), 3U);
    EXPECT_THAT(error.what(), HasSubstr("run.keep_corridors = largest:x has no whole number"));
    EXPECT_THAT(error.what(), HasSubstr("MEX-XXX is no corridor of the table"));
    EXPECT_THAT(error.what(), HasSubstr("campaign is neither a choice nor a corridor"));
  }
}

TEST(KeptMonths, are_those_of_24_months_ahead_as_far_as_the_run_goes) {
  const auto span = [](int observed_months, int years) {
    const EntryYears kept = entry_years(observed_months, years);
    return std::pair(kept.first, kept.count);
  };
  EXPECT_EQ(span(60, 30), std::pair(5, 2));
  EXPECT_EQ(span(66, 30), std::pair(5, 3));  // a user's own months to June
  EXPECT_EQ(span(60, 5), std::pair(5, 1));
  EXPECT_EQ(span(60, 4).second, 0);
}

}  // namespace
}  // namespace peregrine
