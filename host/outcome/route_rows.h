// The months of realizations that are written one by one.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "host/store/ensemble_writer.h"
#include "host/support/bytes.h"
#include "kernels/world.h"

namespace peregrine {

// Consecutive draws, as they go into the file; always none in a world without irregular corridors.
class RouteRows {
 public:
  explicit RouteRows(const WorldView& world);

  // The first `draws` lanes of a simulator's output, tiles of `width` lanes.
  void add(const RoutesOutput& output, int width, std::int64_t draws);

  // Writes the rows, of which the first is this realization's, and forgets them.
  void write_and_clear(EnsembleWriter& writer, std::int64_t first_realization);

  // As bytes, and back, after those that are there already. The latter throws MalformedBytes.
  void store_and_clear(ByteWriter& bytes);
  void restore(ByteReader& bytes);

  // For so many draws.
  void reserve(std::int64_t rows);

  // Of one draw.
  static double row_bytes(const WorldView& world);

 private:
  template <typename Value>
  struct Series {
    const char* name;
    std::int64_t row_length;  // 0: the file has no such variable
    std::vector<Value> values;
  };
  template <typename Visit>
  void visit(const Visit& visit_series) {
    for (auto& series : floats_) visit_series(series);
    for (auto& series : bytes_) visit_series(series);
    for (auto& series : doubles_) visit_series(series);
  }

  std::int64_t count_ = 0;
  std::array<Series<float>, 7> floats_;       // [draw][month][place]
  std::array<Series<std::int8_t>, 2> bytes_;  // [draw][month][place]
  std::array<Series<double>, 4> doubles_;     // [draw][year]
};

}  // namespace peregrine
