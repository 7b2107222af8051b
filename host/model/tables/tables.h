// The compiled tables of inputs/, as plain arrays. inputs/SOURCES.md says where each figure is
// from.
//
// Every loader reads the whole table before it complains and throws one InputError with all
// problems found. Countries are addressed by their index: the order of baseline/countries.csv (by
// ISO 3166-1 alpha-3 code), with "Origin unknown or other" (OOO) last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace peregrine {

// A figure that the source does not give; test with std::isnan.
inline constexpr double no_estimate = std::numeric_limits<double>::quiet_NaN();

inline constexpr std::string_view unknown_origin_code = "OOO";

// Countries and areas of the stock table, one entry each.
struct Countries {
  std::vector<std::string> iso3;  // sorted, except that OOO comes last
  std::vector<int> m49;           // UN M49 code; 0 for OOO
  std::vector<std::string> name;
  std::vector<std::string> region;
  std::vector<std::string> subregion;
  std::vector<std::int64_t> population;  // persons, mid-2020; 0 for OOO

  int size() const { return static_cast<int>(iso3.size()); }
  int unknown_origin() const { return size() - 1; }  // index of OOO
  int index_of(std::string_view code) const;         // -1 where there is none
};

// A corridor of the 2020 table, or a pair without migrants there that may open.
enum class CorridorKind : std::uint8_t { candidate = 0, listed = 1 };

// Sorted by (destination, origin), so that a destination's corridors are neighbours.
struct Corridors {
  std::vector<int> origin;          // country index, OOO included
  std::vector<int> destination;     // country index, never OOO
  std::vector<std::int64_t> stock;  // persons, mid-2020; 0 for candidates
  std::vector<CorridorKind> kind;
  int listed_count = 0;

  int size() const { return static_cast<int>(origin.size()); }
  int index_of(int origin_country, int destination_country) const;  // -1 where there is none
  std::int64_t total_stock() const;
};

// Crude rates of natural change, 2020 ... 2100 (WPP 2024: estimates to 2023, then projection).
struct PopulationTrend {
  static constexpr int first_year = 2020;
  static constexpr int last_year = 2100;
  static constexpr int years = last_year - first_year + 1;

  // [country][year - first_year]; zero for OOO
  std::vector<double> births_rate;         // births per person of mid-year population and year
  std::vector<double> deaths_rate;         // deaths per person of mid-year population and year
  std::vector<double> population;          // persons, mid-year
  std::vector<double> population_80_low;   // persons; no_estimate before 2024
  std::vector<double> population_80_high;  // persons; no_estimate before 2024

  static std::size_t at(int country, int year) {
    return static_cast<std::size_t>(country) * years + static_cast<std::size_t>(year - first_year);
  }
};

// SSP2 (2024 release) in steps of five years; no_estimate where the source has none.
struct GdpTrend {
  static constexpr int first_year = 2020;
  static constexpr int last_year = 2100;
  static constexpr int step_years = 5;
  static constexpr int steps = (last_year - first_year) / step_years + 1;

  std::vector<double> population;     // [country][step], persons
  std::vector<double> gdp_ppp_index;  // [country][step], total GDP relative to 2020

  static std::size_t at(int country, int year) {
    return static_cast<std::size_t>(country) * steps +
           static_cast<std::size_t>((year - first_year) / step_years);
  }
};

// What a forecast starts from; of a back-test, populations and stocks are those of its own first
// year.
struct BaselineInputs {
  Countries countries;
  Corridors corridors;
  PopulationTrend population;
  GdpTrend gdp;
};

// Revisions of the UN DESA International Migrant Stock.
enum class Revision { rev2020, rev2024 };

// Bilateral stocks at mid-1990, 1995 ... 2020, and at mid-2024 in the revision of that year.
struct StockHistory {
  static constexpr int first_year = 1990;
  static constexpr int last_year = 2020;
  static constexpr int step_years = 5;
  static constexpr int times = (last_year - first_year) / step_years + 1;
  static constexpr int latest_year = 2024;

  std::vector<int> origin;       // [pair] country index, OOO included
  std::vector<int> destination;  // [pair] country index; pairs sorted by (destination, origin)
  std::vector<double> stock;     // [pair][time] persons; no_estimate where the source has none
  std::vector<double> latest;    // [pair] at latest_year; empty for the revision 2020

  std::size_t pairs() const { return origin.size(); }
  static std::size_t at(std::size_t pair, int year) {
    return pair * times + static_cast<std::size_t>((year - first_year) / step_years);
  }
};

// Five-year flows 1990-95 ... 2015-20 (Abel and Cohen, da_pb_closed). Its areas are not quite the
// countries: Serbia and Montenegro is one area (SCG) up to 2005 and two from 2010.
struct FlowHistory {
  static constexpr int first_period = 1990;
  static constexpr int last_period = 2015;
  static constexpr int period_years = 5;
  static constexpr int periods = (last_period - first_period) / period_years + 1;

  std::vector<std::string> areas;  // codes, sorted
  std::vector<int> country;        // [area] country index, -1 for SCG
  std::vector<int> origin;         // [pair] area index
  std::vector<int> destination;    // [pair] area index; pairs sorted by (origin, destination)
  std::vector<double> persons;     // [pair][period] persons in five years; absent pairs are zero

  std::size_t pairs() const { return origin.size(); }
  static std::size_t at(std::size_t pair, int period) {
    return pair * periods + static_cast<std::size_t>((period - first_period) / period_years);
  }
};

// Estimates of WPP 2024, 1990 ... 2023; no_estimate for OOO and where the source has none.
struct PopulationHistory {
  static constexpr int first_year = 1990;
  static constexpr int last_year = 2023;
  static constexpr int years = last_year - first_year + 1;

  // [country][year - first_year]
  std::vector<double> population;     // persons, mid-year
  std::vector<double> births;         // per year
  std::vector<double> deaths;         // per year
  std::vector<double> net_migration;  // persons per year, signed

  static std::size_t at(int country, int year) {
    return static_cast<std::size_t>(country) * years + static_cast<std::size_t>(year - first_year);
  }
};

// Persons at the middle of a year: estimates, then the medians of the projection (WPP 2024).
struct PopulationByYear {
  PopulationHistory estimates;
  PopulationTrend projection;

  // `year` in 1990 ... 2100, `country` not OOO; no_estimate where the source has none.
  double persons(int country, int year) const {
    return year <= PopulationHistory::last_year
               ? estimates.population[PopulationHistory::at(country, year)]
               : projection.population[PopulationTrend::at(country, year)];
  }
};

// GDP per capita, 1990 ... 2023; no_estimate for OOO and where the source has none.
struct GdpHistory {
  static constexpr int first_year = 1990;
  static constexpr int last_year = 2023;
  static constexpr int years = last_year - first_year + 1;

  std::vector<double> gdp_ppp;  // [country][year - first_year], 2021 PPP dollars per person

  static std::size_t at(int country, int year) {
    return static_cast<std::size_t>(country) * years + static_cast<std::size_t>(year - first_year);
  }
};

// Geography and history of each corridor, in the order of Corridors.
struct Covariates {
  std::vector<double> distance_km;            // population weighted; no_estimate for origin OOO
  std::vector<std::uint8_t> contiguous;       // 1: common border
  std::vector<std::uint8_t> common_language;  // 1: common official language
  std::vector<std::uint8_t> colony;           // 1: the origin was a colony of the destination
};

// Loaders. `inputs_dir` is the folder that holds baseline/ and history/. All throw InputError.
BaselineInputs load_baseline(const std::string& inputs_dir);
Countries load_countries(const std::string& inputs_dir);
StockHistory load_stock_history(const std::string& inputs_dir, Revision revision);
FlowHistory load_flow_history(const std::string& inputs_dir);
PopulationHistory load_population_history(const std::string& inputs_dir);
PopulationByYear load_population_by_year(const std::string& inputs_dir);
GdpHistory load_gdp_history(const std::string& inputs_dir);
Covariates load_covariates(const std::string& inputs_dir, const Countries& countries,
                           const Corridors& corridors);

// The folder a command reads: `asked` where not empty, else PEREGRINE_INPUTS of the environment,
// else the folder the program was built from, else where it was installed. Throws InputError where
// the folder has no baseline/ inside.
std::string find_inputs(const std::string& asked);

// SHA-256, in hexadecimal, of what a run reads: names and contents of the csv
// tables of baseline/, calibration/ and climate/, by name. Throws InputError where a file cannot be
// read.
std::string sha256_of_inputs(const std::string& inputs_dir);

}  // namespace peregrine
