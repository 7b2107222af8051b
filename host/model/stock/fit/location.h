// Where migration pressure goes next: its median, fitted period by period and pooled.
#pragma once

#include <Eigen/Dense>
#include <vector>

#include "host/model/fitting/elasticities.h"
#include "host/model/fitting/stock_panel.h"
#include "host/model/stock/fit/pressure.h"

namespace peregrine {

// Median pressure of the next five years = b . (1, size, y / (1 + fade y^2), newcomer), where y is
// the last five years' pressure, size log10(persons / 100,000), and newcomer marks a corridor
// without a figure five years before.
using Location = Eigen::Vector4d;
enum LocationTerm : int { level_term, size_term, memory_term, newcomer_term };

struct LocationFit {
  std::vector<Location> by_period;  // each period's own, the earliest first
  Location mean;                    // pooled
  Location between_sd;              // of one period around another
  double fade = 0.0;                // strong pressure fades faster; one for all periods
  // Standard error of the pooled mean.
  Location mean_sd() const;
};

// A corridor and the two tables before its outcome.
struct Transition {
  double before = 0.0;  // persons, five years before the start; 0: none
  double start = 0.0;   // persons, > 0
  double end = 0.0;     // persons
  double pull = 0.0;    // mean effect of both populations' growth on log arrivals until the end
  std::size_t pair = 0;
};

// Corridors of known origin with a figure at `time`, towards `time + 1` (end is 0 at the last
// time).
std::vector<Transition> transitions_from(const StockPanel& panel, const Elasticities& elasticities,
                                         int time);

Location location_terms(const Transition& transition, const PressureMap& map, double fade);

// Each period's median regression (least absolute deviations in persons, by iteratively reweighted
// Gauss-Newton steps), pooled with one pseudo-period as prior: periods differ more than corridors
// of one period do, so they are the units. The prior says that half of the last change goes on, the
// middle between persistence and a straight line. `fade` is the value of a grid with the least
// loss when each period is forecast by the others, relative to persistence.
LocationFit fit_location(const StockPanel& panel, const Elasticities& elasticities,
                         const PressureMap& map);

}  // namespace peregrine
