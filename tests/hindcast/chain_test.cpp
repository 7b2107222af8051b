// The back-test of the whole chain: rivals as published, no look ahead, and a table that is met.
#include "host/backtest/chain/chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "host/backtest/card.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

constexpr int draws = 64;
constexpr std::uint64_t seed = 1;

ChainReport one_report(const ChainTarget& target, const std::string& inputs) {
  return backtest_chain(inputs, {target}, draws, seed).front();
}

double headline(const BacktestReport& report, const std::string& forecaster) {
  for (std::size_t f = 0; f < report.forecasters.size(); ++f) {
    if (report.forecasters[f].name == forecaster) return report.headlines.front().values.at(f);
  }
  throw std::out_of_range(forecaster);
}

const ChainReport& of_2024() {
  static const ChainReport made = one_report({2015, 2020, 2024}, test::source_inputs());
  return made;
}

// Errors of rivals from the table of 2020, as computed from the publisher's table by others.
TEST(ChainRivals, go_on_from_the_latest_table_at_its_pace) {
  EXPECT_NEAR(headline(of_2024().corridors, "persistence"), 4'102, 1.0);
  EXPECT_NEAR(headline(of_2024().corridors, "half-linear"), 3'231, 1.0);
  EXPECT_NEAR(headline(of_2024().corridors, "linear"), 3'069, 1.0);
}

TEST(Chain, counts_the_growth_of_the_whole_table) {
  // Mid-2015 and mid-2024, 2024 revision, unknown origins with the rest.
  EXPECT_NEAR(of_2024().world.start / 1e6, 250.0, 1.0);
  EXPECT_NEAR((of_2024().world.start + of_2024().world.observed_growth) / 1e6, 302.9, 2.0);
}

TEST(Chain, beats_no_change_where_it_is_led_to_the_table_before) {
  EXPECT_LT(headline(of_2024().corridors, "Peregrine"),
            headline(of_2024().corridors, "persistence"));
}

TEST(Chain, meets_the_table_that_it_is_led_to) {
  const ChainReport met = one_report({2015, 2020, 2020}, test::source_inputs());
  const ChainReport free = one_report({2015, 0, 2020}, test::source_inputs());
  EXPECT_LT(headline(met.corridors, "Peregrine"), 0.1 * headline(free.corridors, "Peregrine"));
  EXPECT_NEAR(met.world.mean_growth, met.world.observed_growth, 0.01 * met.world.start);
  EXPECT_LT(met.world.high_80 - met.world.low_80, 0.2 * (free.world.high_80 - free.world.low_80));
}

// Doubles what a table says of later years: the columns named as PREFIX and a year, or rows whose
// `year` is later. Populations below a million stay: which countries can have conflicts is judged
// by all years, at 500,000 persons.
void double_later(const test::InputsFolder& folder, const std::string& name, int last_year) {
  std::istringstream lines(test::slurp(test::source_inputs() + "/" + name));
  std::string text;
  std::vector<bool> later_column;
  std::size_t year_column = 1000;
  const auto cells_of = [](const std::string& line) {
    std::vector<std::string> cells(1);
    for (const char letter : line) {
      if (letter == ',') {
        cells.emplace_back();
      } else {
        cells.back() += letter;
      }
    }
    return cells;
  };
  const auto is_number = [](const std::string& cell) {
    return !cell.empty() && cell.find_first_not_of("0123456789.") == std::string::npos;
  };
  std::string line;
  for (bool header = true; std::getline(lines, line); header = false) {
    std::vector<std::string> cells = cells_of(line);
    if (header) {
      for (std::size_t c = 0; c < cells.size(); ++c) {
        const std::string digits = cells[c].empty() ? "" : cells[c].substr(1);
        later_column.push_back(digits.size() == 4 && is_number(digits) &&
                               std::stoi(digits) > last_year);
        if (cells[c] == "year") year_column = c;
      }
    } else {
      const bool small = name == "history/population.csv" &&
                         (!is_number(cells[2]) || std::stoll(cells[2]) < 1'000'000);
      const bool later =
          year_column < cells.size() && std::stoi(cells[year_column]) > last_year && !small;
      for (std::size_t c = 0; c < cells.size(); ++c) {
        const bool figure = later ? c != year_column : later_column[c];
        if (figure && is_number(cells[c])) cells[c] = std::to_string(2 * std::stoll(cells[c]) + 1);
      }
    }
    for (std::size_t c = 0; c < cells.size(); ++c) text += (c ? "," : "") + cells[c];
    text += '\n';
  }
  folder.write(name, text);
}

TEST(Chain, reads_no_figure_after_its_origin) {
  const test::InputsFolder altered;
  // What ships is fitted anew at the origin; its tables are only read.
  for (const auto& entry :
       std::filesystem::directory_iterator(test::source_inputs() + "/calibration")) {
    altered.write("calibration/" + entry.path().filename().string(),
                  test::slurp(entry.path().string()));
  }
  for (const char* const name :
       {"history/stock_rev2024.csv", "history/refugees.csv", "history/displacement_others.csv",
        "history/asylum_claims.csv", "history/population.csv", "history/gdp_per_capita.csv",
        "history/conflict_deaths.csv"}) {
    double_later(altered, name, 2010);
  }
  const ChainTarget target = {2010, 0, 2015};
  const ChainReport seen = one_report(target, test::source_inputs());
  const ChainReport blind = one_report(target, altered.path());
  EXPECT_EQ(seen.world.start, blind.world.start);
  EXPECT_EQ(seen.world.mean_growth, blind.world.mean_growth);
  EXPECT_EQ(seen.world.low_80, blind.world.low_80);
  EXPECT_EQ(seen.world.high_80, blind.world.high_80);
  EXPECT_GT(blind.world.observed_growth, 2.0 * seen.world.observed_growth);
}

TEST(Chain, says_what_came_beside_what_was_forecast) {
  const std::string text = format_chain({of_2024()});
  EXPECT_THAT(text, testing::HasSubstr("2015 -> 2024, led to the table of 2020"));
  EXPECT_THAT(text, testing::HasSubstr("destinations"));
  const CardTest card = card_test(std::vector<ChainReport>{of_2024()});
  ASSERT_EQ(card.rows.size(), 3U);
  EXPECT_EQ(card.rows.front().target, "2024 from 2020");
  EXPECT_EQ(card.rows.front().ours, headline(of_2024().corridors, "Peregrine"));
}

TEST(Chain, refuses_a_single_draw) {
  EXPECT_THROW(backtest_chain(test::source_inputs(), {{2015, 0, 2020}}, 1, seed),
               std::invalid_argument);
}

}  // namespace
}  // namespace peregrine
