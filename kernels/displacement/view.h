// What the displacement process reads and what it carries from year to year: plain structs of
// pointers, in structure-of-arrays form as in world.h.
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

// One row of a posterior draw, in the column order of
// inputs/calibration/displacement_posterior.csv.
enum DisplacementParameter : int {
  outflow_constant,  // log persons; in years of conflict
  outflow_memory,    // of the log outflow, 0 ... 1
  outflow_own,       // elasticity in the origin's own level
  outflow_fade,      // of the memory, lost above displacement_surge, 0 ... 1
  outflow_level,     // elasticity of the year's outflow in deaths
  outflow_jump,      // the same in their change since last year
  outflow_scale,     // sd of the log outflow's shock
  outflow_tail,      // Fleishman's cubic coefficient of it
  calm_constant,     // the same in years without conflict, which have no deaths to speak of
  calm_memory,
  calm_own,
  calm_fade,
  calm_scale,
  calm_tail,
  share_memory,         // elasticity of a pair's weight in last year's arrivals
  share_contiguity,     // log effect of a common border
  share_distance,       // elasticity in distance
  share_diaspora,       // elasticity in the displaced already there
  share_openness,       // elasticity in what the destination took in over five years
  share_scale,          // sd of the log weight's shock
  exit_after,           // share of the stock that leaves a year in the years after a conflict
  conflict_turnover,    // share of a conflict year's arrivals that as many exits make up for
  count_scale,          // log of the sd of the count's shock at one person
  count_scale_by_size,  // its change per unit of log persons
  count_rise,    // how far its rises go beside its falls, so that its mean is what is expected
  count_tail,    // Fleishman's cubic coefficient of the count's shock
  count_memory,  // of the count's shock, 0 ... 1
  count_origin_share,  // of its variance: what an origin's pairs share
  closing_peace,       // yearly probability that a situation closes: long peace at the origin,
  closing_minor,       // ... 25 to 999 deaths there,
  closing_war,         // ... 1000 and more,
  closing_after,       // ... the years after a conflict
  closing_depth,       // mean fall of log persons where it does
  displacement_parameter_count
};

// The pairs as a run starts from them, sorted by origin.
struct DisplacementView {
  int areas;  // origins and destinations
  int pairs;
  int observed_years;  // steps 1 ... observed_years repeat what was observed

  const int* first_pair;           // [area + 1] an origin's pairs are first_pair[o] ... [o + 1] - 1
  const int* host;                 // [pair] area of its destination
  const float* contiguous;         // [pair] 1: common border
  const float* log_distance;       // [pair] log kilometres
  const float* log_openness;       // [pair] log persons the destination took in, last five years
  const float* log_volatility;     // [pair] log of how far its counts move, 0: as those of others
  const float* first_shock;        // [pair] of the count, last year observed; 0 or below
  const float* stock;              // [pair] displaced persons, first year
  const float* arrivals;           // [pair] persons newly displaced in the first year
  const int* deaths_row;           // [area] its row among the deaths given every year; -1: none
  const float* deaths;             // [area] deaths of the first year
  const float* calm_years;         // [area] years since its last conflict, first year
  const float* log_own_outflow;    // [area] mean of log(outflow + 10) over the record
  const float* log_outflow_cap;    // [area] log of the most persons who leave in a year
  const float* most_abroad;        // [area] persons of it beyond whom nobody is left to flee
  const float* most_hosted;        // [area] displaced beyond whom it takes in nobody
  const float* observed_stock;     // [observed_years][pair] persons at the end of steps 1, 2, ...
  const float* observed_arrivals;  // [observed_years][pair] persons newly displaced in them

  const float* posterior;  // [row][displacement_parameter_count]
  int posterior_rows;      // row 0 is the mean, the others are draws

  // What a scenario changes; all zero: nothing.
  int held = 0;  // 1: after the observed years nothing changes any more
  const float* outflow_rise =
      nullptr;  // [area] log: so much more leave while the area is at war; null: none
  const float* rich = nullptr;   // [pair] how far the destination is one of high income, 0 ... 1
  float log_recognition = 0.0f;  // log of the change of weight of destinations of high income,
  float more_exits = 0.0f;       // added share of exits from there,
  int policy_step = 0;           // both from this step on
};

struct DisplacementState {
  float* parameters;   // [displacement_parameter_count][lane], units: DisplacementParameter
  float* stock;        // [pair][lane] displaced persons at the end of the year
  float* fresh;        // [pair][lane] persons newly displaced in the year
  float* count_shock;  // [pair][lane] in units of its scale
  float* log_deaths;   // [area][lane] log(deaths + 10) of the year
  float* calm_years;   // [area][lane] years since the last one of conflict; 0: it is one
  float* hosted;       // [area][lane] displaced persons there, of all pairs as they now are
  // What dated events make of the year (kernels/displacement/displacement_events.h); null: nothing.
  float* event_outflow = nullptr;  // [area][lane] times the newly displaced
  float* event_exits = nullptr;    // [area][lane] share of the displaced who leave in addition
};

// What a year leaves behind.
struct DisplacementOutput {
  float* arrivals;              // [pair][lane] persons who became displaced there, and stayed so
  float* exits;                 // [pair][lane] persons who returned, settled or moved on,
  float* ended;                 // [pair][lane] ... of them without the shocks of the count
  float* staying;               // [pair][lane] newly displaced who still are at the year's end
  double* displaced_by_origin;  // [area][lane] persons displaced abroad at the end of the year
  double* outflow_by_origin;    // [area][lane] arrivals of the year from there
  double* displaced;            // [lane] persons, world
};

}  // namespace peregrine
