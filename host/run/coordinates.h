// What the places and years of a run are called in its ensemble file.
#pragma once

#include "host/model/assembly/forecast.h"
#include "host/store/ensemble_header.h"

namespace peregrine {

// What the irregular corridors are called in an ensemble file.
RouteNames route_names(const IrregularHistory& history, const FrontInputs& fronts);

// Coordinates of the run's places and years.
void set_coordinates(const BaselineInputs& inputs, const RunSettings& settings,
                     EnsembleHeader& header);

}  // namespace peregrine
