// Outputs that are made of several numbers of a draw, cell by cell.
#pragma once

#include <algorithm>
#include <cstdint>

#include "host/output/extents.h"

namespace peregrine {

// A cell [year or month][place] in the first `lanes` lanes of a tile of `width`. `output` has the
// cell's year and the one before it.
struct TileCell {
  const TileOutput& output;
  const OutputExtents& extents;
  std::int64_t places;
  std::int64_t cell;
  std::int64_t tile;
  std::int64_t lanes;
  int width;

  std::int64_t time() const { return cell / places; }
  std::int64_t place() const { return cell % places; }
  // The place of a year among those of all tiles.
  std::int64_t plane(std::int64_t year) const {
    return tile * output.planes + year % output.planes;
  }
  // The lanes of a month at this place.
  const float* month(const float* array, std::int64_t month) const {
    const std::int64_t row = plane(month / months_a_year) * months_a_year + month % months_a_year;
    return array + (row * places + place()) * width;
  }
};

// Sum of the twelve months of the cell's year.
template <auto array>
void year_sum(const TileCell& cell, double* lanes) {
  std::fill_n(lanes, cell.lanes, 0.0);
  const std::int64_t first = cell.time() * months_a_year;
  for (std::int64_t month = first; month < first + months_a_year; ++month) {
    const float* const row = cell.month(array(cell.output), month);
    for (std::int64_t lane = 0; lane < cell.lanes; ++lane) {
      lanes[lane] += static_cast<double>(row[lane]);
    }
  }
}

// In months of a campaign, else 0.
template <auto array>
void while_active(const TileCell& cell, double* lanes) {
  const float* const row = cell.month(array(cell.output), cell.time());
  const float* const active = cell.month(cell.output.routes.active, cell.time());
  for (std::int64_t lane = 0; lane < cell.lanes; ++lane) {
    lanes[lane] = static_cast<double>(row[lane] * active[lane]);
  }
}

// Campaigns that begin in the cell's year.
inline void onsets(const TileCell& cell, double* lanes) {
  std::fill_n(lanes, cell.lanes, 0.0);
  const float* const active = cell.output.routes.active;
  const std::int64_t first = cell.time() * months_a_year;
  for (std::int64_t month = first; month < first + months_a_year; ++month) {
    const float* const now = cell.month(active, month);
    const float* const before = month > 0 ? cell.month(active, month - 1) : nullptr;
    for (std::int64_t lane = 0; lane < cell.lanes; ++lane) {
      const bool was_active = before != nullptr && before[lane] > 0.0f;
      lanes[lane] += now[lane] > 0.0f && !was_active ? 1.0 : 0.0;
    }
  }
}

// A border's detections in the cell's year are those of its corridors.
inline void border_detections(const TileCell& cell, double* lanes) {
  std::fill_n(lanes, cell.lanes, 0.0);
  const OutputExtents& extents = cell.extents;
  const std::int64_t year = cell.plane(cell.time());
  const auto border = static_cast<std::size_t>(cell.place());
  const std::vector<int>& first = extents.first_corridor();
  for (int corridor = first[border]; corridor < first[border + 1]; ++corridor) {
    const std::int64_t row = year * extents.in_arrays(Dimension::route_corridor) + corridor;
    const float* const detections = cell.output.routes.by_corridor + row * cell.width;
    for (std::int64_t lane = 0; lane < cell.lanes; ++lane) {
      lanes[lane] += static_cast<double>(detections[lane]);
    }
  }
}

}  // namespace peregrine
