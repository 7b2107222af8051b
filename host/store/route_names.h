// What the irregular corridors of an ensemble are called.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace peregrine {

bool is_ascii(std::string_view text);

// All empty in a world without irregular corridors. Codes are ASCII, not empty and unique, names
// UTF-8, both of at most 64 bytes.
struct RouteNames {
  std::vector<std::string> route_code;  // [route] "central-mediterranean"
  std::vector<std::string> route_name;
  std::vector<std::string> border_code;  // [border] "belarus-poland"
  std::vector<std::string> border_name;
  std::vector<std::int32_t> border_route;  // [border] index into route
  // From version 4 of the format on; both are empty in older files.
  std::vector<std::string> border_target;        // [border] code of the country most enter by it
  std::vector<std::uint8_t> border_first_entry;  // [border] 1: into a region for the first time
  std::vector<std::string> front_code;           // [front] "belarus-poland"
  std::vector<std::string> front_name;
  std::vector<std::int32_t> front_border;               // [front] index into border, -1: none
  std::vector<std::int32_t> route_corridor_border;      // [route corridor] index into border
  std::vector<std::string> route_corridor_nationality;  // [route corridor] ISO code or "REST"

  bool empty() const { return route_code.empty(); }
  bool operator==(const RouteNames&) const = default;
};

// What the names must fulfil and do not, in words; empty where all is well.
std::string problem_with(const RouteNames& names);

}  // namespace peregrine
