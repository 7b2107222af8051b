// summary, info and verify, of a sound file and of damaged ones.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/report/table.h"
#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using Arguments = std::vector<std::string>;

class EnsembleCommands : public testing::Test {
 protected:
  EnsembleCommands() : hash_(sample::write_file(folder_.file("a.h5"), sample::header())) {}

  Outcome run(const Arguments& arguments) const { return run_command(arguments, folder_); }
  void expect_refused(const Arguments& arguments, int exit_code, const std::string& message) const {
    const std::set<std::string> before = names_in(folder_);
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, exit_code);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, StartsWith("peregrine: "));
    EXPECT_THAT(outcome.err, HasSubstr(message));
    EXPECT_EQ(names_in(folder_), before);
  }

  TemporaryFolder folder_;
  std::string hash_;
};

// What the sample file holds of this variable at this place of its dimensions.
double sampled(std::string_view name, const std::vector<std::int64_t>& place) {
  const VariableSchema& variable = variable_schema(name);
  const Extents extents = extents_of(sample::header());
  const std::vector<std::int64_t> shape = shape_of(variable, extents);
  std::int64_t index = 0;
  for (std::size_t i = 0; i < shape.size(); ++i) index = index * shape[i] + place[i];
  const auto position = static_cast<std::size_t>(&variable - ensemble_schema().data());
  const double value = sample::value(variable, position, index, extents);
  if (variable.significant_bits == float_significant_bits) return value;
  return static_cast<double>(round_to_bits(static_cast<float>(value), variable.significant_bits));
}

TEST_F(EnsembleCommands, summary_in_words_says_units_uncertainty_and_limits_in_100_columns) {
  const Outcome outcome = run({"summary", "a.h5"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  for (const char* part :
       {"Scenario sample: 10 draws", "International migrants in the world (", "80 % band", "± MC",
        "Largest destinations in 2025", "Largest origins in 2025", "Largest corridors in 2025",
        "MEX-USA", "Côte d'Ivoire", "Bands cover what the model samples"}) {
    EXPECT_THAT(outcome.out, HasSubstr(part));
  }
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(character_count(line), 100) << line;
}

// An ensemble may be the work of many hours.
TEST_F(EnsembleCommands, no_text_replaces_an_ensemble) {
  const std::string before = bytes_of(folder_.file("a.h5"));
  std::filesystem::copy_file(folder_.file("a.h5"), folder_.file("b.h5"));
  expect_refused({"report", "a.h5", "-o", "a.h5"}, 2, "a.h5: is read by this command");
  expect_refused({"report", "a.h5", "-o", "./b.h5"}, 4, "b.h5: is an HDF5 file");
  EXPECT_EQ(bytes_of(folder_.file("a.h5")), before);
  EXPECT_EQ(bytes_of(folder_.file("b.h5")), before);
  write_bytes(folder_.file("months.csv"), "place,month\n");
  expect_refused({"attribute", "months.csv", "--csv", "months.csv"}, 2, "is read by this command");
}

TEST_F(EnsembleCommands, summary_as_json_gives_the_files_own_figures) {
  const Outcome outcome = run({"summary", "a.h5", "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["content_hash"], hash_);
  EXPECT_EQ(json["unit"], "persons");
  EXPECT_EQ(json["quantile_levels"][5], 0.5);
  const auto& world = json["tables"][0]["series"][0]["years"];
  ASSERT_EQ(world.size(), 6U);
  EXPECT_EQ(world[5]["year"], 2025);
  EXPECT_EQ(world[5]["mean"], sampled("global_migrant_stock_mean", {5}));
  EXPECT_EQ(world[5]["quantile"][9], sampled("global_migrant_stock_quantile", {9, 5}));
  EXPECT_EQ(world[5]["quantile_mc_error"][5],
            sampled("global_migrant_stock_quantile_error", {5, 5}));
  // Values of the sample ascend along a dimension, so that the last country is the largest.
  EXPECT_EQ(json["tables"][1]["series"][0]["destination"], "OOO");
}

TEST_F(EnsembleCommands, summary_of_a_country_has_immigrants_and_emigrants_of_every_year) {
  const Outcome outcome = run({"summary", "a.h5", "--country", "mex", "--csv"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  std::istringstream lines(outcome.out);
  std::vector<std::string> rows;
  for (std::string line; std::getline(lines, line);) rows.push_back(line);
  ASSERT_EQ(rows.size(), 1U + 2 * 6);
  EXPECT_THAT(rows[0], StartsWith("stock,origin,destination,year,mean,q0.005,"));
  EXPECT_THAT(rows[1], StartsWith(fmt::format("immigrants,,MEX,2020,{},",
                                              sampled("immigrant_stock_mean", {0, 2}))));
  EXPECT_THAT(rows[12], StartsWith(fmt::format("emigrants,MEX,,2025,{},",
                                               sampled("emigrant_stock_mean", {5, 2}))));
}

TEST_F(EnsembleCommands, summary_of_a_corridor_and_year_is_a_single_row) {
  const Outcome outcome =
      run({"summary", "a.h5", "--corridor", "MEX-USA", "--year", "2023", "--csv"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 2);
  EXPECT_THAT(outcome.out, HasSubstr(fmt::format("\ncorridor,MEX,USA,2023,{},{},",
                                                 sampled("corridor_stock_mean", {3, 0}),
                                                 sampled("corridor_stock_quantile", {0, 3, 0}))));
}

TEST_F(EnsembleCommands, summary_refuses_what_the_file_lacks) {
  expect_refused({"summary", "a.h5", "--country", "DEU"}, 2, "has no country or area 'DEU'");
  expect_refused({"summary", "a.h5", "--country", "Mexico"}, 2, "has no country or area 'Mexico'");
  expect_refused({"summary", "a.h5", "--corridor", "USA-MEX"}, 2, "has no corridor USA-MEX");
  expect_refused({"summary", "a.h5", "--corridor", "MEXUSA"}, 2, "is not of the form ORIG-DEST");
  expect_refused({"summary", "a.h5", "--corridor", "MEX-DEU"}, 2, "has no country or area 'DEU'");
  expect_refused({"summary", "a.h5", "--year", "2051"}, 2, "has no year 2051 (it has 2020 to 2025");
  expect_refused({"summary", "a.h5", "--country", "MEX", "--corridor", "MEX-USA"}, 2, "excludes");
}

TEST_F(EnsembleCommands, info_lists_attributes_dimensions_and_variables) {
  const Outcome outcome = run({"info", "a.h5"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("peregrine-ensemble"));
  for (const VariableSchema& variable : ensemble_schema()) {
    EXPECT_THAT(outcome.out, HasSubstr('\n' + std::string(variable.name) + ' '));
  }
  EXPECT_THAT(outcome.out, HasSubstr("simulate_seconds"));
  EXPECT_THAT(outcome.out, HasSubstr("  name = \"sample\"  # naïve\n"));
}

TEST_F(EnsembleCommands, verify_prints_the_content_hash) {
  const Outcome outcome = run({"verify", "a.h5"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr(hash_));
}

TEST_F(EnsembleCommands, verify_does_not_pass_where_a_value_was_changed) {
  sample::write_file(folder_.file("plain.h5"), sample::header(), Compression::none);
  std::string bytes = bytes_of(folder_.file("plain.h5"));
  const double value = sampled("global_migrant_stock", {0, 0});
  const std::size_t place =
      bytes.find(std::string(reinterpret_cast<const char*>(&value), sizeof value));
  ASSERT_NE(place, std::string::npos);
  bytes[place + sizeof value - 2] ^= 1;
  write_bytes(folder_.file("changed.h5"), bytes);
  expect_refused({"verify", "changed.h5"}, 1, "changed.h5");
}

TEST_F(EnsembleCommands, truncated_files_are_refused) {
  const std::string bytes = bytes_of(folder_.file("a.h5"));
  write_bytes(folder_.file("half.h5"), bytes.substr(0, bytes.size() / 2));
  write_bytes(folder_.file("short.h5"), bytes.substr(0, bytes.size() - 1));
  for (const char* command : {"summary", "info", "verify"}) {
    expect_refused({command, "half.h5"}, 3, "half.h5: ");
    expect_refused({command, "short.h5"}, 3, "short.h5: ");
  }
}

TEST_F(EnsembleCommands, foreign_hdf5_files_are_refused) {
  const hid_t file =
      H5Fcreate(folder_.file("foreign.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  H5Fclose(file);
  for (const char* command : {"summary", "info", "verify"}) {
    expect_refused({command, "foreign.h5"}, 3, "foreign.h5: is an HDF5 file but not a peregrine");
  }
}

}  // namespace
}  // namespace peregrine::test
