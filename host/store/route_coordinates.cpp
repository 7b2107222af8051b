#include "host/store/route_coordinates.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "host/store/ensemble_header.h"

namespace peregrine {
namespace {

constexpr const char* foreign = "the file is damaged or foreign";

std::int64_t extent(const Extents& extents, Dimension dimension) {
  return extents[static_cast<std::size_t>(dimension)];
}

// What an empty code stands for.
enum class Empty { refused, is_none };

// Places in a list of codes of those that a variable has, `coded`; -1 for none.
std::vector<std::int32_t> indices(const Hdf5Input& input, std::string_view name,
                                  const std::vector<std::string>& coded,
                                  const std::vector<std::string>& codes,
                                  Empty empty = Empty::refused) {
  std::vector<std::int32_t> places;
  for (const std::string& code : coded) {
    const auto found = std::ranges::find(codes, code);
    const bool none = code.empty() && empty == Empty::is_none;
    if (found == codes.end() && !none) {
      input.fail(std::string(name), "has a code that the list of codes lacks", foreign);
    }
    places.push_back(none ? -1 : static_cast<std::int32_t>(found - codes.begin()));
  }
  return places;
}

}  // namespace

void check_irregular_extents(const Hdf5Input& input, const Extents& extents, int version) {
  const bool routes = extent(extents, Dimension::route) > 0;
  for (const Dimension dimension : irregular_dimensions) {
    const bool present = extent(extents, dimension) > 0;
    if (present == routes || (dimension == Dimension::front && routes)) continue;
    input.fail(std::string(dimension_name(present ? Dimension::route : dimension)),
               "is missing among the dimensions of irregular corridors", foreign);
  }
  const std::int64_t months = months_in_year * extent(extents, Dimension::year);
  if (routes && extent(extents, Dimension::time) != months) {
    input.fail("time",
               fmt::format("has {} months, not {} as the years do",
                           extent(extents, Dimension::time), months),
               foreign);
  }
  for (const VariableSchema& variable : ensemble_schema(version)) {
    if (!is_stored(variable, extents) && input.has(variable.name)) {
      input.fail(std::string(variable.name), "lacks one of its dimensions", foreign);
    }
  }
}

RouteNames read_route_names(const Hdf5Input& input, const std::vector<int>& years,
                            const Extents& extents, int version) {
  RouteNames names;
  if (extent(extents, Dimension::route) == 0) return names;
  const auto strings = [&](std::string_view name) {
    return input.read_strings(variable_schema(name, version), extents);
  };
  const auto codes = [&](Dimension dimension) {
    return strings(code_variable(dimension, version));
  };
  const std::vector<double> time = input.read_numbers(variable_schema("time", version), extents);
  if (!std::ranges::equal(time, first_days_of_months(years))) {
    input.fail("time", "has not the first days of the months of the years", foreign);
  }
  names.route_code = codes(Dimension::route);
  names.route_name = strings(name_variable(Dimension::route, version));
  names.border_code = codes(Dimension::border);
  names.border_name = strings(name_variable(Dimension::border, version));
  names.border_route = indices(input, "border_route", strings("border_route"), names.route_code);
  if (version >= 4) {
    names.border_target = strings("border_target");
    for (const double first :
         input.read_numbers(variable_schema("border_first_entry", version), extents)) {
      names.border_first_entry.push_back(static_cast<std::uint8_t>(first));
    }
  }
  if (extent(extents, Dimension::front) > 0) {
    names.front_code = codes(Dimension::front);
    names.front_name = strings(name_variable(Dimension::front, version));
    names.front_border =
        indices(input, "front_border", strings("front_border"), names.border_code, Empty::is_none);
  }
  names.route_corridor_border =
      indices(input, "route_corridor_border", strings("route_corridor_border"), names.border_code);
  names.route_corridor_nationality = strings("route_corridor_nationality");
  const std::string problem = problem_with(names);
  if (!problem.empty())
    input.fail(std::string(code_variable(Dimension::route, version)),
               "and what goes with it: not " + problem, foreign);
  return names;
}

}  // namespace peregrine
