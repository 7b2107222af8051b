// The back-test of irregular crossings: monthly detections by route, 1 to 12 months ahead.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/backtest/report.h"
#include "host/inputs/irregular.h"

namespace peregrine {

// Which months are forecast (as month_number), and how many months ahead of them (ascending, at
// most 12).
struct RouteTargets {
  int first_month;
  int last_month;
  std::vector<int> months_ahead;
};

// The targets that are scored: 2019-01 to 2023-12 at 1, 3, 6 and 12 months. The specification was
// chosen on those that end with 2018-12.
RouteTargets route_targets();
RouteTargets route_choice_targets();

// Six routes of Frontex together, then the Eastern Borders Route without Ukrainians; of each one
// report a number of months ahead. Every origin is fitted on figures up to its month. `draws` at
// least 2. The same arguments give the same figures. Throws InputError.
std::vector<BacktestReport> backtest_routes(const std::string& inputs_dir,
                                            const RouteTargets& targets, int draws,
                                            std::uint64_t seed);
std::vector<BacktestReport> backtest_routes(const IrregularHistory& history,
                                            const RouteTargets& targets, int draws,
                                            std::uint64_t seed);

// A stretch of months that took everybody by surprise, in the forecast made before it.
struct Surge {
  std::string name;
  std::vector<std::string> routes;  // summed; "eastern-borders without Ukrainians" is one
  int origin = 0;
  int first_month = 0;
  int last_month = 0;
};

struct SurgeRank {
  int month = 0;         // -1: all months of the surge together
  double outcome = 0.0;  // detections
  double rank = 0.0;     // share of draws below it
  double high_99 = 0.0;  // upper end of the 99 % band
};

// The surges of 2021 (Eastern route) and 2023 (Central Mediterranean).
std::vector<Surge> route_surges();
std::vector<SurgeRank> rank_surge(const IrregularHistory& history, const Surge& surge, int draws,
                                  std::uint64_t seed);

}  // namespace peregrine
