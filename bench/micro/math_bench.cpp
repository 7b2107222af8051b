// What the ground of the kernels costs: random words, normals, exp and log in lane loops, beside
// std::mt19937 with std::normal_distribution, std::exp and std::log in the same run.
// items_per_second counts numbers.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <type_traits>
#include <vector>

#include "kernels/ground/random.h"

namespace peregrine {
namespace {

constexpr std::size_t numbers = 4096;  // 16 KB in and 16 KB out: within the first-level cache
constexpr std::uint64_t seed = 20260101;

struct Exponential {
  static PEREGRINE_FUNCTION float apply(float x) { return exponential(x); }
};
struct Logarithm {
  static PEREGRINE_FUNCTION float apply(float x) { return natural_logarithm(x); }
};
struct Quantile {
  static PEREGRINE_FUNCTION float apply(float x) { return normal_quantile(x); }
};
struct Normal {
  static PEREGRINE_FUNCTION float apply(std::uint32_t bits) { return normal_from_bits(bits); }
};
struct Uniform {
  static PEREGRINE_FUNCTION float apply(std::uint32_t bits) { return uniform_open(bits); }
};

template <class Argument>
std::vector<Argument> arguments() {
  std::vector<Argument> values(numbers);
  for (std::size_t i = 0; i < numbers; ++i) {
    const std::uint32_t word = random_words(seed, i, Process::baseline, 0, 0).word[0];
    if constexpr (std::is_same_v<Argument, float>) {
      values[i] = uniform_open(word);
    } else {
      values[i] = word;
    }
  }
  return values;
}

void count(benchmark::State& state, std::size_t per_iteration) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(per_iteration));
}

template <class Function, class Argument, int W>
void lanes(benchmark::State& state) {
  const std::vector<Argument> input = arguments<Argument>();
  std::vector<float> output(numbers);
  for (auto _ : state) {
    for (std::size_t tile = 0; tile < numbers; tile += W) {
      const Argument* __restrict in = input.data() + tile;
      float* __restrict out = output.data() + tile;
      PEREGRINE_LANES(lane, W) out[lane] = Function::apply(in[lane]);
    }
    benchmark::DoNotOptimize(output.data());
    benchmark::ClobberMemory();
  }
  count(state, numbers);
}

template <int W>
void words(benchmark::State& state) {
  std::uint32_t word[4][W];
  std::uint32_t step = 0;
  for (auto _ : state) {
    random_words_of_tile<W>(seed, 1000, Process::corridor_shock, 7, step++, word);
    benchmark::DoNotOptimize(&word);
    benchmark::ClobberMemory();
  }
  count(state, 4 * W);
}

template <int W>
void words_of_lanes(benchmark::State& state) {
  std::uint32_t word[4][W];
  std::uint32_t step = 0;
  for (auto _ : state) {
    PEREGRINE_LANES(lane, W) {
      const RandomWords drawn = random_words(seed, 1000u + lane, Process::corridor_shock, 7, step);
      for (int k = 0; k < 4; ++k) word[k][lane] = drawn.word[k];
    }
    ++step;
    benchmark::DoNotOptimize(&word);
    benchmark::ClobberMemory();
  }
  count(state, 4 * W);
}

template <int W>
void words_to_normals(benchmark::State& state) {
  std::uint32_t word[4][W];
  std::vector<float> output(4 * W);
  std::uint32_t step = 0;
  for (auto _ : state) {
    random_words_of_tile<W>(seed, 1000, Process::corridor_shock, 7, step++, word);
    for (int k = 0; k < 4; ++k) {
      float* __restrict out = output.data() + k * W;
      PEREGRINE_LANES(lane, W) out[lane] = normal_from_bits(word[k][lane]);
    }
    benchmark::DoNotOptimize(output.data());
    benchmark::ClobberMemory();
  }
  count(state, 4 * W);
}

void standard_words(benchmark::State& state) {
  std::mt19937 engine(seed);
  for (auto _ : state) benchmark::DoNotOptimize(engine());
  count(state, 1);
}

void standard_normals(benchmark::State& state) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> normal;
  for (auto _ : state) benchmark::DoNotOptimize(normal(engine));
  count(state, 1);
}

template <float (*function)(float)>
void standard_function(benchmark::State& state) {
  const std::vector<float> input = arguments<float>();
  std::vector<float> output(numbers);
  for (auto _ : state) {
    for (std::size_t i = 0; i < numbers; ++i) output[i] = function(input[i]);
    benchmark::DoNotOptimize(output.data());
    benchmark::ClobberMemory();
  }
  count(state, numbers);
}

float standard_exponential(float x) {
  return std::exp(x);
}
float standard_logarithm(float x) {
  return std::log(x);
}

BENCHMARK(words<8>);
BENCHMARK(words<16>);
BENCHMARK(words<32>);
BENCHMARK(words_of_lanes<32>);
BENCHMARK(standard_words);
BENCHMARK(words_to_normals<8>);
BENCHMARK(words_to_normals<16>);
BENCHMARK(words_to_normals<32>);
BENCHMARK(standard_normals);
BENCHMARK(lanes<Normal, std::uint32_t, 8>);
BENCHMARK(lanes<Normal, std::uint32_t, 16>);
BENCHMARK(lanes<Normal, std::uint32_t, 32>);
BENCHMARK(lanes<Quantile, float, 32>);
BENCHMARK(lanes<Uniform, std::uint32_t, 32>);
BENCHMARK(lanes<Exponential, float, 8>);
BENCHMARK(lanes<Exponential, float, 16>);
BENCHMARK(lanes<Exponential, float, 32>);
BENCHMARK(standard_function<standard_exponential>);
BENCHMARK(lanes<Logarithm, float, 8>);
BENCHMARK(lanes<Logarithm, float, 16>);
BENCHMARK(lanes<Logarithm, float, 32>);
BENCHMARK(standard_function<standard_logarithm>);

}  // namespace
}  // namespace peregrine

BENCHMARK_MAIN();
