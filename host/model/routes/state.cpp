#include "host/model/routes/state.h"

#include <cmath>

#include "host/model/routes/series.h"
#include "host/model/routes/shares.h"

namespace peregrine {

RouteState route_state(const IrregularHistory& history, const RouteCalibration& calibration,
                       int month) {
  RouteState state;
  state.month = month;
  const std::vector<RouteSeries> series = all_series(history, month);
  for (std::size_t b = 0; b < series.size(); ++b) {
    const BorderCalibration& border = calibration.borders[b];
    if (!series[b].observed()) {
      state.level.push_back(std::log(route_offset));
      state.anomaly.push_back(0.0);
      state.change.push_back(0.0);
      continue;
    }
    const double level = series[b].level(month, border.season);
    const double now = series[b].anomaly(month, border.season, level);
    const bool first = month == series[b].monthly_from();
    const double before = first ? now : series[b].anomaly(month - 1, border.season, level);
    state.level.push_back(level);
    state.anomaly.push_back(now);
    state.change.push_back(now - before);
  }
  state.log_share = log_shares_at(history, calibration.corridors, month);
  return state;
}

}  // namespace peregrine
