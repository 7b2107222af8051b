#include "host/store/schema.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>

#include "host/store/schema_table.h"

namespace peregrine {

using enum Dimension;

std::span<const VariableSchema> ensemble_schema(int version) {
  static const std::vector<std::vector<VariableSchema>> tables = [] {
    std::vector<std::vector<VariableSchema>> all = {build_schema_1()};
    for (int later = 2; later <= ensemble_format_version; ++later) {
      all.push_back(build_schema(later));
    }
    return all;
  }();
  return tables.at(static_cast<std::size_t>(version - 1));
}

const VariableSchema& variable_schema(std::string_view name, int version) {
  for (const VariableSchema& variable : ensemble_schema(version)) {
    if (variable.name == name) return variable;
  }
  throw std::out_of_range("an ensemble file has no variable '" + std::string(name) + "'");
}

std::string_view dimension_name(Dimension dimension) {
  constexpr std::array<std::string_view, dimension_count> names = {
      "realization", "year",           "corridor",      "country",    "quantile", "bloc",
      "code_length", "name_length",    "batch",         "time",       "route",    "border",
      "front",       "route_corridor", "kept_corridor", "month_ahead"};
  return names[static_cast<std::size_t>(dimension)];
}

namespace {

struct Labels {
  Dimension dimension;
  std::string_view code_1, name_1, name;
};

const Labels& labels_of(Dimension dimension) {
  static constexpr std::array<Labels, 4> all = {
      {{country, "country_iso3", "country_name", "country_name_utf8"},
       {route, "route_code", "route_name", "route_name_utf8"},
       {border, "border_code", "border_name", "border_name_utf8"},
       {front, "front_code", "front_name", "front_name_utf8"}}};
  const auto labels = std::ranges::find(all, dimension, &Labels::dimension);
  if (labels == all.end()) throw std::out_of_range("this dimension has no codes and names");
  return *labels;
}

}  // namespace

std::string_view code_variable(Dimension dimension, int version) {
  return version == 1 ? labels_of(dimension).code_1 : dimension_name(dimension);
}

std::string_view name_variable(Dimension dimension, int version) {
  return version == 1 ? labels_of(dimension).name_1 : labels_of(dimension).name;
}

std::string_view element_type_name(ElementType type) {
  // Version 1 called its characters text, which is in the hash of its contents.
  constexpr std::array<std::string_view, 8> names = {"int8", "int32", "float32", "float64",
                                                     "code", "name",  "text",    "text"};
  return names[static_cast<std::size_t>(type)];
}

std::size_t element_bytes(ElementType type) {
  // Codes have seven letters or so, names twenty; a text is a place in the file and a length.
  constexpr std::array<std::size_t, 8> bytes = {1, 4, 4, 8, 8, 20, 16, 1};
  return bytes[static_cast<std::size_t>(type)];
}

bool is_coordinate(const VariableSchema& variable) {
  return variable.dimensions.size() == 1 &&
         variable.name == dimension_name(variable.dimensions.front());
}

bool has_length(const VariableSchema& variable) {
  return variable.type == ElementType::code || variable.type == ElementType::name;
}

bool is_text(const VariableSchema& variable) {
  return has_length(variable) || variable.type == ElementType::text ||
         variable.type == ElementType::character;
}

bool has_fill(const VariableSchema& variable) {
  return !is_coordinate(variable) &&
         (variable.type == ElementType::float32 || variable.type == ElementType::float64);
}

bool is_stored(const VariableSchema& variable, const Extents& extents) {
  const auto has = [&extents](Dimension dimension) {
    return extents[static_cast<std::size_t>(dimension)] > 0;
  };
  return (variable.presence == Presence::always || has(route)) &&
         std::ranges::all_of(variable.dimensions, has);
}

std::vector<std::int64_t> shape_of(const VariableSchema& variable, const Extents& extents) {
  std::vector<std::int64_t> shape;
  for (const Dimension dimension : variable.dimensions) {
    shape.push_back(extents[static_cast<std::size_t>(dimension)]);
  }
  return shape;
}

namespace {

// Of parts of `most` at most: equal ones, because a chunk that sticks out over the edge is stored
// in full.
std::int64_t equal_parts(std::int64_t length, std::int64_t most) {
  const std::int64_t parts = (length + most - 1) / most;
  return (length + parts - 1) / parts;
}

}  // namespace

std::vector<std::int64_t> chunk_of(const VariableSchema& variable, const Extents& extents) {
  constexpr std::int64_t most_corridors = 4096;
  constexpr std::int64_t most_places = 384;
  std::vector<std::int64_t> chunk = shape_of(variable, extents);
  const bool by_corridor = !chunk.empty() && (variable.dimensions.back() == corridor ||
                                              variable.dimensions.back() == route_corridor);
  const bool of_places =
      variable.delivery == Delivery::streamed && chunk.size() == 3 &&
      (variable.dimensions.back() == country || variable.dimensions.back() == kept_corridor ||
       variable.dimensions.back() == route_corridor);
  const bool by_bloc = !chunk.empty() && variable.dimensions.back() == bloc;
  for (std::size_t axis = 0; axis < chunk.size(); ++axis) {
    std::int64_t& length = chunk[axis];
    if (variable.dimensions[axis] == realization) {
      length = std::min(length, by_bloc ? rows_per_chunk / 4 : rows_per_chunk);
    }
    if (variable.dimensions[axis] == time && variable.delivery == Delivery::streamed) {
      length = std::min(length, months_in_year);
    }
    if (of_places && axis == 1) length = 1;
    if (of_places && axis == 2) length = equal_parts(length, most_places);
    if (variable.dimensions[axis] == quantile && by_corridor) length = 1;
    if (variable.dimensions[axis] == batch && chunk.size() > 1) length = 1;
    if (variable.dimensions[axis] == corridor && chunk.size() > 1) {
      length = equal_parts(length, most_corridors);
    }
  }
  return chunk;
}

std::int64_t product(std::span<const std::int64_t> lengths) {
  return std::accumulate(lengths.begin(), lengths.end(), std::int64_t{1}, std::multiplies<>());
}

std::int64_t element_count(const VariableSchema& variable, const Extents& extents) {
  return product(shape_of(variable, extents));
}

}  // namespace peregrine
