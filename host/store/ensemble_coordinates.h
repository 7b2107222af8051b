// The coordinates and labels of an ensemble file, from its header.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "host/store/ensemble_header.h"

namespace peregrine {

// Calls store(variable, values, count) for every coordinate and label of a file of this header;
// values are of the variable's type in memory.
void store_coordinates(
    const EnsembleHeader& header,
    const std::function<void(std::string_view, const void*, std::size_t)>& store);

}  // namespace peregrine
