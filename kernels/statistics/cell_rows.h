// The numbers of a cell, lane by lane: one row of an output's array, or made of several.
//
// A cell is one quantity of an output, for example a corridor in a year; `place` counts the cells
// of one time, a year or a month.
#pragma once

#include "kernels/routes/view.h"

namespace peregrine {

enum class CellKind : int {
  floats,             // a row of the array
  doubles,            // the same
  year_sum,           // of the twelve months of the year
  while_active,       // in months of a campaign, else 0
  onsets,             // campaigns that begin in the year; the array is RoutesOutput::active
  border_detections,  // of a border's corridors; the array is RoutesOutput::by_corridor
};

// An output's arrays, [plane][time of the year][row][lane], in which the year `step` is in plane
// step % planes.
struct CellRows {
  CellKind kind;
  int planes;
  int times;            // cells of a place in a year: 12 months or one
  int places;           // reported at a time
  int pitch;            // rows of a time
  int first;            // row of the first place
  int corridors;        // rows of a year of RoutesOutput::by_corridor
  const float* floats;  // the array, by its type
  const double* doubles;
  const float* active;        // RoutesOutput::active
  const int* first_corridor;  // [border + 1]
};

// A place's lanes in a time of the year, in rows of `stride` lanes from `lane0` on.
struct CellPlace {
  int step;
  int time;
  int place;
  std::int64_t lane0;
  std::int64_t stride;
  std::int64_t first_plane = 0;  // the tile's, where tiles have arrays of their own
};

// The plane of the year `step` of the tile.
PEREGRINE_FUNCTION std::int64_t plane_of(const CellRows& rows, const CellPlace& at, int step) {
  return at.first_plane + step % rows.planes;
}

// The lanes of a row.
template <typename Value>
PEREGRINE_FUNCTION const Value* row_of_cell(const CellRows& rows, const CellPlace& at,
                                            const Value* array) {
  const std::int64_t time = plane_of(rows, at, at.step) * rows.times + at.time;
  return array + (time * rows.pitch + rows.first + at.place) * at.stride + at.lane0;
}

// The lanes of a month of the year `step`.
PEREGRINE_FUNCTION const float* row_of_month(const CellRows& rows, const CellPlace& at,
                                             const float* array, int step, int month) {
  const std::int64_t time = plane_of(rows, at, step) * months_a_year + month;
  return array + (time * rows.places + at.place) * at.stride + at.lane0;
}

PEREGRINE_FUNCTION void year_sum(const CellRows& rows, const CellPlace& at, std::int64_t lanes,
                                 double* out) {
  for (std::int64_t lane = 0; lane < lanes; ++lane) out[lane] = 0.0;
  for (int month = 0; month < months_a_year; ++month) {
    const float* const row = row_of_month(rows, at, rows.floats, at.step, month);
    for (std::int64_t lane = 0; lane < lanes; ++lane) out[lane] += static_cast<double>(row[lane]);
  }
}

PEREGRINE_FUNCTION void while_active(const CellRows& rows, const CellPlace& at, std::int64_t lanes,
                                     double* out) {
  const float* const row = row_of_month(rows, at, rows.floats, at.step, at.time);
  const float* const active = row_of_month(rows, at, rows.active, at.step, at.time);
  for (std::int64_t lane = 0; lane < lanes; ++lane) {
    out[lane] = static_cast<double>(row[lane] * active[lane]);
  }
}

PEREGRINE_FUNCTION void onsets(const CellRows& rows, const CellPlace& at, std::int64_t lanes,
                               double* out) {
  for (std::int64_t lane = 0; lane < lanes; ++lane) out[lane] = 0.0;
  // Of the last month of the year before.
  const float* before =
      at.step > 0 ? row_of_month(rows, at, rows.active, at.step - 1, months_a_year - 1) : nullptr;
  for (int month = 0; month < months_a_year; ++month) {
    const float* const now = row_of_month(rows, at, rows.active, at.step, month);
    for (std::int64_t lane = 0; lane < lanes; ++lane) {
      const bool was_active = before != nullptr && before[lane] > 0.0f;
      out[lane] += now[lane] > 0.0f && !was_active ? 1.0 : 0.0;
    }
    before = now;
  }
}

PEREGRINE_FUNCTION void border_detections(const CellRows& rows, const CellPlace& at,
                                          std::int64_t lanes, double* out) {
  for (std::int64_t lane = 0; lane < lanes; ++lane) out[lane] = 0.0;
  const std::int64_t year = plane_of(rows, at, at.step) * rows.corridors;
  const int end = rows.first_corridor[at.place + 1];
  for (int corridor = rows.first_corridor[at.place]; corridor < end; ++corridor) {
    const float* const detections = rows.floats + (year + corridor) * at.stride + at.lane0;
    for (std::int64_t lane = 0; lane < lanes; ++lane) {
      out[lane] += static_cast<double>(detections[lane]);
    }
  }
}

// The first `lanes` lanes of a cell.
PEREGRINE_FUNCTION void cell_values(const CellRows& rows, const CellPlace& at, std::int64_t lanes,
                                    double* out) {
  switch (rows.kind) {
    case CellKind::floats: {
      const float* const row = row_of_cell(rows, at, rows.floats);
      for (std::int64_t lane = 0; lane < lanes; ++lane) out[lane] = static_cast<double>(row[lane]);
      return;
    }
    case CellKind::doubles: {
      const double* const row = row_of_cell(rows, at, rows.doubles);
      for (std::int64_t lane = 0; lane < lanes; ++lane) out[lane] = row[lane];
      return;
    }
    case CellKind::year_sum:
      return year_sum(rows, at, lanes, out);
    case CellKind::while_active:
      return while_active(rows, at, lanes, out);
    case CellKind::onsets:
      return onsets(rows, at, lanes, out);
    case CellKind::border_detections:
      return border_detections(rows, at, lanes, out);
  }
}

}  // namespace peregrine
