// Words for the shape and the nature of a variable of an ensemble file.
#pragma once

#include <array>
#include <cstddef>

namespace peregrine {

enum class Dimension {
  realization,
  year,
  corridor,
  country,
  quantile,
  bloc,
  code_length,  // of version 1 alone: bytes of a text
  name_length,
  batch,
  time,
  route,
  border,
  front,
  route_corridor,
  kept_corridor,
  month_ahead
};
inline constexpr std::size_t dimension_count = 16;

// Those of the irregular corridors. A file of a world without these lacks them, and all variables
// of irregular corridors.
inline constexpr std::array<Dimension, 5> irregular_dimensions = {
    Dimension::time, Dimension::route, Dimension::border, Dimension::front,
    Dimension::route_corridor};

// Strings are stored as other programs need them (docs/formats.md, "Readers"). `code`, ASCII, and
// `name`, UTF-8, are rows of characters as in classic netCDF, padded with NUL, along a dimension of
// their own, `<variable>_length`, that dimensions here leave out. `text`, UTF-8, is NC_STRING: for
// others alone, since HDF5 believes what a file says of the lengths of such strings. `character` is
// one of version 1, whose rows of them are padded with NUL.
enum class ElementType { int8, int32, float32, float64, code, name, text, character };

// Where a variable holds its fill value.
enum class Missing { never, first_year, unknown_origin };

// What `verify` demands of the values beyond being finite where they are not missing.
enum class Demand { none, not_negative, not_negative_and_ascending_by_quantile };

// Which files have it.
enum class Presence { always, with_irregular_corridors };

}  // namespace peregrine
