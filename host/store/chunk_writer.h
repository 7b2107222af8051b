// Chunks of a variable, compressed on several threads and handed to HDF5 as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "host/store/hdf5_output.h"
#include "host/store/schema.h"

namespace peregrine {

// Rows of a variable, slowest dimension first, in its element type.
struct RowsOfVariable {
  const VariableSchema& variable;
  std::int64_t first = 0;
  std::int64_t count = 0;
  const std::byte* bytes = nullptr;
};

// For one thread, which alone calls HDF5. Members throw OutputError.
class ChunkWriter {
 public:
  ChunkWriter(const Hdf5Output& output, const Extents& extents, int threads)
      : output_(output), extents_(extents), threads_(threads) {}

  // Rows in any order of calls. Those that fill no whole chunk wait for the next ones, and go
  // through HDF5's own filters where others come in between.
  void add(hid_t dataset, RowsOfVariable rows);
  // What still waits.
  void finish();

 private:
  struct Waiting {
    hid_t dataset = -1;
    const VariableSchema* variable = nullptr;
    std::int64_t first = 0;
    std::int64_t count = 0;
    std::vector<std::byte> bytes;
  };

  void write_whole_chunks(hid_t dataset, const RowsOfVariable& rows) const;
  void write_through_filters(Waiting& waiting) const;

  const Hdf5Output& output_;
  const Extents& extents_;
  int threads_;
  std::map<std::string_view, Waiting> waiting_;
};

// A box of rows by HDF5 itself, filters included.
void write_box(const Hdf5Output& output, hid_t dataset, const RowsOfVariable& rows,
               const Extents& extents);

}  // namespace peregrine
