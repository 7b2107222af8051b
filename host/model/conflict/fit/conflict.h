// The conflict process fitted to history up to an origin year.
#pragma once

#include <string>
#include <vector>

#include "host/model/conflict/panel.h"
#include "host/model/fitting/logit.h"

namespace peregrine {

// Wars between states that begin: a gamma posterior with this shape and rate.
struct OnsetRate {
  double events = 0.0;
  double years = 0.0;
  double mean() const { return events / years; }
};

// A yearly probability, from so many ends in so many years at risk.
struct EndRate {
  double ends = 0.0;
  double years = 0.0;
  double mean() const { return ends / years; }
};

struct ConflictFit {
  int origin_year = 0;
  int country_years = 0;
  int left_out = 0;     // country-years of interstate war, which has a process of its own
  LogitFit transition;  // [minor, war][ConflictFeature]
  LinearFit minor;      // of minor_level, minor_deaths, minor_memory
  LinearFit war;        // of war_level, war_persist, war_entry
  double war_tail = 0.0;
  LogitFit quiet;  // of quiet_level, quiet_deaths, quiet_memory
  OnsetRate interstate;
  EndRate interstate_ends;
};

// Fits on the outcomes of 1991 ... `origin_year` (2000 ... 2024); later years are not read.
ConflictFit fit_conflict(const ConflictPanel& panel, int origin_year);

// The mean in row 0, then `draws` posterior draws; [row][conflict_parameter_count]. Repeats its
// bits.
std::vector<double> conflict_posterior(const ConflictFit& fit, int draws);

// Probabilities of none, minor and war. `parameters` is one row of the posterior,
// `between_states` whether an interstate war was fought there the year before. Coups are left out.
Eigen::Vector3d conflict_chances(const double* parameters, const ConflictFeatures& features,
                                 double interstate_weight, bool between_states);

// What was fitted, in words and numbers.
std::string describe(const ConflictFit& fit);

}  // namespace peregrine
