// The statistics of a run as bytes: the same from any number of threads, and refused where they are
// no statistics of such a run.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "host/outcome/statistics.h"
#include "host/support/parallel.h"
#include "kernels/tile_arrays.h"

namespace peregrine {
namespace {

constexpr int width = 16;
constexpr int draws = 3 * width;
constexpr int years = 3;
constexpr int countries = 40;
// Several pieces of the bank of corridors, none of which is full.
constexpr int corridors = 12000;

const int no_pair = -1;

// With conflict and displacement, but for whom.
WorldView small_world() {
  WorldView world = {};
  world.years = years - 1;
  world.countries = countries;
  world.corridors = corridors;
  world.conflict_links.present = 1;
  world.refugees.pair = &no_pair;
  return world;
}

// A simulator's output, numbers that jump about: [tile][row][lane].
class Output {
 public:
  Output() {
    TileState state = {};
    output_.planes = output_.stock_planes = years;
    visit_tile_arrays(small_world(), state, output_, *this);
  }
  const TileOutput& output() const { return output_; }

  // Called for every array.
  template <typename Value>
  void operator()(Value*& array, const ArrayRows& rows) {
    if (rows.kind != ArrayKind::output) return;
    if constexpr (std::is_same_v<Value, float>) array = of(floats_, rows.all());
    if constexpr (std::is_same_v<Value, double>) array = of(doubles_, rows.all());
  }

 private:
  template <typename Value>
  static Value* of(std::deque<std::vector<Value>>& arrays, std::int64_t rows) {
    std::vector<Value>& array = arrays.emplace_back(static_cast<std::size_t>(rows) * draws);
    for (std::size_t at = 0; at < array.size(); ++at) {
      array[at] = static_cast<Value>((at * 7919 + 31 * arrays.size()) % 100'003) / 8;
    }
    return array.data();
  }

  std::deque<std::vector<float>> floats_;
  std::deque<std::vector<double>> doubles_;
  TileOutput output_ = {};
};

// Adds its years on so many threads.
void add(const Output& output, EnsembleStatistics& statistics, int threads) {
  parallel_ranges(years, threads, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t step = begin; step < end; ++step) {
      statistics.add({output.output(), width, 0, draws, static_cast<int>(step)});
    }
  });
}

class StatisticsBytes : public testing::Test {
 protected:
  StatisticsBytes() {
    const Output filled;
    add(filled, statistics_, 2);
    bytes_ = statistics_.store(1);
  }
  // What restoring throws, and nothing where it does not.
  std::string refusal(const std::vector<std::byte>& bytes, int threads) const {
    EnsembleStatistics other(world_, corridors, draws);
    try {
      other.restore_and_add(bytes, threads);
    } catch (const MalformedBytes& error) {
      return error.what();
    }
    return "";
  }

  const WorldView world_ = small_world();
  EnsembleStatistics statistics_{world_, corridors, draws};
  std::vector<std::byte> bytes_;
};

TEST_F(StatisticsBytes, are_the_same_from_any_number_of_threads) {
  for (const int threads : {1, 2, 3, 16}) {
    EXPECT_EQ(statistics_.store(threads), bytes_) << threads;
    EnsembleStatistics other(world_, corridors, draws);
    other.restore_and_add(bytes_, threads);
    EXPECT_EQ(other.store(threads), bytes_) << threads;
  }
}

TEST_F(StatisticsBytes, add_up_to_the_same_on_any_number_of_threads) {
  EnsembleStatistics one(world_, corridors, draws);
  EnsembleStatistics many(world_, corridors, draws);
  for (int times = 0; times < 2; ++times) {
    one.restore_and_add(bytes_, 1);
    many.restore_and_add(bytes_, 7);
  }
  EXPECT_EQ(one.store(1), many.store(1));
  EXPECT_NE(one.store(1), bytes_);
}

TEST_F(StatisticsBytes, that_are_followed_by_draws_are_the_statistics_of_both) {
  const Output more;
  EnsembleStatistics both(world_, corridors, draws);
  both.restore_and_add(bytes_, 3);
  add(more, both, 3);
  EnsembleStatistics twice(world_, corridors, draws);
  add(more, twice, 1);
  add(more, twice, 1);
  EXPECT_EQ(both.store(1), twice.store(1));
}

TEST_F(StatisticsBytes, that_are_altered_anywhere_are_refused_alike_on_any_number_of_threads) {
  int refused = 0;
  constexpr int places = 60;
  for (int place = 0; place < places; ++place) {
    std::vector<std::byte> altered = bytes_;
    const std::size_t at = bytes_.size() * static_cast<std::size_t>(place) / places;
    // A number that does not end; among codes, counts of zero, which are as good as others.
    std::fill_n(altered.begin() + static_cast<std::ptrdiff_t>(at),
                std::min<std::size_t>(16, altered.size() - at), std::byte{0xff});
    const std::string alone = refusal(altered, 1);
    refused += alone.empty() ? 0 : 1;
    EXPECT_EQ(refusal(altered, 5), alone) << at;
  }
  EXPECT_GT(refused, places / 4);
}

TEST_F(StatisticsBytes, that_are_cut_off_or_too_long_are_refused) {
  for (const int threads : {1, 4}) {
    const auto cut = [this](std::size_t size) {
      return std::vector<std::byte>(bytes_.begin(),
                                    bytes_.begin() + static_cast<std::ptrdiff_t>(size));
    };
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{1}, bytes_.size() / 2, bytes_.size() - 1}) {
      EXPECT_NE(refusal(cut(size), threads), "") << size;
    }
    std::vector<std::byte> longer = bytes_;
    longer.push_back(std::byte{0});
    EXPECT_EQ(refusal(longer, threads), "there is more than was expected");
  }
}

TEST_F(StatisticsBytes, are_as_many_as_was_expected_within_a_half) {
  const StoreCost expected = statistics_.expected_store_cost(1);
  EXPECT_GT(expected.seconds, 0.0);
  EXPECT_GT(expected.bytes, 0.5 * static_cast<double>(bytes_.size()));
  EXPECT_LT(expected.bytes, 1.5 * static_cast<double>(bytes_.size()));
}

TEST(ParallelRanges, throw_what_the_first_part_that_fails_throws) {
  for (const int threads : {1, 2, 8}) {
    for (int times = 0; times < 50; ++times) {
      std::atomic<int> done = 0;
      std::string thrown;
      try {
        parallel_ranges(16, threads, [&](std::int64_t begin, std::int64_t) {
          if (begin == 3 || begin > 5) throw std::runtime_error(fmt::format("part {}", begin));
          ++done;
        });
      } catch (const std::runtime_error& error) {
        thrown = error.what();
      }
      EXPECT_EQ(thrown, "part 3");
      EXPECT_GE(done, 3);
      EXPECT_LE(done, 5);
    }
  }
}

}  // namespace
}  // namespace peregrine
