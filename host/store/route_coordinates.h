// The coordinates and labels of irregular corridors, as a file has them.
#pragma once

#include <vector>

#include "host/store/hdf5_input.h"
#include "host/store/route_names.h"
#include "host/store/schema.h"

namespace peregrine {

// Throws InputError unless a file has all dimensions of irregular corridors (it may lack fronts) or
// none, months that go with its years, and no variable that lacks a dimension. `version` is the
// file's format version.
void check_irregular_extents(const Hdf5Input& input, const Extents& extents, int version);

// Empty where the file has none. Throws InputError where codes and indices do not agree.
RouteNames read_route_names(const Hdf5Input& input, const std::vector<int>& years,
                            const Extents& extents, int version);

}  // namespace peregrine
