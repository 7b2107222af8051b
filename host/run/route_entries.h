// Which corridors of the stock those who enter irregularly join, and how many usually do.
#pragma once

#include <vector>

#include "host/inputs/displacement.h"
#include "host/run/routes.h"

namespace peregrine {

// Fills the entries of `routes`, whose borders and corridors are there.
void add_entries(const RouteInputs& inputs, const BaselineInputs& baseline,
                 const EntrySource& source, Routes& routes);

}  // namespace peregrine
