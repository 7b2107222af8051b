// The skill card: the rivals' published figures, the numbers of the single back-tests, and that a
// test which fails hides none of the others.
#include "host/backtest/card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "host/report/table.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

using testing::HasSubstr;

constexpr int draws = 20;
const std::string inputs = PEREGRINE_SOURCE_DIR "/inputs";

const std::vector<BacktestReport>& asylum() {
  static const auto made = asylum_reports(inputs, draws);
  return made;
}

// Everything but the slow tests.
const SkillCard& card() {
  static const SkillCard made = [] {
    SkillCard all;
    all.draws = draws;
    all.tests = {card_test("asylum", asylum(), CardAim::below_persistence),
                 card_test(net_migration_reports(inputs, draws))};
    CardTest failed;
    failed.name = "flows";
    failed.failure = "flows.csv: no such file";
    all.tests.push_back(failed);
    return all;
  }();
  return made;
}

TEST(SkillCard, has_the_figures_of_persistence_that_the_raw_table_gives) {
  const double expected[] = {168.52, 234.80, 260.08};  // applications a pair
  const CardTest& test = card().tests[0];
  ASSERT_EQ(test.rows.size(), 6u);
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(test.rows[2 * k].metric, "MAE, persons");
    EXPECT_NEAR(test.rows[2 * k].persistence, expected[k], 0.01);
  }
  EXPECT_EQ(test.rows[0].target, "2016-2024, 1 ahead");
}

TEST(SkillCard, has_the_numbers_of_the_single_backtest) {
  for (std::size_t k = 0; k < 3; ++k) {
    const CardRow& row = card().tests[0].rows[2 * k];
    const BacktestReport& report = asylum()[k];
    const ScoreSums& sums = report.forecasters[0].table[SizeClass::all];
    EXPECT_NEAR(row.ours, sums.mean_absolute_error(), 1e-9 * row.ours);
    EXPECT_EQ(row.compared, "persistence");
    EXPECT_NEAR(row.difference.mean, row.ours - row.persistence, 1e-9 * row.ours);
    EXPECT_DOUBLE_EQ(row.difference.low, report.differences[0].value.low);
    EXPECT_DOUBLE_EQ(row.coverage.at_80, sums.mean_coverage().at_80);
    EXPECT_EQ(row.verdict, row.ours < row.persistence ? Verdict::met : Verdict::missed);
  }
}

TEST(SkillCard, judges_net_migration_by_shrunk_autoregression) {
  const CardTest& test = card().tests[1];
  ASSERT_EQ(test.rows.size(), 12u);
  EXPECT_EQ(test.rows[0].target, "2015-19, 5 ahead");
  EXPECT_EQ(test.rows[0].compared, "shrunk AR(1)");
  EXPECT_NEAR(test.rows[0].persistence, 4.37, 0.005);
  EXPECT_NEAR(test.rows[0].best_rival_value, 3.86, 0.005);
}

TEST(SkillCard, counts_classes_that_leave_their_bands) {
  CardCoverage coverage;
  EXPECT_EQ(coverage.verdict(), Verdict::none);
  coverage.classes = 6;
  EXPECT_EQ(coverage.verdict(), Verdict::met);
  coverage.classes_off = 1;
  EXPECT_EQ(coverage.verdict(), Verdict::missed);
}

TEST(SkillCard, as_text_fits_110_columns) {
  const std::string text = card_as_text(card());
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(character_count(line), 110u) << line;
  }
  EXPECT_THAT(text, HasSubstr("flows\n  FAILED: flows.csv: no such file\n"));
  EXPECT_THAT(text, HasSubstr("Eurostat migr_asyappctza"));
}

TEST(SkillCard, as_csv_and_json_says_the_same) {
  std::istringstream lines(card_as_csv(card()));
  std::string line;
  std::getline(lines, line);
  const auto columns = std::ranges::count(line, ',');
  EXPECT_EQ(columns, 20);
  std::size_t rows = 0;
  for (; std::getline(lines, line); ++rows) {
    bool inside = false;
    std::ptrdiff_t commas = 0;
    for (const char character : line) {
      if (character == '"') inside = !inside;
      if (character == ',' && !inside) ++commas;
    }
    EXPECT_EQ(commas, columns) << line;
  }
  EXPECT_EQ(rows, 6u + 12u + 1u);
  const nlohmann::json json = card_as_json(card());
  EXPECT_EQ(json["tests"].size(), 3u);
  EXPECT_DOUBLE_EQ(json["tests"][0]["rows"][0]["ours"], card().tests[0].rows[0].ours);
  EXPECT_EQ(json["tests"][2]["failure"], "flows.csv: no such file");
}

// Only the table of net migration is there.
TEST(SkillCard, hides_no_test_behind_one_that_fails) {
  const sample::TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("history"));
  std::filesystem::copy(inputs + "/history/net_migration.csv",
                        folder.file("history/net_migration.csv"));
  const SkillCard partial = make_skill_card(folder.path(), 2);
  ASSERT_EQ(partial.tests.size(), 11u);
  EXPECT_FALSE(partial.complete());
  for (const CardTest& one : partial.tests) {
    EXPECT_EQ(one.failure.empty(), one.name == "net-migration") << one.name << one.failure;
    EXPECT_EQ(one.rows.empty(), one.name != "net-migration") << one.name;
  }
}

}  // namespace
}  // namespace peregrine
