// Irregular entries by nationality, as `peregrine summary` answers of sample files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/report/questions_of_samples.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// [draw][month ahead][border:nationals]: i, 2 i, 3 i and 4 i of draw i in each month of 2025.
void write_entries(EnsembleWriter& writer) {
  std::vector<float> persons;
  for (int draw = 0; draw < kept_draws; ++draw) {
    for (int month = 0; month < 12; ++month) {
      for (int nationals = 1; nationals <= 4; ++nationals) {
        persons.push_back(static_cast<float>(draw * nationals));
      }
    }
  }
  writer.write_rows("irregular_entries_by_nationality", 0, kept_draws, persons.data());
}

TEST_F(Questions, entries_are_added_up_over_borders_of_first_entry_and_months) {
  write(write_entries);
  const Options in_spring = {"--country", "USA,MEX",  "--entries", "--from",
                             "2025-03",   "--months", "2"};
  const Json answer = json_of(in_spring);
  // central-sea into USA: CIV and the rest; north-east into MEX: IND. south-east is left out.
  ASSERT_EQ(answer["rows"].size(), 4U);
  EXPECT_EQ(answer["rows"][0]["nationality"], "IND");
  EXPECT_EQ(answer["rows"][0]["median"], 2 * 3 * 49.5);
  EXPECT_EQ(answer["rows"][1]["nationality"], "CIV");
  EXPECT_EQ(answer["rows"][2]["nationality"], "REST");
  EXPECT_EQ(answer["rows"][3]["nationality"], "ALL");
  EXPECT_EQ(answer["rows"][3]["median"], 2 * 6 * 49.5);
  EXPECT_TRUE(answer["rows"][3]["chance"].is_null());
  Options with_a_number = in_spring;
  with_a_number.insert(with_a_number.end(), {"--exceeds", "599"});
  const Json all = json_of(with_a_number)["rows"][3];  // 12 i of draw i
  EXPECT_EQ(all["draws_above"], 50);
  EXPECT_EQ(all["chance"], 0.5);
  EXPECT_THAT(verdict_of(answer), HasSubstr("Not counted, since who crosses there is in the region "
                                            "already: Südlicher Teil.\n"));
  expect_refused({"--country", "IND", "--entries", "--from", "2025-01"},
                 "has no border behind which IND lies (it has borders of MEX, USA)");
  expect_refused({"--country", "USA", "--entries", "--from", "2024-12", "--months", "2"},
                 "keeps entries by nationality of 2025-01 to 2025-12 alone");
  expect_refused({"--entries"}, "--entries requires --country");
}

TEST_F(Questions, nationalities_that_are_not_shown_are_one_row_and_those_not_told_apart_another) {
  write(write_entries);
  const Json answer = json_of({"--country", "USA,MEX", "--entries", "--top", "1"});
  // All of the twelve months that are kept: 36, 12 and 24 persons of draw i times i.
  const std::vector<std::pair<std::string, double>> wanted = {
      {"IND", 36 * 49.5}, {"MORE", 12 * 49.5}, {"REST", 24 * 49.5}, {"ALL", 72 * 49.5}};
  ASSERT_EQ(answer["rows"].size(), wanted.size());
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    EXPECT_EQ(answer["rows"][at]["nationality"], wanted[at].first);
    EXPECT_NEAR(answer["rows"][at]["median"], wanted[at].second, 1e-9) << wanted[at].first;
  }
  EXPECT_EQ(answer["rows"][0]["first_month"], "2025-01");
  EXPECT_EQ(answer["rows"][0]["last_month"], "2025-12");
  const std::string csv = ask({"--country", "USA,MEX", "--entries", "--top", "1", "--csv"}).out;
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 5);
  const std::string text = ask({"--country", "USA,MEX", "--entries", "--top", "1"}).out;
  EXPECT_THAT(text, AllOf(HasSubstr("Irregular entries into Mexico and United States of America, "
                                    "2025-01 to 2025-12, by nationality (1 of\n2)\n"),
                          HasSubstr("MORE  1 further nationality "),
                          HasSubstr("REST  not told apart, or unknown ")));
  EXPECT_THAT(verdict_of(json_of({"--country", "USA,MEX,IND,CIV", "--entries"})),
              HasSubstr("Without a border in the tables: CIV, IND.\n"));
}

// Months that are kept end with 2025: from a later month on fewer than twelve are left.
TEST_F(Questions, entries_are_of_the_months_that_are_kept_where_none_are_named) {
  write(write_entries);
  const Json row = json_of({"--country", "USA", "--entries", "--from", "2025-11"})["rows"][0];
  EXPECT_EQ(row["last_month"], "2025-12");
  EXPECT_EQ(row["months"], 2);
  expect_refused({"--country", "USA", "--entries", "--from", "2025-11", "--months", "3"},
                 "--months 3 from 2025-11 on is not in the file");
}

TEST_F(Questions, entries_of_nobody_have_no_shares) {
  write([](EnsembleWriter& writer) {
    const std::vector<float> nobody(kept_draws * 12 * 4, 0.0F);
    writer.write_rows("irregular_entries_by_nationality", 0, kept_draws, nobody.data());
  });
  const Outcome answer = ask({"--country", "USA", "--entries"});
  EXPECT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, AllOf(HasSubstr("0 irregular entries (median)"), Not(HasSubstr("nan")),
                                Not(HasSubstr("largest group"))));
}

}  // namespace
}  // namespace peregrine::test
