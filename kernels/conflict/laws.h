// The laws of one country and year in one lane: odds, intensities, deaths.
// kernels/conflict/conflict.h runs them over countries and lanes and has the equations.
#pragma once

#include "kernels/conflict/view.h"
#include "kernels/ground/math.h"
#include "kernels/ground/random.h"

namespace peregrine {

// Shares of the memory and of the long memory that a year keeps: half is lost in two and in eight
// years.
inline constexpr float conflict_memory_decay = 0.7f;
inline constexpr float long_memory_decay = 0.92f;
// log(20,000 / 8,000): from this log income on riches count beside it.
inline constexpr float riches_from = 0.9162907f;
// Scale of the two features made of log deaths, so that one prior suits all coefficients.
inline constexpr float log_deaths_unit = 1.0f / 3.0f;
// A year's violence kills at most this share of a country's people: about what Rwanda lost in 1994
// (772,463 of 7 million, UCDP and WPP 2024), the most of any country since the figures begin.
inline constexpr float most_killed_share = 0.1f;
// And at most this many persons: 2.6 times those of Rwanda in 1994, so that the same share of the
// largest populations, which nothing on record suggests, is out of reach.
inline constexpr float most_killed = 2.0e6f;
// The first year of an interstate war kills at most this share: a year of the Korean War, the
// deadliest since 1945 (1.25 million battle deaths in three years, Lacina and Gleditsch 2005, among
// 30 million people).
inline constexpr float most_killed_between_states = 0.013f;
inline constexpr float persons_unit = 1.0e7f;  // of log_population

// The odds of minor conflict and war over none, and their probabilities.
struct ConflictOdds {
  float minor;
  float war;
  PEREGRINE_FUNCTION float war_probability() const { return war / (1.0f + minor + war); }
  PEREGRINE_FUNCTION float conflict_probability() const {
    return (minor + war) / (1.0f + minor + war);
  }
};

// Intensity of a number of deaths, as 0, 1, 2.
PEREGRINE_FUNCTION float intensity_of(float deaths) {
  const float minor = deaths >= least_minor_deaths ? 1.0f : 0.0f;
  return deaths >= least_war_deaths ? 2.0f : minor;
}

// `bits` decides from the worst outcome down, so that a higher risk on the same luck never gives a
// milder year.
PEREGRINE_FUNCTION float draw_intensity(const ConflictOdds& odds, std::uint32_t bits) {
  const float u = uniform_open(bits);
  const float minor = u < odds.conflict_probability() ? 1.0f : 0.0f;
  return u < odds.war_probability() ? 2.0f : minor;
}

// Persons of a year of minor conflict: 25 to 999. `position` is the logit of where log deaths lie
// between log 25 and log 1,000.
PEREGRINE_FUNCTION float minor_year(float position) {
  constexpr float low = 3.2188758f;    // log 25
  constexpr float range = 3.6888795f;  // log 1,000 - log 25
  const float share = 1.0f / (1.0f + exponential(-position));
  return within(exponential(fused(range, share, low)), least_minor_deaths, 999.0f);
}

// log(deaths / 1,000 - 1) of a year of war; its least is that of 1,000.5 deaths.
PEREGRINE_FUNCTION float war_excess(float deaths) {
  return natural_logarithm(larger(fused(deaths, 1.0e-3f, -1.0f), 5.0e-4f));
}

// Persons whom the violence of a year kills at most, of `persons`.
PEREGRINE_FUNCTION float most_killed_of(float persons) {
  return smaller(most_killed_share * persons, most_killed);
}

// Persons of a year of war, at most `most`.
PEREGRINE_FUNCTION float war_year(float excess, float most) {
  const float unbounded = fused(exponential(excess), least_war_deaths, least_war_deaths);
  return larger(smaller(unbounded, most), least_war_deaths);
}

// Persons of a year without conflict: none, or 1 to 24.
PEREGRINE_FUNCTION float quiet_year(float log_odds, std::uint32_t any_bits, std::uint32_t bits) {
  constexpr float log_range = 3.2188758f;  // log 25
  const float none = 1.0f / (1.0f + exponential(log_odds));
  const float deaths = exponential(log_range * uniform_open(bits));
  return uniform_open(any_bits) > none ? within(deaths, 1.0f, 24.0f) : 0.0f;
}

// Persons of the first year of an interstate war: P(deaths > x) = (1,000 / x)^tail.
PEREGRINE_FUNCTION float interstate_year(float tail, float most, std::uint32_t bits) {
  const float log_ratio = natural_logarithm(uniform_open(bits)) / -tail;
  return larger(smaller(least_war_deaths * exponential(log_ratio), most), least_war_deaths);
}

}  // namespace peregrine
