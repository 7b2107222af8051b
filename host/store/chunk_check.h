// Whether the chunks of a dataset are what HDF5 takes them for when it reads them.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <span>
#include <string>

namespace peregrine {

// What is wrong with the chunks of `dataset` that a box touches, in words; empty where all is well.
// HDF5 1.10 copies a whole chunk out of what its filters leave, however short that is: of a damaged
// file, from beyond it. So each compressed chunk is expanded here first, with bounds.
std::string problem_with_chunks(hid_t dataset, std::span<const std::int64_t> offset,
                                std::span<const std::int64_t> count);

}  // namespace peregrine
