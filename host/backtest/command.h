// `peregrine backtest`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace peregrine {

enum class BacktestSubject {
  all,
  stock,
  flows,
  chain,
  conflict,
  climate,
  net_migration,
  displacement,
  asylum,
  routes,
  campaigns,
  attribution
};

struct BacktestOptions {
  BacktestSubject subject = BacktestSubject::stock;
  std::string json;           // file for the figures, too; empty: none
  std::string csv;            // the same, of the skill card
  std::int64_t draws = 2000;  // realizations of each forecast, at least 2
  std::vector<int> ahead;     // of conflict: years ahead; empty: one year, and simulated
  std::string inputs;  // folder of the compiled inputs; empty: the ones that came with the program
};

// Forecasts the past from what was known at the time and prints the scores beside those of simple
// rivals. Returns the exit code: of the skill card, failure where a test could not be made. Throws
// InputError, OutputError.
int backtest_command(const BacktestOptions& options);

}  // namespace peregrine
