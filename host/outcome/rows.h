// The realizations that are written one by one, gathered block by block.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "host/outcome/route_rows.h"
#include "host/store/ensemble_writer.h"
#include "kernels/world.h"

namespace peregrine {

// Consecutive kept draws, as they go into the file.
class RowCollector {
 public:
  RowCollector(const WorldView& world, std::int64_t keep)
      : times_(world.years + 1), keep_(keep), routes_(world) {}

  // Draws first_draw ... first_draw + draws - 1, of which those below `keep` are taken.
  void add(const TileOutput& output, int width, std::int64_t first_draw, std::int64_t draws);
  bool empty() const { return posterior_.empty(); }

  // Writes the rows collected since the last call, which are consecutive, and forgets them.
  void write_and_clear(EnsembleWriter& writer);

  // The same rows as bytes, which forgets them, and back, after those that are there already of the
  // same block. The latter throws MalformedBytes.
  std::vector<std::byte> store_and_clear();
  void restore(std::span<const std::byte> bytes);

 private:
  // For all rows of the block, so that they do not move as they become more.
  void reserve();

  // What is collected by year: stock, flows, temperature, CO2, emissions, conflict, displacement,
  // food stress.
  static constexpr std::size_t stock_series = 0;
  static constexpr std::size_t flow_series = 1;
  static constexpr std::size_t temperature_series = flow_series + global_flow_count;
  static constexpr std::size_t co2_series = temperature_series + 1;
  static constexpr std::size_t emissions_series = co2_series + 1;
  static constexpr std::size_t conflict_series = emissions_series + 1;
  static constexpr std::size_t conflict_counts = 4;  // of countries and coups
  static constexpr std::size_t deaths_series = conflict_series + conflict_counts;
  static constexpr std::size_t displaced_series = deaths_series + 1;
  static constexpr std::size_t food_series = displaced_series + 1;
  static constexpr std::size_t series_count = food_series + 1;
  static const std::array<const char*, series_count> series_names;

  // Numbers of a series in a row.
  std::int64_t row_length(std::size_t series) const {
    return series == emissions_series ? times_ * bloc_count : times_;
  }

  int times_;
  std::int64_t keep_;
  std::int64_t first_ = 0;
  std::vector<std::int32_t> posterior_;                   // [row]
  std::vector<std::int32_t> member_;                      // [row]
  std::array<std::vector<double>, series_count> series_;  // [row][year], or [row][year][bloc]
  RouteRows routes_;
};

}  // namespace peregrine
