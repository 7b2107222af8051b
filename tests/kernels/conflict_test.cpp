// The laws of one country and year: odds, intensities, deaths, coups.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/conflict/coups.h"
#include "kernels/conflict/laws.h"
#include "kernels/conflict/other_violence.h"

namespace peregrine {
namespace {

constexpr std::uint32_t lowest_bits = 0;
constexpr std::uint32_t highest_bits = 0xffffffffu;

TEST(ConflictIntensity, has_the_limits_of_ucdp) {
  EXPECT_EQ(intensity_of(24.0f), 0.0f);
  EXPECT_EQ(intensity_of(25.0f), 1.0f);
  EXPECT_EQ(intensity_of(999.0f), 1.0f);
  EXPECT_EQ(intensity_of(1000.0f), 2.0f);
}

// By hand: odds 1 and 2 over none are probabilities 1/4, 1/4 and 1/2.
TEST(ConflictOdds, become_probabilities) {
  const ConflictOdds odds{1.0f, 2.0f};
  EXPECT_FLOAT_EQ(odds.conflict_probability(), 0.75f);
  EXPECT_FLOAT_EQ(odds.war_probability(), 0.5f);
  const auto bits_at = [](double u) { return static_cast<std::uint32_t>(u * 4294967296.0); };
  EXPECT_EQ(draw_intensity(odds, bits_at(0.49)), 2.0f);
  EXPECT_EQ(draw_intensity(odds, bits_at(0.51)), 1.0f);
  EXPECT_EQ(draw_intensity(odds, bits_at(0.76)), 0.0f);
}

TEST(ConflictOdds, never_give_a_milder_year_on_the_same_luck) {
  for (std::uint32_t word = 0; word < 2000; ++word) {
    const std::uint32_t bits = random_words(1, word, Process::conflict, 0, 0).word[0];
    EXPECT_LE(draw_intensity({0.2f, 0.1f}, bits), draw_intensity({0.25f, 0.12f}, bits));
  }
}

TEST(ConflictOdds, stay_probabilities_at_the_ends_of_the_exponential) {
  const ConflictOdds sure{exponential(-87.0f), exponential(88.0f)};
  EXPECT_EQ(sure.war_probability(), 1.0f);
  const ConflictOdds never{exponential(-87.0f), exponential(-87.0f)};
  EXPECT_EQ(draw_intensity(never, lowest_bits), 0.0f);
}

TEST(ConflictDeaths, stay_in_the_class_of_their_year) {
  for (const float position : {-100.0f, -3.0f, 0.0f, 3.0f, 100.0f}) {
    EXPECT_EQ(intensity_of(minor_year(position)), 1.0f) << position;
  }
  for (const float excess : {-100.0f, -1.0f, 0.0f, 5.0f, 100.0f}) {
    EXPECT_EQ(intensity_of(war_year(excess, 5e6f)), 2.0f) << excess;
    EXPECT_LE(war_year(excess, 5e6f), 5e6f);
  }
  for (const std::uint32_t bits : {lowest_bits, highest_bits}) {
    EXPECT_EQ(intensity_of(quiet_year(5.0f, highest_bits, bits)), 0.0f);
  }
}

// A tenth of a people, and two million.
TEST(ConflictDeaths, of_a_year_are_bounded) {
  EXPECT_FLOAT_EQ(most_killed_of(1e6f), 1e5f);
  EXPECT_FLOAT_EQ(most_killed_of(1.4e9f), 2e6f);
}

TEST(OtherViolence, kills_one_at_least_and_what_it_may_at_most) {
  EXPECT_EQ(other_year(-5.0f, 1e5f), 1.0f);
  EXPECT_NEAR(other_year(std::log(101.0f), 1e5f), 100.0f, 1e-2f);
  EXPECT_EQ(other_year(80.0f, 1e5f), 1e5f);
  EXPECT_EQ(other_year(3.0f, 0.0f), 0.0f) << "the war has killed all that a year may";
}

// By hand: 1 + 2 * 3 + 4 * 5 + 6 + 7, where it is war.
TEST(OtherViolence, weighs_its_terms_in_their_order) {
  const float coefficients[] = {1.0f, 2.0f, 4.0f, 6.0f, 7.0f};
  const auto p = [&](int which, int) { return coefficients[which]; };
  EXPECT_FLOAT_EQ((OtherTerms{3.0f, 5.0f, 1.0f, 1.0f}.weigh(p, 0, 0)), 40.0f);
  EXPECT_FLOAT_EQ((OtherTerms{3.0f, 5.0f, 0.0f, 0.0f}.weigh(p, 0, 0)), 27.0f);
}

// Half of log 25 to log 1,000 is the geometric middle, 158.1.
TEST(ConflictDeaths, have_the_middle_of_their_law) {
  EXPECT_NEAR(minor_year(0.0f), std::sqrt(25.0 * 1000.0), 0.01);
  EXPECT_NEAR(war_year(0.0f, 1e9f), 2000.0, 0.01);
  EXPECT_EQ(quiet_year(-80.0f, highest_bits / 2, lowest_bits), 0.0f);
}

TEST(ConflictDeaths, of_war_are_remembered_exactly) {
  for (const float deaths : {1001.0f, 1500.0f, 9000.0f, 165'020.0f}) {
    EXPECT_NEAR(war_year(war_excess(deaths), 1e9f), deaths, 1e-5f * deaths);
  }
}

// P(deaths > 10,000) = 10^-tail.
TEST(InterstateWar, has_the_power_law_it_says) {
  constexpr int draws = 100'000;
  int above = 0;
  for (std::uint32_t draw = 0; draw < draws; ++draw) {
    const std::uint32_t bits = random_words(3, draw, Process::conflict, 0, 0).word[3];
    above += interstate_year(0.53f, 1e30f, bits) > 10'000.0f ? 1 : 0;
  }
  const double expected = std::pow(10.0, -0.53);
  EXPECT_NEAR(above / double{draws}, expected, 4 * std::sqrt(expected / draws));
}

TEST(InterstateWar, kills_at_most_what_it_may) {
  EXPECT_EQ(interstate_year(0.2f, 40'000.0f, lowest_bits), 40'000.0f);
  EXPECT_GE(interstate_year(0.2f, 10.0f, highest_bits), least_war_deaths);
}

// Self-excitement moves attempts in time and leaves their mean where the base has it.
TEST(Coups, keep_their_mean_rate_under_excitement) {
  constexpr int years = 200'000;
  constexpr float base = 0.05f;
  float memory = 0.0f;
  double attempts = 0.0;
  double after_attempt = 0.0;
  double repeats = 0.0;
  float last = 0.0f;
  for (std::uint32_t year = 0; year < years; ++year) {
    const std::uint32_t bits = random_words(5, year, Process::coup, 0, 0).word[0];
    const float now = coup_happens(coup_rate(base, 0.15f, memory, 0.0f, 0.0f), bits);
    repeats += last > 0.0f && now > 0.0f ? 1.0 : 0.0;
    after_attempt += last > 0.0f ? 1.0 : 0.0;
    attempts += static_cast<double>(now);
    memory = coup_memory_decay * memory + now;
    last = now;
  }
  // 1 - exp(-rate) of a rate that varies lies a little below the mean rate.
  EXPECT_NEAR(attempts / years, 0.05, 0.006);
  EXPECT_GT(repeats / after_attempt, 2.0 * attempts / years);
}

TEST(Coups, do_not_happen_at_rate_zero) {
  EXPECT_EQ(coup_happens(0.0f, highest_bits), 0.0f);
  EXPECT_EQ(coup_happens(0.0f, lowest_bits), 0.0f);
}

}  // namespace
}  // namespace peregrine
