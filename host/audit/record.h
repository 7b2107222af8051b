// The record that a forecast is held against, and sums of it.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "host/audit/measures.h"
#include "host/model/climate/tables.h"
#include "host/model/conflict/tables.h"
#include "host/model/displacement/tables.h"
#include "host/model/routes/tables.h"
#include "host/model/tables/tables.h"

namespace peregrine {

// Periods of the table of migrants as long as that from 2025 to 2050.
inline constexpr int quarter_century = 25;
inline constexpr std::array<int, 2> quarter_starts = {1990, 1995};

// Years of which the table of displaced persons has counts, ascending.
const std::vector<int>& displaced_years();
// Years of which UNHCR has new displacement in full: 2000 to the last one.
const std::vector<int>& newly_displaced_years();
// Years of which UCDP has deaths: 1990 on. Conflicts are on record since 1950.
const std::vector<int>& war_years();

// Countries are indices into `countries`; sums by country have one number each.
struct Record {
  Countries countries;
  StockHistory stock;          // of the revision 2024
  StockHistory earlier_stock;  // of the revision 2020
  PopulationByYear population;
  ConflictHistory conflict;
  DisplacementHistory displacement;
  IrregularHistory irregular;
  ClimateReferences climate;

  int size() const { return countries.size(); }

  // Mid-years that the table of migrants has: 1990, 1995 ... 2020, 2024.
  static const std::vector<int>& stock_years();
  double stock_of(std::size_t pair, int year) const;  // zero where the table has none
  double world_stock(int year) const;
  double earlier_world_stock(int year) const;
  std::vector<double> immigrants(int year) const;
  std::vector<double> emigrants(int year) const;
  double world_population(int year) const;  // WPP 2024, its medians after 2023
  // Shares of peoples of more than `least` residents, who are `away`, by country, in these years.
  Range shares_away(const std::vector<int>& years, double least,
                    const std::function<std::vector<double>(int year)>& away) const;

  // At the end of the year; the world's has persons of no known country, too.
  std::vector<double> displaced(int year) const;
  std::vector<std::vector<double>> displaced_by_year() const;  // [year - 1990]
  double world_displaced(int year) const;
  // In the course of it: recognised in groups, others in need of protection, asylum claims.
  std::vector<double> newly_displaced(int year) const;
  double world_newly_displaced(int year) const;

  double deaths(int country, int year) const;  // in all organised violence, from 1990 on
  double fought(int country, int year) const;  // in conflicts of a state
  bool at_war(int country, int year) const;
  double most_deaths(int country, int last_year) const;  // in a year up to that one
  double world_deaths(int year) const;
  double gdp(int country, int year) const;  // 2021 PPP dollars a head; NaN where there is none

  // Dead and missing, and crossings detected, at a border in a calendar year; a month without a
  // count has nobody.
  double deaths_at(int border, int year) const;
  double detected_at(int border, int year) const;
  // Crossings detected on a route in a calendar year; NaN where months are missing.
  double detections(std::string_view route, int year) const;
  // Years of which the record has all months, ascending.
  std::vector<int> years_of(std::string_view route) const;

 private:
  std::vector<double> by_origin(const std::vector<float>& first, const std::vector<float>& second,
                                const std::vector<float>* third, int year) const;
  std::vector<int> country_of_area_;
  friend Record load_record(const std::string& inputs_dir);
};

// Throws InputError with what is wrong.
Record load_record(const std::string& inputs_dir);

// Of conflict.
inline constexpr double war_deaths = 1000;
inline constexpr double conflict_least_deaths = 25;

}  // namespace peregrine
