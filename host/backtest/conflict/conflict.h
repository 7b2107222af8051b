// The conflict back-test: each country's state one year ahead, and simulated against observed
// years.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "host/model/conflict/fit/conflict.h"
#include "host/statistics/bootstrap.h"

namespace peregrine {

inline constexpr const char* conflict_vintage =
    "UCDP deaths, UCDP/PRIO conflicts before 1990 and wars between states, WPP 2024, GDP and "
    "temperatures as they stand today, years before each target";
inline constexpr const char* conflict_fitted =
    "all parameters on 1951 to the year before each target; specification chosen on targets "
    "before 2010";

// Proper scores and areas of one forecaster over the same country-years. A forecaster of
// certainties has no log score.
struct ConflictScores {
  std::string name;
  double area_conflict = 0.0;   // AUC of the probability of minor conflict or war
  double area_war = 0.0;        // AUC of the probability of war
  double area_onset = 0.0;      // AUC of conflict among countries at peace the year before
  double brier = 0.0;           // sum over the three states, 0 ... 2
  double brier_conflict = 0.0;  // conflict against none, 0 ... 1
  double log_score = 0.0;       // mean -log probability of what happened; NaN: none
};

// Peregrine less the rival, with a 95 % interval over countries.
struct ConflictDifference {
  std::string rival;
  std::string measure;
  MeanInterval value;
};

struct ConflictYearCount {
  int year = 0;
  double expected = 0.0;  // countries in conflict, sum of the forecast's probabilities
  int observed = 0;
};

// A figure of history beside its distribution over simulated histories.
struct SimulatedFigure {
  std::string name;
  double observed = 0.0;
  double low = 0.0;  // 5 %
  double median = 0.0;
  double high = 0.0;  // 95 %
};

struct ConflictReport {
  int first_target = 0;
  int last_target = 0;
  int countries = 0;
  int country_years = 0;
  std::vector<ConflictScores> all;  // Peregrine first
  std::vector<ConflictDifference> differences;
  std::vector<ConflictYearCount> years;
  int origin = 0;  // of the simulation, which runs to the last target
  int draws = 0;
  std::vector<SimulatedFigure> simulated;
};

// Forecasts `first_target` ... `last_target` (2000 ... 2024), each fitted on the years before it
// alone, and simulates `draws` histories of these years from the year before the first.
ConflictReport backtest_conflict(const ConflictPanel& panel, int first_target, int last_target,
                                 int draws, std::uint64_t seed);

// The simulated part alone.
std::vector<SimulatedFigure> simulate_history(const ConflictPanel& panel, int origin_year,
                                              int last_year, int draws, std::uint64_t seed);

// The report as text, at most 110 columns wide.
std::string format_report(const ConflictReport& report);

nlohmann::json report_json(const ConflictReport& report);

}  // namespace peregrine
