// A year of one corridor, its shocks and its opening.
#include "kernels/stock/stock.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace peregrine {
namespace {

constexpr float reference_stock = 50'000.0f;  // persons
constexpr float diaspora = 0.4f;
constexpr float departing = 0.05f;  // a year
constexpr float unlimited = std::numeric_limits<float>::max();

// A year without drift or fade and with full memory, where the test does not say otherwise.
struct Year {
  float stock = reference_stock;
  float pressure = 0.0f;
  float shock = 0.0f;
  float drift = 0.0f;
  float persistence = 1.0f;
  float fade = 0.0f;
  float cap = unlimited;
  float deaths_rate = 0.0f;

  float next_pressure() const {
    return advance_pressure(pressure, shock, drift, persistence, fade);
  }
  CorridorYear advance() const {
    const float level = std::log(departing) + (1.0f - diaspora) * std::log(reference_stock);
    const float unbounded = unbounded_arrivals(stock, next_pressure(), level, diaspora);
    return balance_corridor(stock, unbounded, cap, departing_share(next_pressure(), departing),
                            deaths_rate);
  }
};

TEST(Corridor, closes_its_books) {
  for (const float pressure : {-4.0f, -1.0f, 0.0f, 0.5f, 2.0f}) {
    const CorridorYear year =
        Year{.pressure = pressure, .shock = 0.3f, .deaths_rate = 0.01f}.advance();
    EXPECT_FLOAT_EQ(year.stock, reference_stock - year.departures - year.deaths + year.arrivals);
  }
}

// By hand: at pressure 0 and the reference size, arrivals are turnover times stock, departures the
// same over 1 + turnover, deaths a share of those who stay.
TEST(Corridor, has_the_flows_of_its_formula) {
  const CorridorYear year = Year{.deaths_rate = 0.01f}.advance();
  EXPECT_NEAR(year.arrivals, 2500.0, 0.01);
  EXPECT_NEAR(year.departures, 2500.0 / 1.05, 0.01);
  EXPECT_NEAR(year.deaths, 0.01 * (50'000.0 - 2500.0 / 1.05), 0.01);
  const CorridorYear grown =
      Year{.stock = 2.0f * reference_stock, .pressure = std::log(2.0f)}.advance();
  EXPECT_NEAR(grown.arrivals, 2500.0 * std::pow(2.0, 0.4) * 2.0, 0.05);
  EXPECT_NEAR(grown.departures, 100'000.0 * 0.05 / 2.05, 0.05);
}

TEST(Corridor, remembers_drifts_and_is_shaken) {
  EXPECT_FLOAT_EQ((Year{.pressure = 1.0f, .persistence = 0.9f}.next_pressure()), 0.9f);
  EXPECT_FLOAT_EQ((Year{.drift = 0.1f, .persistence = 0.9f}.next_pressure()), 0.1f);
  EXPECT_FLOAT_EQ((Year{.shock = -0.4f, .persistence = 0.9f}.next_pressure()), -0.4f);
  EXPECT_FLOAT_EQ((Year{.pressure = 2.0f, .persistence = 0.9f, .fade = 0.25f}.next_pressure()),
                  0.9f);
}

TEST(Corridor, answers_a_shock_with_more_arrivals_and_fewer_departures) {
  const CorridorYear calm = Year{}.advance();
  const CorridorYear surge = Year{.shock = 1.0f}.advance();
  const CorridorYear collapse = Year{.shock = -1.0f}.advance();
  EXPECT_GT(surge.arrivals, calm.arrivals);
  EXPECT_LT(surge.departures, calm.departures);
  EXPECT_LT(collapse.arrivals, calm.arrivals);
  EXPECT_GT(collapse.departures, calm.departures);
}

TEST(Corridor, never_takes_more_than_its_cap) {
  EXPECT_EQ((Year{.shock = 5.0f, .cap = 700.0f}.advance().arrivals), 700.0f);
}

TEST(Corridor, stays_finite_and_not_negative_whatever_happens) {
  for (const float stock : {0.0f, 1e-30f, 1.0f, 1e4f, 2e7f}) {
    for (const float shock : {-1000.0f, -20.0f, 0.0f, 20.0f, 1000.0f}) {
      const CorridorYear year =
          Year{.stock = stock, .shock = shock, .cap = 1e6f, .deaths_rate = 0.05f}.advance();
      for (const float value : {year.arrivals, year.departures, year.deaths, year.stock}) {
        EXPECT_GE(value, 0.0f) << stock << " " << shock;
        EXPECT_TRUE(std::isfinite(value)) << stock << " " << shock;
      }
      EXPECT_LE(year.departures, stock);
    }
  }
}

TEST(Corridor, that_is_empty_stays_empty) {
  const CorridorYear year = Year{.stock = 0.0f, .shock = 3.0f}.advance();
  EXPECT_EQ(year.arrivals, 0.0f);
  EXPECT_EQ(year.stock, 0.0f);
}

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
  double kurtosis = 0.0;
};

// Over the middles of equal cells of the normal's probability.
Moments moments_of_shocks(float tail) {
  constexpr std::uint32_t cells = 1u << 20;
  const float unit = fleishman_unit(tail);
  Moments moments;
  for (std::uint32_t cell = 0; cell < cells; ++cell) {
    const std::uint32_t bits = cell * (0xffffffffu / cells + 1u) + (1u << 11);
    const double x = static_cast<double>(heavy_tailed(normal_from_bits(bits), tail, unit));
    moments.mean += x / cells;
    moments.variance += x * x / cells;
    moments.kurtosis += x * x * x * x / cells;
  }
  moments.kurtosis /= moments.variance * moments.variance;
  return moments;
}

TEST(HeavyTailedShock, has_mean_zero_and_unit_variance_for_any_tail) {
  for (const float tail : {0.0f, 0.05f, 0.2f, 0.5f}) {
    const Moments moments = moments_of_shocks(tail);
    EXPECT_NEAR(moments.mean, 0.0, 1e-4) << tail;
    EXPECT_NEAR(moments.variance, 1.0, 2e-3) << tail;
  }
}

TEST(HeavyTailedShock, has_the_kurtosis_of_the_cubic) {
  EXPECT_NEAR(moments_of_shocks(0.0f).kurtosis, 3.0, 0.01);
  // E(z + c z^3)^4 = 3 + 60 c + 630 c^2 + 3780 c^3 + 10395 c^4 from the normal's even moments.
  const double c = 0.1;
  const double fourth = 3 + 60 * c + 630 * c * c + 3780 * c * c * c + 10395 * c * c * c * c;
  const double variance = 1 + 6 * c + 15 * c * c;
  EXPECT_NEAR(moments_of_shocks(0.1f).kurtosis, fourth / (variance * variance), 0.1);
}

TEST(HeavyTailedShock, is_the_normal_itself_without_a_tail) {
  for (const float z : {-3.0f, -0.1f, 0.0f, 2.5f}) {
    EXPECT_EQ(heavy_tailed(z, 0.0f, fleishman_unit(0.0f)), z);
  }
}

struct Opening {
  float before = 0.0f;
  float hazard = 1.0f;
  float log_size = 3.0f;
  float log_spread = 1.0f;
  float cap = unlimited;

  float open(std::uint32_t hazard_bits, std::uint32_t size_bits) const {
    return open_corridor(before, {hazard, log_size, log_spread, cap}, hazard_bits, size_bits);
  }
};

constexpr std::uint32_t median_bits = 0x7fffffffu;

TEST(Opening, has_its_median_size_where_the_bits_are_in_the_middle) {
  EXPECT_NEAR(Opening{}.open(0, median_bits), std::exp(3.0), 1e-3);
}

TEST(Opening, happens_as_often_as_its_hazard_says) {
  constexpr std::uint32_t tries = 100'000;
  int open = 0;
  for (std::uint32_t i = 0; i < tries; ++i) {
    open += Opening{.hazard = 0.03f}.open(i * (0xffffffffu / tries), median_bits) > 0.0f;
  }
  EXPECT_NEAR(open, 3000, 2);
}

TEST(Opening, happens_only_where_nobody_is_and_where_it_may) {
  EXPECT_EQ((Opening{.before = 1.0f}.open(0, median_bits)), 0.0f);
  EXPECT_EQ((Opening{.hazard = 0.0f}.open(0, median_bits)), 0.0f);
}

TEST(Opening, is_log_normal_up_to_its_cap) {
  // The size grows with its bits or falls with them, one standard deviation at Phi(1) = 0.8413.
  const auto one_sigma = static_cast<std::uint32_t>(0.158655 * 4294967296.0);
  const double low_or_high = Opening{}.open(0, one_sigma);
  EXPECT_NEAR(std::abs(std::log(low_or_high) - 3.0), 1.0, 1e-3);
  EXPECT_NEAR(std::log(Opening{}.open(0, ~one_sigma)), 6.0 - std::log(low_or_high), 1e-3);
  EXPECT_EQ((Opening{.cap = 5.0f}.open(0, median_bits)), 5.0f);
}

// Persons who join a corridor irregularly: whatever it has been so far, and not without end.
TEST(IrregularEntries, are_at_most_a_tenth_of_those_born_in_the_origin) {
  constexpr int lanes = 4;
  const float entries[lanes] = {0.0f, 900.0f, 10'000.0f, 1.0e6f};
  const float supply[lanes] = {1.0e5f, 1.0e5f, 1.0e5f, 1.0e5f};
  float stock[lanes] = {0.0f, 0.0f, 7.0f, 7.0f};
  double joined[lanes] = {};
  CorridorLanes<lanes> at{};
  at.after = stock;
  at.supply = supply;
  ChangeLanes<lanes> change{};
  join_stock<lanes>(entries, at, joined, change);
  const double expected[lanes] = {0.0, 900.0, 10'000.0, 10'000.0};
  for (int lane = 0; lane < lanes; ++lane) {
    EXPECT_NEAR(joined[lane], expected[lane], 1e-3);
    EXPECT_NEAR(change.arrivals[lane], expected[lane], 1e-3);
  }
}

}  // namespace
}  // namespace peregrine
