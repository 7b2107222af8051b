#include "kernels/ground/random.h"

#include <Random123/philox.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "tests/kernels/golden.h"

namespace peregrine {
namespace {

using Words = std::array<std::uint32_t, 4>;

Words ours(const Words& counter, const std::array<std::uint32_t, 2>& key) {
  std::uint64_t words[4] = {counter[0], counter[1], counter[2], counter[3]};
  philox(words, std::uint64_t{key[1]} << 32 | key[0]);
  Words result;
  for (int k = 0; k < 4; ++k) result[k] = static_cast<std::uint32_t>(words[k]);
  return result;
}

Words reference(const Words& counter, const std::array<std::uint32_t, 2>& key) {
  const r123::Philox4x32::ctr_type c = {{counter[0], counter[1], counter[2], counter[3]}};
  const r123::Philox4x32::key_type k = {{key[0], key[1]}};
  const r123::Philox4x32::ctr_type result = r123::Philox4x32()(c, k);
  return {result[0], result[1], result[2], result[3]};
}

// The lines "philox4x32 10" of Random123's tests/kat_vectors.
TEST(Philox, gives_the_known_answers_of_Random123) {
  constexpr std::uint32_t ones = 0xffffffffu;
  EXPECT_EQ(ours({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(ours({ones, ones, ones, ones}, {ones, ones}),
            (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(ours({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Philox, equals_Random123_on_its_own_output) {
  Words counter = {1, 2, 3, 4};
  for (int i = 0; i < 100000; ++i) {
    const std::array<std::uint32_t, 2> key = {counter[3], counter[1] ^ 0x5bd1e995u};
    const Words expected = reference(counter, key);
    ASSERT_EQ(ours(counter, key), expected);
    counter = expected;
  }
}

TEST(Streams, lay_seed_draw_process_unit_and_step_in_key_and_counter) {
  const RandomWords words =
      random_words(0x0123456789abcdefu, 0x100000002u, Process::corridor_shock, largest_unit, 29);
  const Words expected =
      reference({2, 1, static_cast<std::uint32_t>(Process::corridor_shock) << 24 | 0xffffffu, 29},
                {0x89abcdefu, 0x01234567u});
  EXPECT_THAT(words.word, testing::ElementsAreArray(expected));
}

TEST(Streams, differ_when_any_part_of_their_name_differs) {
  std::set<std::uint64_t> seen;
  const auto add = [&](std::uint64_t seed, std::uint64_t draw, Process process, std::uint32_t unit,
                       std::uint32_t step) {
    const RandomWords words = random_words(seed, draw, process, unit, step);
    seen.insert(std::uint64_t{words.word[0]} << 32 | words.word[1]);
  };
  for (std::uint32_t i = 0; i < 1000; ++i) {
    add(i, 1, Process::baseline, 1, 1);
    add(1, i + 2, Process::baseline, 1, 1);
    add(1, 1, Process::baseline, i + 2, 1);
    add(1, 1, Process::baseline, 1, i + 2);
    add(1, 1, Process::corridor_shock, i, 1);
    add(1, (std::uint64_t{i} + 1) << 32, Process::baseline, 1, 1);
  }
  EXPECT_EQ(seen.size(), 6000u);
}

template <int W>
void expect_tile_equals_lanes(std::uint64_t first_draw) {
  std::uint32_t word[4][W];
  random_words_of_tile<W>(77, first_draw, Process::corridor_shock, 11599, 30, word);
  for (int lane = 0; lane < W; ++lane) {
    const RandomWords expected =
        random_words(77, first_draw + lane, Process::corridor_shock, 11599, 30);
    for (int k = 0; k < 4; ++k) ASSERT_EQ(word[k][lane], expected.word[k]) << W << " " << lane;
  }
}

TEST(Streams, do_not_depend_on_the_width_of_a_tile) {
  for (const std::uint64_t first_draw : {std::uint64_t{0}, std::uint64_t{999999},
                                         (std::uint64_t{1} << 32) - 5, std::uint64_t{1} << 40}) {
    expect_tile_equals_lanes<1>(first_draw);
    expect_tile_equals_lanes<4>(first_draw);
    expect_tile_equals_lanes<8>(first_draw);
    expect_tile_equals_lanes<16>(first_draw);
    expect_tile_equals_lanes<24>(first_draw);
    expect_tile_equals_lanes<32>(first_draw);
  }
}

TEST(Uniform, stays_strictly_inside_0_and_1) {
  EXPECT_EQ(uniform_open(0), 0x1p-24f);
  EXPECT_EQ(uniform_open(0xffffffffu), 1.0f - 0x1p-24f);
  EXPECT_EQ(uniform_open(0x80000000u), 0.5f + 0x1p-24f);
  EXPECT_EQ(uniform_open(0x12345678u) + uniform_open(~0x12345678u), 1.0f);
}

// A million numbers of one corridor over draws: standard errors are those of 2^20 independent ones.
TEST(Uniform, fills_256_cells_evenly) {
  constexpr int numbers = 1 << 20;
  std::vector<int> cells(256);
  for (int i = 0; i < numbers; ++i) {
    const float u = uniform_open(random_words(1, i, Process::opening, 5, 9).word[2]);
    ++cells[static_cast<int>(u * 256)];
  }
  double chi_square = 0;
  for (const int count : cells) chi_square += std::pow(count - numbers / 256.0, 2) * 256 / numbers;
  EXPECT_GT(chi_square, 160);  // 255 degrees of freedom: 0.00006 % lie below, 0.001 % above
  EXPECT_LT(chi_square, 363);
}

TEST(Normals, have_the_moments_and_tails_of_the_normal_law) {
  constexpr int numbers = 1 << 20;
  double power[5] = {};
  double product_of_steps = 0;
  double product_of_words = 0;
  int beyond_3 = 0;
  for (int i = 0; i < numbers; ++i) {
    const RandomWords words = random_words(2026, i, Process::corridor_shock, 123, 4);
    const RandomWords next = random_words(2026, i, Process::corridor_shock, 123, 5);
    const double z = normal_from_bits(words.word[0]);
    for (int k = 1; k <= 4; ++k) power[k] += std::pow(z, k) / numbers;
    product_of_steps += z * normal_from_bits(next.word[0]) / numbers;
    product_of_words += z * normal_from_bits(words.word[1]) / numbers;
    beyond_3 += std::abs(z) > 3;
  }
  const double unit = 4.5 / std::sqrt(numbers);  // 4.5 standard errors
  EXPECT_NEAR(power[1], 0, unit);
  EXPECT_NEAR(power[2], 1, unit * std::sqrt(2.0));
  EXPECT_NEAR(power[3], 0, unit * std::sqrt(15.0));
  EXPECT_NEAR(power[4], 3, unit * std::sqrt(96.0));
  EXPECT_NEAR(product_of_steps, 0, unit);
  EXPECT_NEAR(product_of_words, 0, unit);
  EXPECT_NEAR(beyond_3, numbers * 0.0026998, 4.5 * std::sqrt(numbers * 0.0027));
}

TEST(Streams, have_the_same_bits_in_every_build) {
  std::uint64_t hash = empty_hash;
  std::uint32_t word[4][32];
  for (std::uint32_t step = 0; step < 8000; ++step) {
    random_words_of_tile<32>(20260101, step * 31, Process::common_shock, step, step, word);
    add_to_hash(hash, word);
  }
  EXPECT_EQ(hash, 0x32c8ff4e75cb5071u);
}

}  // namespace
}  // namespace peregrine
