// The variables of an ensemble file.
#pragma once

#include <vector>

#include "host/output/output.h"
#include "host/store/schema.h"

namespace peregrine {

// All of them, in the order in which they stand in a file: coordinates and labels as they are
// today, and the outputs that a version of the format has.
std::vector<VariableSchema> build_schema(int version);
// Those of format version 1.
std::vector<VariableSchema> build_schema_1();

// Those of an output.
std::vector<VariableSchema> variables_of(const Output& output);

}  // namespace peregrine
