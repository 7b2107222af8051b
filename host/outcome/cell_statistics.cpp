#include "host/outcome/cell_statistics.h"

#include <array>

#include "host/store/schema.h"
#include "host/support/parallel.h"

namespace peregrine {
namespace {

template <typename Value>
void write_bank_as(EnsembleWriter& writer, const HistogramBank& bank, const Output& output,
                   int threads) {
  const std::int64_t cells = bank.cells();
  std::vector<double> mean(static_cast<std::size_t>(cells));
  std::vector<Value> value(quantile_levels.size() * mean.size());
  std::vector<Value> error(value.size());
  parallel_ranges(cells, threads, [&](std::int64_t begin, std::int64_t end) {
    std::array<HistogramBank::Quantile, quantile_levels.size()> quantiles;
    for (std::int64_t cell = begin; cell < end; ++cell) {
      const auto at = static_cast<std::size_t>(cell);
      mean[at] = bank.quantiles(cell, quantile_levels, quantiles);
      for (std::size_t level = 0; level < quantiles.size(); ++level) {
        value[level * mean.size() + at] = static_cast<Value>(quantiles[level].value);
        error[level * mean.size() + at] = static_cast<Value>(quantiles[level].standard_error);
      }
    }
  });
  if (output.missing == Missing::first_year) {
    mean.front() = fill_float64;
    for (std::size_t first = 0; first < value.size(); first += mean.size()) {
      value[first] = error[first] = static_cast<Value>(fill_float64);
    }
  }
  writer.write(variable_name(output, Facet::quantile), value);
  writer.write(variable_name(output, Facet::quantile_error), error);
  writer.write(variable_name(output, Facet::mean), mean);
}

}  // namespace

void add_pieces(HistogramBank& bank, std::vector<StatisticsPiece>& pieces) {
  constexpr std::int64_t cells_a_piece = 8192;
  for (std::int64_t first = 0; first < bank.cells(); first += cells_a_piece) {
    const std::int64_t last = std::min(first + cells_a_piece, bank.cells());
    pieces.push_back(
        {[&bank, first, last](ByteWriter& bytes) { bank.store(first, last, bytes); },
         [&bank, first, last](ByteReader& bytes) { bank.restore_and_add(first, last, bytes); },
         [&bank, first, last](ByteReader& bytes) { bank.add_later(first, last, bytes); }});
  }
}

void add_pieces(std::span<std::int64_t> sums, std::vector<StatisticsPiece>& pieces) {
  constexpr std::size_t sums_a_piece = std::size_t{1} << 18;
  for (std::size_t first = 0; first < sums.size(); first += sums_a_piece) {
    const auto some = sums.subspan(first, std::min(sums_a_piece, sums.size() - first));
    const auto add = [some](ByteReader& bytes) {
      for (std::int64_t& sum : some) sum += bytes.integer();
    };
    pieces.push_back({[some](ByteWriter& bytes) {
                        for (const std::int64_t sum : some) bytes.add_integer(sum);
                      },
                      add, add});
  }
}

void write_bank(EnsembleWriter& writer, const HistogramBank& bank, const Output& output,
                int threads) {
  if (output.quantiles->type == ElementType::float32) {
    write_bank_as<float>(writer, bank, output, threads);
  } else {
    write_bank_as<double>(writer, bank, output, threads);
  }
}

}  // namespace peregrine
