// Every scenario that ships runs, and says in its file what it asked.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include "host/store/content_hash.h"
#include "host/store/ensemble_reader.h"
#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

const std::filesystem::path scenarios =
    std::filesystem::path(PEREGRINE_SOURCE_DIR) / "inputs" / "scenarios";

class ShippedScenario : public testing::TestWithParam<std::string> {};

TEST_P(ShippedScenario, runs_and_warms) {
  const TemporaryFolder folder;
  const std::string path = (scenarios / (GetParam() + ".toml")).string();
  const Outcome outcome =
      run_command({"run", path, "--draws", "16", "--to", "2022", "-o", "out.h5", "-q"}, folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(verify_file(folder.file("out.h5")).passed());
  const EnsembleReader reader(folder.file("out.h5"));
  EXPECT_EQ(reader.header().scenario, GetParam());
  const std::vector<double> warming = reader.read("global_mean_temperature");
  const double mean =
      std::reduce(warming.begin(), warming.end()) / static_cast<double>(warming.size());
  EXPECT_NEAR(mean, 1.2, 0.2);  // K above 1850-1900 in 2020-2022 (IGCC 2023: 1.2 to 1.3)
}

std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator(scenarios)) {
    found.push_back(entry.path().stem().string());
  }
  return found;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ShippedScenario, testing::ValuesIn(names()),
                         [](const auto& test) {
                           std::string name = test.param;
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

TEST(ShippedScenarios, are_all_in_the_manual) {
  std::ifstream page(PEREGRINE_SOURCE_DIR "/docs/running.md");
  const std::string text{std::istreambuf_iterator<char>(page), {}};
  for (const std::string& name : names()) {
    EXPECT_NE(text.find('`' + name + '`'), std::string::npos) << name;
  }
}

TEST(ShippedScenarios, summary_says_what_the_draws_lived_through) {
  const TemporaryFolder folder;
  const std::string path = (scenarios / "reference.toml").string();
  const Outcome outcome =
      run_command({"run", path, "--draws", "16", "--to", "2022", "-o", "out.h5"}, folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  for (const char* title : {"Global temperature above 1850-1900 (K)",
                            "Persons displaced abroad, end of year (millions)",
                            "Countries at war, 1,000 deaths a year or more",
                            "Deaths from organised violence in the year (thousands)",
                            "Persons under food stress in the year (millions)"}) {
    EXPECT_NE(outcome.out.find(title), std::string::npos) << title;
  }
  // UNHCR, end of 2022: 40.1 million, in every draw.
  EXPECT_NE(outcome.out.find("40.1 – 40.1"), std::string::npos) << outcome.out;
}

}  // namespace
}  // namespace peregrine::test
