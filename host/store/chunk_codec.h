// A chunk of values as HDF5's filters "shuffle" and "deflate" store it, made by our own threads:
// HDF5 runs its filters on one, and its zlib takes three times as long.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace peregrine {

// The bytes for H5Dwrite_chunk; any HDF5 with zlib reads them. `values` are whole elements of
// `element_bytes` each, little-endian. Throws std::bad_alloc.
std::vector<std::byte> encode_chunk(std::span<const std::byte> values, std::size_t element_bytes);

}  // namespace peregrine
