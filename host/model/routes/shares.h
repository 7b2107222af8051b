// The nationalities of a border: their shares of its detections, now and in the long run.
#pragma once

#include <vector>

#include "host/model/routes/calibration.h"

namespace peregrine {

inline constexpr int share_months = 6;  // that a recent share is a mean of

// [corridor] log of the mean detections up to `month`, less its mean over the border, no_estimate
// where there are no figures: of the last six months, the latest weighing most, and of the last ten
// years, half as much weight every four years.
std::vector<double> recent_shares(const IrregularHistory& history, int month);
std::vector<double> long_run_shares(const IrregularHistory& history, int month);

// The mean detections of a corridor themselves, a month.
double recent_detections(const IrregularHistory& history, int corridor, int month);
double long_run_detections(const IrregularHistory& history, int corridor, int month);

// [corridor] about the border's mean, of the last six months up to `months` [border], the latest
// weighing most; the long-run share where there is no figure.
std::vector<double> log_shares_at(const IrregularHistory& history,
                                  const std::vector<RouteCorridorCalibration>& corridors,
                                  const std::vector<int>& months);

}  // namespace peregrine
