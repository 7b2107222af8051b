// Events as a scenario file has them: written out, and with a key changed on the command line.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "host/model/events/kinds.h"
#include "host/model/routes/settings.h"
#include "host/scenario/events.h"
#include "host/scenario/schema.h"
#include "host/scenario/toml_text.h"
#include "host/support/month.h"
#include "host/support/number_text.h"

namespace peregrine {
namespace {

// event.NUMBER.NAME; no name where the key is not of that form.
struct EventKeyName {
  std::size_t number = 0;
  std::string_view name;
};

EventKeyName event_key_name(std::string_view key) {
  key.remove_prefix(std::string_view("event.").size());
  const std::size_t dot = std::min(key.find('.'), key.size());
  EventKeyName meant;
  const auto [end, error] = std::from_chars(key.data(), key.data() + dot, meant.number);
  if (error != std::errc() || end != key.data() + dot || dot == key.size()) return {};
  const std::string_view name = key.substr(dot + 1);
  const bool is_word = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == name.npos;
  if (is_word) meant.name = name;
  return meant;
}

// The event as a file would have it, with `text` at a key; bare words need no quotes. A size alone
// is every realization's, so the old range goes.
std::string with_key(const EventSettings& event, std::string_view name, const std::string& text) {
  std::istringstream before(render_events({&event, 1}));
  std::string after;
  for (std::string line; std::getline(before, line);) {
    const std::string_view of = std::string_view(line).substr(0, line.find(' '));
    if (of == name || (of == "range" && name == "size")) continue;
    after += line + '\n';
  }
  const bool is_toml = one_value("value = " + text).has_value();
  return after + fmt::format("{} = {}\n", name, is_toml ? text : toml_quoted(text));
}

}  // namespace

std::string render_events(std::span<const EventSettings> events) {
  std::string text;
  for (const EventSettings& event : events) {
    std::vector<std::string> places;
    for (const std::string& place : event.places) places.push_back(toml_quoted(place));
    text +=
        fmt::format("\n[[event]]\nkind = {}\n{} = [{}]\nmonth = \"{}\"\n", toml_quoted(event.kind),
                    event.place_key, fmt::join(places, ", "), month_text(event.month));
    const EventKind& kind = *find_event_kind(event.kind);
    text += fmt::format("window = {}\nprobability = {}\n", event.window,
                        toml_number(event.probability));
    if (has_duration(kind)) text += fmt::format("months = {}\n", event.months);
    if (kind.unit != EventUnit::none) {
      text += fmt::format("size = {}\nrange = [{}, {}]\n", toml_number(event.size),
                          toml_number(event.low), toml_number(event.high));
    }
    if (has_level(kind)) {
      text += fmt::format("level = \"{}\"\n", response_level_words[at_level(event.level)]);
    }
    if (has_manner(kind)) {
      const auto manner = static_cast<std::size_t>(event.manner);
      text += fmt::format("manner = \"{}\"\n", campaign_kind_words[manner]);
    }
  }
  return text;
}

void override_event(std::vector<EventSettings>& events, const std::string& key,
                    const std::string& text, ProblemList& problems) {
  const EventKeyName meant = event_key_name(key);
  if (meant.name.empty()) {
    return problems.add(0, key, text, "is not a key of a scenario",
                        "a key of the first event is written event.1.size");
  }
  if (meant.number < 1 || meant.number > events.size()) {
    return problems.add(0, key, text,
                        fmt::format("is of no event: the scenario has {}", events.size()),
                        "events are counted from 1 on, as the file has them");
  }
  if (meant.name == "kind") {
    return problems.add(0, key, text, "is what the other keys of an event belong to",
                        "write another event in the file");
  }
  EventSettings& event = events[meant.number - 1];
  if (find_event_kind(event.kind) == nullptr) return;  // what the file has of it has been refused
  const std::string written = with_key(event, meant.name, text);
  const std::optional<toml::table> parsed = parse_toml(written, problems);
  if (!parsed) return;
  const std::vector<EventSettings> changed = read_events(*parsed->get("event"), written, problems);
  if (changed.empty()) return;
  event = changed.front();
  event.line = 0;  // no line of a file
  event.lines.clear();
}

}  // namespace peregrine
