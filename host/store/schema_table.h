// The variables of an ensemble file.
#pragma once

#include <vector>

#include "host/store/schema.h"

namespace peregrine {

// All of them, in the order in which they stand in a file.
std::vector<VariableSchema> build_schema();
// Those of format version 1.
std::vector<VariableSchema> build_schema_1();

// Those of the irregular corridors, by month and by year, which are among them.
std::vector<VariableSchema> irregular_variables();

}  // namespace peregrine
