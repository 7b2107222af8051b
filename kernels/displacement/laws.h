// The laws of one origin and of one pair in one lane; kernels/displacement/displacement.h runs them
// over pairs and lanes and has the equations.
#pragma once

#include "kernels/displacement/view.h"
#include "kernels/ground/heavy_tails.h"
#include "kernels/ground/tile.h"

namespace peregrine {

// Persons and deaths below which logs are held up: 10 keeps the smallest figures from ruling.
inline constexpr float displacement_floor = 10.0f;
// Log of the persons a year above which an outflow is a surge, that fades faster: log 10,000. Up to
// 2009 outflows below it went on as they were, on average, and those above fell.
inline constexpr float log_displacement_surge = 9.2103404f;
// UCDP's thresholds of deaths a year for minor conflict and for war.
inline constexpr float minor_conflict_deaths = 25.0f;
inline constexpr float war_deaths = 1000.0f;

// Years after the last one of conflict in which many go home.
inline constexpr float years_after_conflict = 10.0f;
// What an origin that has had no conflict in the record counts as.
inline constexpr float longest_calm = 99.0f;
// Log by which an origin's own level has to be above that of nobody: one person in ten years.
inline constexpr float least_own_level = 0.01f;

// What an outflow depends on in one lane: the parameters outflow_constant ... outflow_jump, or
// those of years without conflict.
struct OutflowLaw {
  float constant;
  float memory;
  float own;
  float fade;
  float level;
  float jump;
};

// Log of (an origin's outflow + 10) before its shock. Logs of (deaths + 10) of this and last year;
// `log_own`: the origin's own level.
PEREGRINE_FUNCTION float central_log_outflow(float log_before, float log_own, float log_deaths,
                                             float log_deaths_before, const OutflowLaw& law) {
  const float of_deaths = fused(law.level, log_deaths, law.jump * (log_deaths - log_deaths_before));
  const float surge = larger(log_before - log_displacement_surge, 0.0f);
  const float held = fused(law.own, log_own, law.constant + of_deaths);
  return fused(law.memory, log_before, fused(-law.fade, surge, held));
}

// Who is abroad cannot flee again, and a host has room for so many: of those who would flee from
// there, be counted anew or come, the share that is left, when `displaced` persons of an origin or
// at a host are of the `most` that can be; falls from half of it on.
PEREGRINE_FUNCTION float share_left(float displaced, float most) {
  return within(fused(-2.0f, displaced / most, 2.0f), 0.0f, 1.0f);
}

// Years since the last one of conflict, a year later.
PEREGRINE_FUNCTION float calm_years_after(float calm_years, float deaths) {
  return deaths < minor_conflict_deaths ? smaller(calm_years + 1.0f, longest_calm) : 0.0f;
}

// Of a value for each state of an origin, that of its state.
PEREGRINE_FUNCTION float by_state(float deaths, float calm_years, float peace, float minor,
                                  float war, float after) {
  const float in_conflict = deaths < war_deaths ? minor : war;
  const float calm = calm_years <= years_after_conflict ? after : peace;
  return deaths < minor_conflict_deaths ? calm : in_conflict;
}

// A year of one pair, persons.
struct DisplacementYear {
  float arrivals;
  float exits;
  float stock;
};

// Closes a pair's books on a stock at the end of the year that is counted, not derived.
PEREGRINE_FUNCTION DisplacementYear balance_pair(float stock, float expected, float fresh,
                                                 float counted) {
  DisplacementYear year;
  const float unforeseen = larger(counted - expected, 0.0f);
  year.arrivals = fresh + unforeseen;
  year.exits = larger((stock - counted) + year.arrivals, 0.0f);
  // Rounding leaves less than a person, of either sign, where nobody stays.
  year.stock = larger((stock - year.exits) + year.arrivals, 0.0f);
  return year;
}

// Log of the factor of a count's shock, closings left out. `unit` is fleishman_unit(tail); rises
// are `rise` times as far as falls are.
PEREGRINE_FUNCTION float count_noise(float shock, float log_sd, float rise, float tail,
                                     float unit) {
  // A count that more than doubles without anyone newly displaced is a new count, not a shock.
  constexpr float most_rise = 1.5f;
  const float sd = exponential(log_sd) * (shock > 0.0f ? rise : 1.0f);
  return within(sd * heavy_tailed(shock, tail, unit), -most_rise, most_rise);
}

// Log of what a closing situation keeps, else 0. A uniform number below the hazard is uniform below
// it, so that the number that closes also says how far.
PEREGRINE_FUNCTION float fall_of_closing(float hazard, float log_hazard, float depth,
                                         std::uint32_t bits) {
  constexpr float most_fall = -12.0f;
  const float u = uniform_open(bits);
  const float fall = larger(depth * (natural_logarithm(u) - log_hazard), most_fall);
  return u < hazard ? fall : 0.0f;
}

}  // namespace peregrine
