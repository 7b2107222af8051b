#include "host/statistics/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "host/statistics/gamma_code.h"

namespace peregrine {
namespace {

constexpr double step = 0.01;
constexpr float linear_below = 50.0f;
constexpr double scale = 8.0;
constexpr std::array<double, 11> shares = {0.005, 0.025, 0.05, 0.1,   0.25, 0.5,
                                           0.75,  0.9,   0.95, 0.975, 0.995};

using Quantiles = std::array<HistogramBank::Quantile, shares.size()>;

HistogramBank bank_of(std::int64_t cells) {
  return HistogramBank(cells, step, linear_below, scale);
}

std::vector<float> log_normal(std::size_t count, double median, double spread, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::lognormal_distribution<double> distribution(std::log(median), spread);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(distribution(engine));
  return values;
}

Quantiles quantiles_of(const HistogramBank& bank, std::int64_t cell) {
  Quantiles quantiles;
  bank.quantiles(cell, shares, quantiles);
  return quantiles;
}

// The exact quantile: linear between neighbours in rank.
double exact_quantile(const std::vector<float>& sorted, double share) {
  const double rank = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double low = sorted[below];
  return low + (rank - static_cast<double>(below)) * (static_cast<double>(sorted[above]) - low);
}

void expect_same_cell(const HistogramBank& left, const HistogramBank& right, std::int64_t cell) {
  EXPECT_EQ(left.count(cell), right.count(cell));
  EXPECT_EQ(left.mean(cell), right.mean(cell));
  const Quantiles of_left = quantiles_of(left, cell);
  const Quantiles of_right = quantiles_of(right, cell);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    EXPECT_EQ(of_left[i].value, of_right[i].value) << "share " << shares[i];
    EXPECT_EQ(of_left[i].standard_error, of_right[i].standard_error) << "share " << shares[i];
  }
}

TEST(HistogramBank, quantiles_are_within_one_percent_of_the_sorted_draws) {
  for (const double median : {300.0, 4e4, 1e7}) {
    for (const double spread : {0.02, 0.3, 1.5}) {
      SCOPED_TRACE(testing::Message() << "median " << median << ", spread " << spread);
      std::vector<float> values = log_normal(2000, median, spread, 1);
      HistogramBank bank = bank_of(1);
      bank.add(0, values);
      std::sort(values.begin(), values.end());
      const Quantiles quantiles = quantiles_of(bank, 0);
      for (std::size_t i = 0; i < shares.size(); ++i) {
        const double exact = exact_quantile(values, shares[i]);
        EXPECT_NEAR(quantiles[i].value, exact, step * std::max<double>(exact, linear_below))
            << "share " << shares[i];
      }
    }
  }
}

TEST(HistogramBank, inside_a_bin_quantiles_are_interpolated) {
  std::vector<float> values = log_normal(100000, 5000.0, 0.05, 2);
  HistogramBank bank = bank_of(1);
  bank.add(0, values);
  std::sort(values.begin(), values.end());
  const double exact = exact_quantile(values, shares[5]);
  EXPECT_NEAR(quantiles_of(bank, 0)[5].value, exact, 0.0005 * exact);
}

TEST(HistogramBank, standard_error_of_the_median_is_that_of_a_log_normal) {
  // Asymptotic: 1 / (2 f sqrt(n)) with the density f = 1 / (median spread sqrt(2 pi)).
  const double spread = 0.4;
  const double median = 2e4;
  const double count = 40000;
  HistogramBank bank = bank_of(1);
  bank.add(0, log_normal(static_cast<std::size_t>(count), median, spread, 3));
  const double expected =
      median * spread * std::sqrt(2.0 * std::acos(-1.0)) / 2.0 / std::sqrt(count);
  EXPECT_NEAR(quantiles_of(bank, 0)[5].standard_error, expected, 0.15 * expected);
}

TEST(HistogramBank, draws_that_agree_have_no_spread) {
  HistogramBank bank = bank_of(1);
  bank.add(0, std::vector<float>(2000, 12345.0f));
  for (const HistogramBank::Quantile& quantile : quantiles_of(bank, 0)) {
    EXPECT_EQ(quantile.value, 12345.0);
    EXPECT_EQ(quantile.standard_error, 0.0);
  }
}

TEST(HistogramBank, order_and_grouping_of_draws_change_no_bit) {
  std::vector<float> values = log_normal(3000, 9e5, 1.2, 4);
  HistogramBank at_once = bank_of(1);
  at_once.add(0, values);
  std::shuffle(values.begin(), values.end(), std::mt19937_64(5));
  for (const std::size_t group : {1u, 7u, 64u, 1000u}) {
    HistogramBank grouped = bank_of(1);
    for (std::size_t first = 0; first < values.size(); first += group) {
      const std::size_t count = std::min(group, values.size() - first);
      grouped.add(0, std::span<const float>(values).subspan(first, count));
    }
    expect_same_cell(at_once, grouped, 0);
  }
}

TEST(HistogramBank, merging_equals_adding_to_one_bank) {
  HistogramBank whole = bank_of(3);
  HistogramBank left = bank_of(3);
  HistogramBank right = bank_of(3);
  for (const int cell : {0, 2}) {  // cell 1 stays empty
    const auto seed = static_cast<unsigned>(cell);
    const std::vector<float> some = log_normal(500, 100.0 + 1e4 * cell, 0.5, seed);
    const std::vector<float> others = log_normal(300, 3e4, 2.0, seed + 10);
    whole.add(cell, some);
    whole.add(cell, others);
    left.add(cell, some);
    right.add(cell, others);
  }
  left.merge(right);
  for (int cell = 0; cell < 3; ++cell) expect_same_cell(whole, left, cell);
}

TEST(HistogramBank, restoring_a_part_equals_adding_its_cells) {
  HistogramBank source = bank_of(4);
  for (int cell = 0; cell < 4; ++cell) {
    source.add(cell, log_normal(400, 50.0 * (cell + 1), 1.0, static_cast<unsigned>(cell)));
  }
  HistogramBank target = bank_of(4);
  ByteWriter bytes;
  source.store(1, 3, bytes);
  ByteReader reader(bytes.bytes());
  target.restore_and_add(1, 3, reader);
  reader.expect_end();
  EXPECT_EQ(target.count(0), 0);
  EXPECT_EQ(target.count(3), 0);
  expect_same_cell(source, target, 1);
  expect_same_cell(source, target, 2);
}

TEST(GammaCode, is_that_of_elias) {
  // 1, 1, 010 and 00110, from the low bit on.
  std::vector<std::uint8_t> memory;
  const std::vector<std::uint16_t> counts = {0, 0, 1, 4};
  const auto coded = gamma_coded(counts, memory);
  EXPECT_EQ(std::vector<std::uint8_t>(coded.begin(), coded.end()),
            (std::vector<std::uint8_t>{0b10001011, 0b00000001}));
}

TEST(GammaCode, is_read_back_and_never_past_its_end) {
  std::mt19937 random(7);
  std::vector<std::uint8_t> memory;
  for (int times = 0; times < 200; ++times) {
    std::vector<std::uint16_t> counts;
    for (unsigned at = random() % 50; at > 0; --at) {
      counts.push_back(static_cast<std::uint16_t>(random() >> random() % 17 % 32));
    }
    counts.push_back(65535);
    const auto coded = gamma_coded(counts, memory);
    GammaReader reader(std::as_bytes(coded));
    for (const std::uint16_t count : counts) EXPECT_EQ(reader.next(), count);
    EXPECT_THROW(reader.next(), MalformedBytes);
    GammaReader cut(std::as_bytes(coded.first(coded.size() - 1)));
    const auto read_all = [&] {
      for (std::size_t at = 0; at < counts.size(); ++at) cut.next();
    };
    EXPECT_THROW(read_all(), MalformedBytes);
  }
}

TEST(GammaCode, of_a_number_that_no_count_is_is_refused) {
  // Seventeen zeros and a one: 2^17 and more.
  const std::vector<std::uint8_t> coded = {0, 0, 0b10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
  GammaReader reader(std::as_bytes(std::span(coded)));
  EXPECT_THROW(reader.next(), MalformedBytes);
}

TEST(HistogramBank, what_is_added_later_is_there_whenever_it_is_asked_for) {
  HistogramBank source = bank_of(3);
  HistogramBank now = bank_of(3);
  HistogramBank later = bank_of(3);
  for (int cell = 0; cell < 2; ++cell) {  // cell 2 stays empty
    source.add(cell, log_normal(400, 90.0 * (cell + 1), 1.0, static_cast<unsigned>(cell)));
  }
  source.add(0, std::vector<float>(70000, 3.0f));  // past sixteen bits
  ByteWriter bytes;
  source.store(0, 3, bytes);
  const double empty = later.memory_bytes();
  const auto expect_same = [&] {
    for (int cell = 0; cell < 3; ++cell) expect_same_cell(now, later, cell);
    ByteWriter of_now;
    ByteWriter of_later;
    now.store(0, 3, of_now);
    later.store(0, 3, of_later);
    EXPECT_EQ(of_now.take(), of_later.take());
  };
  for (int times = 0; times < 2; ++times) {
    ByteReader reader(bytes.bytes());
    now.restore_and_add(0, 3, reader);
    ByteReader again(bytes.bytes());
    later.add_later(0, 3, again);
    again.expect_end();
    expect_same();
    if (times == 0) {
      EXPECT_EQ(later.memory_bytes(), empty);
    }
  }
  const std::vector<float> more = log_normal(100, 5e4, 0.5, 9);
  now.add(1, more);
  later.add(1, more);
  expect_same();
}

TEST(HistogramBank, counts_do_not_stop_at_sixteen_bits) {
  const std::vector<float> zeros(150000, 0.0f);
  const std::vector<float> thousands(50001, 1000.0f);
  HistogramBank bank = bank_of(1);
  bank.add(0, zeros);
  bank.add(0, thousands);
  HistogramBank doubled = bank_of(1);
  doubled.merge(bank);
  doubled.merge(bank);
  EXPECT_EQ(bank.count(0), 200001);
  EXPECT_EQ(doubled.count(0), 400002);
  for (const HistogramBank* each : {&bank, &doubled}) {
    EXPECT_EQ(quantiles_of(*each, 0)[5].value, 0.0);
    EXPECT_NEAR(quantiles_of(*each, 0)[7].value, 1000.0, 10.0);
    EXPECT_NEAR(each->mean(0), 1000.0 * 50001 / 200001, 1e-9);
  }
}

TEST(HistogramBank, less_than_the_first_step_is_zero) {
  HistogramBank bank = bank_of(1);
  std::vector<float> values(900, 0.0f);
  values.resize(1000, 700.0f);
  bank.add(0, values);
  const Quantiles quantiles = quantiles_of(bank, 0);
  EXPECT_EQ(quantiles[5].value, 0.0);
  EXPECT_EQ(quantiles[5].standard_error, 0.0);
  EXPECT_NEAR(quantiles[9].value, 700.0, 7.0);
}

TEST(HistogramBank, means_are_exact_to_half_a_step_of_the_sum) {
  for (const double median : {20.0, 3e5, 4e7}) {
    const std::vector<float> values = log_normal(1000, median, 0.7, 6);
    const std::vector<double> doubles(values.begin(), values.end());
    long double sum = 0.0L;
    for (const float value : values) sum += static_cast<long double>(value);
    const auto exact = static_cast<double>(sum / 1000.0L);
    HistogramBank bank = bank_of(2);
    bank.add(0, values);
    bank.add(1, doubles);
    EXPECT_NEAR(bank.mean(0), exact, 0.5 / scale);
    EXPECT_EQ(bank.mean(0), bank.mean(1));
  }
}

TEST(HistogramBank, totals_keep_persons_that_a_float_would_lose) {
  HistogramBank bank = bank_of(1);
  bank.add(0, std::vector<double>{281000001.0, 281000004.0});
  EXPECT_EQ(bank.mean(0), 281000002.5);
}

TEST(HistogramBank, an_empty_cell_is_zero) {
  const HistogramBank bank = bank_of(1);
  EXPECT_EQ(bank.count(0), 0);
  EXPECT_EQ(bank.mean(0), 0.0);
  EXPECT_EQ(quantiles_of(bank, 0)[5].value, 0.0);
}

TEST(HistogramBank, memory_depends_on_the_range_and_not_on_the_number_of_draws) {
  const double range = std::log(1e6 / 1e2);
  HistogramBank bank = bank_of(1);
  std::vector<float> values;
  for (int i = 0; i <= 1000; ++i) {
    values.push_back(static_cast<float>(1e2 * std::exp(range * i / 1000.0)));
  }
  bank.add(0, values);
  const double once = bank.memory_bytes();
  EXPECT_LT(once, 2.0 * (range / step + 20.0) + 128.0);
  for (int repeat = 0; repeat < 50; ++repeat) bank.add(0, values);
  EXPECT_EQ(bank.memory_bytes(), once);
}

}  // namespace
}  // namespace peregrine
