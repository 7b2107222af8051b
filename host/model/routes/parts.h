// The parts of a RoutesView, each put by one function, in this order. `routes` has its months
// observed and whether they are simulated.
#pragma once

#include "host/model/routes/world.h"

namespace peregrine {

// Borders, but for what their months and the other parts give them; `months` of the run from
// `first_month` on.
void put_borders(const RouteInputs& inputs, const Countries& countries,
                 const RoutesSettings& settings, int first_month, int months, Routes& routes);

// What the months of a border are drawn by. Without months by chance nothing shakes them.
void put_months(const RouteInputs& inputs, Routes& routes);

// The corridors and each border's first.
void put_corridors(const RouteInputs& inputs, const Countries& countries, Routes& routes);

// How many months are observed at each border, and detections, deaths and, where a month of them
// was reported, attempts of these months, the first of which is `first_month`.
void put_observed(const IrregularHistory& history, int first_month,
                  std::vector<int> observed_months, Routes& routes);

// The fronts and each border's.
void put_fronts(const RouteInputs& inputs, const RoutesSettings& settings, Routes& routes);

// The campaigns that a scenario orders; months count from `first_month`.
void put_orders(const FrontInputs& inputs, const CampaignSettings& settings, int first_month,
                Routes& routes);

}  // namespace peregrine
