// The tables of all outputs, in the order in which their variables stand in a file: of a row first
// single realizations, then quantiles, their errors and means, means alone, means by batch.
//
// The content hash goes by that order. Some outputs therefore have a row for their realizations and
// another for their statistics, as the first files had them; a new one has one row, at the end.
#pragma once

#include <span>

#include "host/output/output.h"

namespace peregrine {

// Of the world: stocks, climate, conflict, displacement, food.
std::span<const Output> world_outputs();

// Of the irregular corridors, by month and by year.
std::span<const Output> irregular_outputs();

}  // namespace peregrine
