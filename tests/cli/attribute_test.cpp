// peregrine attribute: a user's table, what is wrong with it, and what comes back.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "host/report/table.h"
#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;

class Attribute : public testing::Test {
 protected:
  Outcome judge(const std::string& table, std::vector<std::string> options = {}) const {
    write_bytes(folder_.file("mine.csv"), table);
    options.insert(options.begin(), {"attribute", "mine.csv", "--inputs", inputs_});
    return run_command(options, folder_);
  }
  Json json_of(const std::string& table) const {
    const Outcome outcome = judge(table, {"--json", "out.json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return Json::parse(bytes_of(folder_.file("out.json")));
  }
  void expect_wrong(const std::string& table, const std::string& message) const {
    const Outcome outcome = judge(table);
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(message));
  }

  const std::string inputs_ = PEREGRINE_SOURCE_DIR "/inputs";
  TemporaryFolder folder_;
};

constexpr const char* csv_header = "border,month,nationality,arrivals\n";

std::string with_header(const std::string& rows) {
  return csv_header + rows;
}

// A quiet year, then a surge of other nationals at a border that had a few hundred a month.
std::string surge() {
  std::string rows;
  for (int month = 1; month <= 12; ++month) {
    rows += fmt::format("belarus-poland,2025-{:02},AFG,300\n", month);
  }
  return with_header(rows + "belarus-poland,2026-01,ETH,9000\n");
}

TEST_F(Attribute, a_surge_after_the_shipped_history_is_told_with_its_evidence) {
  const Json json = json_of(surge());
  ASSERT_EQ(json["fronts"].size(), 1U);
  const Json& front = json["fronts"][0];
  EXPECT_EQ(front["front"], "belarus-poland");
  ASSERT_EQ(front["months"].size(), 13U);
  const Json& quiet = front["months"][11];
  const Json& loud = front["months"][12];
  EXPECT_EQ(loud["month"], "2026-01");
  EXPECT_EQ(loud["arrivals"], 9000);
  EXPECT_GT(loud["campaign"].get<double>(), 2 * quiet["campaign"].get<double>());
  EXPECT_GT(loud["surge_weight"], 0.0);
  EXPECT_GT(loud["novelty_weight"], 0.0);
  EXPECT_TRUE(loud["signals_weight"].is_null());
  EXPECT_NEAR(
      loud["ordinary"].get<double>() + loud["actor"].get<double>() + loud["unnamed"].get<double>(),
      1.0, 1e-9);
  EXPECT_EQ(json["actors"][0]["name"], "Belarus");
}

TEST_F(Attribute, text_says_what_is_missing_and_that_a_probability_is_no_proof) {
  const Outcome outcome = judge(surge(), {"-o", "out.csv"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Two of four kinds of evidence are missing"));
  EXPECT_THAT(outcome.out, HasSubstr("A probability is not proof"));
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(character_count(line), 100U) << line;
  EXPECT_THAT(bytes_of(folder_.file("out.csv")), HasSubstr("belarus-poland,2026-01,Belarus,9000,"));
}

TEST_F(Attribute, signals_and_statements_are_optional_and_count) {
  const auto table = [](const char* evidence) {
    return fmt::format(
        "border,month,nationality,arrivals,signals,statements\n"
        "belarus-poland,2025-01,AFG,300,,\nbelarus-poland,2025-02,AFG,900,{}\n",
        evidence);
  };
  const Json seen = json_of(table("2,1.5"))["fronts"][0]["months"][1];
  const Json unseen = json_of(table(","))["fronts"][0]["months"][1];
  EXPECT_GT(seen["campaign"].get<double>(), unseen["campaign"].get<double>());
  EXPECT_GT(seen["actor_if_campaign"].get<double>(), unseen["actor_if_campaign"].get<double>());
  // A normal of mean m against one of mean 0: m x - m * m / 2; m is 2 where the actor is the
  // border's own, and 0.7 where it hides.
  EXPECT_GT(seen["signals_weight"].get<double>(), 0.7 * 2.0 - 0.7 * 0.7 / 2);
  EXPECT_LT(seen["signals_weight"].get<double>(), 2.0);
  EXPECT_GT(seen["statements_weight"].get<double>(), 0.0);
  EXPECT_LT(seen["statements_weight"].get<double>(), 1.5 * 1.5 / 2);
  EXPECT_TRUE(unseen["signals_weight"].is_null());
  double sum = 0.0;
  for (const char* part :
       {"before", "surge_weight", "novelty_weight", "signals_weight", "statements_weight"}) {
    if (!seen[part].is_null()) sum += seen[part].get<double>();
  }
  EXPECT_NEAR(sum, seen["log_odds"].get<double>(), 1e-9);
  EXPECT_NEAR(seen["campaign"].get<double>(), 1.0 / (1.0 + std::exp(-sum)), 1e-9);
  double shares = 0.0;
  for (const auto& [actor, share] : seen["actors_if_campaign"].items())
    shares += share.get<double>();
  EXPECT_NEAR(shares, 1.0, 1e-9);
  const Outcome text = judge(table("2,"));
  EXPECT_THAT(text.out, HasSubstr("One of four kinds of evidence is missing: no statements"));
}

TEST_F(Attribute, months_after_a_gap_start_anew_and_totals_need_no_nationalities) {
  const Json json = json_of(
      with_header("central-mediterranean,2026-01,ALL,5000\ncentral-mediterranean,2026-02,ALL,5100\n"
                  "western-balkans,2026-01,ALL,10\n"));
  ASSERT_EQ(json["fronts"].size(), 1U);
  ASSERT_EQ(json["fronts"][0]["months"].size(), 1U);
  EXPECT_EQ(json["fronts"][0]["months"][0]["month"], "2026-02");
  EXPECT_TRUE(json["fronts"][0]["months"][0]["novelty"].is_null());
  EXPECT_EQ(json["not_judged"][0], "western-balkans");
}

TEST_F(Attribute, one_month_after_a_gap_says_how_many_are_needed_and_why) {
  expect_wrong(
      with_header("belarus-poland,2026-10,ALL,3100\n"),
      "mine.csv:2: belarus-poland: month = 2026-10 is the only one: two months are needed "
      "at least, since the first after months without figures is what the second is judged "
      "by (add 2026-11, or all months from 2025-01 on, which the shipped history leads up "
      "to)");
  expect_wrong(with_header("belarus-poland,2009-05,ALL,31\n"),
               "mine.csv:2: belarus-poland: month = 2009-05 is the last one, and ");
  // The month after the last shipped one has a history.
  EXPECT_EQ(json_of(with_header("belarus-poland,2025-01,ALL,3100\n"))["fronts"][0]["months"].size(),
            1U);
}

TEST_F(Attribute, a_table_of_r_or_without_a_last_line_break_is_read) {
  const Json plain = json_of(with_header("belarus-poland,2025-01,ALL,1234\n"));
  EXPECT_EQ(plain["fronts"][0]["months"][0]["arrivals"], 1234);
  for (const char* table : {"border,month,nationality,arrivals\nbelarus-poland,2025-01,ALL,1234",
                            "\"border\",\"month\",\"nationality\",\"arrivals\"\r\n"
                            "\"belarus-poland\",\"2025M01\",\"ALL\",\"1234\"\r\n"}) {
    EXPECT_EQ(json_of(table), plain);
  }
  expect_wrong(with_header("belarus-poland,2025-01,ALL,1.234\n"),
               "mine.csv:2: arrivals = 1.234 has a dot, which may be a thousands mark (write 1234");
}

TEST_F(Attribute, every_problem_of_a_table_is_told_at_once) {
  const Outcome outcome =
      judge(with_header("belarus-polnd,2025-01,AFG,1\n"
                        "belarus-poland,2025-13,AFG,1\n"
                        "belarus-poland,2025-01,AFG,-5\n"
                        "belarus-poland,2025-01,QQQ,1\n"
                        "belarus-latvia,2025-01,AFG,1\n"
                        "belarus-latvia,2025-01,AFG,2\n"
                        "belarus-latvia,2025-03,AFG,2\n"));
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, "");
  for (const char* message :
       {"mine.csv:2: border = belarus-polnd is an unknown border", "is belarus-poland meant?",
        "mine.csv:3: month = 2025-13", "mine.csv:4: arrivals = -5", "mine.csv:5: nationality = QQQ",
        "mine.csv:7: border,month,nationality", "is on line 6 already",
        "mine.csv:8: month = 2025-03 leaves a gap", "no row for 2025-02"}) {
    EXPECT_THAT(outcome.err, HasSubstr(message));
  }
}

TEST_F(Attribute, contradictions_within_a_month_and_empty_tables_are_refused) {
  expect_wrong(
      "border,month,nationality,arrivals,signals\n"
      "belarus-poland,2025-01,AFG,1,2\nbelarus-poland,2025-01,IRQ,1,1\n",
      "mine.csv:3: signals = 1 differs from line 2");
  expect_wrong(with_header("belarus-poland,2025-01,AFG,1\nbelarus-poland,2025-01,ALL,1\n"),
               "give either ALL or nationalities");
  expect_wrong(csv_header, "has no rows");
  expect_wrong("border,month,nationality,attempts\nbelarus-poland,2025-01,AFG,1\n", "attempts");
}

TEST_F(Attribute, a_missing_file_and_a_wrong_command_line_have_the_usual_exit_codes) {
  const auto code = [this](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"attribute", "--inputs", inputs_});
    const Outcome outcome = run_command(arguments, folder_);
    EXPECT_EQ(outcome.out, "");
    return outcome.exit_code;
  };
  EXPECT_EQ(code({"missing.csv"}), 3);
  EXPECT_EQ(code({}), 2);
  EXPECT_EQ(code({"mine.csv", "--shipped"}), 2);
  EXPECT_EQ(code({"--shipped", "--front", "nowhere"}), 2);
  EXPECT_EQ(code({"--shipped", "--from", "2021-7"}), 2);
  EXPECT_EQ(code({"--shipped", "--from", "2023-01", "--to", "2022-01"}), 2);
  EXPECT_EQ(code({"--shipped", "--json", "no-such-folder/x.json"}), 4);
}

}  // namespace
}  // namespace peregrine::test
