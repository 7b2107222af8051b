// How detections at borders vary from month to month, fitted to what was counted up to a month.
//
// With L = log(detections + 10) of border b in month t,
//
//   L = level + season(month of the year) + anomaly + transient
//   anomaly' = memory * anomaly + lead_effect * (change of those that lead here) + persistent
//
// where `persistent` and `transient` are heavy-tailed (Fleishman) with the border's own scales,
// times a scale of the realization whose log is normal. A nationality's share of a border follows
// its log share, an AR(1) about the long-run one. docs/model/08-irregular-corridors.md has the
// equations and sources.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/model/routes/tables.h"

namespace peregrine {

// Added to a month's detections before their logarithm.
inline constexpr double route_offset = 10.0;
// Added to a month's detections of one nationality before their logarithm.
inline constexpr double share_offset = 0.5;

// A figure and its standard error.
struct Estimate {
  double mean = 0.0;
  double spread = 0.0;
};

struct BorderCalibration {
  std::array<double, 12> season{};  // of January first; added to the level, sums to 0
  double persistent_scale = 0.0;    // sd of a month's lasting shock to the log
  double transient_scale = 0.0;     // sd of what passes within the month
  Estimate log_detection_share;     // log of detections over attempts, and its sd
  // Log of deaths per detection, and the sd of its monthly log; no_estimate before 2014.
  Estimate log_death_risk;
};

struct RouteCorridorCalibration {
  double long_run_log_share = 0.0;  // about the border's mean over nationalities
  double share_scale = 0.0;         // sd of a month's shock to the log share
};

struct RouteCalibration {
  double memory = 0.0;        // of the anomaly, a month
  double tail = 0.0;          // Fleishman's cubic coefficient of all shocks
  Estimate log_scale;         // of a realization's scales over the fitted ones
  double share_memory = 0.0;  // of the log share, a month
  Estimate lead_effect;       // of last month's change of a border on that of the one it leads to
  Estimate displaced_effect;  // elasticity of detections in refugees abroad of the same origin
  std::vector<BorderCalibration> borders;           // in the order of the history
  std::vector<RouteCorridorCalibration> corridors;  // in the order of the history
};

// The files are routes.csv, routes_borders.csv and routes_corridors.csv of calibration/.
// `inputs_dir` is the folder that holds calibration/; borders and corridors are those of `history`.
// Throws InputError with every problem of the three files.
RouteCalibration load_route_calibration(const std::string& inputs_dir,
                                        const IrregularHistory& history);
// Throws OutputError.
void save_route_calibration(const std::string& calibration_dir, const RouteCalibration& calibration,
                            const IrregularHistory& history);

}  // namespace peregrine
