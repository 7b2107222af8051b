// The conflict process fitted to history up to an origin year.
#pragma once

#include <string>
#include <vector>

#include "host/model/conflict/calibration.h"
#include "host/model/conflict/panel.h"
#include "host/model/fitting/pooled_logit.h"

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

// The world's shock of the odds: an AR(1).
struct CommonShock {
  double persist = 0.0;
  double spread = 0.0;  // standard deviation in any one year
};

// Deaths in violence to which no state is a party: kernels/conflict/other_violence.h.
struct OtherViolenceFit {
  LogitFit any;    // of any_level ... any_in_war
  LinearFit size;  // of other_level ... other_in_war; least absolute deviations
  double spread = 0.0;
  double tail = 0.0;
};

struct ConflictFit {
  int origin_year = 0;
  int country_years = 0;
  int left_out = 0;           // country-years of interstate war, which has a process of its own
  PooledLogitFit transition;  // [minor, war][ConflictFeature]; groups: panel.active
  CommonShock common;
  LinearFit minor;  // of minor_level, minor_deaths, minor_memory
  LinearFit war;    // of war_level, war_persist, war_entry
  double war_tail = 0.0;
  LogitFit quiet;  // of quiet_level, quiet_deaths, quiet_memory
  OtherViolenceFit other;
  OnsetRate interstate;
  EndRate interstate_ends;
};

// Fits odds on the outcomes of 1951 ... `origin_year` (1995 ... 2024) and deaths on those of 1991
// and after; later years than the origin are not read.
ConflictFit fit_conflict(const ConflictPanel& panel, int origin_year);

// The mean in row 0, then `draws` posterior draws; [row][conflict_parameter_count]. Repeats its
// bits.
std::vector<double> conflict_posterior(const ConflictFit& fit, int draws);

// What a forecast from the end of the fit's origin needs: posterior, and where the countries stand.
ConflictCalibration calibrate_conflict(const ConflictPanel& panel, const ConflictFit& fit,
                                       int draws);

// Probabilities of none, minor and war. `parameters` is one row of the posterior, `shock` what the
// country's effect and the world's shock add to both log odds, `between_states` whether an
// interstate war was fought there the year before. Coups are left out.
Eigen::Vector3d conflict_chances(const double* parameters, const ConflictFeatures& features,
                                 double shock, double interstate_weight, bool between_states);

// The fit of the other violence on 1991 ... `origin_year`.
OtherViolenceFit fit_other_violence(const ConflictPanel& panel, int origin_year);

// What was fitted, in words and numbers.
std::string describe(const ConflictFit& fit);

}  // namespace peregrine
