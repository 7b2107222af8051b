// What the dated events of a scenario read and keep. Months are counted from January of the run's
// first year.
//
// An event is what a scenario says may happen: with a probability, from a month within a window,
// for so long, of a size within a range. What it moves are levers: of a border, of a front or of a
// country. One event may move several.
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

// What an event moves, and what its size is there.
enum class Lever : int {
  departures,  // border: times those who set out; who does not set out may try another route
  attempts,    // border: times all attempts, a campaign's too; who is kept away may try elsewhere
  through,     // border: times the share of attempts that gets through, at most all
  deaths,      // border: times the risk of death of an attempt
  response,    // border: the level of response at least
  posture,     // border: the highest level of response that a surge calls for
  campaign,    // front: attempts of a campaign that begins
  coup,        // country: an attempt at a coup; its size means nothing
  war,         // country: state-based deaths a year of a war that is fought
  interstate,  // country: the same of a war against another state
  peace,       // country: no conflict of 25 deaths or more
  outflow,     // country: times the newly displaced abroad
  exits,       // country: share of its displaced abroad who leave a year, in addition
};

// Past every month of a run.
inline constexpr float never_happens = 1.0e6f;

// Which events move what of one kind of unit (borders, fronts or countries): the links of unit u
// are first[u] ... first[u + 1] - 1, in the order of the events.
struct EventLinks {
  int count;         // of all units; 0: no array
  const int* first;  // [unit + 1]
  const int* event;  // [link]
  const int* lever;  // [link] Lever
  // [link] factor on the log of the event's size; of response and posture the level, of a campaign
  // its CampaignKind
  const float* share;
};

struct EventsView {
  int count;                 // 0: there are none
  const int* key;            // [event] unit of its random numbers: the same in every scenario
  const float* probability;  // [event]
  const float* first_month;  // [event] in which it may begin
  const float* window;       // [event] months over which its begin is spread, 1 or more
  const float* months;       // [event] that it lasts
  const float* log_size;     // [event] median of the log of its size
  const float* below;        // [event] sd of the log of sizes below the median,
  const float* above;        // [event] ... and above
  EventLinks borders;
  EventLinks fronts;
  EventLinks countries;
};

struct EventsState {
  float* begins;    // [event][lane] month, never_happens in the lanes where it does not
  float* ends;      // [event][lane] the first month without it
  float* log_size;  // [event][lane] log of its size
};

}  // namespace peregrine
