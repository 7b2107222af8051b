// What the conflict process is fitted on and starts from, as plain arrays.
//
// inputs/SOURCES.md says where each figure is from. Countries are addressed by their index, as in
// host/model/tables/tables.h.
#pragma once

#include <string>
#include <vector>

#include "host/model/tables/tables.h"
#include "host/support/error.h"

namespace peregrine {

// An interstate war of 1,000 battle deaths a year or more, one entry a year and party.
struct InterstateWarYear {
  int conflict = 0;  // number of UCDP/PRIO
  int year = 0;
  int country = 0;
};

// Successful coup d'etat.
struct CoupYear {
  int country = 0;
  int year = 0;
};

struct ConflictHistory {
  static constexpr int first_year = 1950;
  static constexpr int first_counted = 1990;  // of deaths; conflicts before have a grade alone
  static constexpr int last_year = 2024;
  static constexpr int years = last_year - first_year + 1;
  static constexpr int first_interstate_year = 1946;

  // [country][year - first_year]
  std::vector<double> deaths;  // persons, all organised violence; 0 where the source has none, and
                               // before first_counted
  std::vector<double> fought;  // persons, in conflicts to which a state is a party; before
                               // first_counted what is usual for the grade of the conflict
  std::vector<double> past_population;  // persons; no_estimate from first_counted on, and for small
                                        // countries
  std::vector<double> gdp_ppp;  // 2021 PPP dollars per person; no_estimate for small countries
  std::vector<double> heat;     // standard deviations above the mean of 1961-1990; no_estimate
                                // after 2022 and where the source has none

  // [country] climate of 1961-1990, Celsius; no_estimate where the source has none
  std::vector<double> temperature_mean;
  std::vector<double> temperature_deviation;  // about the linear trend

  std::vector<std::vector<int>> neighbours;   // [country] countries across a land border
  std::vector<InterstateWarYear> interstate;  // from 1946 on, by conflict and year
  std::vector<CoupYear> coups;                // of the coup belt, August 2020 to December 2024

  static std::size_t at(int country, int year) {
    return static_cast<std::size_t>(country) * years + static_cast<std::size_t>(year - first_year);
  }
};

// Land borders of baseline/neighbours.csv: [country] countries across one.
std::vector<std::vector<int>> read_neighbours(const std::string& inputs_dir,
                                              const Countries& countries,
                                              std::vector<Problem>& problems);
std::vector<std::vector<int>> load_neighbours(const std::string& inputs_dir,
                                              const Countries& countries);

// Reads conflict_*.csv and interstate_wars.csv of `inputs_dir`/history and baseline/neighbours.csv,
// completes `gdp` by them and appends what is wrong to `problems`.
ConflictHistory read_conflict_history(const std::string& inputs_dir, const Countries& countries,
                                      const GdpHistory& gdp, std::vector<Problem>& problems);

// The same, but throws InputError with all problems.
ConflictHistory load_conflict_history(const std::string& inputs_dir, const Countries& countries);

}  // namespace peregrine
