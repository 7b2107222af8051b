// The realizations of a table of outputs that are written one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <variant>
#include <vector>

#include "host/output/extents.h"
#include "host/output/year_lanes.h"
#include "host/store/ensemble_writer.h"
#include "host/support/bytes.h"

namespace peregrine {

// Consecutive draws, as they go into the file.
class OutputRows {
 public:
  // Of those outputs that the world has and that keep single realizations.
  OutputRows(std::span<const Output> table, const OutputExtents& extents);

  // Adds a year of the draws after those that are there, from the first to the last.
  void add(const YearLanes& year);

  std::int64_t count() const { return count_; }

  // As bytes: their number, and an output after the other.
  void store_and_clear(ByteWriter& bytes);

  // Pieces of so many rows that were stored, and how to read what follows their numbers.
  struct Stored {
    std::int64_t first_realization;
    std::vector<std::int64_t> counts;
    std::function<void(std::size_t piece, std::uint64_t offset, std::span<std::byte> bytes)> read;
  };
  // Writes them, an output at a time, since all of them take a hundred times one's memory.
  void write(const Stored& stored, EnsembleWriter& writer) const;

  // Of one draw.
  std::int64_t row_bytes() const;

 private:
  struct Series {
    const Output* output;
    ArrayLayout layout;
    std::variant<std::vector<std::int32_t>, std::vector<float>, std::vector<std::int8_t>,
                 std::vector<double>>
        values;  // [draw][cell]
  };

  // Calls visit(series, rows) with the vector of each.
  template <typename Visit>
  void for_each(const Visit& visit) {
    for (Series& series : series_) {
      std::visit([&](auto& rows) { visit(series, rows); }, series.values);
    }
  }

  // Of one draw.
  static std::int64_t bytes_of(const Series& series);

  std::int64_t count_ = 0;
  std::vector<Series> series_;  // by type: the order of their bytes
};

}  // namespace peregrine
