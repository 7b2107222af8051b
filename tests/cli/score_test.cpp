// `peregrine score` of sample files against tables made for them.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "host/store/ensemble_reader.h"
#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

class ScoreCommand : public testing::Test {
 protected:
  ScoreCommand() { sample::write_file(folder_.file("a.h5"), sample::header()); }

  Outcome run(const std::string& table, const std::vector<std::string>& options = {}) const {
    write_bytes(folder_.file("table.csv"), table);
    std::vector<std::string> all = {"score", "a.h5", "table.csv"};
    all.insert(all.end(), options.begin(), options.end());
    return run_command(all, folder_);
  }

  nlohmann::json groups(const std::string& table) const {
    const Outcome outcome = run(table, {"--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return nlohmann::json::parse(outcome.out).at("groups");
  }

  static nlohmann::json group(const nlohmann::json& groups, const std::string& what) {
    for (const auto& one : groups) {
      if (one.at("what") == what && one.at("size") == "all") return one;
    }
    ADD_FAILURE() << "no " << what;
    return {};
  }

  // A corridor's quantile in a year.
  double quantile(std::int64_t level, std::int64_t year, std::int64_t corridor) const {
    const EnsembleReader reader(folder_.file("a.h5"));
    return reader.read("corridor_stock_quantile", {{level, year, corridor}, {1, 1, 1}}).front();
  }

  TemporaryFolder folder_;
};

constexpr std::int64_t median = 5;
constexpr std::int64_t in_2024 = 4;
constexpr std::int64_t in_2025 = 5;

TEST_F(ScoreCommand, gives_the_error_of_a_corridor_and_its_place_in_the_forecast) {
  // MEX-USA half-way between its 25 % quantile and its median.
  const double middle = quantile(median, in_2024, 0);
  const double figure = std::floor((middle + quantile(median - 1, in_2024, 0)) / 2);
  const auto scored = groups(
      fmt::format("year,destination,origin,stock\n2024,USA,MEX,{:.0f}\n2020,USA,MEX,{:.0f}\n",
                  figure, figure + 7));
  const nlohmann::json corridors = group(scored, "corridors");
  EXPECT_EQ(corridors.at("number"), 1);
  EXPECT_EQ(corridors.at("mean_error"), middle - figure);
  EXPECT_EQ(corridors.at("mae"), middle - figure);
  EXPECT_EQ(corridors.at("persistence_mae"), 7);
  EXPECT_EQ(corridors.at("coverage").at("50"), 1);
  EXPECT_EQ(corridors.at("pit"), nlohmann::json({0, 0, 1, 0, 0, 0}));
  EXPECT_EQ(group(scored, "world").at("number"), 1);
  EXPECT_EQ(group(scored, "destinations").at("number"), 1);
}

TEST_F(ScoreCommand, says_what_it_could_not_compare) {
  const Outcome outcome = run("year,destination,origin,stock\n2024,USA,MEX,9\n2024,USA,BGD,1234\n");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("1,234 persons of the table live in corridors"));
  EXPECT_THAT(outcome.out, HasSubstr("the table has no figures of it"));
  EXPECT_THAT(outcome.out, HasSubstr("the table is taken to be whole"));
}

TEST_F(ScoreCommand, adds_nationalities_and_borders_up_to_routes_and_leaves_observed_months_out) {
  const auto scored = groups(
      "border,month,nationality,detections\n"
      "north-east,2025-01,IND,40\nnorth-east,2025-01,REST,2\nsouth-east,2025-01,REST,8\n"
      "north-east,2024-12,IND,70\ncentral-sea,2025-02,REST,5\n");
  const EnsembleReader reader(folder_.file("a.h5"));
  constexpr std::int64_t january = 60;
  const auto median_of = [&](std::int64_t month) {
    return reader.read("irregular_detections_quantile", {{median, month, 1}, {1, 1, 1}}).front();
  };
  const nlohmann::json route = group(scored, "eastern-borders");
  EXPECT_EQ(route.at("number"), 2);  // January and February; 2024 is repeated
  EXPECT_DOUBLE_EQ(route.at("mae"), (median_of(january) - 50 + median_of(january + 1)) / 2);
  EXPECT_DOUBLE_EQ(route.at("persistence_mae"), (20.0 + 70.0) / 2);
  EXPECT_EQ(group(scored, "routes").at("number"), 4);
}

TEST_F(ScoreCommand, scores_the_displaced_without_those_at_home) {
  const auto scored = groups(
      "year,origin,destination,refugees,asylum_seekers,others_in_need,idps\n"
      "2025,IND,USA,5,6,7,0\n2025,IND,IND,0,0,0,900\n2024,IND,USA,1,1,1,\n");
  const EnsembleReader reader(folder_.file("a.h5"));
  const double mean = reader.read("displaced_abroad_mean", {{in_2025, 1}, {1, 1}}).front();
  EXPECT_DOUBLE_EQ(group(scored, "origins").at("mae"), mean - 18);
  EXPECT_EQ(group(scored, "origins").at("persistence_mae"), 15);
  EXPECT_FALSE(group(scored, "origins").contains("coverage"));
  EXPECT_EQ(group(scored, "world").at("persistence_mae"), 15);
}

TEST_F(ScoreCommand, refuses_what_it_cannot_score_and_says_why) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"a,b\n1,2\n",
       "table.csv:1: is no table of figures that can be scored (needs the columns year"},
      {"year,destination,origin,stock\n2020,USA,MEX,5\n",
       "table.csv: has no figure that was forecast (a.h5 repeats what was known up to 2020"},
      {"year,destination,origin,stock\n2024,USA,MEX,1.234\n", "table.csv:2: stock = 1.234"},
      {"year,destination,origin,stock\n2024,USA,MEX,5\n2024,USA,MEX,6\n",
       "table.csv:3: destination, origin = USA,MEX is on line 2 already"},
      {"border,month,nationality,detections\nnowhere,2024-01,IND,5\n",
       "table.csv: border = nowhere is no border of a.h5"},
      {"border,month,nationality,detections\nnorth-east,2024-01,IND,5\n"
       "eastern-borders,2024-01,IND,9\n",
       "table.csv: border = eastern-borders stands beside its own borders"},
      {"border,month,nationality,detections\nnorth-east,2024-13,IND,5\n",
       "table.csv:2: month = 2024-13"},
      {"year,destination,origin,stock\n", "table.csv: has no rows"}};
  for (const auto& [table, message] : cases) {
    const Outcome outcome = run(table);
    EXPECT_EQ(outcome.exit_code, 3) << table;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(message));
  }
}

}  // namespace
}  // namespace peregrine::test
