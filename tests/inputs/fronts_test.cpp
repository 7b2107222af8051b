// The tables of judgement about fronts, diversion and priors: what is wrong is told.
#include "host/model/routes/fronts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "host/model/routes/settings.h"
#include "host/scenario/schema.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine::test {
namespace {

const std::string shipped = PEREGRINE_SOURCE_DIR "/inputs";

FrontInputs fronts_in(const std::string& folder) {
  const Countries countries = load_countries(shipped);
  return load_fronts(folder, load_irregular_history(shipped), countries);
}

std::string refusal_of(const std::string& folder) {
  try {
    fronts_in(folder);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

// The shipped table with `from` replaced.
void write_changed(const InputsFolder& folder, const std::string& name, const std::string& from,
                   const std::string& to) {
  std::string text = slurp(shipped + "/" + name);
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << name;
  folder.write(name, text.replace(at, from.size(), to));
}

TEST(Fronts, are_those_that_scenarios_can_name) {
  std::vector<std::string> fronts = {std::string(no_front)};
  for (const Front& front : fronts_in(shipped).fronts) {
    if (front.border >= 0) fronts.push_back(front.code);
  }
  std::vector<std::string> named;
  for (const Choice& choice : find_scenario_key("campaign.first.front")->choices) {
    named.emplace_back(choice.word);
  }
  EXPECT_EQ(named, fronts);
}

TEST(Routes, that_scenarios_act_on_are_routes_of_the_table_of_borders) {
  std::set<std::string, std::less<>> routes;
  for (const Border& border : load_irregular_history(shipped).borders) routes.insert(border.route);
  for (const std::string_view code : enforced_route_codes)
    EXPECT_TRUE(routes.contains(code)) << code;
  for (const std::string_view code : transit_route_codes)
    EXPECT_TRUE(routes.contains(code)) << code;
}

TEST(Fronts, have_a_border_each_and_one_stands_for_the_rest_of_the_world) {
  const FrontInputs inputs = fronts_in(shipped);
  const auto without = std::count_if(inputs.fronts.begin(), inputs.fronts.end(),
                                     [](const Front& front) { return front.border < 0; });
  EXPECT_EQ(without, 1);
}

TEST(FrontTables, tell_all_their_problems_at_once) {
  const InputsFolder folder;
  write_changed(folder, "calibration/fronts.csv", "Belarus,belarus-lithuania",
                "Belarus,belarus-nowhere");
  write_changed(folder, "calibration/diversion.csv",
                "western-mediterranean-land,western-mediterranean-sea",
                "western-mediterranean-land,atlantis");
  write_changed(folder, "calibration/route_priors.csv", "stay_share,0.4,", "stay_share,0.9,");
  write_changed(folder, "calibration/attribution.csv", "\n2,", "\n3,");
  const std::string told = refusal_of(folder.path());
  for (const char* part :
       {"fronts.csv", "belarus-nowhere", "diversion.csv", "atlantis", "route_priors.csv",
        "is outside its bounds", "attribution.csv", "is out of place"}) {
    EXPECT_NE(told.find(part), std::string::npos) << told;
  }
}

}  // namespace
}  // namespace peregrine::test
