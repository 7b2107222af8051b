// What a draw reads and what it carries from year to year: plain structs of pointers, no behaviour.
//
// Everything is in structure-of-arrays form. `[x]` is an extent; a lane array `[x][lane]` has the
// lanes of a tile as its fastest index, so that loads coalesce on a GPU and fill SIMD registers on
// a CPU.
#pragma once

#include "kernels/assimilation/view.h"
#include "kernels/climate/view.h"
#include "kernels/conflict/view.h"
#include "kernels/displacement/view.h"
#include "kernels/drivers/view.h"
#include "kernels/economy/view.h"
#include "kernels/events/view.h"
#include "kernels/ground/portable.h"
#include "kernels/routes/view.h"

namespace peregrine {

// One row of a posterior draw: the numbers that one realization lives by. The order is the column
// order of inputs/calibration/stock_posterior.csv.
enum StockParameter : int {
  pressure_drift,          // yearly pull of migration pressure towards its mean, at 100,000 persons
  pressure_drift_by_size,  // the same per factor ten of a corridor's size
  pressure_persistence,    // of migration pressure from one year to the next, 0 ... 1
  pressure_fade,           // how much faster strong pressure fades: y / (1 + fade y^2)
  newcomer_pressure,       // migration pressure of a corridor first seen in the latest table
  turnover,                // departures a year per person of stock at pressure 0
  diaspora_elasticity,     // of arrivals in the stock already there
  origin_elasticity,       // of arrivals in the origin's population
  destination_elasticity,  // of arrivals in the destination's population
  onward_share,            // of departures that go on to a third country
  shock_log_multiplier,    // log of this realization's volatility over the fitted one
  destination_volatility,  // sd of a destination's log volatility, redrawn every five years
  shock_tail,              // Fleishman's cubic coefficient of the yearly shocks
  shock_skew,              // log of the scale of rises over the geometric mean with that of falls
  shock_centre,            // taken from a shock, in units of its scale, for the median to stay
  share_common,            // of the shocks' variance: all corridors,
  share_origin,            // ... an origin's corridors,
  share_destination,       // ... a destination's corridors; the rest is the corridor's own
  opening_log_spread,      // sd of the log size of an opening
  stock_parameter_count
};

// Which displaced persons belong to which corridor.
struct RefugeeView {
  const int* pair;             // [corridor] pair of displacement, -1: none; null: no displacement
  const int* country_of_area;  // [area] country, the unknown origin for areas that are none
  // [pair] of the first calendar year, after its middle: newly displaced, all arrivals, exits
  const float* late_fresh;
  const float* late_arrivals;
  const float* late_exits;
};

// The corridors whose single draws are kept.
struct KeptView {
  int corridors;
  const int* corridor;  // [corridors] corridor of the stock
};

// The world as a run starts from it. Corridors are sorted by destination.
struct WorldView {
  int corridors;  // a multiple of 4: one Philox call serves four neighbours
  int countries;  // the last is the unknown origin, which has no population
  int years;      // steps after the first year

  const int* origin;              // [corridor] country
  const int* destination;         // [corridor] country
  const float* stock;             // [corridor] persons, first year
  const float* log_reference;     // [corridor] log persons: size at which arrivals balance
  const float* pressure;          // [corridor] migration pressure of the latest five years
  const float* newcomer;          // [corridor] 1 where the corridor is first seen in the table
  const float* size;              // [corridor] log10(reference / 100,000 persons)
  const float* shock_scale;       // [corridor] sd of a yearly shock to the pressure
  const float* revision_scale;    // [corridor] sd of the log error of its figure
  const float* least_cap;         // [corridor] arrivals a year that a cap allows an empty corridor,
                                  // per native of the origin
  const float* opening_hazard;    // [corridor] yearly probability that an empty corridor opens
  const float* opening_log_size;  // [corridor] median log persons of an opening
  const float* revision_destination;  // [country] sd of the log error its figures share
  const float* revised_share;         // [country] probability that its figures have errors at all

  const float* population;   // [country] persons, first year
  const float* births_rate;  // [year][country] births a year per person
  const float* deaths_rate;  // [year][country] deaths a year per person

  const float* posterior;  // [row][stock_parameter_count]
  int posterior_rows;      // row 0 is the mean, the others are draws

  ClimateView climate;
  EconomyView economy;
  DriversView drivers;
  ConflictView conflict;
  ConflictSwitches conflict_switches;
  ConflictLinks conflict_links;
  DisplacementView displacement;
  RefugeeView refugees;
  RoutesView routes;
  StockFiguresView figures;
  EventsView events;
  KeptView kept;
};

// What a scenario switches. 1: sampled, 0: held at its centre.
struct StockSwitches {
  float measurement_error;
  float innovations;
  float new_corridors;
  int parameter_uncertainty;  // 0: every draw lives by row 0, the posterior mean
};

// The flows of a year that are reported for the whole world.
enum GlobalFlow : int {
  arrivals_flow,
  returns_flow,
  onward_flow,
  deaths_flow,
  revision_flow,  // what a later table corrected: no one moved
  global_flow_count
};

struct RefugeeState {
  float* in_stock;  // [pair of displacement][lane] displaced persons within the corridor's stock
  float* settling;  // [country][lane] share of those who leave displacement that stays there
  // [pair][lane] of the latest calendar year, after its middle, as DisplacementState and -Output
  float* late_fresh;
  float* late_arrivals;
  float* late_exits;
  float* late_ended;
};

// The lanes' state. On the CPU a tile owns one; on the GPU all threads share.
struct TileState {
  float* pressure;           // [corridor][lane] migration pressure
  float* level;              // [corridor][lane] log of (turnover * reference ^ (1 - elasticity))
  float* parameters;         // [stock_parameter_count][lane], units: StockParameter
  float* volatility;         // [country][lane] of shocks at this destination, these five years
  float* origin_shock;       // [country][lane] this year's, in units of a corridor's scale
  float* destination_shock;  // [country][lane] the same, with the common part
  float* origin_pull;        // [country][lane] log effect of the origin's population on arrivals
  float* destination_pull;   // [country][lane] the same of the destination's
  double* population;        // [country][lane] persons
  float* supply;             // [country][lane] natives of this origin, at home or abroad
  float* supply_by_stock;    // [country][lane] cap of a corridor's arrivals per migrant in it
  float* immigration;        // [country][lane] arrivals from abroad this year
  float* outmigration;       // [country][lane] immigrants who left this country this year
  float* emigration;         // [country][lane] natives of this country arriving elsewhere
  float* homecoming;         // [country][lane] natives of this country leaving elsewhere
  ClimateState climate;
  EconomyState economy;
  DriversState drivers;
  ConflictState conflict;
  DisplacementState displacement;
  DisplacementOutput displaced_year;  // of the latest year
  RefugeeState refugees;
  RoutesState routes;
  AssimilationState assimilation;
  EventsState events;
};

// What a tile leaves behind of a year; the first has no flows. Years lie one after the other in
// memory, a plane each: the year `step` in plane step % planes (kernels/tile_arrays.h).
struct TileOutput {
  int planes;                 // years + 1, or 2 where each is read before the next but one is made
  int stock_planes;           // the same for stocks
  float* stock;               // [corridor][lane] persons; also the state
  const float* stock_before;  // [corridor][lane] persons, the year before
  double* immigrants;         // [country][lane] persons born elsewhere, living here
  double* emigrants;          // [country][lane] persons born here, living elsewhere
  double* population;         // [country][lane] persons
  double* global_stock;       // [lane] persons
  double* global_flows;       // [global_flow_count][lane] persons a year
  int* posterior_row;         // [lane] of all years
  double* food_stressed;      // [lane] persons under food stress
  double* stock_revision;     // [country][lane] persons corrected, migrants who live here
  ClimateOutput climate;
  ConflictOutput conflict;
  double* displaced;        // [lane] persons displaced abroad, world, end of year
  double* displaced_from;   // [country][lane] the same by origin
  double* newly_displaced;  // [country][lane] persons who fled abroad in the year, by origin
  float* kept_stock;        // [kept corridor][lane] persons
  RoutesOutput routes;
};

}  // namespace peregrine
