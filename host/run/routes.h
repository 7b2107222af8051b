// The irregular corridors of a run: what history and a scenario make of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/calibrate/routes.h"
#include "host/inputs/displacement.h"
#include "host/inputs/fronts.h"
#include "host/inputs/irregular.h"
#include "host/inputs/tables.h"
#include "host/run/route_world.h"
#include "host/run/settings.h"

namespace peregrine {

// Codes of the routes, in the order in which the borders name them.
std::vector<std::string> route_codes(const IrregularHistory& history);

// Months from January of the first year of a run to `month`, such as "2023-12".
int months_from_start(std::string_view month);

// What the irregular corridors of a run are made from.
struct RouteInputs {
  const IrregularHistory& history;
  const RouteCalibration& calibration;
  const RouteState& state;  // at the last observed month
  const FrontInputs& fronts;
};

// What the entries that stay need to know of the stock.
struct EntrySource {
  const DisplacementHistory& asylum;
  const std::vector<int>& displaced_pair;  // [stock corridor] pair of displacement, -1: none
  int padded_corridors;
};

// `years`: steps of the forecast from 2020.
Routes make_routes(const RouteInputs& inputs, const BaselineInputs& baseline,
                   const EntrySource& source, const RunSettings& settings, int years);

}  // namespace peregrine
