#include "host/model/net_migration/fit/grid.h"

#include <cmath>
#include <cstddef>

namespace peregrine {
namespace {

template <std::size_t Size, typename Value>
std::array<double, Size> tabulated(Value value) {
  std::array<double, Size> table{};
  for (std::size_t i = 0; i < Size; ++i) table[i] = value(static_cast<double>(i));
  return table;
}

}  // namespace

std::array<double, NetMigrationGrid::memories> NetMigrationGrid::memory_centres() {
  return tabulated<memories>([](double i) { return (i + 0.5) * memory_width; });
}

std::array<double, NetMigrationGrid::spreads> NetMigrationGrid::log_spread_centres() {
  return tabulated<spreads>([](double i) { return lowest_log_spread + i * log_spread_width; });
}

std::array<double, NetMigrationGrid::means> NetMigrationGrid::mean_centres() {
  return tabulated<means>(
      [](double i) { return mean_unit * std::sinh(lowest_mean_x + i * mean_width); });
}

std::array<double, NetMigrationGrid::means> NetMigrationGrid::mean_log_widths() {
  return tabulated<means>([](double i) {
    return std::log(mean_unit * std::cosh(lowest_mean_x + i * mean_width) * mean_width);
  });
}

}  // namespace peregrine
