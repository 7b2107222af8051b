// summary --route and --front, compare --border, of sample files whose values follow from their
// places.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "host/report/table.h"
#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Arguments = std::vector<std::string>;
using Json = nlohmann::json;

class IrregularCommands : public testing::Test {
 protected:
  IrregularCommands() { write("a.h5", sample::header()); }

  void write(const std::string& name, const EnsembleHeader& header) const {
    sample::write_file(folder_.file(name), header);
  }
  // The sample with other values of one variable.
  void write_with(const std::string& name, std::string_view variable,
                  const std::vector<double>& values) const {
    const EnsembleHeader header = sample::header();
    EnsembleWriter writer(folder_.file(name), header);
    sample::write_results(writer, extents_of(header));
    writer.write(variable, std::span<const double>(values));
    writer.finish();
  }
  Outcome run(const Arguments& arguments) const { return run_command(arguments, folder_); }
  Json json_of(Arguments arguments) const {
    arguments.emplace_back("--json");
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return Json::parse(outcome.out);
  }
  void expect_refused(const Arguments& arguments, int exit_code, const std::string& message) const {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, exit_code);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(message));
  }

  TemporaryFolder folder_;
};

std::vector<double> sampled(std::string_view name) {
  return sample::values(variable_schema(name), extents_of(sample::header()));
}

// The sum over the months of 2020 + `year` at these of the sample's three borders.
double year_sum(std::string_view name, int year, const std::vector<int>& borders) {
  const std::vector<double> values = sampled(name);
  double sum = 0;
  for (int month = 12 * year; month < 12 * year + 12; ++month) {
    for (const int border : borders) sum += values[static_cast<std::size_t>(3 * month + border)];
  }
  return sum;
}

TEST_F(IrregularCommands, summary_of_a_route_adds_its_borders_up) {
  const Json json = json_of({"summary", "a.h5", "--route", "Eastern-Borders"});
  ASSERT_EQ(json["irregular"]["routes"].size(), 1U);
  const Json& route = json["irregular"]["routes"][0];
  EXPECT_EQ(route["code"], "eastern-borders");
  ASSERT_EQ(route["years"].size(), 6U);
  const Json& year = route["years"][4];
  EXPECT_EQ(year["period"], "2024");
  EXPECT_EQ(year["quantile"][5],
            sampled("irregular_detections_year_quantile")[(5 * 6 + 4) * 2 + 1]);
  // Borders 1 and 2 are of the route.
  EXPECT_EQ(year["entries_mean"], year_sum("irregular_entries_mean", 4, {1, 2}));
  EXPECT_EQ(year["deaths_mean"], year_sum("irregular_deaths_mean", 4, {1, 2}));
  // Two groups of nationals, the larger first: values of the sample ascend with the corridor.
  ASSERT_EQ(route["nationals"].size(), 2U);
  EXPECT_EQ(route["nationals"][0]["border"], "south-east");
  EXPECT_EQ(route["nationals"][1]["nationality"], "IND");
  EXPECT_TRUE(route["nationals"][1]["deaths_mean"].is_null());
  EXPECT_EQ(json["tables"].size(), 0U);
}

TEST_F(IrregularCommands, months_begin_where_draws_differ) {
  // All draws agree until February 2022 on route 0 and until April on route 1.
  std::vector<double> quantiles = sampled("irregular_detections_quantile");
  const std::size_t cells = 72 * 2;
  for (std::size_t at = 0; at < quantiles.size(); ++at) {
    const std::size_t month = at % cells / 2;
    if (month < 26 || (at % 2 == 1 && month < 28)) quantiles[at] = 7.0;
  }
  write_with("observed.h5", "irregular_detections_quantile", quantiles);
  const Json json = json_of({"summary", "observed.h5", "--route", "all"});
  for (const Json& route : json["irregular"]["routes"]) {
    ASSERT_EQ(route["months"].size(), 24U);
    EXPECT_EQ(route["months"][0]["period"], "2022-03");
    EXPECT_EQ(route["months"][23]["period"], "2024-02");
    EXPECT_EQ(route["nationals"].size(), 0U);
  }
}

TEST_F(IrregularCommands, months_are_those_asked_for) {
  const auto months = [this](const Arguments& options) {
    Arguments arguments = {"summary", "a.h5", "--route", "central-sea"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return json_of(arguments)["irregular"]["routes"][0]["months"];
  };
  const Json some = months({"--from", "2024-11", "--months", "3"});
  ASSERT_EQ(some.size(), 3U);
  EXPECT_EQ(some[0]["period"], "2024-11");
  EXPECT_EQ(some[2]["mean"], sampled("irregular_detections_mean")[60 * 2]);
  EXPECT_EQ(months({"--from", "2025-11"}).size(), 2U);
  EXPECT_EQ(months({"--months", "0"}).size(), 0U);
  EXPECT_EQ(months({"--year", "2023"}).size(), 12U);
}

TEST_F(IrregularCommands, summary_of_a_front_tells_truth_from_belief) {
  // One front with a campaign in one draw of four, seen as 0.8 where there is one and 0.1 where
  // not.
  const std::size_t cells = 72 * 2;
  const EnsembleHeader header = sample::header();
  EnsembleWriter writer(folder_.file("front.h5"), header);
  sample::write_results(writer, extents_of(header));
  const auto write_all = [&](std::string_view name, double value) {
    writer.write(name, std::span<const double>(std::vector<double>(cells, value)));
  };
  write_all("campaign_active_mean", 0.25);
  write_all("campaign_probability_active_mean", 0.25 * 0.8);
  write_all("campaign_probability_mean", 0.25 * 0.8 + 0.75 * 0.1);
  write_all("campaign_actor_probability_active_mean", 0.25 * 0.5);
  writer.finish();
  const Json json = json_of({"summary", "front.h5", "--front", "all"});
  const Json& north = json["irregular"]["fronts"][0];
  EXPECT_EQ(north["code"], "north-east");
  const Json& year = north["years"][2];
  EXPECT_EQ(year["campaign"], sampled("campaign_year_probability")[2 * 2]);
  EXPECT_EQ(year["begun"], sampled("campaign_onset_mean")[2 * 2]);
  EXPECT_EQ(year["attempts"], year_sum("irregular_attempts_mean", 2, {1}));
  EXPECT_NEAR(year["response_level"], year_sum("response_level_mean", 2, {1}) / 12, 1e-9);
  EXPECT_NEAR(year["observed_during"], 0.8, 1e-6);
  EXPECT_NEAR(year["observed_without"], 0.1, 1e-6);
  EXPECT_NEAR(year["actor_during"], 0.5, 1e-6);
  EXPECT_NEAR(north["months"][0]["campaign"], 0.25, 1e-9);
  EXPECT_TRUE(north["months"][0]["begun"].is_null());
  // The rest of the world has no border.
  EXPECT_TRUE(json["irregular"]["fronts"][1]["years"][2]["attempts"].is_null());
  const Outcome text = run({"summary", "front.h5", "--front", "north-east"});
  EXPECT_THAT(text.out, HasSubstr("A state to the north-east: by year\n"));
  EXPECT_THAT(text.out, HasSubstr("80 %"));
}

TEST_F(IrregularCommands, summary_gives_an_overview_with_deaths_beside_detections) {
  const Outcome outcome = run({"summary", "a.h5"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out,
              HasSubstr("Irregular crossings detected in the year, median (thousands); deaths"));
  // Of the last year alone, and said so.
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("80 % band 2025"), HasSubstr("deaths 2025")));
  EXPECT_THAT(outcome.out, HasSubstr("Eastern borders"));
  EXPECT_THAT(outcome.out, HasSubstr("campaigns of instrumentalised migration that begin"));
  const Json world = json_of({"summary", "a.h5"})["irregular"]["world"];
  ASSERT_EQ(world.size(), 2U);
  EXPECT_EQ(world[1]["year"], 2025);
  EXPECT_EQ(world[1]["deaths_mean"], year_sum("irregular_deaths_mean", 5, {0, 1, 2}));
  EXPECT_TRUE(world[0]["irregular_flow"]["mean"].is_null());
}

TEST_F(IrregularCommands, words_fit_100_columns) {
  write("b.h5", sample::header());
  for (const Arguments& arguments :
       std::vector<Arguments>{{"summary", "a.h5"},
                              {"summary", "a.h5", "--route", "all"},
                              {"summary", "a.h5", "--front", "all"},
                              {"compare", "a.h5", "b.h5", "--border", "all"},
                              {"compare", "a.h5", "b.h5", "--border", "north-east"}}) {
    const Outcome outcome = run(arguments);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    std::istringstream lines(outcome.out);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(character_count(line), 100) << line;
    }
  }
}

TEST_F(IrregularCommands, csv_has_as_many_cells_in_every_line) {
  write("b.h5", sample::header());
  for (const Arguments& arguments :
       std::vector<Arguments>{{"summary", "a.h5", "--route", "eastern-borders", "--csv"},
                              {"summary", "a.h5", "--front", "all", "--csv"},
                              {"compare", "a.h5", "b.h5", "--border", "all", "--csv"}}) {
    const Outcome outcome = run(arguments);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    std::istringstream lines(outcome.out);
    std::string line;
    std::getline(lines, line);
    const auto commas = std::count(line.begin(), line.end(), ',');
    int rows = 0;
    for (; std::getline(lines, line); ++rows) {
      EXPECT_EQ(std::count(line.begin(), line.end(), ','), commas) << line;
    }
    EXPECT_GT(rows, 15);
  }
}

TEST_F(IrregularCommands, refuse_codes_that_the_file_lacks_with_the_nearest_and_all) {
  expect_refused({"summary", "a.h5", "--route", "central-see"}, 2,
                 "a.h5: has no route 'central-see' (did you mean central-sea? It has central-sea, "
                 "eastern-borders, and all)");
  expect_refused({"summary", "a.h5", "--front", "north-west"}, 2, "did you mean north-east?");
  expect_refused({"compare", "a.h5", "a.h5", "--border", "north"}, 2, "has no border 'north'");
  expect_refused({"summary", "a.h5", "--route", "all", "--from", "2024-13"}, 2,
                 "--from 2024-13: is no month");
  expect_refused({"summary", "a.h5", "--route", "all", "--from", "july"}, 2, "is no month");
  expect_refused({"summary", "a.h5", "--route", "all", "--from", "2051-01"}, 2, "has no year 2051");
  expect_refused({"summary", "a.h5", "--route", "all", "--country", "MEX"}, 2, "excludes");
  expect_refused({"summary", "a.h5", "--route", "all", "--front", "all"}, 2, "excludes");
}

TEST_F(IrregularCommands, of_a_world_without_irregular_corridors_say_so) {
  EnsembleHeader header = sample::header();
  header.routes = {};
  write("none.h5", header);
  const Outcome outcome = run({"summary", "none.h5"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, Not(HasSubstr("rregular")));
  expect_refused({"summary", "none.h5", "--route", "all"}, 2, "none.h5: has no routes (");
  expect_refused({"compare", "none.h5", "none.h5", "--border", "all"}, 2, "has no borders (");
  expect_refused({"compare", "a.h5", "none.h5"}, 3, "route = 0 routes is not 2 routes");
}

TEST_F(IrregularCommands, compare_gives_the_difference_of_a_border_by_year_with_its_error) {
  // B has 8 attempts a year fewer at border 1 in even batches and 4 in odd ones.
  std::vector<double> attempts = sampled("irregular_attempts_batch_mean");
  for (std::size_t at = 0; at < attempts.size(); ++at) {
    if (at % 3 == 1) attempts[at] -= at / 18 % 2 == 0 ? 8.0 : 4.0;
  }
  write_with("b.h5", "irregular_attempts_batch_mean", attempts);
  const Json json = json_of({"compare", "a.h5", "b.h5", "--border", "north-east"});
  ASSERT_EQ(json["borders"].size(), 6U);
  const Json& table = json["borders"][0];
  EXPECT_EQ(table["quantity"], "attempts");
  ASSERT_EQ(table["rows"].size(), 7U);
  EXPECT_EQ(table["rows"][3]["years"], "2023");
  EXPECT_NEAR(table["rows"][3]["difference"], -6.0, 1e-9);
  // Ten batches of one draw, five either side of the mean: sd 2 sqrt(10 / 9), over sqrt(10).
  EXPECT_NEAR(table["rows"][3]["mc_error"], 2.0 / 3.0, 1e-9);
  EXPECT_EQ(table["rows"][6]["years"], "2020-2025");
  EXPECT_NEAR(table["rows"][6]["difference"], -36.0, 1e-9);
  EXPECT_NEAR(table["rows"][6]["mc_error"], 6 * 2.0 / 3.0, 1e-9);
  for (std::size_t other = 1; other < 6; ++other) {
    for (const Json& row : json["borders"][other]["rows"]) EXPECT_EQ(row["difference"], 0.0);
  }
  EXPECT_EQ(json["borders"][5]["quantity"], "campaign_months");
  EXPECT_EQ(json["borders"][5]["rows"][0]["code"], "north-east");
}

TEST_F(IrregularCommands, compare_of_a_border_says_how_the_draws_differ) {
  constexpr std::int64_t kept = 10;
  const EnsembleHeader header = sample::header(kept);
  write("a.h5", header);
  // In draw d of B, d attempts more in every month at border 1.
  const std::vector<double> before =
      sample::values(variable_schema("irregular_attempts"), extents_of(header));
  const std::size_t a_draw = before.size() / kept;
  std::vector<float> attempts(before.begin(), before.end());
  for (std::size_t at = 1; at < attempts.size(); at += 3) {
    attempts[at] += static_cast<float>(at / a_draw);
  }
  {
    EnsembleWriter writer(folder_.file("b.h5"), header);
    sample::write_results(writer, extents_of(header));
    writer.write_rows("irregular_attempts", 0, kept, attempts.data());
    writer.finish();
  }
  const Json json = json_of({"compare", "a.h5", "b.h5", "--border", "north-east"});
  const Json& row = json["borders"][0]["rows"][3];
  // Of 0, 12, ..., 108 a year the 10, 50 and 90 % quantiles.
  EXPECT_NEAR(row["quantile"][0], 10.8, 1e-3);
  EXPECT_NEAR(row["quantile"][1], 54.0, 1e-3);
  EXPECT_NEAR(row["quantile"][2], 97.2, 1e-3);
  EXPECT_NEAR(row["probability_b_exceeds_a"], 0.95, 1e-9);
  // What no draws are kept of.
  EXPECT_FALSE(json["borders"][1]["rows"][3].contains("quantile"));
  const Outcome text = run({"compare", "a.h5", "b.h5", "--border", "north-east"});
  EXPECT_THAT(text.out, HasSubstr("80 % of draws"));
}

TEST_F(IrregularCommands, compare_of_all_borders_adds_them_up_and_counts_the_cost) {
  std::vector<double> deaths = sampled("irregular_deaths_batch_mean");
  for (double& value : deaths) value += 0.5;
  write_with("b.h5", "irregular_deaths_batch_mean", deaths);
  const Json json = json_of({"compare", "a.h5", "b.h5", "--border", "all", "--year", "2022"});
  ASSERT_EQ(json["borders"].size(), 7U);
  const Json& table = json["borders"][3];
  EXPECT_EQ(table["quantity"], "deaths");
  ASSERT_EQ(table["rows"].size(), 4U);
  EXPECT_EQ(table["rows"][1]["code"], "north-east");
  EXPECT_NEAR(table["rows"][1]["difference"], 0.5, 1e-9);
  EXPECT_EQ(table["rows"][3]["code"], "all");
  EXPECT_NEAR(table["rows"][3]["difference"], 1.5, 1e-9);
  EXPECT_EQ(json["borders"][6]["quantity"], "response_cost");
  EXPECT_EQ(json["borders"][6]["rows"][0]["difference"], 0.0);
  const Outcome text = run({"compare", "a.h5", "b.h5", "--border", "all", "--year", "2022"});
  EXPECT_THAT(text.out, HasSubstr("Dead and missing, 2022 (number; means of all 10 draws)"));
  EXPECT_THAT(text.out, HasSubstr("+0.50"));
}

}  // namespace
}  // namespace peregrine::test
