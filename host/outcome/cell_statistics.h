// Adds what a simulator leaves behind, lane by lane, to histograms and means by cell, and writes
// histograms. A cell is one quantity, for example a corridor in a year; whatever the number of
// threads, and in whatever order draws come, the same bits come out.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>
#include <vector>

#include "host/outcome/batch_means.h"
#include "host/outcome/cell_means.h"
#include "host/output/output.h"
#include "host/statistics/histogram.h"
#include "host/store/batches.h"
#include "host/store/ensemble_writer.h"
#include "host/support/bytes.h"
#include "host/support/work_list.h"

namespace peregrine {

// A simulator's output: the first `count` lanes of tiles of `width` lanes, draws `first` and on;
// and the list to which the work is added that reads it.
struct OutputLanes {
  int width;
  std::int64_t first;
  std::int64_t count;
  WorkList* work;

  // A source of values (see below) from an array [tile][row][lane] of `rows` rows a tile;
  // `row_of(cell)` says which is the cell's.
  template <typename Value, typename RowOf>
  auto rows_of(const Value* values, std::int64_t rows, const RowOf& row_of) const {
    return [values, rows, row_of, lane_count = width](std::int64_t cell, std::int64_t tile,
                                                      std::int64_t lanes, Value* out) {
      std::copy_n(values + (tile * rows + row_of(cell)) * lane_count, lanes, out);
    };
  }
};

// What a source's values are: float or double. A source is called as source(cell, tile, lanes, out)
// and writes the cell's values in the tile's first lanes.
template <typename Source>
using SourceValue = std::conditional_t<
    std::is_invocable_v<const Source&, std::int64_t, std::int64_t, std::int64_t, float*>, float,
    double>;

// Adds to the work: to call use(cell, values, next), with the cell's values in all lanes and the
// next cell of the same piece, or the number of cells where there is none.
template <typename Source, typename Use>
void for_each_cell(std::int64_t cells, const OutputLanes& lanes, const Source& source,
                   const Use& use) {
  using Value = SourceValue<Source>;
  // Some tenths of a millisecond.
  constexpr std::int64_t cells_a_piece = 1024;
  for (std::int64_t begin = 0; begin < cells; begin += cells_a_piece) {
    const std::int64_t end = std::min(begin + cells_a_piece, cells);
    lanes.work->add([=] {
      std::vector<Value> values(static_cast<std::size_t>(lanes.count));
      for (std::int64_t cell = begin; cell < end; ++cell) {
        for (std::int64_t first = 0; first < lanes.count; first += lanes.width) {
          source(cell, first / lanes.width,
                 std::min<std::int64_t>(lanes.width, lanes.count - first), values.data() + first);
        }
        use(cell, std::span<const Value>(values), cell + 1 < end ? cell + 1 : cells);
      }
    });
  }
}

// What follows adds to the work, too: banks and means stay where they are until it is done.

// Adds lanes to every cell of a bank and, where there are, of means by batch.
template <typename Source>
void add_cells(HistogramBank& bank, BatchMeans* by_batch, const OutputLanes& lanes,
               const Source& source) {
  for_each_cell(bank.cells(), lanes, source,
                [&bank, by_batch, first = lanes.first](std::int64_t cell, const auto& values,
                                                       std::int64_t next) {
                  bank.fetch_ahead(next);
                  const HistogramBank::Sums sums = bank.add(cell, values);
                  if (by_batch == nullptr) return;
                  static_assert(std::tuple_size_v<HistogramBank::Sums> == most_batches);
                  const std::span<std::int64_t> totals = by_batch->sums(cell);
                  for (std::size_t lane = 0; lane < std::min(sums.size(), values.size()); ++lane) {
                    const std::int64_t draw = first + static_cast<std::int64_t>(lane);
                    totals[static_cast<std::size_t>(batch_of(draw))] += sums[lane];
                  }
                });
}

// Adds value_of(value) of every lane to every cell of means.
template <typename Source, typename ValueOf>
void add_to_means(CellMeans& means, const OutputLanes& lanes, const Source& source,
                  const ValueOf& value_of) {
  for_each_cell(means.cells(), lanes, source,
                [&means, value_of](std::int64_t cell, const auto& values, std::int64_t) {
                  for (const auto value : values) {
                    means.add(cell, value_of(static_cast<double>(value)));
                  }
                });
}

// Adds every lane to every cell of means by batch.
template <typename Source>
void add_to_batches(BatchMeans& means, const OutputLanes& lanes, const Source& source) {
  for_each_cell(means.cells(), lanes, source,
                [&means, first = lanes.first](std::int64_t cell, const auto& values, std::int64_t) {
                  std::int64_t draw = first;
                  for (const auto value : values) {
                    means.add(draw++, cell, static_cast<double>(value));
                  }
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
