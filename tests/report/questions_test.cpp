// Chances on routes that `peregrine summary` answers, of sample files; and all questions of a run,
// whose answers NumPy counts anew.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "host/report/questions/answer.h"
#include "host/report/questions/groups.h"
#include "host/report/table.h"
#include "tests/report/questions_of_samples.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST_F(Questions, chance_counts_the_draws_strictly_above) {
  // Sums are 12 i: more than 600 where i is 51 to 99.
  const Json answer = json_of(with_months({"--route", "Central-Sea", "--exceeds", "600"}));
  ASSERT_EQ(answer["rows"].size(), 1U);
  const Json& row = answer["rows"][0];
  EXPECT_EQ(row["route"], "central-sea");
  EXPECT_EQ(row["first_month"], "2024-01");
  EXPECT_EQ(row["last_month"], "2024-12");
  EXPECT_EQ(row["draws"], 100);
  EXPECT_EQ(row["draws_above"], 49);
  EXPECT_DOUBLE_EQ(row["chance"], 0.49);
  // Laplace's rule: 50 of 102.
  EXPECT_NEAR(row["chance_mc_error"], std::sqrt(50.0 / 102 * 52 / 102 / 100), 1e-12);
  EXPECT_NEAR(row["median"], 12 * 49.5, 1e-9);
  EXPECT_NEAR(row["q0.1"], 12 * 9.9, 1e-9);
  EXPECT_EQ(json_of(with_months(
                {"--route", "central-sea", "--exceeds", "599"}))["rows"][0]["draws_above"],
            50);
}

TEST_F(Questions, verdict_of_a_chance_has_the_numbers_of_the_table) {
  const Json answer = json_of(with_months({"--route", "central-sea", "--exceeds", "960"}));
  const Json& row = answer["rows"][0];
  EXPECT_EQ(row["draws_above"], 19);
  EXPECT_EQ(
      verdict_of(answer),
      fmt::format("Central sea has more than 960 crossings detected in {} of the {} draws "
                  "kept: a chance of {:.1f} % (± {:.1f} % Monte Carlo error), about 1 in {:.0f}."
                  "\n",
                  row["draws_above"].get<int>(), row["draws"].get<int>(),
                  100 * row["chance"].get<double>(), 100 * row["chance_mc_error"].get<double>(),
                  1 / row["chance"].get<double>()));
  const Outcome text = ask(with_months({"--route", "central-sea", "--exceeds", "960"}));
  std::string unbroken = text.out;
  std::ranges::replace(unbroken, '\n', ' ');
  std::string sentence = answer["verdict"][0];
  EXPECT_THAT(unbroken, HasSubstr(sentence));
}

TEST_F(Questions, a_chance_that_no_draw_has_is_not_called_impossible) {
  const Json answer = json_of(with_months({"--route", "central-sea", "--exceeds", "5000"}));
  EXPECT_EQ(answer["rows"][0]["chance"], 0.0);
  EXPECT_GT(answer["rows"][0]["chance_mc_error"], 0.0);
  // 1 - 0.05^(1/100) = 0.0295.
  EXPECT_THAT(verdict_of(answer), HasSubstr("in 0 of the 100 draws kept: a chance below 3.0 %"));
}

TEST_F(Questions, joint_chance_is_of_draws_and_not_a_product) {
  const Json answer =
      json_of(with_months({"--route", "central-sea:600", "--route", "eastern-borders:100"}));
  ASSERT_EQ(answer["rows"].size(), 3U);
  EXPECT_EQ(answer["rows"][0]["draws_above"], 49);
  EXPECT_EQ(answer["rows"][1]["draws_above"], 50);
  // Even draws of 52 to 98.
  EXPECT_EQ(answer["rows"][2]["route"], "central-sea:600+eastern-borders:100");
  EXPECT_EQ(answer["rows"][2]["draws_above"], 24);
  EXPECT_TRUE(answer["rows"][2]["median"].is_null());
  EXPECT_THAT(
      verdict_of(answer),
      AllOf(HasSubstr("All of these happen at once in 24 of the 100 draws kept: a chance of "
                      "24.0 %"),
            HasSubstr("nothing to do with one another, it would be 24.5 %.")));
}

TEST_F(Questions, routes_together_are_added_up_draw_by_draw) {
  // 12 (i + 1000) where i is even, 12 i where not.
  const Json answer = json_of(
      with_months({"--route", "central-sea", "--route", "eastern-borders", "--exceeds", "13000"}));
  ASSERT_EQ(answer["rows"].size(), 3U);
  EXPECT_EQ(answer["rows"][2]["route"], "central-sea+eastern-borders");
  // i > 83.3 and even: 84 ... 98.
  EXPECT_EQ(answer["rows"][2]["draws_above"], 8);
  EXPECT_TRUE(answer["rows"][0]["chance"].is_null());
  EXPECT_THAT(verdict_of(answer), HasSubstr("detected on more than one of these routes"));
}

TEST_F(Questions, condition_leaves_its_draws_alone) {
  const Json answer = json_of(with_months({"--route", "central-sea", "--exceeds", "600", "--given",
                                           "route=eastern-borders:exceeds:100"}));
  ASSERT_EQ(answer["rows"].size(), 2U);
  const Json& given = answer["rows"][1];
  EXPECT_EQ(given["given"], "route=eastern-borders:exceeds:100");
  EXPECT_EQ(given["draws"], 50);
  EXPECT_EQ(given["draws_above"], 24);
  EXPECT_DOUBLE_EQ(given["chance"], 0.48);
  EXPECT_NEAR(given["median"], 12 * 49, 1e-9);
  EXPECT_THAT(verdict_of(answer),
              AllOf(HasSubstr("In these draws: Central sea has more than 600 crossings detected in "
                              "24 of 50: a chance of 48.0 %"),
                    HasSubstr("in all draws it is 49.0 %."), HasSubstr("the median is 588 (±"),
                    HasSubstr("in these draws, 594 in all.")));
}

TEST_F(Questions, condition_of_fewer_than_fifty_draws_is_refused_with_their_number) {
  expect_refused(
      with_months({"--route", "eastern-borders", "--given", "route=central-sea:exceeds:600"}),
      "--given route=central-sea:exceeds:600 holds in 49 of the 100 draws kept; at least "
      "50 are needed");
  EXPECT_EQ(
      ask(with_months({"--route", "eastern-borders", "--given", "route=central-sea:exceeds:599"}))
          .exit_code,
      0);
}

TEST_F(Questions, observed_months_are_told_apart_from_forecasts) {
  // Draws agree until June 2024.
  const auto agree_before = [this](std::size_t first) {
    write([first](EnsembleWriter& writer) {
      std::vector<double> quantiles = sample::values(
          variable_schema("irregular_detections_quantile"), extents_of(sample::header(kept_draws)));
      for (std::size_t at = 0; at < quantiles.size(); ++at) {
        if (at % (sample_months * 2) / 2 < first) quantiles[at] = 7.0;
      }
      writer.write("irregular_detections_quantile", std::span<const double>(quantiles));
    });
  };
  agree_before(54);
  const Options question = {"--route", "central-sea", "--exceeds", "600"};
  EXPECT_THAT(verdict_of(json_of(with_months(question))),
              HasSubstr("6 of these 12 months are observed and the same in all draws."));
  // The same months of 2020 to 2023, in which draw 0 has none; 12,000 on the other route.
  EXPECT_THAT(verdict_of(json_of(with_months(question))),
              HasSubstr("On record: in 0 of the 4 years before, same months."));
  const Json other = json_of(with_months({"--route", "eastern-borders", "--exceeds", "11999"}));
  EXPECT_EQ(other["rows"][0]["record_above"], 4);
  EXPECT_EQ(other["rows"][0]["record_years"], 4);
  const Json joint =
      json_of(with_months({"--route", "central-sea:600", "--route", "eastern-borders:11999"}));
  EXPECT_EQ(joint["rows"][2]["record_above"], 0);
  // Without a month: twelve from the first that is simulated.
  EXPECT_EQ(json_of(question)["rows"][0]["first_month"], "2024-07");
  EXPECT_EQ(json_of(question)["rows"][0]["last_month"], "2025-06");
  agree_before(60);
  EXPECT_THAT(verdict_of(json_of(with_months(question))),
              AllOf(HasSubstr("this is the record, no forecast."), Not(HasSubstr("chance"))));
  EXPECT_TRUE(json_of(with_months(question))["rows"][0]["chance"].is_null());
  expect_refused(
      with_months({"--route", "central-sea", "--given", "route=eastern-borders:exceeds:5"}),
      "2024-01 to 2024-12 is observed and the same in all draws");
}

TEST_F(Questions, months_and_numbers_that_cannot_be_are_refused) {
  const Options route = {"--route", "central-sea", "--exceeds", "600"};
  const auto refused = [&](const Options& more, const std::string& message) {
    Options options = route;
    options.insert(options.end(), more.begin(), more.end());
    expect_refused(options, message);
  };
  refused({"--from", "2025-06"},
          "--months 12 from 2025-06 on is not in the file, which ends with "
          "2025-12 (from 1 to 7 months)");
  refused({"--from", "2026-01"}, "has no year 2026");
  refused({"--from", "2024-13"}, "is no month");
  refused({"--months", "0"}, "(from 1 to 72 months)");
  refused({"--given", "route=central-see:exceeds:5"}, "did you mean central-sea?");
  refused({"--given", "central-sea>5"}, "is not of the form route=CODE:exceeds:N");
  refused({"--given", "route=central-sea:exceeds:many"}, "'many' is not a number");
  refused({"--route", "central-sea"}, "is given twice");
  refused({"--route", "eastern-borders:5"}, "are two ways to give a number");
  expect_refused({"--route", "central", "--exceeds", "5"}, "did you mean central-sea?");
  expect_refused({"--route", "all", "--exceeds", "5"}, "routes by name");
  expect_refused({"--route", "central-sea:-5"}, "-5 is less than none");
  expect_refused({"--route", "central-sea:150.000"}, "thousands mark");
  expect_refused({"--route", "central-sea", "--exceeds", "150.000"}, "thousands mark");
  expect_refused({"--route", "central-sea:5", "--route", "eastern-borders"},
                 "some have a number and some have none");
  expect_refused({"--exceeds", "5"}, "needs the --route, --country or --corridor");
  expect_refused({"--country", "USA", "--from", "2024-01"},
                 "go with --route, --front or --entries");
}

TEST_F(Questions, missing_crossings_are_told_and_not_counted) {
  write([](EnsembleWriter& writer) {
    std::vector<float> detections(kept_draws * sample_months * 2, 5.0F);
    detections[2 * 60] = fill_float32;
    writer.write_rows("irregular_detections", 0, kept_draws, detections.data());
  });
  expect_refused({"--route", "central-sea", "--exceeds", "5", "--from", "2025-01"},
                 "a.h5: irregular_detections has missing crossings", 3);
}

// A run's own months are observed on their route alone.
TEST_F(Questions, months_of_a_route_may_be_observed_for_longer_than_those_of_others) {
  write([](EnsembleWriter& writer) {
    std::vector<double> quantiles = sample::values(variable_schema("irregular_detections_quantile"),
                                                   extents_of(sample::header(kept_draws)));
    for (std::size_t at = 0; at < quantiles.size(); ++at) {
      const std::size_t month = at % (sample_months * 2) / 2;
      const bool of_central_sea = at % 2 == 0;
      if (month < (of_central_sea ? 57U : 54U)) quantiles[at] = 7.0;
    }
    writer.write("irregular_detections_quantile", std::span<const double>(quantiles));
  });
  EXPECT_EQ(json_of({"--route", "central-sea:5"})["rows"][0]["first_month"], "2024-10");
  EXPECT_EQ(json_of({"--route", "eastern-borders:5"})["rows"][0]["first_month"], "2024-07");
  const Json both = json_of({"--route", "central-sea:5", "--route", "eastern-borders:5"});
  EXPECT_EQ(both["rows"][0]["first_month"], "2024-07");
}

TEST_F(Questions, a_file_that_ends_within_its_record_has_no_chances) {
  write([](EnsembleWriter& writer) {
    const std::vector<double> quantiles(
        sample::values(variable_schema("irregular_detections_quantile"),
                       extents_of(sample::header(kept_draws)))
            .size(),
        7.0);
    writer.write("irregular_detections_quantile", std::span<const double>(quantiles));
  });
  expect_refused({"--route", "central-sea:5"}, "has no month that was not observed");
  EXPECT_THAT(verdict_of(json_of(with_months({"--route", "central-sea:5"}))),
              HasSubstr("this is the record, no forecast."));
}

TEST(Answers, words_of_numbers_have_three_digits) {
  EXPECT_EQ(number_in_words(2'314'159), "2.31 million");
  EXPECT_EQ(number_in_words(72'149), "72,100");
  EXPECT_EQ(number_in_words(999'700), "1.00 million");
  EXPECT_EQ(number_in_words(612.4), "612");
  EXPECT_EQ(number_in_words(8.26), "8.3");
  EXPECT_EQ(number_in_words(0), "0");
  EXPECT_EQ(number_in_words(std::nan("")), "unknown");
}

TEST(Answers, words_of_chances_are_of_small_numbers) {
  const std::vector<std::pair<double, std::string>> wanted = {{0.0004, "about 1 in 2,500"},
                                                              {0.0012, "about 1 in 830"},
                                                              {0.01, "about 1 in 100"},
                                                              {0.068, "about 1 in 15"},
                                                              {0.19, "about 1 in 5"},
                                                              {0.25, "about 1 in 4"},
                                                              {0.31, "about 3 in 10"},
                                                              {0.34, "about 1 in 3"},
                                                              {0.40, "about 2 in 5"},
                                                              {0.49, "about 1 in 2"},
                                                              {0.59, "about 3 in 5"},
                                                              {0.66, "about 2 in 3"},
                                                              {0.70, "about 7 in 10"},
                                                              {0.76, "about 3 in 4"},
                                                              {0.80, "about 4 in 5"},
                                                              {0.83, "about 5 in 6"},
                                                              {0.88, "about 7 in 8"},
                                                              {0.91, "about 9 in 10"},
                                                              {0.95, "about 19 in 20"},
                                                              {0.97, "about 97 in 100"},
                                                              {0.99, "about 99 in 100"},
                                                              {0.996, "all but about 1 in 250"},
                                                              {0.9995, "all but about 1 in 2,000"}};
  for (const auto& [share, words] : wanted) EXPECT_EQ(odds_in_words(share), words) << share;
  EXPECT_EQ(share_in_words(0.0004), "< 0.1 %");
  EXPECT_EQ(share_in_words(0.0005), "0.1 %");
  EXPECT_EQ(share_in_words(0), "0.0 %");
  EXPECT_EQ(share_in_words(0.9996), "> 99.9 %");
  EXPECT_EQ(share_in_words(1), "100.0 %");
}

// None of n draws leaves 1 - 0.05^(1/n) open at 95 %: 0.2589, 0.0295, 0.00299 and 0.000998.
TEST(Answers, words_of_a_chance_that_no_draw_has_are_a_bound) {
  EXPECT_THAT(chance_in_words({0, 10}), HasSubstr("a chance below 25.9 % "));
  EXPECT_THAT(chance_in_words({0, 10}), HasSubstr(", fewer than 1 in 3"));
  EXPECT_THAT(chance_in_words({0, 100}), HasSubstr(", fewer than 1 in 33"));
  EXPECT_THAT(chance_in_words({0, 1000}), HasSubstr("below 0.3 % "));
  EXPECT_THAT(chance_in_words({0, 1000}), HasSubstr(", fewer than 1 in 330"));
  EXPECT_THAT(chance_in_words({0, 3000}), HasSubstr(", fewer than 1 in 1,000"));
  EXPECT_THAT(chance_in_words({1000, 1000}), AllOf(HasSubstr("a chance above 99.7 % "),
                                                   HasSubstr(", all but fewer than 1 in 330")));
}

// The page's commands, of a smaller run that reaches as far.
TEST(QuestionsOfARun, are_asked_as_the_page_says) {
  const TemporaryFolder folder;
  const Outcome run = run_command(
      {"run", reference, "-q", "--draws", "400", "--keep", "400", "-o", "run.h5"}, folder);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const std::string command =
      fmt::format("cd '{}' && python3 '{}' '{}' '{}' run.h5", folder.path(),
                  PEREGRINE_SOURCE_DIR "/tests/report/questions_page.py",
                  PEREGRINE_SOURCE_DIR "/docs/questions.md", PEREGRINE_BINARY);
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 0);
}

// A real run, and what Python makes of its file.
TEST(QuestionsOfARun, agree_with_numpy) {
  const TemporaryFolder folder;
  const Outcome run = run_command(
      {"run", reference, "-q", "--draws", "200", "--to", "2027", "--keep", "150", "-o", "run.h5"},
      folder);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const std::string command = fmt::format(
      "cd '{}' && /usr/bin/python3 '{}' '{}' run.h5 '{}'", folder.path(),
      PEREGRINE_SOURCE_DIR "/tests/report/questions_with_numpy.py", PEREGRINE_BINARY, reference);
  const int code = WEXITSTATUS(std::system(command.c_str()));
  if (code == 77) GTEST_SKIP() << "h5py is not installed";
  EXPECT_EQ(code, 0);
}

}  // namespace
}  // namespace peregrine::test
