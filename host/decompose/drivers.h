// The drivers that a decomposition tells apart.
#pragma once

#include <span>
#include <string_view>

#include "host/model/assembly/settings.h"
#include "kernels/ground/driver_groups.h"

namespace peregrine {

struct Driver {
  DriverGroup group;        // whose random numbers it draws
  std::string_view name;    // one word
  std::string_view luck;    // what it draws
  std::string_view frozen;  // what is left where it is frozen
  void (*freeze)(RunSettings& settings);
};

// In the order in which they are reported.
std::span<const Driver> drivers();

}  // namespace peregrine
