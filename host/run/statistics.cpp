#include "host/run/statistics.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <vector>

#include "host/cluster/cluster.h"
#include "host/store/batches.h"
#include "host/store/schema.h"
#include "host/support/parallel.h"

namespace peregrine {

namespace {

// Widths of the bins in the logarithm: the largest relative error of a quantile. At most 1 % for
// corridors, 0.2 % for countries, 0.02 % for the world, whose cells are few.
constexpr double corridor_width = 0.01;
constexpr double country_width = 0.002;
constexpr double global_width = 0.0002;

// Below these, bins are of one person and less.
constexpr float corridor_linear_below = 100.0f;
constexpr float country_linear_below = 500.0f;
constexpr float global_linear_below = 5000.0f;

constexpr double steps_per_person = 8.0;  // of the sums behind the means

// `Value` is how the file stores quantiles and errors of this bank.
template <typename Value, typename Names>
void write_bank(EnsembleWriter& writer, const HistogramBank& bank, const Names& names,
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
  writer.write(names.quantile, value);
  writer.write(names.error, error);
  writer.write(names.mean, mean);
}

// Neighbouring lanes that belong to one batch of draws.
struct Piece {
  std::int64_t batch;
  std::size_t first;
  std::size_t count;
};

// A simulator's output: the first `count` lanes of tiles of `width` lanes.
struct Lanes {
  int width;
  std::int64_t count;
  std::vector<Piece> pieces;
  int threads;
};

std::vector<Piece> pieces_of(std::int64_t first, std::int64_t count, std::int64_t draws) {
  std::vector<Piece> pieces;
  for (std::int64_t draw = first; draw < first + count;) {
    const std::int64_t batch = batch_of(draw, draws);
    const std::int64_t end = std::min(batch_begin(batch + 1, draws), first + count);
    pieces.push_back(
        {batch, static_cast<std::size_t>(draw - first), static_cast<std::size_t>(end - draw)});
    draw = end;
  }
  return pieces;
}

// Adds lanes to every cell of a bank and, where there are, of means by batch. `row(cell, tile)`
// points to the cell's lanes in a tile.
template <typename Row>
void add_cells(HistogramBank& bank, BatchMeans* by_batch, const Lanes& lanes, const Row& row) {
  using Value = std::remove_cvref_t<decltype(*row(0, 0))>;
  parallel_ranges(bank.cells(), lanes.threads, [&](std::int64_t begin, std::int64_t end) {
    std::vector<Value> values(static_cast<std::size_t>(lanes.count));
    for (std::int64_t cell = begin; cell < end; ++cell) {
      if (cell + 1 < end) bank.fetch_ahead(cell + 1);  // a cell beyond is another thread's
      for (std::int64_t first = 0; first < lanes.count; first += lanes.width) {
        std::copy_n(row(cell, first / lanes.width),
                    std::min<std::int64_t>(lanes.width, lanes.count - first),
                    values.begin() + first);
      }
      for (const Piece& piece : lanes.pieces) {
        const std::int64_t sum =
            bank.add(cell, std::span<const Value>(values).subspan(piece.first, piece.count));
        if (by_batch != nullptr) {
          by_batch->sums(piece.batch)[static_cast<std::size_t>(cell)] += sum;
        }
      }
    }
  });
}

// Adds lanes to means by year and country; `values` has `tile_lanes` numbers a tile.
template <typename Value, typename ValueOf>
void add_to_means(CellMeans& means, const Lanes& lanes, const Value* values,
                  std::int64_t tile_lanes, const ValueOf& value_of) {
  parallel_ranges(means.cells(), lanes.threads, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t cell = begin; cell < end; ++cell) {
      for (std::int64_t first = 0; first < lanes.count; first += lanes.width) {
        const Value* const row = values + first / lanes.width * tile_lanes + cell * lanes.width;
        const std::int64_t count = std::min<std::int64_t>(lanes.width, lanes.count - first);
        for (std::int64_t lane = 0; lane < count; ++lane) means.add(cell, value_of(row[lane]));
      }
    }
  });
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

EnsembleStatistics::EnsembleStatistics(const WorldView& world, int corridors, std::int64_t draws)
    : draws_(draws),
      years_(world.years),
      countries_(world.countries),
      corridors_(corridors),
      padded_corridors_(world.corridors),
      global_(years_ + 1, global_width, global_linear_below, steps_per_person),
      food_(years_ + 1, country_width, country_linear_below, steps_per_person),
      immigrants_(std::int64_t{years_ + 1} * countries_, country_width, country_linear_below,
                  steps_per_person),
      emigrants_(std::int64_t{years_ + 1} * countries_, country_width, country_linear_below,
                 steps_per_person),
      corridor_(std::int64_t{years_ + 1} * corridors_, corridor_width, corridor_linear_below,
                steps_per_person),
      immigrants_by_batch_(immigrants_.cells(), draws, steps_per_person),
      emigrants_by_batch_(emigrants_.cells(), draws, steps_per_person),
      corridor_by_batch_(corridor_.cells(), draws, steps_per_person),
      population_(immigrants_.cells(), steps_per_person),
      in_conflict_(immigrants_.cells(), 1.0),
      at_war_(immigrants_.cells(), 1.0),
      conflict_deaths_(immigrants_.cells(), steps_per_person),
      displaced_from_(immigrants_.cells(), steps_per_person) {}

void EnsembleStatistics::add(const TileOutput& output, int width, std::int64_t first,
                             std::int64_t count, int threads) {
  const Lanes lanes = {width, count, pieces_of(first, count, draws_), threads};
  const std::int64_t times = years_ + 1;
  const std::int64_t country_lanes = times * countries_ * width;  // of a tile
  add_cells(corridor_, &corridor_by_batch_, lanes, [&](std::int64_t cell, std::int64_t tile) {
    const std::int64_t plane = tile * output.stock_planes + cell / corridors_;
    return output.stock + (plane * padded_corridors_ + cell % corridors_) * width;
  });
  const auto add_countries = [&](HistogramBank& bank, BatchMeans* by_batch, const double* totals) {
    add_cells(bank, by_batch, lanes, [&](std::int64_t cell, std::int64_t tile) {
      return totals + tile * country_lanes + cell * width;
    });
  };
  add_countries(immigrants_, &immigrants_by_batch_, output.immigrants);
  add_countries(emigrants_, &emigrants_by_batch_, output.emigrants);
  const auto add_means = [&](CellMeans& means, const auto* values, const auto& value_of) {
    add_to_means(means, lanes, values, country_lanes, value_of);
  };
  const auto itself = [](double value) { return value; };
  add_means(population_, output.population, itself);
  add_means(in_conflict_, output.conflict.intensity_of,
            [](float intensity) { return intensity > 0.0f ? 1.0 : 0.0; });
  add_means(at_war_, output.conflict.intensity_of,
            [](float intensity) { return intensity > 1.0f ? 1.0 : 0.0; });
  add_means(conflict_deaths_, output.conflict.deaths_of, itself);
  add_means(displaced_from_, output.displaced_from, itself);
  const auto add_world = [&](HistogramBank& bank, const double* totals) {
    add_cells(bank, nullptr, lanes, [&](std::int64_t year, std::int64_t tile) {
      return totals + (tile * times + year) * width;
    });
  };
  add_world(global_, output.global_stock);
  add_world(food_, output.food_stressed);
}

void EnsembleStatistics::gather_on_root() {
  if (world_size() == 1) return;
  for (HistogramBank* bank : {&global_, &food_, &immigrants_, &emigrants_, &corridor_}) {
    gather_bank(*bank);
  }
  for (BatchMeans* means : {&immigrants_by_batch_, &emigrants_by_batch_, &corridor_by_batch_}) {
    means->gather_on_root();
  }
  for (CellMeans* means :
       {&population_, &in_conflict_, &at_war_, &conflict_deaths_, &displaced_from_}) {
    means->gather_on_root();
  }
}

void EnsembleStatistics::write(EnsembleWriter& writer, int threads) {
  // First, so that their memory is free again when quantiles take theirs.
  immigrants_by_batch_.write_and_clear(writer, "immigrant_stock_batch_mean");
  emigrants_by_batch_.write_and_clear(writer, "emigrant_stock_batch_mean");
  corridor_by_batch_.write_and_clear(writer, "corridor_stock_batch_mean");
  write_bank<double>(writer, global_,
                     BankNames{"global_migrant_stock_quantile",
                               "global_migrant_stock_quantile_error", "global_migrant_stock_mean"},
                     threads);
  write_bank<double>(
      writer, food_,
      BankNames{"food_stressed_quantile", "food_stressed_quantile_error", "food_stressed_mean"},
      threads);
  write_bank<float>(writer, immigrants_,
                    BankNames{"immigrant_stock_quantile", "immigrant_stock_quantile_error",
                              "immigrant_stock_mean"},
                    threads);
  write_bank<float>(
      writer, emigrants_,
      BankNames{"emigrant_stock_quantile", "emigrant_stock_quantile_error", "emigrant_stock_mean"},
      threads);
  write_bank<float>(
      writer, corridor_,
      BankNames{"corridor_stock_quantile", "corridor_stock_quantile_error", "corridor_stock_mean"},
      threads);
  std::vector<double> population = population_.means(draws_);
  std::vector<double> world;
  for (std::int64_t year = 0; year <= years_; ++year) {
    double total = 0.0;
    for (std::int64_t country = 0; country < countries_; ++country) {
      total += population[static_cast<std::size_t>(year * countries_ + country)];
    }
    population[static_cast<std::size_t>((year + 1) * countries_ - 1)] = fill_float64;
    world.push_back(total);
  }
  writer.write("population_mean", population);
  writer.write("world_population_mean", world);
  writer.write("conflict_probability", in_conflict_.means(draws_));
  writer.write("war_probability", at_war_.means(draws_));
  writer.write("conflict_deaths_mean", conflict_deaths_.means(draws_));
  writer.write("displaced_abroad_mean", displaced_from_.means(draws_));
}

double EnsembleStatistics::memory_bytes() const {
  return global_.memory_bytes() + food_.memory_bytes() + immigrants_.memory_bytes() +
         emigrants_.memory_bytes() + 5.0 * population_.memory_bytes() + corridor_.memory_bytes() +
         immigrants_by_batch_.memory_bytes() + emigrants_by_batch_.memory_bytes() +
         corridor_by_batch_.memory_bytes();
}

}  // namespace peregrine
