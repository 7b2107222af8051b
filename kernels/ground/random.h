// Random numbers without state: Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel
// random numbers: as easy as 1, 2, 3") of a key and a counter that say what the number is for.
//
//   key     = (seed low, seed high)
//   counter = (draw low, draw high, process << 24 | unit, step)
//
// so that a draw sees the same luck in every scenario, on every machine and in any order of work.
// Four words come at the price of one: a process that needs one number a year takes the four words
// of step year / 4.
//
// Random123's own philox.h stays the reference in random_test.cpp; it is not used here because
// g++ 12 does not vectorise its loops over arrays.
#pragma once

#include "kernels/ground/math.h"

#if defined(__AVX2__) && !defined(__CUDACC__)
#define PEREGRINE_WIDE_PHILOX
#include <immintrin.h>
#endif

namespace peregrine {

// What a number is for: the upper 8 bits of the third counter word. The values are part of the
// bits promise: never reuse or renumber one, only add.
enum class Process : std::uint32_t {
  baseline = 1,                 // unit: four corridors
  posterior = 2,                // unit 0
  corridor_shock = 3,           // unit: four corridors
  volatility = 4,               // unit: country
  country_shock = 5,            // unit: country
  baseline_destination = 6,     // unit: country
  common_shock = 7,             // unit 0
  opening = 8,                  // unit: corridor
  stock_figure = 9,             // unit: four corridors
  stock_figure_shared = 10,     // unit: country
  other_violence = 18,          // unit: country
  conflict_common = 19,         // unit 0
  conflict = 20,                // unit: country
  conflict_posterior = 21,      // unit 0
  coup = 22,                    // unit: country
  conflict_effect = 23,         // unit: country
  climate_member = 24,          // unit 0
  climate_variability = 25,     // unit 0, step: years since 1750
  pledge = 26,                  // unit: bloc
  pattern = 27,                 // unit: four countries
  common_pattern = 28,          // unit 0
  local_weather = 29,           // unit: four countries, step: years since 1750
  income = 32,                  // unit: four countries
  common_income = 33,           // unit 0
  income_elasticity = 34,       // unit 0
  warming_response = 35,        // unit 0
  food_response = 36,           // unit 0
  event = 37,                   // unit: the event's key, step 0
  net_migration = 40,           // unit: area of the table, largest_unit for all of them
  displacement_origin = 41,     // unit: area
  displacement_pair = 42,       // unit: four origin-destination pairs of displacement
  displacement_deaths = 43,     // unit: area; deaths of a back-test without a conflict process
  displacement_posterior = 44,  // unit 0
  displacement_count = 45,      // unit: two pairs of displacement
  route_parameters = 50,        // unit: four parameters
  border_shock = 51,            // unit: border, step: month
  route_share = 52,             // unit: four route corridors, step: month
  campaign = 53,                // unit: front, step: month
  campaign_shape = 54,          // unit: front, step: month
  campaign_length = 55,         // unit: front, step: month
  campaign_mix = 56,            // unit: four route corridors, step: month
  tension = 57,                 // unit: actor
  observer = 58,                // unit: front, step: month
  irregular_share = 59,         // unit: 0 ... 4
};

// The unit (corridor, country, route, ...) has the lower 24 bits of the third counter word.
inline constexpr std::uint32_t largest_unit = 0x00ffffffu;

// Four independent words, each uniform on all 2^32 values.
struct RandomWords {
  std::uint32_t word[4];
};

// The product of the lower halves.
PEREGRINE_FUNCTION std::uint64_t widening_product(std::uint64_t a, std::uint64_t b) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) * static_cast<std::uint32_t>(b);
}

// The upper half of each 64-bit element, in its lower half.
PEREGRINE_FUNCTION std::uint64_t upper_half(std::uint64_t x) {
  return x >> 32;
}

#if defined(PEREGRINE_WIDE_PHILOX)
// g++ 12 turns the widening products of a lane loop into more shuffles than products (a third of
// the speed). A Wide holds every second draw in 64-bit elements instead: one multiplication gives
// both halves of the product in place.
#if defined(__AVX512F__)
inline constexpr int wide_draws = 8;
#else
inline constexpr int wide_draws = 4;
#endif
typedef std::uint64_t Wide __attribute__((vector_size(wide_draws * sizeof(std::uint64_t))));

PEREGRINE_FUNCTION Wide widening_product(Wide a, Wide b) {
#if defined(__AVX512F__)
  return (Wide)_mm512_maskz_mul_epu32(0xff, (__m512i)a, (__m512i)b);
#else
  return (Wide)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#endif
}

// By a shuffle, as shifts and products wait for the same unit of a core.
PEREGRINE_FUNCTION Wide upper_half(Wide x) {
#if defined(__AVX512F__)
  return (Wide)_mm512_maskz_shuffle_epi32(0xffff, (__m512i)x, _MM_PERM_DDBB);
#else
  return (Wide)_mm256_shuffle_epi32((__m256i)x, 0xf5);
#endif
}
#endif

// Ten rounds of Philox4x32. Each Word carries 32-bit words in the lower halves of 64-bit elements;
// what is in the upper halves, before and after, means nothing.
template <class Word>
PEREGRINE_FUNCTION void philox(Word (&counter)[4], std::uint64_t seed) {
  const Word multiplier0 = Word{} + 0xD2511F53u;
  const Word multiplier1 = Word{} + 0xCD9E8D57u;
  std::uint32_t key0 = static_cast<std::uint32_t>(seed);
  std::uint32_t key1 = static_cast<std::uint32_t>(seed >> 32);
#if defined(__CUDACC__)
#pragma unroll
#else
#pragma GCC unroll 10
#endif
  for (int round = 0; round < 10; ++round) {
    const Word product0 = widening_product(multiplier0, counter[0]);
    const Word product1 = widening_product(multiplier1, counter[2]);
    counter[0] = upper_half(product1) ^ (counter[1] ^ std::uint64_t{key0});
    counter[1] = product1;
    counter[2] = upper_half(product0) ^ (counter[3] ^ std::uint64_t{key1});
    counter[3] = product0;
    key0 += 0x9E3779B9u;  // golden ratio
    key1 += 0xBB67AE85u;  // sqrt(3) - 1
  }
}

PEREGRINE_FUNCTION std::uint32_t purpose(Process process, std::uint32_t unit) {
  return static_cast<std::uint32_t>(process) << 24 | unit;
}

#if defined(__CUDA_ARCH__)
// The same of 32-bit words, as a GPU multiplies 64 bits in four steps. Of products as 64-bit words
// nvcc makes 64-bit arithmetic all the same.
PEREGRINE_FUNCTION void philox(std::uint32_t (&counter)[4], std::uint64_t seed) {
  std::uint32_t key0 = static_cast<std::uint32_t>(seed);
  std::uint32_t key1 = static_cast<std::uint32_t>(seed >> 32);
#pragma unroll
  for (int round = 0; round < 10; ++round) {
    const std::uint32_t low0 = 0xD2511F53u * counter[0];
    const std::uint32_t low1 = 0xCD9E8D57u * counter[2];
    const std::uint32_t high0 = __umulhi(0xD2511F53u, counter[0]);
    const std::uint32_t high1 = __umulhi(0xCD9E8D57u, counter[2]);
    counter[0] = high1 ^ counter[1] ^ key0;
    counter[1] = low1;
    counter[2] = high0 ^ counter[3] ^ key1;
    counter[3] = low0;
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
}
using CounterWord = std::uint32_t;
#else
using CounterWord = std::uint64_t;
#endif

// The four words of one (seed; draw, process, unit, step). `unit` is at most largest_unit.
PEREGRINE_FUNCTION RandomWords random_words(std::uint64_t seed, std::uint64_t draw, Process process,
                                            std::uint32_t unit, std::uint32_t step) {
  CounterWord counter[4] = {static_cast<CounterWord>(draw), static_cast<CounterWord>(draw >> 32),
                            purpose(process, unit), step};
  philox(counter, seed);
  return {{static_cast<std::uint32_t>(counter[0]), static_cast<std::uint32_t>(counter[1]),
           static_cast<std::uint32_t>(counter[2]), static_cast<std::uint32_t>(counter[3])}};
}

// random_words for the lanes of a tile, `W` consecutive draws from `first_draw` on: lane's k-th
// word is word[k][lane]. Called outside the lane loop: with g++ over three times as fast as inside
// it.
template <int W>
PEREGRINE_FUNCTION void random_words_of_tile(std::uint64_t seed, std::uint64_t first_draw,
                                             Process process, std::uint32_t unit,
                                             std::uint32_t step, std::uint32_t (&word)[4][W]) {
#if defined(PEREGRINE_WIDE_PHILOX)
  if constexpr (W % (2 * wide_draws) == 0) {
    Wide even;
    for (int element = 0; element < wide_draws; ++element) even[element] = 2 * element;
    for (int lane = 0; lane < W; lane += 2 * wide_draws) {
      const Wide draw = even + (first_draw + static_cast<std::uint64_t>(lane));
      const Wide next_draw = draw + 1;
      Wide low[4] = {draw, draw >> 32, Wide{} + purpose(process, unit), Wide{} + step};
      Wide high[4] = {next_draw, next_draw >> 32, low[2], low[3]};
      philox(low, seed);
      philox(high, seed);
      for (int k = 0; k < 4; ++k) {
        const Wide both = (low[k] & 0xffffffffu) | (high[k] << 32);
        __builtin_memcpy(&word[k][lane], &both, sizeof both);
      }
    }
    return;
  }
#endif
  PEREGRINE_LANES(lane, W) {
    const RandomWords words =
        random_words(seed, first_draw + static_cast<std::uint64_t>(lane), process, unit, step);
    // Not a loop: clang 14 stores wrong words from one inside a lane loop.
    word[0][lane] = words.word[0];
    word[1][lane] = words.word[1];
    word[2][lane] = words.word[2];
    word[3][lane] = words.word[3];
  }
}

// A uniform number strictly inside (0, 1): the middle of one of 2^23 equal cells, exact in float;
// from 2^-24 to 1 - 2^-24.
PEREGRINE_FUNCTION float uniform_open(std::uint32_t bits) {
  return fused(static_cast<float>(static_cast<std::int32_t>(bits >> 9)), 0x1p-23f, 0x1p-24f);
}

}  // namespace peregrine
