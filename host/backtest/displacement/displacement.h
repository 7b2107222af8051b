// The displacement back-tests: refugee stock by corridor, and asylum applications in the EU.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/backtest/scoring/report.h"
#include "host/model/displacement/tables.h"

namespace peregrine {

// Which years a back-test forecasts, and how many years ahead of them it stands (ascending).
struct BacktestTargets {
  int first_year;
  int last_year;
  std::vector<int> horizons;
};

// Refugee stock (UNHCR, end of year) of all pairs of its table. One report a horizon, over all
// target years. Every origin is fitted on figures up to its year. `draws` at least 2. The same
// arguments give the same figures. Throws InputError.
std::vector<BacktestReport> backtest_displacement(const std::string& inputs_dir,
                                                  const BacktestTargets& targets, int draws,
                                                  std::uint64_t seed);

// First-time asylum applications (Eurostat) of all pairs of its table, forecast by the same
// process fitted on UNHCR's claims in the same countries; otherwise the same.
std::vector<BacktestReport> backtest_asylum(const std::string& inputs_dir,
                                            const BacktestTargets& targets, int draws,
                                            std::uint64_t seed);

// The targets that are scored: 2010-2024 at 1, 3 and 5 years, 2016-2024 at 1, 2 and 3.
BacktestTargets displacement_targets();
BacktestTargets asylum_targets();

}  // namespace peregrine
