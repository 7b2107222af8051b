#include "host/model/routes/state.h"

#include <cmath>

#include "host/model/routes/series.h"
#include "host/model/routes/shares.h"

namespace peregrine {

RouteState route_state(const IrregularHistory& history, const RouteCalibration& calibration,
                       int month) {
  RouteState state;
  state.month = month;
  for (int border = 0; border < history.border_count(); ++border) {
    state.last_month.push_back(history.last_observed(border, month));
  }
  for (std::size_t b = 0; b < history.borders.size(); ++b) {
    const BorderCalibration& border = calibration.borders[b];
    const int last = state.last_month[b];
    const RouteSeries series(history, static_cast<int>(b), last);
    if (!series.observed()) {
      state.level.push_back(std::log(route_offset));
      state.anomaly.push_back(0.0);
      state.change.push_back(0.0);
      continue;
    }
    const double level = series.level(last, border.season);
    const double now = series.anomaly(last, border.season, level);
    const bool first = last == series.monthly_from();
    const double before = first ? now : series.anomaly(last - 1, border.season, level);
    state.level.push_back(level);
    state.anomaly.push_back(now);
    state.change.push_back(now - before);
  }
  state.log_share = log_shares_at(history, calibration.corridors, state.last_month);
  return state;
}

}  // namespace peregrine
