// What the irregular corridors read, keep and leave behind. Months are counted from January of the
// run's first year.
//
// A border is a stretch of frontier that people try to cross; a route, as Frontex reports it, is
// one or several borders. A route corridor is a border and a group of nationals. A front is a
// border on which an actor may steer people.
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

// Drawn once a realization, by a normal of the given mean and spread, held within bounds.
enum RouteParameter : int {
  route_log_scale,   // log of this realization's volatility over the fitted one
  lead_effect,       // of the change of a border on that of the one it leads to, next month
  displaced_effect,  // elasticity of attempts in the displaced abroad of the same origin
  detection_error,   // log error of the share of attempts that is detected, all borders
  stay_share,        // share of those who enter that stays
  near_diversion,    // share of those kept back who try a neighbouring border,
  far_diversion,     // ... another route
  refusal_effect,    // elasticity of attempts in the refusal of asylum and visas
  // Share of crossings that the measures of a level of response stop of those that the level below
  // lets through; below zero: more get through.
  interception_national,
  level_duration,       // how much faster a campaign ages, per level of response
  level_deterrence,     // fall of the log rate of onset for each level that a campaign met
  level_deaths,         // change of log deaths per attempt, per level of response
  campaign_log_rate,    // log of the rate of onset over its mean
  campaign_self,        // onsets a year that a remembered full success adds
  campaign_log_size,    // log of the size of campaigns over a front's median
  campaign_log_length,  // log of their length over its mean
  interception_frontex,
  interception_nato_non_military,
  interception_nato_military,
  route_parameter_count
};

// How a campaign hides or shows who is behind it.
enum class CampaignKind : int { open, proxy, decoy, unnamed };
inline constexpr int campaign_kinds = 4;

// What a target does about arrivals, each level with what the one before has.
enum class ResponseLevel : int { none, national, frontex, nato_non_military, nato_military };
inline constexpr int response_levels = 5;

inline constexpr int months_a_year = 12;
inline constexpr int belief_terms = 4;
// Added to detections before their logarithm, so that quiet months have one.
inline constexpr float detection_offset = 10.0f;

// Ways to look at a month's border: what is counted there.
struct BordersView {
  int count;
  const int* observed_months;     // [border] the first months repeat what was observed
  const int* first_corridor;      // [border + 1] its corridors are first ... next first - 1
  const int* route;               // [border]
  const int* target;              // [border] country
  const int* leads_to;            // [border] border that people go on to; -1: none
  const int* near;                // [border] neighbouring border, -1: none
  const float* elsewhere;         // [border][border] share of those who try another route
  const int* front;               // [border] front there, -1: none
  const float* level;             // [border] long-run mean of log(detections + 10), no season
  const float* season;            // [border][month of the year] added to it
  const float* memory;            // [border] of the anomaly, a month
  const float* persistent_scale;  // [border] sd of its monthly shock
  const float* transient_scale;   // [border] sd of what passes within a month
  const float* anomaly;           // [border] at its last observed month
  const float* log_most;      // [border] most that log(detections + 10) of an ordinary month can be
  const float* interception;  // [border] share of attempts that is stopped in ordinary months
  const float* detection;     // [border] share of crossings that is detected
  const float* log_death_risk;  // [border] log deaths per detection
  const float* death_scale;     // [border] sd of its monthly log
  const float* enforcement;     // [border] share of crossings a scenario stops in addition
  const float* first_entry;  // [border] 1 where those who cross enter a region for the first time
  const float* departures_kept;  // [border] share of departures that a transit state prevents
  // [month][border] share of entries that may join the stock: those that repeat none before; 0 in
  // the first year, whose stock is the table's, and where first_entry is 0
  const float* joining;
};

// The corridors of all borders, in the order of the borders; a multiple of 4.
struct RouteCorridorsView {
  int count;
  const int* border;             // [corridor]
  const int* origin;             // [corridor] country; the unknown origin for the rest of a border
  const float* log_share;        // [corridor] at the border's last observed month
  const float* long_run;         // [corridor] log share it returns to
  const float* share_scale;      // [corridor] sd of its monthly shock
  float share_memory;            // a month
  float tail;                    // Fleishman's tail of all monthly shocks
  const float* observed;         // [observed month][corridor] detections
  const float* observed_deaths;  // [observed month][border] dead or missing where known, else -1
  const float* observed_attempts;  // [observed month][border] where reported, else -1
};

// Fronts; the last stands for the rest of the world, where campaigns happen that press on no border
// of the table.
struct FrontsView {
  int count;
  int actors;
  const int* border;            // [front] -1: none
  const int* actor;             // [front]
  const int* partner;           // [front] where its decoys draw eyes from; -1: none
  const float* rate;            // [front] onsets a year
  const float* remembered;      // [front] successes remembered at its last observed month
  const float* log_size;        // [front] log attempts, median
  const float* novelty;         // [front] distance of a month's nationals from the year's, mean
  const float* novelty_scale;   // [front] and standard deviation, in months without a campaign
  const float* coup_belt;       // [front] how much its rate follows the coups of the belt
  const int* at_war;            // [front] country whose war with a state raises its rate, -1: none
  int scheduled;                // campaigns that a scenario orders
  const int* scheduled_front;   // [scheduled]
  const int* scheduled_month;   // [scheduled]
  const float* scheduled_size;  // [scheduled] attempts
  const int* scheduled_kind;    // [scheduled] CampaignKind
};

enum class PostureRule : int { triggered, fixed };

// How targets respond.
struct PostureView {
  int posture;  // ResponseLevel: the highest that is given
  PostureRule rule;
  int collective;          // 1: allies help at all fronts of an actor once it is clear at one
  float surge;             // times the usual detections from which a target responds
  float least_detections;  // and at least so many a month
  float confidence;        // probability of a campaign from which allies help
  int from_month;          // of the posture
  float delay_months[response_levels];  // from what calls for a level to its effect
  float cost[response_levels];          // million euros a month and target
  float hold_months;                    // calm months before a level is given up
};

// Entries that stay, and the corridor of the stock that they join.
struct EntriesView {
  int slots;
  const int* slot;           // [stock corridor] -1: none; null: entries do not join the stock
  const float* usual;        // [slot] persons a year whom the stock's own arrivals contain
  int links;                 // sorted by slot
  const int* first_link;     // [slot + 1]
  const int* link_corridor;  // [link] route corridor
  const float* link_share;   // [link] of the corridor's entries
};

struct RoutesView {
  int present;          // 0: there are no irregular corridors in this world
  int observed_months;  // of tables by observed month: as many as any border has
  int simulated_from;   // the first month that is simulated at some border
  int campaigns_from;   // the first month of fronts that have no border
  int simulated;        // 0: the months after have the usual figures of the season
  int campaigns;        // 0: no campaigns but those a scenario orders
  float campaign_rate;  // times the rate of onset
  int events;           // 1: events of the scenario move borders
  int routes;
  float log_refusal;  // log of the change of refusals of asylum and visas, from policy_month on
  int policy_month;
  int kept_from;              // step of the first year whose entries are kept by nationals
  int kept_years;             // so many years; 0: of none
  const float* mean;          // [route_parameter_count]
  const float* spread;        // [route_parameter_count]
  const float* low;           // [route_parameter_count]
  const float* high;          // [route_parameter_count]
  float worth[belief_terms];  // coefficients of campaign_probability()
  BordersView borders;
  RouteCorridorsView corridors;
  FrontsView fronts;
  PostureView posture;
  EntriesView entries;
};

// The observer's belief about a front.
enum Belief : int { ordinary_belief, named_belief, blurred_belief, belief_count };

struct RoutesState {
  float* irregular_share;       // [lane] of the world's arrivals
  float* parameters;            // [route_parameter_count][lane], units: RouteParameter
  float* pull;                  // [corridor][lane] log effect of drivers on attempts, at the start
  float* displaced;             // [corridor][lane] log displaced abroad of its origin, at the start
  float* desire;                // [corridor][lane] times attempts, this year
  float* anomaly;               // [border][lane] log(detections + 10) over its usual, slow part
  float* change;                // [border][lane] of the anomaly, last month
  float* diverted;              // [border][lane] attempts that come from elsewhere this month
  float* stopped;               // [border][lane] attempts that failed, this month, persons
  float* stopped_more;          // [border][lane] of them, beyond the ordinary, simulated months
  float* kept;                  // [border][lane] who a transit state kept from leaving, this month
  float* level;                 // [border][lane] ResponseLevel
  float* called;                // [border][lane] months for which more has been called for
  float* calm;                  // [border][lane] months without a surge
  float* log_share;             // [corridor][lane] log of its weight within the border
  float* weight;                // [corridor][lane] exp(log_share) of this month
  float* mix;                   // [corridor][lane] share of a campaign's people
  float* year_mix;              // [corridor][lane] share of detections, mean over the last year
  float* entering;              // [corridor][lane] persons who entered and stay, this year
  float* active;                // [front][lane] 1: campaign
  float* age;                   // [front][lane] months, faster under response
  float* length;                // [front][lane] months from onset to the end of its plateau
  float* growth;                // [front][lane] of log attempts a month, before the plateau
  float* size;                  // [front][lane] attempts in all, undisturbed
  float* kind;                  // [front][lane] CampaignKind
  float* success;               // [front][lane] successes remembered
  float* deterrence;            // [front][lane] log, remembered
  float* attempts_by_campaign;  // [front][lane] attempts this month
  float* last_signal;           // [front][lane] signal strength of last month
  float* last_anomaly;          // [front][lane] the anomaly its observer saw, last month
  float* belief;                // [front][belief_count][lane] probabilities
  float* tension;               // [actor][lane] times the rate of onset, this year
  // What this month's events make of a border; null where they move none.
  float* event_departures;  // [border][lane] times those who set out
  float* event_attempts;    // [border][lane] times attempts, a campaign's too
  float* event_through;     // [border][lane] times the share that gets through
  float* event_deaths;      // [border][lane] times the risk of death
  float* event_posture;     // [border][lane] ResponseLevel that a surge calls for at most
};

// What a tile leaves behind of a year.
struct RoutesOutput {
  float* detections;  // [month of the year][route][lane] detections
  float* attempts;    // [month of the year][border][lane] attempts to cross
  float* entries;     // [month of the year][border][lane] persons who got in
  float* deaths;      // [month of the year][border][lane] dead or missing
  float*
      diverted;  // [month of the year][border][lane] of stopped and kept: who try elsewhere next month
  float* level;                 // [month of the year][border][lane] ResponseLevel
  float* active;                // [month of the year][front][lane] 1: campaign
  float* campaign;              // [month of the year][front][lane] P(campaign), the observer's
  float* actor;                 // [month of the year][front][lane] P(the front's actor | campaign)
  float* by_corridor;           // [route corridor][lane] detections
  float* entries_by_nationals;  // [month of the year][route corridor][lane] persons who got in, of
                                // the years that RoutesView keeps alone
  double* entries_year;         // [lane] persons who entered, all borders of first entry
  double* flow_year;            // [lane] irregular arrivals of the world
  double* joined_year;          // [lane] persons who joined the stock
  double* cost_year;            // [lane] million euros
};

}  // namespace peregrine
