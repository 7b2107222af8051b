// The questions that `peregrine summary` answers, of sample files whose answers follow from what is
// written to them, and of a run whose answers NumPy counts anew.
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
#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;
using Options = std::vector<std::string>;

constexpr int kept_draws = 100;
constexpr std::size_t sample_months = 72;

// 100 draws kept of 103. In each month draw i has i crossings on the route central-sea, and on
// eastern-borders 1,000 where i is even, else none.
class Questions : public testing::Test {
 protected:
  Questions() {
    write([](EnsembleWriter&) {});
  }

  // The same with other variables.
  template <typename Change>
  void write(const Change& change) const {
    const EnsembleHeader header = sample::header(kept_draws);
    EnsembleWriter writer(folder_.file("a.h5"), header);
    sample::write_results(writer, extents_of(header));
    std::vector<float> detections;
    for (int draw = 0; draw < kept_draws; ++draw) {
      for (std::size_t month = 0; month < sample_months; ++month) {
        detections.push_back(static_cast<float>(draw));
        detections.push_back(draw % 2 == 0 ? 1000.0F : 0.0F);
      }
    }
    writer.write_rows("irregular_detections", 0, kept_draws, detections.data());
    change(writer);
    writer.finish();
  }

  Outcome ask(Options options) const {
    options.insert(options.begin(), {"summary", "a.h5"});
    return run_command(options, folder_);
  }
  Json json_of(Options options) const {
    options.emplace_back("--json");
    const Outcome outcome = ask(options);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.exit_code == 0 ? Json::parse(outcome.out) : Json();
  }
  // All sentences of an answer.
  static std::string verdict_of(const Json& answer) {
    std::string text;
    for (const Json& sentence : answer["verdict"]) text += sentence.get<std::string>() + '\n';
    return text;
  }
  void expect_refused(const Options& options, const std::string& message, int code = 2) const {
    const Outcome outcome = ask(options);
    EXPECT_EQ(outcome.exit_code, code);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr(message));
  }

  TemporaryFolder folder_;
};

const Options in_2024 = {"--from", "2024-01", "--months", "12"};

Options with_months(Options options) {
  options.insert(options.end(), in_2024.begin(), in_2024.end());
  return options;
}

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
  expect_refused({"--route", "central-sea:5", "--route", "eastern-borders"},
                 "some have a number and some have none");
  expect_refused({"--exceeds", "5"}, "need a --route CODE");
  expect_refused({"--country", "USA", "--from", "2024-01"}, "go with --route or --front");
}

// Of corridor k (MEX, IND, OOO to USA are 0, 1 and 3) at level l: 2^(k + 8) (l + 1).
void write_corridors(EnsembleWriter& writer, double error) {
  std::vector<double> quantiles;
  for (std::size_t level = 0; level < quantile_levels.size(); ++level) {
    for (std::size_t cell = 0; cell < std::size_t{6} * 4; ++cell) {
      quantiles.push_back(std::exp2(static_cast<double>(cell % 4 + 8)) *
                          static_cast<double>(level + 1));
    }
  }
  writer.write("corridor_stock_quantile", std::span<const double>(quantiles));
  const std::vector<double> errors(quantiles.size(), error);
  writer.write("corridor_stock_quantile_error", std::span<const double>(errors));
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

TEST_F(Questions, origins_are_ranked_by_their_median_and_the_unknown_one_is_no_country) {
  write([](EnsembleWriter& writer) { write_corridors(writer, 1); });
  const Json answer = json_of({"--country", "usa", "--origins", "--year", "2025"});
  ASSERT_EQ(answer["rows"].size(), 4U);
  const std::vector<std::string> origins = {"OOO", "IND", "MEX", ""};
  for (std::size_t at = 0; at < origins.size(); ++at) {
    EXPECT_EQ(answer["rows"][at]["origin"], origins[at]);
    EXPECT_EQ(answer["rows"][at]["destination"], "USA");
  }
  const Json& india = answer["rows"][1];
  EXPECT_EQ(india["median"], 512.0 * 6);
  EXPECT_EQ(india["q0.1"], 512.0 * 4);
  EXPECT_EQ(india["q0.9"], 512.0 * 8);
  const std::string verdict = verdict_of(answer);
  EXPECT_THAT(verdict, HasSubstr("In 2025 the largest group of immigrants in United States of "
                                 "America is that from India: 3,070 persons (median), in 8 of 10 "
                                 "draws 2,050 to 4,100.\n"));
  EXPECT_THAT(verdict, HasSubstr("The origin of 12,300 (median) is unknown"));
  EXPECT_THAT(verdict, HasSubstr("medians do not add up"));
  EXPECT_EQ(json_of({"--country", "USA", "--origins", "--top", "1"})["rows"].size(), 2U * 2U);
  // The medians of India and Mexico are 1,536 apart, 2 sqrt(2) errors of 544 are more.
  write([](EnsembleWriter& writer) { write_corridors(writer, 544); });
  EXPECT_THAT(verdict_of(json_of({"--country", "USA", "--origins"})),
              HasSubstr("That from Mexico is as large within the Monte Carlo error."));
}

TEST_F(Questions, destinations_are_those_of_emigrants) {
  const Json answer = json_of({"--country", "CIV", "--destinations"});
  // 2020 and 2025 of one corridor and of all.
  ASSERT_EQ(answer["rows"].size(), 4U);
  EXPECT_EQ(answer["rows"][0]["origin"], "CIV");
  EXPECT_EQ(answer["rows"][0]["destination"], "IND");
  EXPECT_EQ(answer["rows"][1]["year"], 2025);
  expect_refused({"--country", "USA", "--destinations"}, "has no corridor out of USA");
  expect_refused({"--origins"}, "--origins requires --country");
  expect_refused({"--country", "USA", "--top", "3"}, "--top goes with");
}

TEST_F(Questions, of_a_group_means_are_added_up_and_medians_are_not) {
  const Json answer = json_of({"--country", "IND,USA", "--origins", "--year", "2025"});
  const std::vector<double> means = sample::values(variable_schema("corridor_stock_batch_mean"),
                                                   extents_of(sample::header(kept_draws)));
  // [16 batches][6 years][4 corridors]; batches 0 to 6 have 7 draws, the others 6.
  const auto mean_of = [&means](const std::vector<std::size_t>& corridors) {
    double sum = 0;
    for (std::size_t batch = 0; batch < 16; ++batch) {
      for (const std::size_t corridor : corridors) {
        sum += (batch < 7 ? 7 : 6) * means[(batch * 6 + 5) * 4 + corridor];
      }
    }
    return sum / 103;
  };
  const Json& rows = answer["rows"];
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0]["origin"], "OOO");
  EXPECT_EQ(rows[0]["destination"], "IND+USA");
  EXPECT_NEAR(rows[0]["mean"], mean_of({3}), 1);
  EXPECT_EQ(rows[3]["origin"], "outside");
  EXPECT_NEAR(rows[3]["mean"], mean_of({0, 2, 3}), 1);
  EXPECT_EQ(rows[4]["origin"], "members");
  EXPECT_NEAR(rows[4]["mean"], mean_of({1}), 1);
  EXPECT_FALSE(rows[0].contains("median"));
  EXPECT_THAT(verdict_of(answer),
              AllOf(HasSubstr("Medians, bands and chances of IND+USA cannot be given"),
                    HasSubstr(fmt::format("in 2025 it is {} (± {} Monte Carlo error)",
                                          number_in_words(rows[3]["mean"]),
                                          number_in_words(rows[3]["mean_mc_error"])))));
  EXPECT_EQ(json_of({"--country", "IND,USA"})["rows"].size(), 2U * 2U * 2U);
}

TEST_F(Questions, a_file_of_codes_is_a_group_and_tells_every_wrong_word) {
  write_bytes(folder_.file("mine.txt"), "# ours\nind, USA\n\nUSA # again\n");
  EXPECT_EQ(json_of({"--country", "mine.txt"})["rows"][0]["destination"], "mine.txt");
  EXPECT_EQ(json_of({"--country", "mine.txt"})["rows"][0]["mean"],
            json_of({"--country", "IND,USA"})["rows"][0]["mean"]);
  write_bytes(folder_.file("bad.txt"), "IND\nUSB Mexiko\n");
  expect_refused({"--country", "bad.txt"}, "bad.txt:2: USB is no country or group of a.h5", 3);
  expect_refused({"--country", "bad.txt"},
                 "bad.txt:2: Mexiko is no country or group of a.h5 (is "
                 "MEX meant?)",
                 3);
  write_bytes(folder_.file("empty.txt"), "# none\n");
  expect_refused({"--country", "empty.txt"}, "empty.txt: has no codes", 3);
  expect_refused({"--country", "none.txt"}, "none.txt: is no file");
  expect_refused({"--country", "EU28"}, "is EU27 meant?");
  expect_refused({"--country", "EU27"}, "a.h5: has no AUT, BEL, ");
  expect_refused({"--country", "IND,,USA"}, "has an empty place between commas");
  expect_refused({"--country", "IND,XYZ"}, "has no country or area 'XYZ'");
  expect_refused({"--country", ""}, "--country: ");
}

// War and conflict on record to 2022; after that probabilities. Countries are CIV, IND, MEX, USA
// and the unknown origin, which has none.
void write_wars(EnsembleWriter& writer) {
  const double none = fill_float64;
  const std::vector<double> war = {0,    1,   0,    0,   none, 0,    1,   0,     0,   none,
                                   1,    1,   0,    0,   none, 0.5,  0.9, 0.125, 0.0, none,
                                   0.25, 0.9, 0.25, 0.0, none, 0.25, 0.8, 0.25,  0.0, none};
  const std::vector<double> conflict = {1,   1, 0,   0, none, 1,   1, 0,   0, none,
                                        1,   1, 1,   0, none, 1,   1, 0.5, 0, none,
                                        0.9, 1, 0.5, 0, none, 0.9, 1, 0.5, 0, none};
  writer.write("war_probability", std::span<const double>(war));
  writer.write("conflict_probability", std::span<const double>(conflict));
}

TEST_F(Questions, risk_ranks_by_chance_of_war_beside_the_record) {
  write(write_wars);
  const Json answer = json_of({"--risk", "--years", "1,2"});
  const Json& rows = answer["rows"];
  // Four countries, then the two without war in 2022, each in two years.
  ASSERT_EQ(rows.size(), 12U);
  EXPECT_EQ(rows[0]["country"], "IND");
  EXPECT_EQ(rows[0]["year"], 2023);
  EXPECT_EQ(rows[0]["war_chance"], 0.9);
  EXPECT_NEAR(rows[0]["war_mc_error"],
              std::sqrt((0.9 * 103 + 1) / 105 * (1 - (0.9 * 103 + 1) / 105) / 103), 1e-12);
  EXPECT_EQ(rows[0]["war_years_on_record"], 3);
  EXPECT_EQ(rows[0]["years_on_record"], 3);
  EXPECT_EQ(rows[2]["country"], "CIV");
  EXPECT_EQ(rows[2]["conflict_years_on_record"], 3);
  EXPECT_EQ(rows[8]["ranking"], "not_at_war");
  EXPECT_EQ(rows[8]["country"], "MEX");
  EXPECT_EQ(rows[9]["war_chance"], 0.25);
  // Of MEX and USA 0.125 + 0; CIV was at war in 2022 after peace: 1 of 3 + 3 cases.
  EXPECT_THAT(verdict_of(answer),
              AllOf(HasSubstr("India: chance of war 90.0 % in 2023, 90.0 % in 2024; at war in 3 of "
                              "the 3 years on record."),
                    HasSubstr("Of the 2 countries and areas not at war in 2022, 0.1 (6.2 %) are at "
                              "war in 2023"),
                    HasSubstr("in 1 of 6 cases (16.7 %) a country without war")));
  EXPECT_EQ(json_of({"--risk", "--country", "MEX,USA", "--top", "1"})["rows"][0]["country"], "MEX");
  expect_refused({"--risk", "--years", "4"}, "from 1 to 3 years after 2022");
  expect_refused({"--risk", "--years", "0"}, "from 1 to 3 years after 2022");
  expect_refused({"--risk", "--exceeds", "5"}, "no draws of the displaced by country");
  expect_refused({"--years", "1"}, "--years requires --risk");
  expect_refused({"--risk", "--route", "central-sea"}, "excludes");
}

TEST_F(Questions, of_a_world_without_wars_on_record_risk_is_refused) {
  write([](EnsembleWriter& writer) {
    const std::vector<double> half(30, 0.5);
    writer.write("war_probability", std::span<const double>(half));
  });
  expect_refused({"--risk"}, "has no years of war on record");
}

TEST_F(Questions, words_fit_100_columns_and_csv_has_as_many_cells_in_every_line) {
  write(write_wars);
  for (const Options& question :
       std::vector<Options>{{"--country", "USA", "--origins"},
                            {"--country", "CIV", "--destinations"},
                            {"--country", "IND,USA"},
                            {"--country", "IND,USA", "--destinations"},
                            {"--route", "central-sea:5", "--route", "eastern-borders:1000000000"},
                            {"--route", "central-sea", "--given", "route=central-sea:exceeds:0"},
                            {"--risk"}}) {
    const Outcome words = ask(question);
    ASSERT_EQ(words.exit_code, 0) << words.err;
    std::istringstream lines(words.out);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(character_count(line), 100) << line;
    }
    Options csv = question;
    csv.emplace_back("--csv");
    std::istringstream rows(ask(csv).out);
    std::string line;
    std::getline(rows, line);
    const auto commas = std::count(line.begin(), line.end(), ',');
    int count = 0;
    for (; std::getline(rows, line); ++count) {
      EXPECT_EQ(std::count(line.begin(), line.end(), ','), commas) << line;
    }
    EXPECT_GE(count, 2);
  }
}

TEST(Groups, have_codes_of_the_inputs_and_the_models_coup_belt) {
  std::ifstream file(PEREGRINE_SOURCE_DIR "/inputs/baseline/countries.csv");
  std::set<std::string> codes;
  for (std::string line; std::getline(file, line);) codes.insert(line.substr(0, 3));
  std::map<std::string_view, std::size_t> sizes;
  for (const NamedGroup& group : named_groups()) {
    sizes[group.name] = group.codes.size();
    std::set<std::string_view> once(group.codes.begin(), group.codes.end());
    EXPECT_EQ(once.size(), group.codes.size()) << group.name;
    for (const std::string_view code : group.codes) {
      EXPECT_EQ(codes.count(std::string(code)), 1U) << group.name << ' ' << code;
    }
  }
  EXPECT_EQ(sizes, (std::map<std::string_view, std::size_t>{
                       {"EU27", 27}, {"NATO", 32}, {"coup-belt", 7}}));
  // Countries of the record of seizures of power are those of the belt (inputs/SOURCES.md).
  std::ifstream coups(PEREGRINE_SOURCE_DIR "/inputs/history/conflict_coups.csv");
  std::set<std::string_view> belt(named_groups()[2].codes.begin(), named_groups()[2].codes.end());
  std::string line;
  std::getline(coups, line);
  std::set<std::string> seized;
  while (std::getline(coups, line)) seized.insert(line.substr(0, 3));
  EXPECT_EQ(std::set<std::string>(belt.begin(), belt.end()), seized);
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
  const std::string command =
      fmt::format("cd '{}' && /usr/bin/python3 '{}' '{}' run.h5", folder.path(),
                  PEREGRINE_SOURCE_DIR "/tests/report/questions_with_numpy.py", PEREGRINE_BINARY);
  const int code = WEXITSTATUS(std::system(command.c_str()));
  if (code == 77) GTEST_SKIP() << "h5py is not installed";
  EXPECT_EQ(code, 0);
}

}  // namespace
}  // namespace peregrine::test
