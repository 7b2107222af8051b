#include "host/store/route_names.h"

#include <algorithm>
#include <set>

#include "host/store/schema.h"

namespace peregrine {
namespace {

bool short_enough(const std::vector<std::string>& texts) {
  return std::ranges::all_of(texts,
                             [](const std::string& text) { return text.size() <= name_bytes; });
}

bool sound_codes(const std::vector<std::string>& codes) {
  const std::set<std::string> unique(codes.begin(), codes.end());
  return unique.size() == codes.size() && !unique.contains("") && short_enough(codes) &&
         std::ranges::all_of(codes, is_ascii);
}

bool indices(const std::vector<std::int32_t>& numbers, std::int32_t low, std::size_t end) {
  return std::ranges::all_of(numbers, [low, end](std::int32_t number) {
    return number >= low && (number < 0 || static_cast<std::size_t>(number) < end);
  });
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char letter) { return static_cast<unsigned char>(letter) < 128; });
}

std::string problem_with(const RouteNames& names) {
  const std::size_t routes = names.route_code.size();
  const std::size_t borders = names.border_code.size();
  const std::size_t fronts = names.front_code.size();
  const std::size_t corridors = names.route_corridor_border.size();
  if (routes == 0) {
    return names == RouteNames{} ? "" : "nothing irregular is named where there is no route";
  }
  if (borders == 0 || corridors == 0) return "routes have borders, and borders corridors";
  if (names.route_name.size() != routes || names.border_name.size() != borders ||
      names.front_name.size() != fronts) {
    return "a name for every route, border and front";
  }
  if (names.border_route.size() != borders || names.front_border.size() != fronts ||
      names.route_corridor_nationality.size() != corridors) {
    return "a route for every border, a border for every front, nationals for every corridor";
  }
  const auto some_or_all = [borders](std::size_t size) { return size == 0 || size == borders; };
  if (!some_or_all(names.border_target.size()) ||
      names.border_first_entry.size() != names.border_target.size() ||
      !std::ranges::all_of(names.border_target, is_ascii) || !short_enough(names.border_target)) {
    return "a country for every border, and whether people enter there for the first time";
  }
  if (!sound_codes(names.route_code) || !sound_codes(names.border_code) ||
      !sound_codes(names.front_code)) {
    return "codes of routes, borders and fronts that are unique and of 1 to 64 letters of ASCII";
  }
  if (!std::ranges::all_of(names.route_corridor_nationality, is_ascii)) {
    return "nationalities in ASCII";
  }
  if (!short_enough(names.route_name) || !short_enough(names.border_name) ||
      !short_enough(names.front_name) || !short_enough(names.route_corridor_nationality)) {
    return "names of at most 64 bytes";
  }
  if (!indices(names.border_route, 0, routes) || !indices(names.front_border, -1, borders) ||
      !indices(names.route_corridor_border, 0, borders)) {
    return "routes and borders of the list";
  }
  return "";
}

}  // namespace peregrine
