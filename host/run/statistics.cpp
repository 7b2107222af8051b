#include "host/run/statistics.h"

#include <algorithm>
#include <string>
#include <vector>

#include "host/cluster/cluster.h"
#include "host/store/schema.h"
#include "host/support/parallel.h"

namespace peregrine {

namespace {

// Widths of the bins in the logarithm: twice the largest relative error of a quantile. At most 1 %
// for corridors, 0.1 % for countries, 0.01 % for the world, whose cells are few.
constexpr double corridor_width = 0.02;
constexpr double country_width = 0.002;
constexpr double global_width = 0.0002;

// Below these, bins are of one person and less.
constexpr float corridor_linear_below = 50.0f;
constexpr float country_linear_below = 500.0f;
constexpr float global_linear_below = 5000.0f;

constexpr double steps_per_person = 8.0;  // of the sums behind the means

template <typename Names>
void write_bank(EnsembleWriter& writer, const HistogramBank& bank, const Names& names,
                int threads) {
  const std::int64_t cells = bank.cells();
  std::vector<double> mean(static_cast<std::size_t>(cells));
  std::vector<double> value(quantile_levels.size() * mean.size());
  std::vector<double> error(value.size());
  parallel_ranges(cells, threads, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t cell = begin; cell < end; ++cell) {
      const auto at = static_cast<std::size_t>(cell);
      mean[at] = bank.mean(cell);
      for (std::size_t level = 0; level < quantile_levels.size(); ++level) {
        const HistogramBank::Quantile quantile = bank.quantile(cell, quantile_levels[level]);
        value[level * mean.size() + at] = quantile.value;
        error[level * mean.size() + at] = quantile.standard_error;
      }
    }
  });
  writer.write(names.quantile, value);
  writer.write(names.error, error);
  writer.write(names.mean, mean);
}

struct BankNames {
  const char* quantile;
  const char* error;
  const char* mean;
};

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

}  // namespace

EnsembleStatistics::EnsembleStatistics(const WorldView& world, int corridors)
    : years_(world.years),
      countries_(world.countries),
      corridors_(corridors),
      padded_corridors_(world.corridors),
      global_(years_ + 1, global_width, global_linear_below, steps_per_person),
      immigrants_(std::int64_t{years_ + 1} * countries_, country_width, country_linear_below,
                  steps_per_person),
      emigrants_(std::int64_t{years_ + 1} * countries_, country_width, country_linear_below,
                 steps_per_person),
      population_(std::int64_t{years_ + 1} * countries_, country_width, country_linear_below,
                  steps_per_person),
      corridor_(std::int64_t{years_ + 1} * corridors_, corridor_width, corridor_linear_below,
                steps_per_person) {}

void EnsembleStatistics::add(const TileOutput& output, int width, std::int64_t draws,
                             int threads) {
  add_corridors(output, width, draws, threads);
  add_countries(output, width, draws);
}

void EnsembleStatistics::add_corridors(const TileOutput& output, int width, std::int64_t draws,
                                       int threads) {
  const std::int64_t tiles = (draws + width - 1) / width;
  const std::int64_t plane = std::int64_t{padded_corridors_} * width;
  const auto at_once = static_cast<std::size_t>(width);
  parallel_ranges(corridor_.cells(), threads, [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::int32_t> bins(at_once);
    for (std::int64_t cell = begin; cell < end; ++cell) {
      const std::int64_t year = cell / corridors_;
      const std::int64_t corridor = cell % corridors_;
      for (std::int64_t tile = 0; tile < tiles; ++tile) {
        const float* const stock =
            output.stock + (tile * output.stock_planes + year) * plane + corridor * width;
        const auto lanes = static_cast<std::size_t>(std::min<std::int64_t>(width, draws - tile * width));
        const std::span<const float> values(stock, lanes);
        const std::span<std::int32_t> out(bins.data(), lanes);
        corridor_.bins_of(values, out);
        corridor_.add(cell, values, out);
      }
    }
  });
}

void EnsembleStatistics::add_countries(const TileOutput& output, int width, std::int64_t draws) {
  const std::int64_t times = years_ + 1;
  for (std::int64_t draw = 0; draw < draws; ++draw) {
    const std::int64_t tile = draw / width;
    const std::int64_t lane = draw % width;
    for (std::int64_t year = 0; year < times; ++year) {
      const std::int64_t global = (tile * times + year) * width + lane;
      global_.add(year, output.global_stock[global]);
    }
    for (std::int64_t cell = 0; cell < times * countries_; ++cell) {
      const std::int64_t at = (tile * times * countries_ + cell) * width + lane;
      immigrants_.add(cell, output.immigrants[at]);
      emigrants_.add(cell, output.emigrants[at]);
      population_.add(cell, output.population[at]);
    }
  }
}

void EnsembleStatistics::gather_on_root() {
  if (world_size() == 1) return;
  for (HistogramBank* bank : {&global_, &immigrants_, &emigrants_, &population_, &corridor_}) {
    gather_bank(*bank);
  }
}

void EnsembleStatistics::write(EnsembleWriter& writer, int threads) const {
  write_bank(writer, global_,
             BankNames{"global_migrant_stock_quantile", "global_migrant_stock_quantile_error",
                       "global_migrant_stock_mean"},
             threads);
  write_bank(writer, immigrants_,
             BankNames{"immigrant_stock_quantile", "immigrant_stock_quantile_error",
                       "immigrant_stock_mean"},
             threads);
  write_bank(writer, emigrants_,
             BankNames{"emigrant_stock_quantile", "emigrant_stock_quantile_error",
                       "emigrant_stock_mean"},
             threads);
  write_bank(writer, corridor_,
             BankNames{"corridor_stock_quantile", "corridor_stock_quantile_error",
                       "corridor_stock_mean"},
             threads);
  std::vector<double> population;
  std::vector<double> world;
  for (std::int64_t year = 0; year <= years_; ++year) {
    double total = 0.0;
    for (std::int64_t country = 0; country < countries_; ++country) {
      const double mean = population_.mean(year * countries_ + country);
      total += mean;
      population.push_back(country == countries_ - 1 ? fill_float64 : mean);
    }
    world.push_back(total);
  }
  writer.write("population_mean", population);
  writer.write("world_population_mean", world);
}

double EnsembleStatistics::memory_bytes() const {
  return global_.memory_bytes() + immigrants_.memory_bytes() + emigrants_.memory_bytes() +
         population_.memory_bytes() + corridor_.memory_bytes();
}

}  // namespace peregrine
