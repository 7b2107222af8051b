// Counts of bins that take more bytes as they become more.
#include "host/statistics/bin_counts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <vector>

namespace peregrine {
namespace {

// The same in the plainest way.
using Plain = std::map<std::int32_t, std::int64_t>;

void expect_same(const BinCounts& counts, const Plain& plain) {
  std::vector<std::int64_t> whole;
  counts.copy_to(whole);
  ASSERT_EQ(counts.end_bin() - counts.first_bin(), static_cast<std::int32_t>(whole.size()));
  std::int64_t total = 0;
  for (const auto& [bin, count] : plain) {
    ASSERT_GE(bin, counts.first_bin());
    ASSERT_LT(bin, counts.end_bin());
    ASSERT_EQ(whole[static_cast<std::size_t>(bin - counts.first_bin())], count) << bin;
    total += count;
  }
  std::int64_t sum = 0;
  for (const std::int64_t count : whole) sum += count;
  EXPECT_EQ(sum, total);
  EXPECT_EQ(counts.total(), total);
}

TEST(BinCounts, have_room_for_any_bins_in_any_order_and_any_number_of_hits) {
  std::mt19937 random(281);
  for (const int hits : {1, 100, 3000, 400'000}) {
    BinCounts counts;
    Plain plain;
    std::normal_distribution<double> place(500.0, hits < 1000 ? 80.0 : 3.0);
    std::vector<std::int32_t> bins;
    for (int hit = 0; hit < hits; ++hit) {
      bins.push_back(std::max(0, static_cast<std::int32_t>(place(random))));
      ++plain[bins.back()];
      if (bins.size() < 64 && hit + 1 < hits) continue;
      for (const std::int32_t bin : bins) counts.include(bin, bin);
      counts.add(bins);
      bins.clear();
    }
    expect_same(counts, plain);
    expect_same(BinCounts(counts), plain);
  }
}

TEST(BinCounts, take_a_byte_a_bin_then_two_and_then_a_list) {
  BinCounts counts;
  counts.include(10, 20);
  const std::size_t bins = static_cast<std::size_t>(counts.end_bin() - counts.first_bin());
  Plain plain;
  const auto add = [&](std::int32_t bin, std::uint64_t count) {
    counts.add(bin, count);
    plain[bin] += static_cast<std::int64_t>(count);
    expect_same(counts, plain);
  };
  add(12, 255);
  EXPECT_EQ(counts.bytes(), bins);
  const std::vector<std::int32_t> one_more = {12};
  counts.add(one_more);
  ++plain[12];
  expect_same(counts, plain);
  EXPECT_EQ(counts.bytes(), 2 * bins);
  EXPECT_TRUE(counts.are_short());
  add(13, 65'535);
  EXPECT_TRUE(counts.are_short());
  add(13, 1);
  EXPECT_FALSE(counts.are_short());
  add(14, (std::uint64_t{1} << 40) + 3);
  // Of the new bins nothing is known.
  counts.include(0, 300);
  add(299, 300);
}

}  // namespace
}  // namespace peregrine
