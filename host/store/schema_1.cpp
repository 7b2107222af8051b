// The variables of format version 1: numbers for coordinates, and texts beside them as rows of
// characters. All others are as today.
#include <algorithm>

#include "host/store/schema_rows.h"
#include "host/store/schema_table.h"

namespace peregrine {
namespace {

using enum Dimension;

VariableSchema numbered(Dimension dimension) {
  return coordinate(dimension_name(dimension), dimension, ElementType::int32, "1", "number",
                    "Number, counted from 0.");
}

VariableSchema characters(std::string_view name, Dimension dimension, Dimension length) {
  VariableSchema variable =
      label(name, dimension, ElementType::character, "text", "Padded with NUL.");
  variable.dimensions.push_back(length);
  return variable;
}

std::vector<VariableSchema> texts_of_places() {
  return {numbered(corridor),
          numbered(country),
          numbered(bloc),
          characters("bloc_name", bloc, name_length),
          characters("country_iso3", country, code_length),
          characters("country_name", country, name_length),
          characters("corridor_origin", corridor, code_length),
          characters("corridor_destination", corridor, code_length)};
}

std::vector<VariableSchema> texts_of_routes() {
  std::vector<VariableSchema> table = {numbered(route), numbered(border), numbered(front),
                                       numbered(route_corridor)};
  const auto add = [&table](std::string_view name, Dimension dimension) {
    table.push_back(characters(name, dimension, name_length));
  };
  add("route_code", route);
  add("route_name", route);
  add("border_code", border);
  add("border_name", border);
  add("border_route", border);
  add("front_code", front);
  add("front_name", front);
  add("front_border", front);
  add("route_corridor_border", route_corridor);
  add("route_corridor_nationality", route_corridor);
  for (VariableSchema& variable : table) variable.presence = Presence::with_irregular_corridors;
  return table;
}

}  // namespace

std::vector<VariableSchema> build_schema_1() {
  std::vector<VariableSchema> table;
  for (const VariableSchema& variable : build_schema(1)) {
    if (variable.name == "corridor_listed") append(table, texts_of_places());
    if (!is_text(variable)) table.push_back(variable);
    if (variable.name == "time") append(table, texts_of_routes());
  }
  return table;
}

}  // namespace peregrine
