// Corridors, groups and risks of countries, as `peregrine summary` answers of sample files.
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
              AllOf(HasSubstr("With those from one member in another: 115,000 (median) in 2025"),
                    HasSubstr(fmt::format("IND+USA from outside is {} (± {} Monte Carlo error)",
                                          number_in_words(rows[3]["mean"]),
                                          number_in_words(rows[3]["mean_mc_error"])))));
  EXPECT_EQ(json_of({"--country", "IND,USA"})["rows"].size(), 2U * 2U * 2U);
  EXPECT_EQ(json_of({"--country", "IND,USA,IND", "--origins"})["rows"][0]["destination"],
            "IND+USA");
  expect_refused({"--country", "IND,OOO", "--origins"}, "OOO is the unknown origin");
}

TEST_F(Questions, a_file_of_codes_is_a_group_and_tells_every_wrong_word) {
  write_bytes(folder_.file("mine.txt"), "# ours\nind, USA\n\nUSA # again\n");
  EXPECT_EQ(json_of({"--country", "mine.txt"})["rows"][0]["destination"], "mine.txt");
  EXPECT_EQ(json_of({"--country", "mine.txt"})["rows"][0]["mean"],
            json_of({"--country", "IND,USA"})["rows"][0]["mean"]);
  write_bytes(folder_.file("marked.txt"), "\xEF\xBB\xBFIND\nUSA\n");
  EXPECT_EQ(json_of({"--country", "marked.txt"})["rows"][0]["mean"],
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
  expect_refused({"--years", "1"}, "--years requires --risk");
  expect_refused({"--risk", "--route", "central-sea"}, "excludes");
}

// [draw][year][country]: of the five countries in 2020 to 2022 10, 20, 30, 40 and 50 persons; from
// 2023 on of draw i i persons from CIV, and 10 times as many from IND.
void write_flights(EnsembleWriter& writer) {
  std::vector<float> persons;
  for (int draw = 0; draw < kept_draws; ++draw) {
    for (int year = 0; year < 6; ++year) {
      for (int country = 0; country < 5; ++country) {
        const int ahead = country == 0 ? draw : country == 1 ? 10 * draw : 0;
        persons.push_back(static_cast<float>(year < 3 ? 10 * (country + 1) : ahead));
      }
    }
  }
  writer.write_rows("newly_displaced", 0, kept_draws, persons.data());
}

TEST_F(Questions, risk_with_a_number_counts_the_draws_in_which_more_flee) {
  write(write_flights);
  const Json answer = json_of({"--risk", "--exceeds", "49", "--years", "1,2"});
  const Json& rows = answer["rows"];
  // Four countries (the unknown origin is none), two years and both together.
  ASSERT_EQ(rows.size(), 12U);
  EXPECT_EQ(rows[0]["country"], "IND");
  EXPECT_EQ(rows[0]["first_year"], 2023);
  EXPECT_EQ(rows[0]["draws_above"], 95);  // 50, 60 ... 990
  EXPECT_EQ(rows[3]["country"], "CIV");
  EXPECT_EQ(rows[3]["draws_above"], 50);
  EXPECT_EQ(rows[3]["median"], 49.5);
  EXPECT_EQ(rows[5]["last_year"], 2024);
  EXPECT_EQ(rows[5]["draws_above"], 50);  // of either year: the same draws
  EXPECT_EQ(rows[3]["record_above"], 0);
  EXPECT_EQ(rows[3]["record_years"], 3);
  EXPECT_THAT(
      verdict_of(answer),
      AllOf(HasSubstr("India: the chance that more than 49 flee abroad is 95.0 % in 2023, "
                      "95.0 % in 2024; so many fled in 0 of the 3 years on record.\n"),
            HasSubstr("In the mean of the draws more than 49 flee from 1.4 of these 4 "
                      "countries and areas in 2023; on record from 0.0 a year.\n"),
            HasSubstr("Of the 4 countries and areas with 49 or fewer in 2022, 1.4 have more in "
                      "2023, in the mean of the draws; on record, in 0 of 8 cases, one "
                      "with 49 or fewer in a year had more in the next.\n")));
  EXPECT_EQ(json_of({"--risk", "--exceeds", "49", "--years", " 1, 2 "}), answer);
  EXPECT_THAT(verdict_of(json_of({"--risk", "--exceeds", "0", "--country", "CIV"})),
              HasSubstr("Côte d'Ivoire: the chance that somebody flees abroad is 99.0 % in 2023, "
                        "99.0 % in 2024, 99.0 % in 2025; somebody fled in 3 of the 3 years on "
                        "record.\n"));
  EXPECT_EQ(json_of({"--risk", "--exceeds", "49", "--country", "CIV"})["rows"][0]["country"],
            "CIV");
  expect_refused({"--risk", "--exceeds", "5", "--years", "4"}, "from 1 to 3 years after 2022");
  expect_refused({"--risk", "--exceeds", "-1"}, "is less than none");
}

TEST_F(Questions, of_few_draws_no_chance_is_given_and_the_answer_says_how_to_have_more) {
  for (const auto& [kept, refused] : {std::pair(9, true), std::pair(10, false)}) {
    sample::write_file(folder_.file("a.h5"), sample::header(kept));
    for (const Options& question :
         std::vector<Options>{{"--route", "central-sea", "--exceeds", "5", "--from", "2025-01"},
                              {"--country", "IND", "--exceeds", "5"},
                              {"--corridor", "MEX-USA", "--exceeds", "5"},
                              {"--country", "USA", "--entries"}}) {
      if (!refused) {
        EXPECT_EQ(ask(question).exit_code, 0) << testing::PrintToString(question);
        continue;
      }
      expect_refused(question,
                     "a.h5: keeps 9 draws one by one, too few for chances and bands of them: 10 or "
                     "more are needed (run the scenario again with a larger run.keep, up to its 12 "
                     "draws)");
    }
  }
  sample::write_file(folder_.file("a.h5"), sample::header(1));
  expect_refused({"--country", "USA", "--entries"}, "keeps 1 draw one by one");
  expect_refused({"--country", "USA", "--entries"}, "more draws, as by run.draws = 2000");
  // Means have no need of them.
  const Outcome group = ask({"--country", "IND,USA"});
  EXPECT_EQ(group.exit_code, 0) << group.err;
  EXPECT_THAT(group.out, HasSubstr("cannot be given: the file keeps 1 draw one by one"));
}

TEST_F(Questions, chances_of_stocks_are_of_draws_that_are_kept) {
  const Json answer = json_of({"--country", "IND", "--exceeds", "0", "--year", "2025"});
  ASSERT_EQ(answer["rows"].size(), 2U);
  EXPECT_EQ(answer["rows"][0]["variable"], "immigrant_stock");
  EXPECT_EQ(answer["rows"][0]["chance"], 1.0);
  EXPECT_EQ(answer["rows"][1]["variable"], "emigrant_stock");
  EXPECT_EQ(json_of({"--corridor", "MEX-USA", "--exceeds", "1"})["rows"][0]["place"], "MEX-USA");
  expect_refused({"--corridor", "IND-USA", "--exceeds", "1"},
                 "keeps no draws of IND-USA; it has those of 3 corridors (add IND-USA to "
                 "run.keep_corridors");
  expect_refused({"--country", "IND", "--exceeds", "-5"}, "is less than none");
  expect_refused({"--country", "USA", "--origins", "--exceeds", "5"}, "a chance is of one place");
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

}  // namespace
}  // namespace peregrine::test
