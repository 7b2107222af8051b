// The kinds of dated events: what each moves, how strongly where a scenario does not say, and on
// what evidence. One table, from which reading, checking, the world and the documentation derive.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/events/view.h"

namespace peregrine {

// What an event happens to.
enum class EventPlace { border, front, country };

// What an event's size counts.
enum class EventUnit { times, share, attempts, deaths, none };

struct EventKind {
  std::string_view name;
  EventPlace place;
  Lever lever;
  EventUnit unit;
  // Of its size: median, 10 and 90 % quantile, where a scenario does not give them. A campaign's
  // and a war's have no usual figure in the table where `median` is 0: a scenario must say.
  double median;
  double low;
  double high;
  int months;  // that it lasts where a scenario does not say; 0: to the end of the run
  std::string_view moves;
  std::string_view evidence;
};

// All kinds, in the order in which they are documented.
std::span<const EventKind> event_kinds();

// Null where there is none of that name.
const EventKind* find_event_kind(std::string_view name);

// Names of the kinds, for messages.
std::vector<std::string> event_kind_names();

// Whether a kind has a level of response, or a campaign's manner.
bool has_level(const EventKind& kind);
bool has_manner(const EventKind& kind);

// Whether the scenario says how long it lasts: a coup is at once, a campaign ends as others do.
bool has_duration(const EventKind& kind);

// "times", "attempts in all", "deaths a year" or empty.
std::string_view unit_in_words(EventUnit unit);

// The kinds as a list to read on a screen.
std::string event_kinds_text();

// The table of kinds in docs/model/17-events.md, Markdown. A test compares the document with it.
std::string event_kinds_markdown();

}  // namespace peregrine
