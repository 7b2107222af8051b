// Adds what a simulator leaves behind, lane by lane, to histograms and means by cell, and writes
// histograms. A cell is one quantity, for example a corridor in a year; whatever the number of
// threads, and in whatever order draws come, the same bits come out.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <type_traits>
#include <vector>

#include "host/outcome/batch_means.h"
#include "host/outcome/cell_means.h"
#include "host/output/extents.h"
#include "host/output/year_lanes.h"
#include "host/statistics/histogram.h"
#include "host/store/batches.h"
#include "host/store/ensemble_writer.h"
#include "host/support/bytes.h"

namespace peregrine {

// What a source's values are: float or double. A source is called as source(cell, tile, lanes, out)
// and writes a cell's values in the tile's first lanes; `cell` counts those of the year.
template <typename Source>
using SourceValue = std::conditional_t<
    std::is_invocable_v<const Source&, std::int64_t, std::int64_t, std::int64_t, float*>, float,
    double>;

inline constexpr std::int64_t usual_tile_lanes = 32;

// The source of an array.
template <typename Value>
auto source_of(const Value* array, const ArrayLayout& layout, const YearLanes& year) {
  const std::int64_t tile_rows =
      layout.times == 0 ? 1 : year.output.planes * layout.times * layout.pitch;
  return
      [=, first_row = array + layout.row_of(0, year.step, year.output.planes, 0) * year.width,
       width = year.width](std::int64_t cell, std::int64_t tile, std::int64_t lanes, Value* out) {
        const std::int64_t row = cell / layout.places * layout.pitch + cell % layout.places;
        const Value* const values = first_row + (tile * tile_rows + row) * width;
        // Of a usual tile it is two instructions, where a call costs more than the copy.
        if (lanes == usual_tile_lanes) {
          std::copy_n(values, usual_tile_lanes, out);
        } else {
          std::copy_n(values, lanes, out);
        }
      };
}

// Cells of a year, a few neighbours at a time, that only one thread at once adds to.
class CellLocks {
 public:
  explicit CellLocks(std::int64_t cells)
      : locks_(std::make_unique<std::mutex[]>(
            static_cast<std::size_t>((cells + cells_a_lock - 1) / cells_a_lock))) {}

  // Calls work(begin, end) for parts of `first` ... `last` - 1.
  template <typename Work>
  void for_each(std::int64_t first, std::int64_t last, const Work& work) const {
    for (std::int64_t begin = first; begin < last;) {
      const std::int64_t end = std::min(last, (begin / cells_a_lock + 1) * cells_a_lock);
      const std::lock_guard lock(locks_[static_cast<std::size_t>(begin / cells_a_lock)]);
      work(begin, end);
      begin = end;
    }
  }

 private:
  // Some tens of microseconds.
  static constexpr std::int64_t cells_a_lock = 256;
  std::unique_ptr<std::mutex[]> locks_;
};

// The cells of a year, `first` ... `last` - 1 of all, and who may add to them.
struct YearCells {
  std::int64_t first;
  std::int64_t last;
  const CellLocks& locks;
};

// Calls use(cell, values, next) with the values of a cell in all lanes and the cell that comes
// next, or -1 where none does at once.
template <typename Source, typename Use>
void for_each_cell(const YearCells& cells, const YearLanes& year, const Source& source,
                   const Use& use) {
  using Value = SourceValue<Source>;
  std::vector<Value> values(static_cast<std::size_t>(year.count));
  cells.locks.for_each(cells.first, cells.last, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t cell = begin; cell < end; ++cell) {
      for (std::int64_t first = 0; first < year.count; first += year.width) {
        source(cell - cells.first, first / year.width,
               std::min<std::int64_t>(year.width, year.count - first), values.data() + first);
      }
      use(cell, std::span<const Value>(values), cell + 1 < end ? cell + 1 : -1);
    }
  });
}

// Adds lanes to the year's cells of a bank and, where there are, of means by batch.
template <typename Source>
void add_cells(HistogramBank& bank, BatchMeans* by_batch, const YearCells& cells,
               const YearLanes& year, const Source& source) {
  for_each_cell(cells, year, source, [&](std::int64_t cell, const auto& values, std::int64_t next) {
    bank.fetch_ahead(next);
    const HistogramBank::Sums sums = bank.add(cell, values);
    if (by_batch == nullptr) return;
    static_assert(std::tuple_size_v<HistogramBank::Sums> == most_batches);
    const std::span<std::int64_t> totals = by_batch->sums(cell);
    for (std::size_t lane = 0; lane < std::min(sums.size(), values.size()); ++lane) {
      const std::int64_t draw = year.first + static_cast<std::int64_t>(lane);
      totals[static_cast<std::size_t>(batch_of(draw))] += sums[lane];
    }
  });
}

// Adds value_of(value) of every lane to the year's cells of means.
template <typename Source, typename ValueOf>
void add_to_means(CellMeans& means, const YearCells& cells, const YearLanes& year,
                  const Source& source, const ValueOf& value_of) {
  for_each_cell(cells, year, source, [&](std::int64_t cell, const auto& values, std::int64_t) {
    means.add(cell, values, value_of);
  });
}

// Adds every lane to the year's cells of means by batch.
template <typename Source>
void add_to_batches(BatchMeans& means, const YearCells& cells, const YearLanes& year,
                    const Source& source) {
  for_each_cell(cells, year, source, [&](std::int64_t cell, const auto& values, std::int64_t) {
    std::int64_t draw = year.first;
    for (const auto value : values) means.add(draw++, cell, static_cast<double>(value));
  });
}

// A part of the statistics, small beside all of them: how it becomes bytes, and how bytes are added
// to it, at once or when they are needed, till when they have to stay where they are. Pieces may
// be stored and restored on different threads.
struct StatisticsPiece {
  using Restore = std::function<void(ByteReader&)>;
  std::function<void(ByteWriter&)> store;
  Restore restore;
  Restore restore_later;
};

// Appends the pieces of what is to stay in place.
void add_pieces(HistogramBank& bank, std::vector<StatisticsPiece>& pieces);
void add_pieces(std::span<std::int64_t> sums, std::vector<StatisticsPiece>& pieces);

// Writes an output's quantiles at quantile_levels, their errors and means, each as its variable's
// type.
void write_bank(EnsembleWriter& writer, const HistogramBank& bank, const Output& output,
                int threads);

}  // namespace peregrine
