// The irregular corridors of a run: what history and a scenario make of them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host/model/displacement/tables.h"
#include "host/model/routes/fronts.h"
#include "host/model/routes/settings.h"
#include "host/model/routes/state.h"
#include "host/model/routes/tables.h"
#include "host/model/tables/owned.h"
#include "host/model/tables/settings.h"
#include "host/model/tables/tables.h"
#include "kernels/routes/view.h"

namespace peregrine {

// Not present: a world without irregular corridors.
using Routes = Owned<RoutesView>;

// Codes of the routes, in the order in which the borders name them.
std::vector<std::string> route_codes(const IrregularHistory& history);

// Months from January of the first year of a run to `month`, a month_number.
int months_from_start(int month);

// What the irregular corridors of a run are made from.
struct RouteInputs {
  const IrregularHistory& history;
  const RouteCalibration& calibration;
  const RouteState& state;  // at each border's last observed month
  const FrontInputs& fronts;
};

// What the entries that stay need to know of the stock.
struct EntrySource {
  const DisplacementHistory& asylum;
  std::span<const int> displaced_pair;  // [stock corridor] pair of displacement, -1: none
  int padded_corridors;
};

// `years`: steps after the first, whose January is month 0.
struct RouteSpan {
  int first_year;
  int years;
};

// Routes whose entries join no stock. The months of a border up to its last one of inputs.state
// repeat what was observed; nothing after it is used.
Routes make_route_process(const RouteInputs& inputs, const Countries& countries,
                          const RoutesSettings& settings, const PolicySettings& policy,
                          const RouteSpan& span);

Routes make_routes(const RouteInputs& inputs, const BaselineInputs& baseline,
                   const EntrySource& source, const RoutesSettings& settings,
                   const SharedSettings& shared);

}  // namespace peregrine
