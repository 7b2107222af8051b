// What the conflict process reads, keeps and leaves behind. The host fills views of plain pointers;
// kernels never allocate.
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

// How violent a country's year is, by deaths on its soil in conflicts to which a state is a party
// (UCDP, state-based): fewer than 25, 25 to 999, 1,000 or more. Violence among other groups and
// against civilians is apart: kernels/conflict/other_violence.h.
enum class Intensity : int { none, minor, war };
inline constexpr float least_minor_deaths = 25.0f;
inline constexpr float least_war_deaths = 1000.0f;

// What the odds of minor conflict and of war depend on. log d is log(1 + state-based deaths), and
// last year's figures are those of the year before the one advanced to.
enum ConflictFeature : int {
  of_one,          // 1
  of_minor,        // 1 where last year was minor conflict
  of_war,          // 1 where it was war
  of_deaths,       // log d of last year / 3
  of_memory,       // memory of log d up to last year / 3
  of_long_memory,  // long memory of log d up to last year / 3
  of_neighbours,   // share of the neighbours in minor conflict or war last year
  of_population,   // log(persons / 10 million) last year
  of_income,       // log(GDP per head / 8,000 PPP dollars of 2021) last year
  of_riches,       // log of what that is above 20,000 dollars, at least 0
  of_heat,         // this year's temperature, in standard deviations above the mean of 1961-1990
  conflict_feature_count
};

// Parameters that the posterior draws, in the order of the columns of
// inputs/calibration/conflict_posterior.csv. The coefficients come first: [minor, war][feature].
enum ConflictParameter : int {
  minor_odds,                                      // coefficients of log odds of minor over none
  war_odds = minor_odds + conflict_feature_count,  // ... of war over none
  coup_odds = war_odds + conflict_feature_count,   // both log odds, per coup remembered (at most 1)
  common_persist,   // share of the world's shock, to both log odds, that a year keeps
  common_spread,    // standard deviation of that shock
  minor_level,      // logit of log deaths between 25 and 1,000: at no deaths last year,
  minor_deaths,     // per log d of last year,
  minor_memory,     // per unit of memory,
  minor_spread,     // standard deviation
  war_level,        // log of (deaths / 1,000 - 1): of a war that goes on,
  war_persist,      // per unit of the same last year,
  war_entry,        // of a war that begins,
  war_spread,       // standard deviation
  war_tail,         // Fleishman's tail of its shock (kernels/stock/shocks.h)
  quiet_level,      // log odds of 1 to 24 deaths over none in a year without conflict,
  quiet_deaths,     // per log d of last year,
  quiet_memory,     // per unit of memory
  any_level,        // log odds of any death in other violence: at none last year, in peace,
  any_last,         // per log(1 + deaths in it last year),
  any_past,         // per unit of its ten-year level,
  any_in_conflict,  // in minor conflict or war,
  any_in_war,       // added to that in war
  other_level,      // log(1 + deaths) in other violence where there is any: at none last year,
  other_last,       // ... and the same five
  other_past,
  other_in_conflict,
  other_in_war,
  other_spread,     // standard deviation of its shock
  other_tail,       // Fleishman's tail of it
  interstate_rate,  // interstate wars that begin a year, world
  interstate_end,   // yearly probability that one ends
  interstate_tail,  // exponent of P(deaths > x) of the first year
  coups_africa,     // attempts a year in Africa, without the coup belt's excess
  coups_elsewhere,  // attempts a year elsewhere
  coup_self,        // added yearly rate per coup remembered, own
  coup_belt_rate,   // ... and per coup remembered by the belt's mean country
  conflict_parameter_count
};

// The world data of the process. Countries are those of the stock table, the unknown origin last.
struct ConflictView {
  int countries;

  const float* active;          // [country] 1 where the process runs, 0: always at peace
  const int* neighbour_start;   // [country + 1] first of its neighbours
  const int* neighbour;         // [neighbour_start[countries]] country
  const float* log_population;  // [step][country] log(persons / 10 million); step 0: origin year
  const float* log_income;      // [step][country] log(GDP per head / 8,000)

  const float* deaths;            // [country] of the origin year, all organised violence
  const float* fought;            // [country] state-based ones among them
  const float* memory;            // [country] memory of log d at the origin year
  const float* long_memory;       // [country] long memory of it
  const float* other_past;        // [country] ten-year level of log(1 + deaths in other violence)
  const float* effect;            // [country] added to both log odds: mean,
  const float* effect_deviation;  // [country] standard deviation
  const float* interstate;  // [country] 1 where an interstate war is fought in the origin year
  const int* held_until;    // [country] last step to which a scenario holds that war on; 0: none

  const float* interstate_weight;      // [country] share of the wars that begin, sum 1
  const float* coup_weight_africa;     // [country] share of Africa's coup attempts, sum 1
  const float* coup_weight_elsewhere;  // [country] share of the rest's, sum 1
  const float* coup_belt;              // [country] 1 where it belongs to the coup belt
  const float* coup_memory;            // [country] coups remembered at the origin year
  float coup_belt_countries;           // how many those are

  const float* posterior;  // [row][conflict_parameter_count], units: ConflictParameter
  int posterior_rows;      // row 0 is the mean, the others are draws
};

// What a scenario changes.
struct ConflictSwitches {
  float coups;                   // times the rate of attempts
  float interstate_wars;         // times the rate at which they begin
  float new_wars;                // 0: a country at peace last year stays at peace, else 1
  int parameter_uncertainty;     // 0: every draw lives by row 0
  float more_belt_coups = 0.0f;  // added share of attempts in the coup belt
  float belt_log_odds = 0.0f;    // added to the log odds of minor conflict and of war there
  float stabilisation = 0.0f;    // share of both that stabilisation of the belt takes away,
  int stabilisation_step = 0;    // from this step of the process on
};

// What ties the process to a run, whose steps are counted from an earlier year.
struct ConflictLinks {
  int present;      // 0: there is no conflict in this world
  int origin_step;  // of the run: the process's step 0, the last year observed
  int simulated;    // 0: the years after repeat the last one observed

  const float* deaths;      // [step][country] as observed, steps 0 ... origin_step
  const float* fought;      // [step][country] state-based ones among them
  const float* interstate;  // [step][country] 1 where an interstate war was fought
  const float* coups;       // [step] attempts that are on record
  const float* heat;        // [country] at the origin, standard deviations
  const float* per_kelvin;  // [country] standard deviations of heat a kelvin; 0 where not known
};

struct ConflictState {
  float* parameters;   // [conflict_parameter_count][lane]
  float* intensity;    // [country][lane] 0, 1, 2: Intensity of the latest year
  float* deaths;       // [country][lane] of the latest year, all organised violence
  float* fought;       // [country][lane] state-based ones among them
  float* other;        // [country][lane] those in other violence
  float* memory;       // [country][lane] memory of log d
  float* long_memory;  // [country][lane] long memory of log d
  float* other_past;   // [country][lane] ten-year level of log(1 + other)
  float* effect;       // [country][lane] the country's own, added to both log odds
  float* interstate;   // [country][lane] 1 where an interstate war is fought
  float* coup_memory;  // [country][lane] coups remembered: halves every year
  float* contagion;    // [country][lane] share of the neighbours in conflict last year
  float* belt;         // [lane] coups remembered by the belt's mean country
  float* common;       // [lane] the world's shock, added to both log odds of every country
  // What other processes hand over each year.
  float* heat;            // [country][lane] this year's, in standard deviations; null: 0
  float* log_population;  // [country][lane] last year's; null: the view's
  float* log_income;      // [country][lane] last year's; null: the view's
  // What dated events order this year (kernels/conflict/conflict_events.h); null: there are none.
  float* event_coup = nullptr;    // [country][lane] 1: a coup is attempted
  float* event_state = nullptr;   // [country][lane] peace or war that is imposed; negative: neither
  float* event_deaths = nullptr;  // [country][lane] state-based ones of an imposed war
};

// What a tile leaves behind of a year; coups of the origin year are not known.
struct ConflictOutput {
  float* minor_countries;  // [lane] countries in minor conflict
  float* war_countries;    // [lane] countries at war
  float* interstate_wars;  // [lane] countries where an interstate war is fought
  float* coups;            // [lane] attempts
  double* deaths;          // [lane] persons, world
  int* posterior_row;      // [lane]
  float* intensity_of;     // [country][lane] Intensity; null: not wanted
  float* deaths_of;        // [country][lane] persons
};

}  // namespace peregrine
