// The conflict back-test years ahead: rolling origins, the process simulated from each.
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "host/backtest/conflict/conflict.h"

namespace peregrine {

inline constexpr int first_ahead_origin = 1995;  // five years whose deaths are counted
inline constexpr int first_ahead_target = 2010;
inline constexpr int most_years_ahead = ConflictHistory::last_year - first_ahead_origin;

// One forecast of one country's state in a year.
struct AheadCase {
  int country = 0;
  int origin = 0;
  Intensity before = Intensity::none;  // in the origin year
  Intensity now = Intensity::none;     // in the target year
  int peace_years = 0;                 // up to the origin: since the last minor conflict or war
  bool ever_at_war = false;            // since 1950, up to the origin
  double income = 0.0;                 // GDP per head of the origin year, 2021 PPP dollars
  // Probabilities of none, minor and war: of the model; the state of the origin year; how often the
  // country has been in each; how often countries of its region and income have been.
  Eigen::Vector3d ours, persistence, own_rate, class_rate;
};

struct AheadScores {
  std::string name;
  double area_conflict = 0.0;  // as ConflictScores
  double area_war = 0.0;
  double area_onset = 0.0;
  double brier = 0.0;
  double log_score = 0.0;  // NaN: a forecaster of certainties
};

// Forecast and outcome of one event where the probability was between two tenths.
struct AheadTenth {
  int cases = 0;
  double said = 0.0;  // mean probability
  double came = 0.0;  // share
};

// The same of all cases of a group of countries.
struct AheadGroup {
  std::string name;
  int cases = 0;
  double conflict_said = 0.0;
  double conflict_came = 0.0;
  double war_said = 0.0;
  double war_came = 0.0;
  std::array<double, 4> brier = {};  // model, persistence, own rate, class rate
};

struct AheadReport {
  int ahead = 0;
  int first_target = 0;
  int last_target = 0;
  int cases = 0;
  std::vector<AheadScores> all;            // model, persistence, own rate, class rate
  std::array<AheadTenth, 10> tenths = {};  // of minor conflict or war
  std::vector<AheadGroup> groups;          // by region, income, years of peace
};

// Forecasts of first_ahead_target ... 2024 as far ahead as `ahead` says, from origins of
// first_ahead_origin or later. Parameters, effects of countries and starts are those of the years
// up to each origin. The same arguments give the same bits.
std::vector<AheadReport> backtest_conflict_ahead(const ConflictPanel& panel,
                                                 const std::vector<int>& ahead, int draws,
                                                 std::uint64_t seed);

// The cases of one origin alone, [of `ahead`][country of panel.active]; none past 2024.
std::vector<std::vector<AheadCase>> forecast_ahead(const ConflictPanel& panel, int origin,
                                                   const std::vector<int>& ahead, int draws,
                                                   std::uint64_t seed);

std::string format_report(const AheadReport& report);
nlohmann::json report_json(const AheadReport& report);

}  // namespace peregrine
