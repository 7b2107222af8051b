// Facts of the compiled tables, each checked against the figure its publisher gives.
#include "host/model/tables/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

#include "host/model/assembly/check_inputs.h"
#include "host/support/error.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

using test::source_inputs;

const BaselineInputs& baseline() {
  static const BaselineInputs inputs = load_baseline(source_inputs());
  return inputs;
}

int country(const char* code) {
  return baseline().countries.index_of(code);
}

std::int64_t stock_2020(const char* origin, const char* destination) {
  const Corridors& corridors = baseline().corridors;
  const int at = corridors.index_of(country(origin), country(destination));
  return at < 0 ? -1 : corridors.stock[static_cast<std::size_t>(at)];
}

double total(const StockHistory& history, int year) {
  double sum = 0;
  for (std::size_t pair = 0; pair < history.pairs(); ++pair) {
    const double stock = history.stock[StockHistory::at(pair, year)];
    if (!std::isnan(stock)) sum += stock;
  }
  return sum;
}

TEST(Countries, are_233_and_unknown_origin_last) {
  const Countries& countries = baseline().countries;
  EXPECT_EQ(countries.size(), 234);
  EXPECT_EQ(countries.iso3.back(), "OOO");
  EXPECT_EQ(countries.index_of("OOO"), countries.unknown_origin());
  EXPECT_EQ(countries.index_of("ABW"), 0);
  EXPECT_GE(countries.index_of("TWN"), 0);
  EXPECT_EQ(countries.index_of("QQQ"), -1);
  EXPECT_EQ(countries.index_of(""), -1);
  EXPECT_EQ(countries.name[static_cast<std::size_t>(country("BES"))],
            "Bonaire, Sint Eustatius and Saba");
}

TEST(Countries, have_the_population_of_the_world_prospects) {
  // WPP 2024, 1 July 2020: the world 7,887,001,292, of whom Kosovo, absent here, 1,751,415.
  // Guadeloupe with Saint-Barthelemy and Saint-Martin, the Channel Islands as Guernsey and Jersey.
  const std::vector<std::int64_t>& population = baseline().countries.population;
  EXPECT_EQ(population[static_cast<std::size_t>(country("GLP"))], 407401 + 10566 + 31811);
  EXPECT_EQ(population[static_cast<std::size_t>(country("XCX"))], 63129 + 103139);
  const auto world = std::accumulate(population.begin(), population.end(), std::int64_t{0});
  EXPECT_NEAR(static_cast<double>(world), 7887001292.0 - 1751415.0, 5000.0);
}

TEST(Corridors, hold_the_2020_table_to_the_person) {
  EXPECT_EQ(baseline().corridors.total_stock(), 280598105);
  EXPECT_EQ(baseline().corridors.listed_count, 12187);
  EXPECT_EQ(stock_2020("MEX", "USA"), 10853105);
  EXPECT_EQ(stock_2020("IND", "ARE"), 3471300);
  EXPECT_EQ(stock_2020("SYR", "TUR"), 3792505);
  EXPECT_EQ(stock_2020("OOO", "ZWE"), 116734);
  EXPECT_EQ(stock_2020("USA", "USA"), -1);
}

TEST(Corridors, of_unknown_origin_hold_12657151_persons) {
  const Corridors& corridors = baseline().corridors;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < corridors.origin.size(); ++i) {
    if (corridors.origin[i] == baseline().countries.unknown_origin()) sum += corridors.stock[i];
  }
  EXPECT_EQ(sum, 12657151);
}

TEST(Corridors, with_candidates_fill_whole_tiles_in_order_of_destination) {
  const Corridors& corridors = baseline().corridors;
  EXPECT_EQ(corridors.size(), 13312);
  EXPECT_EQ(corridors.size() % 32, 0);
  EXPECT_EQ(std::count(corridors.kind.begin(), corridors.kind.end(), CorridorKind::listed), 12187);
  for (std::size_t i = 0; i < corridors.origin.size(); ++i) {
    EXPECT_NE(corridors.origin[i], corridors.destination[i]);
    EXPECT_EQ(corridors.index_of(corridors.origin[i], corridors.destination[i]),
              static_cast<int>(i));
    EXPECT_TRUE(corridors.kind[i] == CorridorKind::listed || corridors.stock[i] == 0);
    if (i == 0) continue;
    EXPECT_LT(std::pair(corridors.destination[i - 1], corridors.origin[i - 1]),
              std::pair(corridors.destination[i], corridors.origin[i]));
  }
}

TEST(PopulationTrend, joins_estimates_and_projection) {
  const PopulationTrend& trend = baseline().population;
  // WPP 2024 estimates: France 2023, 638,891 births and 616,095 deaths among 66,438,828 persons.
  const std::size_t at = PopulationTrend::at(country("FRA"), 2023);
  EXPECT_NEAR(trend.births_rate[at], 638891.0 / 66438828.0, 1e-8);
  EXPECT_NEAR(trend.deaths_rate[at], 616095.0 / 66438828.0, 1e-8);
  EXPECT_EQ(trend.population[at], 66438828.0);
  EXPECT_TRUE(std::isnan(trend.population_80_low[at]));
  for (int c = 0; c < baseline().countries.unknown_origin(); ++c) {
    for (int year = 2024; year <= PopulationTrend::last_year; ++year) {
      const std::size_t now = PopulationTrend::at(c, year);
      if (std::isnan(trend.population_80_low[now])) continue;  // the Holy See has no projection
      EXPECT_LE(trend.population_80_low[now], trend.population_80_high[now]);
    }
    const double step = trend.population[PopulationTrend::at(c, 2024)] /
                        trend.population[PopulationTrend::at(c, 2023)];
    EXPECT_NEAR(step, 1.0, 0.12) << baseline().countries.iso3[static_cast<std::size_t>(c)];
  }
  const int unknown = baseline().countries.unknown_origin();
  EXPECT_EQ(trend.births_rate[PopulationTrend::at(unknown, 2050)], 0.0);
  EXPECT_EQ(trend.deaths_rate[PopulationTrend::at(unknown, 2050)], 0.0);
}

TEST(PopulationTrend, projects_the_world_of_the_prospects) {
  // WPP 2024, medium: 9,664 million at mid-2050 and 10,180 million at mid-2100; ours lacks Kosovo.
  const auto world = [](int year) {
    double sum = 0;
    for (int c = 0; c < baseline().countries.size(); ++c) {
      sum += baseline().population.population[PopulationTrend::at(c, year)];
    }
    return sum / 1e6;
  };
  EXPECT_NEAR(world(2050), 9664, 10);
  EXPECT_NEAR(world(2100), 10180, 20);
}

TEST(GdpTrend, is_relative_to_2020) {
  const GdpTrend& gdp = baseline().gdp;
  EXPECT_EQ(gdp.gdp_ppp_index[GdpTrend::at(country("FRA"), 2020)], 1.0);
  EXPECT_GT(gdp.gdp_ppp_index[GdpTrend::at(country("FRA"), 2100)], 1.0);
  EXPECT_TRUE(std::isnan(gdp.gdp_ppp_index[GdpTrend::at(country("SYR"), 2050)]));
  EXPECT_TRUE(std::isnan(gdp.population[GdpTrend::at(country("AND"), 2050)]));
}

TEST(StockHistory, has_the_world_totals_of_both_revisions) {
  const StockHistory rev2020 = load_stock_history(source_inputs(), Revision::rev2020);
  EXPECT_EQ(rev2020.pairs(), 12187U);
  EXPECT_EQ(total(rev2020, 2020), 280598105);
  EXPECT_EQ(total(rev2020, 2015), 247958644);
  EXPECT_EQ(total(rev2020, 2010), 220983187);
  EXPECT_EQ(total(rev2020, 2000), 173230585);
  const StockHistory rev2024 = load_stock_history(source_inputs(), Revision::rev2024);
  EXPECT_EQ(total(rev2024, 2020), 275284032);
  EXPECT_EQ(rev2024.pairs(), 9581U);
  EXPECT_TRUE(rev2020.latest.empty());
  double latest = 0;
  for (const double stock : rev2024.latest) latest += std::isnan(stock) ? 0 : stock;
  EXPECT_EQ(latest, 304021813);
}

TEST(FlowHistory, has_230_areas_and_the_published_world_flow) {
  const FlowHistory flows = load_flow_history(source_inputs());
  EXPECT_EQ(flows.areas.size(), 230U);
  EXPECT_EQ(std::count(flows.country.begin(), flows.country.end(), -1), 1);
  EXPECT_THAT(flows.areas, ::testing::Contains("CHL"));
  double sum = 0;
  for (std::size_t pair = 0; pair < flows.pairs(); ++pair) {
    sum += flows.persons[FlowHistory::at(pair, 2015)];
  }
  EXPECT_EQ(sum, 101176337);
}

TEST(Histories, give_no_estimate_where_the_source_has_none) {
  const PopulationHistory population = load_population_history(source_inputs());
  EXPECT_EQ(population.births[PopulationHistory::at(country("FRA"), 2023)], 638891);
  EXPECT_EQ(population.net_migration[PopulationHistory::at(country("FRA"), 2023)], 91862);
  EXPECT_TRUE(std::isnan(population.births[PopulationHistory::at(country("VAT"), 2023)]));
  EXPECT_TRUE(std::isnan(population.population[PopulationHistory::at(country("OOO"), 2023)]));
  const PopulationByYear people = load_population_by_year(source_inputs());
  EXPECT_EQ(people.persons(country("FRA"), 2023), 66438828.0);
  EXPECT_EQ(people.persons(country("FRA"), 2024),
            baseline().population.population[PopulationTrend::at(country("FRA"), 2024)]);
  const GdpHistory gdp = load_gdp_history(source_inputs());
  EXPECT_NEAR(gdp.gdp_ppp[GdpHistory::at(country("ZWE"), 2023)], 3442.25, 0.005);
  EXPECT_TRUE(std::isnan(gdp.gdp_ppp[GdpHistory::at(country("VAT"), 2023)]));
}

TEST(Covariates, follow_the_corridors) {
  const Corridors& corridors = baseline().corridors;
  const Covariates ties = load_covariates(source_inputs(), baseline().countries, corridors);
  const auto at = [&](const char* from, const char* to) {
    return static_cast<std::size_t>(corridors.index_of(country(from), country(to)));
  };
  EXPECT_EQ(ties.contiguous[at("MEX", "USA")], 1);
  EXPECT_EQ(ties.colony[at("IND", "GBR")], 1);
  EXPECT_EQ(ties.colony[at("GBR", "IND")], 0);
  EXPECT_EQ(ties.common_language[at("IND", "GBR")], 1);
  EXPECT_NEAR(ties.distance_km[at("DZA", "FRA")], 1400, 300);
  EXPECT_TRUE(std::isnan(ties.distance_km[at("OOO", "ZWE")]));
}

TEST(InputsFolder, is_the_one_asked_for_before_that_of_the_environment) {
  const test::InputsFolder asked, environment;
  setenv("PEREGRINE_INPUTS", environment.path().c_str(), 1);
  EXPECT_EQ(find_inputs(asked.path()), asked.path());
  EXPECT_EQ(find_inputs(""), environment.path());
  setenv("PEREGRINE_INPUTS", "/nowhere", 1);
  EXPECT_THROW(find_inputs(""), InputError);
  unsetenv("PEREGRINE_INPUTS");
  EXPECT_TRUE(std::filesystem::equivalent(find_inputs(""), source_inputs()));
  EXPECT_THROW(find_inputs("/nowhere"), InputError);
}

TEST(InputsHash, is_the_sha256_of_names_lengths_and_contents) {
  const test::InputsFolder folder;
  for (const std::string room : {"baseline/", "climate/", "history/"}) {
    for (const auto& entry : std::filesystem::directory_iterator(source_inputs() + "/" + room)) {
      folder.remove(room + entry.path().filename().string());
    }
  }
  folder.write("baseline/a.csv", "x\n");
  folder.write("calibration/b.csv", "");
  folder.write("calibration/notes.txt", "not read by a run");
  // printf 'baseline/a.csv\n2\nx\ncalibration/b.csv\n0\n' | sha256sum
  EXPECT_EQ(sha256_of_inputs(folder.path()),
            "52fc78ead9848eaf81b084da6a07652a7b4ee5fb88c22cbeb1d6ae2319237d81");
}

TEST(InputsHash, changes_with_one_person) {
  const test::InputsFolder folder;
  const std::string before = sha256_of_inputs(folder.path());
  std::string text = test::slurp(source_inputs() + "/baseline/corridors.csv");
  text.replace(text.find(",331\n"), 5, ",332\n");
  folder.write("baseline/corridors.csv", text);
  EXPECT_NE(sha256_of_inputs(folder.path()), before);
}

TEST(CheckInputs, reports_rows_and_totals_of_every_table) {
  const std::vector<std::string> lines = check_inputs(source_inputs());
  EXPECT_EQ(lines.size(), 32U);
  EXPECT_THAT(lines, ::testing::Contains(::testing::AllOf(::testing::HasSubstr("12,187"),
                                                          ::testing::HasSubstr("280,598,105"))));
}

TEST(Inputs, weigh_less_than_ten_megabytes) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(source_inputs())) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  EXPECT_LT(bytes, 10000000U);
}

}  // namespace
}  // namespace peregrine
