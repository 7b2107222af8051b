#include "host/run/cell_statistics.h"

#include <array>

#include "host/cluster/cluster.h"
#include "host/store/batches.h"
#include "host/store/schema.h"

namespace peregrine {
namespace {

template <typename Value>
void write_bank_as(EnsembleWriter& writer, const HistogramBank& bank, const BankNames& names,
                   int threads) {
  const std::int64_t cells = bank.cells();
  std::vector<double> mean(static_cast<std::size_t>(cells));
  std::vector<Value> value(quantile_levels.size() * mean.size());
  std::vector<Value> error(value.size());
  parallel_ranges(cells, threads, [&](std::int64_t begin, std::int64_t end) {
    std::array<HistogramBank::Quantile, quantile_levels.size()> quantiles;
    for (std::int64_t cell = begin; cell < end; ++cell) {
      const auto at = static_cast<std::size_t>(cell);
      mean[at] = bank.mean(cell);
      bank.quantiles(cell, quantile_levels, quantiles);
      for (std::size_t level = 0; level < quantiles.size(); ++level) {
        value[level * mean.size() + at] = static_cast<Value>(quantiles[level].value);
        error[level * mean.size() + at] = static_cast<Value>(quantiles[level].standard_error);
      }
    }
  });
  if (variable_schema(names.quantile).missing == Missing::first_year) {
    mean.front() = fill_float64;
    for (std::size_t first = 0; first < value.size(); first += mean.size()) {
      value[first] = error[first] = static_cast<Value>(fill_float64);
    }
  }
  writer.write(names.quantile, value);
  writer.write(names.error, error);
  writer.write(names.mean, mean);
}

}  // namespace

Lanes::Lanes(int width_of_tile, std::int64_t first, std::int64_t count_of_lanes, std::int64_t draws,
             int thread_count)
    : width(width_of_tile), count(count_of_lanes), threads(thread_count) {
  for (std::int64_t draw = first; draw < first + count;) {
    const std::int64_t batch = batch_of(draw, draws);
    const std::int64_t end = std::min(batch_begin(batch + 1, draws), first + count);
    pieces.push_back(
        {batch, static_cast<std::size_t>(draw - first), static_cast<std::size_t>(end - draw)});
    draw = end;
  }
}

void gather_bank(HistogramBank& bank) {
  // Cells go in parts, so that a message stays small beside the bank itself.
  constexpr std::int64_t cells_a_message = 8192;
  for (std::int64_t first = 0; first < bank.cells(); first += cells_a_message) {
    const std::int64_t last = std::min(first + cells_a_message, bank.cells());
    if (world_rank() != 0) {
      send_numbers(bank.pack(first, last), 0);
      continue;
    }
    for (int rank = 1; rank < world_size(); ++rank) {
      bank.unpack_and_add(first, receive_numbers(rank));
    }
  }
}

void write_bank(EnsembleWriter& writer, const HistogramBank& bank, const BankNames& names,
                int threads) {
  if (variable_schema(names.quantile).type == ElementType::float32) {
    write_bank_as<float>(writer, bank, names, threads);
  } else {
    write_bank_as<double>(writer, bank, names, threads);
  }
}

}  // namespace peregrine
