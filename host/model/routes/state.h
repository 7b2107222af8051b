// Where the irregular corridors stand at the end of the last month observed at each border.
#pragma once

#include <vector>

#include "host/model/routes/calibration.h"

namespace peregrine {

// Where a forecast starts.
struct RouteState {
  int month = 0;                  // the last one observed, at borders without later ones
  std::vector<int> last_month;    // [border] the last one observed there
  std::vector<double> level;      // [border] long-run mean of the log without season
  std::vector<double> anomaly;    // [border] of the last month, what passes included
  std::vector<double> change;     // [border] of the anomaly in the last month
  std::vector<double> log_share;  // [corridor] about the border's mean
};

// Level, anomaly and shares at the end of `month`, or of the months that users gave beyond it, by
// the calibration's seasons and scales.
RouteState route_state(const IrregularHistory& history, const RouteCalibration& calibration,
                       int month);

}  // namespace peregrine
