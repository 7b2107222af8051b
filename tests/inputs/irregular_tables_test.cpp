// Tables of irregular crossings that are wrong, or of older releases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "host/model/routes/tables.h"
#include "host/support/error.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

TEST(IrregularTables, tell_all_their_problems_at_once) {
  const test::InputsFolder folder;
  folder.write("history/irregular_detections.csv",
               "border,nationality,month,detections\n"
               "nowhere,SYR,2015-01,5\n"
               "western-balkans,QQQ,2015-01,5\n"
               "western-balkans,SYR,2015-13,5\n"
               "western-balkans,SYR,2015,5\n"
               "darien,VEN,2015-03,5\n"
               "western-balkans,SYR,2015-01,5\n"
               "western-balkans,SYR,2015-01,6\n"
               "western-balkans,SYR,2015-02,-1\n"
               "western-balkans,SYR,2015-Q1,6\n"
               "channel,SYR,2024-Q1,6\n"
               "channel,SYR,2023-10,6\n"
               "channel,SYR,2023-Q5,6\n");
  folder.write("history/irregular_deaths.csv",
               "border,month,dead_or_missing\ncentral-mediterranean,2013-01,9\n");
  folder.write("history/border_attempts.csv",
               "border,first_day,last_day,attempts,kind\n"
               "belarus-poland,2021-02-01,2021-01-31,4,guesses\n"
               "belarus-poland,2021-02,2021-03-31,4,attempts\n");
  try {
    load_irregular_history(folder.path());
    FAIL() << "was accepted";
  } catch (const InputError& error) {
    const std::string text = error.what();
    using testing::HasSubstr;
    EXPECT_EQ(error.problems().size(), 15U);
    EXPECT_THAT(text, HasSubstr("detections.csv:2: border = nowhere is an unknown border"));
    EXPECT_THAT(text, HasSubstr("detections.csv:3: nationality = QQQ is no nationality"));
    EXPECT_THAT(text, HasSubstr("detections.csv:4: month = 2015-13 is no month or year"));
    EXPECT_THAT(text, HasSubstr("detections.csv:5: month = 2015 does not fit"));
    EXPECT_THAT(text, HasSubstr("detections.csv:6: month = 2015-03 does not fit"));
    EXPECT_THAT(text, HasSubstr("detections.csv:8: border,nationality,month = "
                                "western-balkans,SYR,2015-01 is in the table twice"));
    EXPECT_THAT(text, HasSubstr("detections.csv:9: detections = -1 is out of range"));
    EXPECT_THAT(text, HasSubstr("detections.csv:10: month = 2015-Q1 does not fit"));
    EXPECT_THAT(text, HasSubstr("detections.csv:11: month = 2024-Q1 does not fit"));
    EXPECT_THAT(text, HasSubstr("detections.csv:12: month = 2023-10 does not fit"));
    EXPECT_THAT(text, HasSubstr("detections.csv:13: month = 2023-Q5 is no month or year"));
    EXPECT_THAT(text, HasSubstr("deaths.csv:2: month = 2013-01 is no month"));
    EXPECT_THAT(text, HasSubstr("attempts.csv:2: kind = guesses is unknown"));
    EXPECT_THAT(text, HasSubstr("attempts.csv:2: last_day = 2021-01-31 is before first_day"));
    EXPECT_THAT(text, HasSubstr("attempts.csv:3: first_day = 2021-02 is no day"));
  }
}

TEST(IrregularTables, refuse_wrong_borders_without_reading_on) {
  const test::InputsFolder folder;
  std::string text = test::slurp(test::source_inputs() + "/baseline/borders.csv");
  const auto replace = [&](const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, from.size(), to);
  };
  replace("sea,western-balkans", "sea,eastern-balkans");
  replace("land,us-south-west", "bridge,us-south-west");
  replace("black-sea,ROU", "black-sea,QQQ");
  replace("2009-01,2022-03", "2009-01,2022-3");
  replace("2023-12,quarter", "2023-11,quarter");
  folder.write("baseline/borders.csv", text);
  try {
    load_irregular_history(folder.path());
    FAIL() << "was accepted";
  } catch (const InputError& error) {
    const std::string problems = error.what();
    using testing::HasSubstr;
    EXPECT_EQ(error.problems().size(), 5U);
    EXPECT_THAT(problems, HasSubstr("level_from = 2022-3 is no month"));
    EXPECT_THAT(problems, HasSubstr("figures_by = quarter does not fit figures of 2018-01 to "
                                    "2023-11"));
    EXPECT_THAT(problems, HasSubstr("leads_to = eastern-balkans is no other border"));
    EXPECT_THAT(problems, HasSubstr("kind = bridge is unknown (must be one of land, sea)"));
    EXPECT_THAT(problems, HasSubstr("target = QQQ is an unknown country code"));
  }
}

// Folders of older releases.
TEST(IrregularTables, need_no_months_from_which_a_level_counts) {
  const test::InputsFolder folder;
  std::string text;
  std::istringstream lines(test::slurp(test::source_inputs() + "/baseline/borders.csv"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("channel,")) continue;
    // The last three cells.
    for (int cell = 0; cell < 3; ++cell) line.erase(line.rfind(','));
    text += line + "\n";
  }
  EXPECT_TRUE(text.find("monthly_from\n") != std::string::npos);
  std::string others;
  std::istringstream rows(test::slurp(test::source_inputs() + "/history/irregular_detections.csv"));
  for (std::string line; std::getline(rows, line);) {
    if (!line.starts_with("channel,")) others += line + "\n";
  }
  folder.write("history/irregular_detections.csv", others);
  folder.write("baseline/borders.csv", text);
  for (const Border& border : load_irregular_history(folder.path()).borders) {
    EXPECT_EQ(border.level_from, 0) << border.code;
    EXPECT_EQ(border.figures_until, IrregularHistory::last_month) << border.code;
    EXPECT_FALSE(border.by_quarter) << border.code;
  }
}

}  // namespace
}  // namespace peregrine
