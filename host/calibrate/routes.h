// How detections at borders vary from month to month, fitted to what was counted up to a month.
//
// With L = log(detections + 10) of border b in month t,
//
//   L = level + season(month of the year) + anomaly + transient
//   anomaly' = memory * anomaly + lead_effect * (change of those that lead here) + persistent
//
// where `persistent` and `transient` are heavy-tailed (Fleishman) with the border's own scales,
// times a scale of the realization whose log is normal. A nationality's share of a border follows
// its log share, an AR(1) about the long-run one. docs/model.md has the equations and sources.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/inputs/displacement.h"
#include "host/inputs/irregular.h"

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

// Where a forecast starts.
struct RouteState {
  int month = 0;                  // the last one observed
  std::vector<double> level;      // [border] long-run mean of the log without season
  std::vector<double> anomaly;    // [border] of the last month, what passes included
  std::vector<double> change;     // [border] of the anomaly in the last month
  std::vector<double> log_share;  // [corridor] about the border's mean
};

struct RouteFit {
  RouteCalibration calibration;
  RouteState state;
  double band_multiplier = 0.0;  // of the scales that tracking starts from
};

// Uses figures up to and including `last_month` alone; leaves displaced_effect at 0. Deterministic.
RouteFit fit_routes(const IrregularHistory& history, int last_month);

// Level, anomaly and shares at the end of `month`, by the calibration's seasons and scales.
RouteState route_state(const IrregularHistory& history, const RouteCalibration& calibration,
                       int month);

// Slope of the yearly change of a nationality's log detections at European borders of first entry
// on that of log refugees from there, year effects apart; standard error clustered by nationality.
// Whole years up to `last_year`.
Estimate fit_displaced_effect(const IrregularHistory& history,
                              const DisplacementHistory& displacement, int last_year);

// fit_routes and fit_displaced_effect on the tables of a folder. Throws InputError.
RouteFit calibrate_routes(const std::string& inputs_dir, int last_month);

// Lines of what was fitted.
std::string describe(const RouteFit& fit, const IrregularHistory& history);

}  // namespace peregrine
