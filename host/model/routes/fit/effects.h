// What else is fitted on irregular crossings: what a border does to the one it leads to, how
// dangerous it is, and which share of attempts is detected.
#pragma once

#include <vector>

#include "host/model/routes/calibration.h"
#include "host/model/routes/series.h"

namespace peregrine {

// Ordinary least squares of the error of a border's forecast one month ahead on the change, in the
// month before, of each border that leads to it; one slope for all such pairs.
Estimate fit_lead_effect(const IrregularHistory& history, const std::vector<RouteSeries>& series,
                         int last_month);

// [border] log deaths per detection over the last 60 months up to `last_month`, and the sd of its
// monthly log. A border without figures has those of all borders by sea or by land together.
std::vector<Estimate> fit_death_risk(const IrregularHistory& history, int last_month);

// [border] log of detections over attempts, by what border guards counted up to `last_month`; an
// assumption where they have not.
std::vector<Estimate> fit_detection_share(const IrregularHistory& history, int last_month);

}  // namespace peregrine
