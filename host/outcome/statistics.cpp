#include "host/outcome/statistics.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "host/cluster/cluster.h"
#include "host/outcome/cell_statistics.h"
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

// Calls work(at) for 0 ... count - 1 on threads.
template <typename Work>
void for_each_piece(std::size_t count, int threads, const Work& work) {
  parallel_ranges(static_cast<std::int64_t>(count), threads,
                  [&](std::int64_t begin, std::int64_t end) {
                    for (std::int64_t at = begin; at < end; ++at)
                      work(static_cast<std::size_t>(at));
                  });
}

// Pieces as bytes: their number, and each with its length.
std::vector<std::byte> store_pieces(std::span<const StatisticsPiece> pieces, int threads) {
  std::vector<ByteWriter> stored(pieces.size());
  for_each_piece(pieces.size(), threads, [&](std::size_t at) { pieces[at].store(stored[at]); });
  std::size_t size = 0;
  for (const ByteWriter& piece : stored) size += piece.bytes().size();
  ByteWriter bytes;
  constexpr std::size_t most_bytes_of_a_length = 10;
  bytes.reserve(size + (stored.size() + 1) * most_bytes_of_a_length);
  bytes.add_count(stored.size());
  // Each piece goes when it is copied: all of them are as large as the whole.
  for (ByteWriter& writer : stored) {
    const std::vector<std::byte> piece = writer.take();
    bytes.add_count(piece.size());
    bytes.add_array(std::span(piece));
  }
  return bytes.take();
}

// By their member `restore`.
void restore_pieces(std::span<const StatisticsPiece> pieces, std::span<const std::byte> bytes,
                    StatisticsPiece::Restore StatisticsPiece::*restore, int threads) {
  ByteReader reader(bytes);
  if (reader.count() != pieces.size()) throw MalformedBytes("statistics of another kind of run");
  std::vector<ByteReader> parts;
  for (std::size_t at = 0; at < pieces.size(); ++at) parts.push_back(reader.part(reader.count()));
  reader.expect_end();
  for_each_piece(pieces.size(), threads, [&](std::size_t at) {
    (pieces[at].*restore)(parts[at]);
    parts[at].expect_end();
  });
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
      displaced_from_(immigrants_.cells(), steps_per_person),
      routes_(world, draws) {}

void EnsembleStatistics::add(const TileOutput& output, int width, std::int64_t first,
                             std::int64_t count, WorkList& work) {
  // Every cell has had values.
  if (adding_) std::vector<std::byte>().swap(later_);
  adding_ = true;
  const Lanes lanes = {width, first, count, &work};
  const std::int64_t times = years_ + 1;
  const std::int64_t cells = times * countries_;
  add_cells(corridor_, &corridor_by_batch_, lanes,
            lanes.rows_of(output.stock, output.stock_planes * std::int64_t{padded_corridors_},
                          [this](std::int64_t cell) {
                            return cell / corridors_ * padded_corridors_ + cell % corridors_;
                          }));
  add_cells(immigrants_, &immigrants_by_batch_, lanes, lanes.rows_of(output.immigrants, cells));
  add_cells(emigrants_, &emigrants_by_batch_, lanes, lanes.rows_of(output.emigrants, cells));
  const auto itself = [](double value) { return value; };
  add_to_means(population_, lanes, lanes.rows_of(output.population, cells), itself);
  const auto intensity = lanes.rows_of(output.conflict.intensity_of, cells);
  add_to_means(in_conflict_, lanes, intensity,
               [](double value) { return value > 0.0 ? 1.0 : 0.0; });
  add_to_means(at_war_, lanes, intensity, [](double value) { return value > 1.0 ? 1.0 : 0.0; });
  add_to_means(conflict_deaths_, lanes, lanes.rows_of(output.conflict.deaths_of, cells), itself);
  add_to_means(displaced_from_, lanes, lanes.rows_of(output.displaced_from, cells), itself);
  add_cells(global_, nullptr, lanes, lanes.rows_of(output.global_stock, times));
  add_cells(food_, nullptr, lanes, lanes.rows_of(output.food_stressed, times));
  routes_.add(output.routes, lanes);
}

std::vector<StatisticsPiece> EnsembleStatistics::pieces() {
  std::vector<StatisticsPiece> pieces;
  for (HistogramBank* bank : {&global_, &food_, &immigrants_, &emigrants_, &corridor_}) {
    add_pieces(*bank, pieces);
  }
  for (BatchMeans* means : {&immigrants_by_batch_, &emigrants_by_batch_, &corridor_by_batch_}) {
    add_pieces(means->sums(), pieces);
  }
  for (CellMeans* means :
       {&population_, &in_conflict_, &at_war_, &conflict_deaths_, &displaced_from_}) {
    add_pieces(means->sums(), pieces);
  }
  routes_.add_pieces_to(pieces);
  return pieces;
}

std::vector<std::byte> EnsembleStatistics::store(int threads) {
  return store_pieces(pieces(), threads);
}

StoreCost EnsembleStatistics::expected_store_cost(int threads) {
  constexpr std::size_t samples = 8;
  const std::vector<StatisticsPiece> all = pieces();
  const std::size_t step = std::max<std::size_t>(all.size() / samples, 1);
  double bytes = 0.0;
  std::size_t sampled = 0;
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t at = step / 2; at < all.size(); at += step, ++sampled) {
    ByteWriter piece;
    all[at].store(piece);
    bytes += static_cast<double>(piece.bytes().size());
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const double scale = static_cast<double>(all.size()) / static_cast<double>(sampled);
  return {scale * seconds.count() / std::max(threads, 1), scale * bytes};
}

void EnsembleStatistics::restore_and_add(std::vector<std::byte> bytes, int threads) {
  restore_pieces(pieces(), bytes, &StatisticsPiece::restore_later, threads);
  // Those before them are not needed any more.
  later_ = std::move(bytes);
  adding_ = false;
}

void EnsembleStatistics::gather_on_root(int threads) {
  if (world_size() == 1) return;
  const std::vector<StatisticsPiece> all = pieces();
  // Enough for many threads, few beside all of them; the same on all ranks.
  constexpr std::size_t at_once = 32;
  for (std::size_t first = 0; first < all.size(); first += at_once) {
    const auto some = std::span(all).subspan(first, std::min(at_once, all.size() - first));
    reduce_on_root([&] { return store_pieces(some, threads); },
                   [&](std::span<const std::byte> bytes) {
                     restore_pieces(some, bytes, &StatisticsPiece::restore, threads);
                   });
  }
}

void EnsembleStatistics::write(EnsembleWriter& writer, int threads) {
  // First, so that their memory is free again when quantiles take theirs.
  immigrants_by_batch_.write_and_clear(writer, "immigrant_stock_batch_mean");
  emigrants_by_batch_.write_and_clear(writer, "emigrant_stock_batch_mean");
  corridor_by_batch_.write_and_clear(writer, "corridor_stock_batch_mean");
  write_bank(writer, global_,
             BankNames{"global_migrant_stock_quantile", "global_migrant_stock_quantile_error",
                       "global_migrant_stock_mean"},
             threads);
  write_bank(
      writer, food_,
      BankNames{"food_stressed_quantile", "food_stressed_quantile_error", "food_stressed_mean"},
      threads);
  write_bank(writer, immigrants_,
             BankNames{"immigrant_stock_quantile", "immigrant_stock_quantile_error",
                       "immigrant_stock_mean"},
             threads);
  write_bank(
      writer, emigrants_,
      BankNames{"emigrant_stock_quantile", "emigrant_stock_quantile_error", "emigrant_stock_mean"},
      threads);
  write_bank(
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
  routes_.write(writer, threads);
}

double EnsembleStatistics::memory_bytes() const {
  return global_.memory_bytes() + food_.memory_bytes() + immigrants_.memory_bytes() +
         emigrants_.memory_bytes() + 5.0 * population_.memory_bytes() + corridor_.memory_bytes() +
         immigrants_by_batch_.memory_bytes() + emigrants_by_batch_.memory_bytes() +
         corridor_by_batch_.memory_bytes() + routes_.memory_bytes();
}

}  // namespace peregrine
