// The ensemble file: one table that the writer, the reader, the checks and
// docs/formats.md all follow. NetCDF-4 / CF-1.10 inside HDF5. Files of version 1 have a table of
// their own, and are read (host/store/schema_1.cpp).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/output/variable.h"
#include "host/store/significant_bits.h"

namespace peregrine {

inline constexpr std::string_view ensemble_filetype = "peregrine-ensemble";
inline constexpr int ensemble_format_version = 4;
inline constexpr int oldest_format_version = 1;

// Levels of the `quantile` dimension, ascending, probabilities.
inline constexpr std::array<double, 11> quantile_levels = {0.005, 0.025, 0.05, 0.1,   0.25, 0.5,
                                                           0.75,  0.9,   0.95, 0.975, 0.995};

// Rows of a chunk of a streamed variable: the block of draws that is also the unit of work.
inline constexpr std::int64_t rows_per_chunk = 1024;

// Marks a number that does not exist. NetCDF's own default for doubles and floats (netcdf.h,
// NC_FILL_DOUBLE, NC_FILL_FLOAT), so that readers which ignore `_FillValue` still recognise it.
inline constexpr double fill_float64 = 9.9692099683868690e+36;
inline constexpr float fill_float32 = 9.9692099683868690e+36F;

inline constexpr std::int64_t months_in_year = 12;

// Emission blocs, in the order of the dimension `bloc`.
inline constexpr std::array<std::string_view, 5> ensemble_blocs = {
    "China", "United States", "European Union", "India", "Rest of the world"};

// Bytes of a text at most: ISO 3166-1 alpha-3; the longest name of the UN DESA tables has 52 bytes.
inline constexpr std::int64_t code_bytes = 3;
inline constexpr std::int64_t name_bytes = 64;

// How chunks are stored. Never changes the content hash.
enum class Compression { none, deflate };

// Whether a variable is handed over in one piece or block by block of realizations.
enum class Delivery { whole, streamed };

struct VariableSchema {
  std::string name;
  std::vector<Dimension> dimensions;  // slowest first
  ElementType type;
  Delivery delivery;
  std::string units;  // CF; empty for strings and axes
  std::string long_name;
  std::string cell_methods;  // CF; empty where none applies
  std::string description;   // one sentence
  Missing missing;
  Demand demand;
  Presence presence = Presence::always;
  // Of the mantissa of a float32; fewer than 23: a statistic, rounded to what its own error allows.
  int significant_bits = float_significant_bits;
};

// All variables in the order in which they are stored and hashed.
std::span<const VariableSchema> ensemble_schema(int version = ensemble_format_version);

// The entry of that name. Throws std::out_of_range for a name that is not in the schema.
const VariableSchema& variable_schema(std::string_view name, int version = ensemble_format_version);

// The variables that hold the codes and names of countries, routes, borders or fronts.
std::string_view code_variable(Dimension dimension, int version);
std::string_view name_variable(Dimension dimension, int version);

std::string_view dimension_name(Dimension dimension);
std::string_view element_type_name(ElementType type);
std::size_t element_bytes(ElementType type);

// Extents by `Dimension`, as in `extents[static_cast<std::size_t>(Dimension::year)]`.
using Extents = std::array<std::int64_t, dimension_count>;

// Whether the variable gives the values of the dimension of its own name.
bool is_coordinate(const VariableSchema& variable);
// Whether its values are strings, or characters of them.
bool is_text(const VariableSchema& variable);
// Whether a string is a row of characters along a dimension that the schema leaves out.
bool has_length(const VariableSchema& variable);
// Whether it carries a `_FillValue`: all floating-point variables but the coordinates.
bool has_fill(const VariableSchema& variable);

// Whether a file of these extents has the variable: no dimension of it is without elements, and
// there are routes where it is of irregular corridors.
bool is_stored(const VariableSchema& variable, const Extents& extents);

std::vector<std::int64_t> shape_of(const VariableSchema& variable, const Extents& extents);
// Lengths of an HDF5 chunk: a block of realizations, of a year where there are months, of one year
// or month where there are many places, or one quantile or batch of a few thousand corridors, so
// that a map of one quantile and a block of draws each lie together on disk.
std::vector<std::int64_t> chunk_of(const VariableSchema& variable, const Extents& extents);
std::int64_t product(std::span<const std::int64_t> lengths);
std::int64_t element_count(const VariableSchema& variable, const Extents& extents);

// The HDF5 chapter of docs/formats.md, Markdown. A test compares the document with it.
std::string formats_markdown();

}  // namespace peregrine
