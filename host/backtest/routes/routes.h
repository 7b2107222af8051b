// The back-test of irregular crossings: monthly detections by route, 1 to 12 months ahead.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/backtest/routes/ensemble.h"
#include "host/backtest/scoring/report.h"

namespace peregrine {

// Which months are forecast (as month_number), and how many months ahead of them (ascending, at
// most 12).
struct RouteTargets {
  int first_month;
  int last_month;
  std::vector<int> months_ahead;
};

// The targets that are scored: 2019-01 to 2024-12 at 1, 3, 6 and 12 months. The specification was
// chosen on those that end with 2018-12.
RouteTargets route_targets();
RouteTargets route_choice_targets();

// Six routes of Frontex together, then the Eastern Borders Route without Ukrainians; of each one
// report a number of months ahead; then the Channel, quarters that end 3, 6 and 12 months ahead, as
// far as it has figures. Every origin is fitted on figures up to its month. `draws` at
// least 2. The same arguments give the same figures. Throws InputError.
std::vector<BacktestReport> backtest_routes(const std::string& inputs_dir,
                                            const RouteTargets& targets, int draws,
                                            std::uint64_t seed);
std::vector<BacktestReport> backtest_routes(const RouteRecord& record, const RouteTargets& targets,
                                            int draws, std::uint64_t seed);

// A month of a surge in a forecast made before it.
struct SurgeRank {
  int month = 0;
  double outcome = 0.0;  // detections
  double median = 0.0;   // of the draws
  double low_99 = 0.0;   // ends of the central 99 % band
  double high_99 = 0.0;
  double rank = 0.0;  // share of draws below the outcome
};

// Months that took everybody by surprise: the Eastern route without Ukrainians from July to
// November 2021, in the forecast of May; the Central Mediterranean of 2023, in that of December
// 2022; and the Eastern route of all 2021, in that of December 2020.
struct Surge {
  std::string name;
  int origin = 0;
  std::vector<SurgeRank> months;

  // Whether every month is within its 99 % band.
  bool inside_99() const;
};
std::vector<Surge> rank_surges(const RouteRecord& record, int draws, std::uint64_t seed);
std::string format_surges(const std::string& inputs_dir, int draws, std::uint64_t seed);

}  // namespace peregrine
