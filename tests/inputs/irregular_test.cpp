// Facts of the tables of irregular crossings, checked against the raw figures and what their
// publishers print.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "host/model/routes/tables.h"
#include "host/model/tables/csv.h"

namespace peregrine {
namespace {

const IrregularHistory& history() {
  static const IrregularHistory loaded = load_irregular_history(PEREGRINE_SOURCE_DIR "/inputs");
  return loaded;
}

double route_total(const std::string& route, int first_month, int last_month) {
  double sum = 0;
  for (int border = 0; border < history().border_count(); ++border) {
    if (history().borders[static_cast<std::size_t>(border)].route != route) continue;
    for (int month = first_month; month <= last_month; ++month) {
      sum += history().totals[history().border_at(month, border)];
    }
  }
  return sum;
}

double route_year(const std::string& route, int year) {
  return route_total(route, month_number(year, 1), month_number(year, 12));
}

// A raw table, and that of the year 2024 beside it.
std::vector<std::string> raw_tables(const std::string& name) {
  const char* given = std::getenv("PEREGRINE_RAW_DATA");
  const std::string folder =
      given != nullptr ? given : std::string(PEREGRINE_SOURCE_DIR) + "/../shared/data";
  return {folder + "/irregular/" + name, folder + "/2024/irregular/" + name};
}

bool raw_figures_are_here() {
  return std::ranges::all_of(raw_tables("frontex_detections.csv"),
                             [](const std::string& path) { return std::filesystem::exists(path); });
}

std::vector<CsvColumn> raw_columns(std::vector<std::string> texts, const std::string& count) {
  std::vector<CsvColumn> columns;
  for (const std::string& name : texts) {
    columns.push_back({name, CsvType::text, 0, 0, CsvEmpty::allowed});
  }
  columns.push_back({count, CsvType::whole, 0, 1e9, CsvEmpty::refused});
  return columns;
}

// Frontex, Annual Risk Analysis 2016: 885,386 detections on the Eastern Mediterranean and 764,038
// on the Western Balkan route in 2015; the table differs by later corrections.
TEST(IrregularDetections, are_those_of_frontex_in_2015) {
  EXPECT_NEAR(route_year("eastern-mediterranean", 2015), 885'386, 100);
  EXPECT_NEAR(route_year("western-balkans", 2015), 764'038, 100);
}

// Frontex, news of 11 January 2022: about 8,000 on the Eastern land border in 2021, tenfold.
TEST(IrregularDetections, of_the_eastern_route_are_divided_without_loss) {
  EXPECT_NEAR(route_year("eastern-borders", 2021), 8'075, 0.5);
  EXPECT_NEAR(route_year("eastern-borders", 2020), 615, 1e-6);
  const int july = month_number(2021, 7);
  EXPECT_NEAR(route_total("eastern-borders", july, july), 3'236, 0.1);
  EXPECT_GT(history().totals[history().border_at(july, history().border_of("belarus-lithuania"))],
            2'000);
}

// Servicio Nacional de Migracion, Panama: 520,085 crossings of the Darien in 2023, 302,203 in 2024.
TEST(IrregularDetections, of_the_darien_are_yearly_before_2020) {
  EXPECT_NEAR(route_year("darien", 2023), 520'085, 0.5);
  EXPECT_NEAR(route_year("darien", 2024), 302'203, 0.5);
  EXPECT_NEAR(route_year("darien", 2016), 30'055, 1e-6);
  const int darien = history().border_of("darien");
  EXPECT_EQ(history().totals[history().border_at(month_number(2016, 1), darien)],
            history().totals[history().border_at(month_number(2016, 12), darien)]);
  EXPECT_TRUE(std::isnan(history().totals[history().border_at(month_number(2009, 12), darien)]));
}

// United States Customs and Border Protection: 249,741 encounters in December 2023 at the
// south-west border between ports of entry, 301,981 in all.
TEST(IrregularDetections, at_the_us_border_have_no_nationality_before_october_2019) {
  const int border = history().border_of("us-south-west");
  int corridor = 0;
  while (history().corridors[static_cast<std::size_t>(corridor)].border != border) ++corridor;
  EXPECT_TRUE(std::isnan(history().detections[history().at(month_number(2019, 9), corridor)]));
  EXPECT_GT(history().detections[history().at(month_number(2019, 10), corridor)], 0.0);
  EXPECT_EQ(history().totals[history().border_at(month_number(2017, 10), border)], 34'871);
  EXPECT_NEAR(history().totals[history().border_at(month_number(2023, 12), border)], 301'981, 300);
}

// Home Office, irregular migration statistics: arrivals by small boat a year, in quarters.
TEST(IrregularDetections, of_the_channel_are_quarters_that_end_with_2023) {
  const double years[] = {299, 1'843, 8'466, 28'526, 45'774, 29'437};
  for (int year = 2018; year <= 2023; ++year) {
    EXPECT_NEAR(route_year("channel", year), years[year - 2018], 1e-6) << year;
  }
  const int channel = history().border_of("channel");
  const Border& border = history().borders[static_cast<std::size_t>(channel)];
  EXPECT_TRUE(border.by_quarter);
  EXPECT_EQ(border.figures_until, month_number(2023, 12));
  EXPECT_EQ(history().last_observed(channel, IrregularHistory::last_month), month_number(2023, 12));
  EXPECT_EQ(history().last_observed(channel, month_number(2022, 5)), month_number(2022, 5));
  const auto total = [&](int year, int month) {
    return history().totals[history().border_at(month_number(year, month), channel)];
  };
  EXPECT_NEAR(total(2022, 7), 20'301.0 / 3.0, 1e-9);
  EXPECT_EQ(total(2022, 7), total(2022, 9));
  // What nobody has counted is not zero.
  EXPECT_TRUE(std::isnan(total(2017, 12)));
  for (int month = 1; month <= 12; ++month) EXPECT_TRUE(std::isnan(total(2024, month)));
  for (int k = 0; k < history().corridor_count(); ++k) {
    if (history().corridors[static_cast<std::size_t>(k)].border != channel) continue;
    EXPECT_TRUE(std::isnan(history().detections[history().at(month_number(2024, 1), k)]));
  }
}

TEST(IrregularCorridors, sum_to_the_borders_totals) {
  std::vector<double> sums(history().totals.size(), 0.0);
  for (int month = IrregularHistory::first_month; month <= IrregularHistory::last_month; ++month) {
    for (int k = 0; k < history().corridor_count(); ++k) {
      const int border = history().corridors[static_cast<std::size_t>(k)].border;
      sums[history().border_at(month, border)] += history().detections[history().at(month, k)];
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (std::isnan(sums[i])) continue;
    EXPECT_NEAR(sums[i], history().totals[i], 1e-6);
  }
}

TEST(IrregularCorridors, end_each_border_with_its_rest) {
  for (int k = 0; k < history().corridor_count(); ++k) {
    const RouteCorridor& corridor = history().corridors[static_cast<std::size_t>(k)];
    const bool last =
        k + 1 == history().corridor_count() ||
        history().corridors[static_cast<std::size_t>(k) + 1].border != corridor.border;
    EXPECT_EQ(corridor.nationality == rest_nationality, last) << k;
  }
}

// What the groups carry of raw figures that are known by nationality, over all years and recently.
class Carried {
 public:
  Carried() {
    for (const RouteCorridor& corridor : history().corridors) {
      groups_.emplace(history().borders[static_cast<std::size_t>(corridor.border)].code,
                      corridor.nationality);
    }
  }
  void add(const std::string& border, const std::string& code, const std::string& month,
           double count) {
    if (code.empty() || code == "OOO" || code == "OOS") return;
    const std::string nationality = code == "STL" ? "XXA" : code;
    for (const bool recent : {false, true}) {
      if (recent && month < "2018") continue;
      auto& [in_groups, all] = counts_[{border, recent}];
      all += count;
      if (groups_.count({border, nationality}) > 0) in_groups += count;
    }
  }
  const auto& counts() const { return counts_; }

 private:
  std::set<std::pair<std::string, std::string>> groups_;
  std::map<std::pair<std::string, bool>, std::pair<double, double>> counts_;  // carried, all
};

// Of every border whose raw figures are its own.
TEST(IrregularCorridors, carry_97_percent_of_every_border) {
  if (!raw_figures_are_here()) {
    GTEST_SKIP() << "no raw figures (set PEREGRINE_RAW_DATA)";
  }
  const std::map<std::string, std::string> borders = {
      {"Central Mediterranean Route", "central-mediterranean"},
      {"Eastern Mediterranean Route Sea", "eastern-mediterranean-sea"},
      {"Eastern Mediterranean Route Land", "eastern-mediterranean-land"},
      {"Western Balkan Route", "western-balkans"},
      {"Western Mediterranean Route Sea", "western-mediterranean-sea"},
      {"Western Mediterranean Route Land", "western-mediterranean-land"},
      {"Western African Route", "western-africa"},
      {"Circular Route from Albania to Greece", "albania-greece"},
      {"Black Sea Route", "black-sea"}};
  Carried carried;
  CsvProblems problems("raw");
  for (const std::string& path : raw_tables("frontex_detections.csv")) {
    const CsvTable frontex =
        read_csv(path, raw_columns({"month", "route", "border_type", "nationality"}, "detections"),
                 problems);
    for (std::size_t row = 0; row < frontex.rows(); ++row) {
      auto border = borders.find(frontex.texts(1)[row]);
      if (border == borders.end()) {
        border = borders.find(frontex.texts(1)[row] + " " + frontex.texts(2)[row]);
      }
      if (border == borders.end()) continue;
      carried.add(border->second, frontex.texts(3)[row], frontex.texts(0)[row],
                  frontex.numbers(4)[row]);
    }
  }
  const auto add_american = [&](const char* border, const char* file, const char* month,
                                const char* count) {
    for (const std::string& path : raw_tables(file)) {
      const CsvTable raw = read_csv(path, raw_columns({month, "nationality"}, count), problems);
      for (std::size_t row = 0; row < raw.rows(); ++row) {
        carried.add(border, raw.texts(1)[row], raw.texts(0)[row], raw.numbers(2)[row]);
      }
    }
  };
  add_american("darien", "darien_crossings.csv", "period_start", "crossings");
  add_american("us-south-west", "us_southwest_border_encounters.csv", "month", "encounters");
  const CsvTable boats =
      read_csv(raw_tables("channel_small_boats.csv").front(),
               raw_columns({"quarter_end", "nationality"}, "arrivals"), problems);
  for (std::size_t row = 0; row < boats.rows(); ++row) {
    carried.add("channel", boats.texts(1)[row], boats.texts(0)[row], boats.numbers(2)[row]);
  }
  ASSERT_TRUE(problems.empty());
  EXPECT_EQ(carried.counts().size(), 2 * (borders.size() + 3));
  for (const auto& [key, counts] : carried.counts()) {
    EXPECT_GE(counts.first, 0.97 * counts.second) << key.first << (key.second ? " since 2018" : "");
  }
}

// International Organization for Migration, Missing Migrants Project: 3,149 dead or missing in the
// Mediterranean in 2023, within later corrections.
TEST(IrregularDeaths, are_those_of_the_missing_migrants_project) {
  double sum = 0;
  for (const char* code :
       {"central-mediterranean", "eastern-mediterranean-sea", "western-mediterranean-sea"}) {
    for (int month = month_number(2023, 1); month <= month_number(2023, 12); ++month) {
      sum += history().deaths[history().border_at(month, history().border_of(code))];
    }
  }
  EXPECT_NEAR(sum, 3'149, 100);
  EXPECT_TRUE(std::isnan(history().deaths[history().border_at(
      month_number(2020, 1), history().border_of("belarus-poland"))]));
}

TEST(BorderAttempts, are_as_the_polish_border_guard_reported) {
  double year_2021 = 0;
  for (const BorderAttempts& count : history().attempts) {
    if (count.border == history().border_of("belarus-poland") &&
        count.kind == AttemptKind::attempts && count.first_month == month_number(2021, 1)) {
      year_2021 = count.attempts;
    }
  }
  EXPECT_EQ(year_2021, 39'670);
}

// A figure that repeats that of a longer period of the same border and measure says nothing of when
// people came: Lithuania's 8,106 of 2021 were printed again as those from August on.
TEST(BorderAttempts, are_not_printed_twice) {
  const auto contains = [](const BorderAttempts& longer, const BorderAttempts& one) {
    return std::pair(longer.first_month, longer.first_day) <=
               std::pair(one.first_month, one.first_day) &&
           std::pair(one.last_month, one.last_day) <= std::pair(longer.last_month, longer.last_day);
  };
  const std::vector<BorderAttempts>& attempts = history().attempts;
  for (const BorderAttempts& one : attempts) {
    for (const BorderAttempts& other : attempts) {
      if (&one == &other || one.border != other.border || one.kind != other.kind) continue;
      EXPECT_FALSE(one.attempts == other.attempts && contains(other, one)) << one.attempts;
    }
  }
}

// Press figures of months, beside what the border guard gives for the year.
TEST(BorderAttempts, of_a_year_are_no_fewer_than_those_of_its_months) {
  const int poland = history().border_of("belarus-poland");
  for (const auto& [year, whole] :
       {std::pair(2021, 39'670.0), std::pair(2023, 25'701.0), std::pair(2024, 29'616.0)}) {
    double months = 0.0;
    for (const BorderAttempts& one : history().attempts) {
      if (one.border != poland || one.kind != AttemptKind::attempts) continue;
      if (one.first_month == one.last_month && one.first_month / 12 == year) months += one.attempts;
    }
    EXPECT_GT(months, 0.0) << year;
    EXPECT_LE(months, whole) << year;
  }
}

}  // namespace
}  // namespace peregrine
