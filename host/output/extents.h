// How the arrays of a simulator's output lie in memory, and which of their cells are reported.
#pragma once

#include <cstdint>
#include <vector>

#include "host/output/output.h"

namespace peregrine {

// Of an array [tile][row][lane]. A cell is one quantity of an output, for example a corridor in a
// year.
struct ArrayLayout {
  std::int64_t cells;   // 0: the world has no such output
  std::int64_t places;  // reported, a year or month
  std::int64_t pitch;   // rows of a year or month
  std::int64_t first;   // row of cell 0
  std::int64_t rows_a_tile;

  std::int64_t row_of(std::int64_t cell) const {
    return first + cell / places * pitch + cell % places;
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
  std::vector<int> first_corridor_;
};

}  // namespace peregrine
