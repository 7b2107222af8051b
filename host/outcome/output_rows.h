// The realizations of a table of outputs that are written one by one.
#pragma once

#include <cstdint>
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

  // Writes the rows, of which the first is this realization's, and forgets them.
  void write_and_clear(EnsembleWriter& writer, std::int64_t first_realization);

  // As bytes, and back, after those that are there already. The latter throws MalformedBytes.
  void store_and_clear(ByteWriter& bytes);
  void restore(ByteReader& bytes);

  // For so many draws.
  void reserve(std::int64_t rows);

  // Of one draw.
  double row_bytes() const;

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

  std::int64_t count_ = 0;
  std::vector<Series> series_;  // by type: the order of their bytes
};

}  // namespace peregrine
