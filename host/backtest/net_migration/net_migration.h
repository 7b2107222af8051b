// The net-migration back-test: rates of five-year periods by country, 5 to 30 years ahead.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "host/backtest/scoring/report.h"
#include "host/model/net_migration/tables.h"

namespace peregrine {

inline constexpr const char* net_migration_vintage =
    "UN DESA, World Population Prospects 2024, in today's revision";

// Population of the country at the origin: up to 1, 10, 100 million, above; all countries.
inline constexpr std::size_t population_class_count = 5;

struct NetMigrationForecaster {
  std::string name;
  ForecastKind kind = ForecastKind::point;
  // [population class] Errors are of all 197 areas, per 1000 persons and year; Kosovo, without
  // estimates, counts as 0 in forecast and outcome, as in the published rivals.
  std::vector<ScoreSums> errors;
  // [population class] of areas with estimates; empty for points.
  std::vector<ScoreSums> coverage;
};

struct NetMigrationReport {
  int target = 0;         // first year of the period forecast
  int horizon_years = 0;  // 5, 10, ... from the origin's period to the target's
  std::string fitted;     // what was fitted on what, with the figures
  std::vector<NetMigrationForecaster> forecasters;  // Peregrine first
  std::vector<ScoreDifference> differences;         // per 1000 persons and year
  double largest_world_sum = 0;  // of a draw's net migrants a year over the world, persons
};

// Targets and horizons that are scored; the specification was fixed on targets before 2000.
std::vector<NetMigrationReport> backtest_net_migration(const std::string& inputs_dir, int draws,
                                                       std::uint64_t seed);

// One target: `target` is a period counted from 0 = 1950-54 and the origin lies `horizon` periods
// before it. Periods after the origin are read for scoring alone. Throws std::invalid_argument for
// fewer than two draws or an origin before 1960-64.
NetMigrationReport backtest_net_migration(const NetMigrationHistory& history, int target,
                                          int horizon, int draws, std::uint64_t seed);

// "2015-19"
std::string period_name(int first_year);

// The report as text, at most 110 columns wide.
std::string format_report(const NetMigrationReport& report);

nlohmann::json report_json(const NetMigrationReport& report);

}  // namespace peregrine
