// Numbers and months as they are written: one reading or a reason.
#include "host/support/number_text.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "host/support/month.h"
#include "host/support/month_reader.h"

namespace peregrine {
namespace {

TEST(WholeNumber, is_read_where_one_reading_alone_is_possible) {
  const std::map<std::string, std::int64_t> sound = {{"0", 0},
                                                     {"-7", -7},
                                                     {"+5", 5},
                                                     {"010", 10},
                                                     {"0000012", 12},
                                                     {"1_000", 1000},
                                                     {"1234.0", 1234},
                                                     {"12.00", 12},
                                                     {"1.0", 1},
                                                     {"1e5", 100000},
                                                     {"1e+05", 100000},
                                                     {"1.5e3", 1500},
                                                     {"9223372036854775807", 9223372036854775807}};
  for (const auto& [text, value] : sound) {
    ASSERT_TRUE(read_whole(text).value) << text << ' ' << read_whole(text).problem;
    EXPECT_EQ(*read_whole(text).value, value) << text;
  }
}

TEST(WholeNumber, that_may_be_another_is_refused_with_a_reason) {
  const std::map<std::string, std::string> wrong = {
      {"", "is empty"},
      {"many", "is not a number"},
      {"--5", "is not a number"},
      {"+-5", "is not a number"},
      {"_1", "is not a number"},
      {"1__0", "is not a number"},
      {"1.5", "is not a whole number"},
      {"1e-3", "is not a whole number"},
      {"1.2345e2", "is not a whole number"},
      {"1.000", "has a dot, which may be a thousands mark"},
      {"-1.234", "has a dot, which may be a thousands mark"},
      {"1.234.567", "has a dot, which may be a thousands mark"},
      {"1,234.00", "has a thousands mark, a comma"},
      {"12,34,567", "has a comma between its digits"},
      {"1234,0", "has a decimal comma"},
      {"1 2", "has a blank between its digits"},
      {"1E5", "is written with an E, as spreadsheets show a number they rounded"},
      {"1e17", "is too large"},
      {"1e400", "is too large"},
      {"9223372036854775808", "is too large"},
      {"0x10", "is hexadecimal"},
      {"0b101", "is binary"},
      {"0o17", "is octal"},
      {"nan", "is not finite"},
      {"-Inf", "is not finite"},
      {"\u22125", "begins with a dash that is no minus sign"},
      {"\u0661\u0662", "is not a number"}};
  for (const auto& [text, problem] : wrong) {
    EXPECT_FALSE(read_whole(text).value) << text;
    EXPECT_EQ(read_whole(text).problem, problem) << text;
  }
}

TEST(RealNumber, is_read_or_refused_with_a_reason) {
  const std::map<std::string, double> sound = {{"1.234", 1.234}, {".5", 0.5},  {"+0.3", 0.3},
                                               {"010", 10.0},    {"1E5", 1e5}, {"1_000.5", 1000.5},
                                               {"-1e-3", -1e-3}};
  for (const auto& [text, value] : sound) {
    ASSERT_TRUE(read_real(text).value) << text;
    EXPECT_EQ(*read_real(text).value, value) << text;
  }
  const std::map<std::string, std::string> wrong = {
      {"0,3", "has a decimal comma"},
      {"1,234", "has a comma, a thousands mark or a decimal one"},
      {"1.234.567", "has a thousands mark, a dot"},
      {"1.234,5", "has a thousands mark, a dot"},
      {"1 234.5", "has a thousands mark, a blank"},
      {"1e999", "is beyond what a number can be"},
      {"inf", "is not finite"},
      {"0x1p-7", "is hexadecimal"},
      {"5%", "is not a number"},
      {"", "is empty"}};
  for (const auto& [text, problem] : wrong) {
    EXPECT_FALSE(read_real(text).value) << text;
    EXPECT_EQ(read_real(text).problem, problem) << text;
  }
}

TEST(Month, is_understood_in_the_forms_of_statistical_offices) {
  for (const char* text : {"2026-07", "2026M07", "2026-M07", "2026m07", "2026m7", "2026-07-01"}) {
    EXPECT_EQ(read_month(text).number(), month_number(2026, 7)) << text;
  }
  const std::map<std::string, std::string> wrong = {
      {"2026-07-15", "is a day, of which only the first stands for its month"},
      {"2026-7", "has a month of one digit"},
      {"2026", "is a year alone"},
      {"Jul-21", "has a month's name, and may be a year or a day"},
      {"2021-Jul", "has a month's name"},
      {"07/2026", "is no month"},
      {"2026/07", "is no month"},
      {"202607", "is no month"},
      {"2026-13", "is no month"},
      {"2026M00", "is no month"},
      {"2026-02-32", "is no month"},
      {"", "is empty"}};
  for (const auto& [text, problem] : wrong) {
    EXPECT_FALSE(read_month(text).sound()) << text;
    EXPECT_EQ(read_month(text).problem, problem) << text;
  }
}

}  // namespace
}  // namespace peregrine
