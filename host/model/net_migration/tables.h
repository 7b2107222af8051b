// Net migration of countries by five-year period (inputs/history/net_migration.csv).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/support/error.h"

namespace peregrine {

// WPP 2024 estimates, calendar years 1950-54 ... 2015-19, of the areas with more than 90,000
// persons at mid-2000. The areas are the source's: Kosovo (XKX), which no other table has, is among
// them, with populations alone.
struct NetMigrationHistory {
  static constexpr int first_period = 1950;
  static constexpr int last_period = 2015;
  static constexpr int period_years = 5;
  static constexpr int periods = (last_period - first_period) / period_years + 1;

  std::vector<std::string> areas;     // ISO 3166-1 alpha-3 codes and XKX, sorted
  std::vector<double> person_years;   // [area][period] sum of the five mid-year populations, > 0
  std::vector<double> net_migration;  // [area][period] persons in five years; no_estimate where the
                                      // source has none

  int size() const { return static_cast<int>(areas.size()); }
  // `period` counts from 0 = 1950-54.
  static std::size_t at(int area, int period) {
    return static_cast<std::size_t>(area) * periods + static_cast<std::size_t>(period);
  }
};

// Appends what is wrong to `problems`; the result is whole only where nothing was appended.
NetMigrationHistory read_net_migration_history(const std::string& inputs_dir,
                                               std::vector<Problem>& problems);

// `inputs_dir` is the folder that holds history/. Throws InputError with all problems found.
NetMigrationHistory load_net_migration_history(const std::string& inputs_dir);

}  // namespace peregrine
