#include "host/outcome/statistics.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <numeric>
#include <vector>

#include "host/cluster/cluster.h"
#include "host/support/parallel.h"

namespace peregrine {

namespace {

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
      extents_(world, corridors),
      world_(statistics_of(world_outputs(), extents_, draws)),
      irregular_(statistics_of(irregular_outputs(), extents_, draws)) {}

void EnsembleStatistics::add(const YearLanes& year) {
  for_each([&](OutputStatistics& statistics) { statistics.add(year); });
}

std::vector<CountedStatistics> EnsembleStatistics::counted() {
  std::vector<CountedStatistics> all;
  for_each([&](OutputStatistics& statistics) { all.push_back(statistics.counted()); });
  return all;
}

// In the order of the first parts and mergeable files, for the bytes of one build to be those of
// another.
std::vector<StatisticsPiece> EnsembleStatistics::pieces() {
  std::vector<StatisticsPiece> pieces;
  const auto add_banks = [&pieces](OutputStatistics& statistics) {
    if (statistics.bank()) add_pieces(*statistics.bank(), pieces);
  };
  const auto add_means = [&pieces](OutputStatistics& statistics) {
    if (statistics.means()) add_pieces(statistics.means()->sums(), pieces);
  };
  const auto add_batches = [&pieces](OutputStatistics& statistics) {
    if (statistics.by_batch()) add_pieces(statistics.by_batch()->sums(), pieces);
  };
  std::vector<std::reference_wrapper<OutputStatistics>> world(world_.begin(), world_.end());
  std::ranges::stable_sort(world, {}, &OutputStatistics::cells);
  std::ranges::for_each(world, add_banks);
  std::ranges::for_each(world, add_batches);
  std::ranges::for_each(world, add_means);
  std::ranges::for_each(irregular_, add_banks);
  std::ranges::for_each(irregular_, add_means);
  std::ranges::for_each(irregular_, add_batches);
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
}

void EnsembleStatistics::release_restored() {
  std::vector<std::byte>().swap(later_);
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
  for_each([&](OutputStatistics& statistics) { statistics.write_batches(writer); });
  for_each([&](OutputStatistics& statistics) { statistics.write(writer, draws_, threads); });
  write_world_population(writer);
}

// By hand: the sum over countries of their means. A mean of sums over countries would be another
// rounding of it.
void EnsembleStatistics::write_world_population(EnsembleWriter& writer) {
  const std::vector<double> population =
      std::ranges::find(world_, "population", &OutputStatistics::name)->means()->means(draws_);
  const auto countries = static_cast<std::ptrdiff_t>(extents_[Dimension::country]);
  std::vector<double> world;
  for (auto year = population.begin(); year != population.end(); year += countries) {
    world.push_back(std::accumulate(year, year + countries, 0.0));
  }
  writer.write("world_population_mean", world);
}

std::int64_t EnsembleStatistics::histograms(const WorldView& world, int corridors) {
  const OutputExtents extents(world, corridors);
  std::int64_t histograms = 0;
  for (const std::span<const Output> table : {world_outputs(), irregular_outputs()}) {
    for (const Output& output : table) {
      if (output.quantiles) histograms += extents.layout_of(output).cells;
    }
  }
  return histograms;
}

}  // namespace peregrine
