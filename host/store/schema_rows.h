// Rows of the table of variables that many have in common.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "host/store/schema.h"

namespace peregrine {

inline constexpr std::string_view mean_over_draws = "realization: mean";

// The values of a dimension.
inline VariableSchema coordinate(std::string_view name, Dimension dimension, ElementType type,
                                 std::string_view units, std::string_view long_name,
                                 std::string_view description) {
  return {std::string(name),
          {dimension},
          type,
          Delivery::whole,
          std::string(units),
          std::string(long_name),
          "",
          std::string(description),
          Missing::never,
          Demand::none};
}

// A string along a dimension.
inline VariableSchema label(std::string_view name, Dimension dimension, ElementType type,
                            std::string_view long_name, std::string_view description) {
  return coordinate(name, dimension, type, "", long_name, description);
}

// Names for those who look at a file, and for programs that do not know strings, such as this one.
inline std::vector<VariableSchema> names_of(std::string_view name, std::string_view bytes_name,
                                            Dimension dimension, std::string_view long_name,
                                            std::string_view description) {
  return {label(name, dimension, ElementType::text, long_name, description),
          label(bytes_name, dimension, ElementType::name, long_name,
                "The same as bytes, for programs that do not know strings of netCDF-4.")};
}

// Of the quantiles of corridors, a quarter of the numbers of a file: they come from bins of 1 %,
// and keep 12 bits of the mantissa (0.012 %), their standard errors 8 (0.2 %).
inline constexpr int quantile_bits = 12;
inline constexpr int error_bits = 8;

// What is handed over in one piece, in persons or another unit of 1.
inline VariableSchema whole(std::string_view name, std::vector<Dimension> dimensions,
                            ElementType type, std::string_view long_name,
                            std::string_view cell_methods, std::string_view description,
                            Demand demand) {
  return {std::string(name),
          std::move(dimensions),
          type,
          Delivery::whole,
          "1",
          std::string(long_name),
          std::string(cell_methods),
          std::string(description),
          Missing::never,
          demand};
}

inline void append(std::vector<VariableSchema>& table, std::vector<VariableSchema> more) {
  for (VariableSchema& variable : more) table.push_back(std::move(variable));
}

}  // namespace peregrine
