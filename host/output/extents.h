// How the arrays of a simulator's output lie in memory, and which of their cells are reported.
#pragma once

#include <cstdint>
#include <vector>

#include "host/output/output.h"

namespace peregrine {

// Of an array [tile][plane][time of the year][row][lane], in which the year `step` is in plane
// step % planes; of an array [tile][lane], whose values are of all years. A cell is one quantity of
// an output, for example a corridor in a year.
struct ArrayLayout {
  std::int64_t cells;   // of all years; 0: the world has no such output
  std::int64_t times;   // a year: 12 months or one; 0: values of all years
  std::int64_t places;  // reported at a time
  std::int64_t pitch;   // rows of a time
  std::int64_t first;   // row of the first place
  int first_step = 0;   // year that the first cell is of

  // Cells of a year. Those of all years come with the first.
  std::int64_t cells_in(int step) const {
    if (times == 0) return step == 0 ? cells : 0;
    const std::int64_t before = first_cell(step);
    return before >= 0 && before < cells ? times * places : 0;
  }
  // The first of them.
  std::int64_t first_cell(int step) const { return (step - first_step) * times * places; }
  // Of a tile whose array has so many planes: the row of a time of the year, of its first place.
  std::int64_t row_of(std::int64_t tile, int step, int planes, std::int64_t time) const {
    if (times == 0) return tile + first;
    return ((tile * planes + step % planes) * times + time) * pitch + first;
  }
};

class OutputExtents {
 public:
  // `corridors`: those reported, without the padding of the world's arrays.
  OutputExtents(const WorldView& world, std::int64_t corridors);

  // Reported places, years or months; 0 where the world has no irregular corridors.
  std::int64_t operator[](Dimension dimension) const { return at(reported_, dimension); }
  // The same with padding, as in arrays.
  std::int64_t in_arrays(Dimension dimension) const { return at(padded_, dimension); }
  // [border + 1] first of its corridors.
  const std::vector<int>& first_corridor() const { return first_corridor_; }

  ArrayLayout layout_of(const Output& output) const;

 private:
  using Lengths = std::array<std::int64_t, dimension_count>;
  static std::int64_t at(const Lengths& lengths, Dimension dimension) {
    return lengths[static_cast<std::size_t>(dimension)];
  }

  Lengths reported_ = {};
  Lengths padded_ = {};
  int first_ahead_ = 0;  // step of the first of the months ahead
  std::vector<int> first_corridor_;
};

}  // namespace peregrine
