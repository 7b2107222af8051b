// The [[event]] tables of a scenario. docs/model/17-events.md says what events are.
#pragma once

#include <toml++/toml.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/model/events/settings.h"
#include "host/scenario/problem_list.h"

namespace peregrine {

// Most events of a scenario.
inline constexpr std::size_t most_events = 200;

// Reads what stands at `event` of a scenario whose text is `source`; tells `problems` of all that
// is wrong. Places are not looked up: codes are those of the inputs (host/model/events/world.h).
std::vector<EventSettings> read_events(const toml::node& node, std::string_view source,
                                       ProblemList& problems);

// Changes a key of one event: `key` is event.N.name, N from 1 on, `text` its value as on a command
// line, where bare words need no quotes. A size without a range is every realization's, as in a
// file.
void override_event(std::vector<EventSettings>& events, const std::string& key,
                    const std::string& text, ProblemList& problems);

// As [[event]] tables with every key, which read_events() takes; empty where there are none.
std::string render_events(std::span<const EventSettings> events);

// The table of keys of an event in docs/running.md, Markdown. A test compares the document with it.
std::string event_keys_markdown();

}  // namespace peregrine
