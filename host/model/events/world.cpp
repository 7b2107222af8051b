#include "host/model/events/world.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "host/model/events/kinds.h"
#include "host/model/tables/columns.h"
#include "host/support/error.h"
#include "host/support/month.h"
#include "host/support/nearest.h"
#include "kernels/ground/random.h"
#include "kernels/routes/view.h"

namespace peregrine {
namespace {

constexpr double quantile_90 = 1.2815515655446004;  // of the standard normal

// A unit that an event moves.
struct Link {
  int unit;
  int month;  // in which it may first begin
  int event;
  Lever lever;
  double share;
};

// The words that may stand at a key, and the units each stands for.
using Meanings = std::vector<std::pair<std::string, std::vector<int>>>;

void add_meaning(const std::string& word, int unit, Meanings& meanings) {
  const auto known = std::ranges::find(meanings, word, &Meanings::value_type::first);
  if (known == meanings.end()) {
    meanings.push_back({word, {unit}});
  } else {
    known->second.push_back(unit);
  }
}

Meanings meanings_of(const EventKind& kind, const std::string& key, const EventPlaces& places) {
  Meanings meanings;
  if (kind.place == EventPlace::front) {
    for (std::size_t f = 0; f < places.fronts.size(); ++f) {
      if (places.fronts[f].border >= 0) {
        add_meaning(places.fronts[f].code, static_cast<int>(f), meanings);
      }
    }
    return meanings;
  }
  if (kind.place == EventPlace::country) {
    // Flight is of all countries, conflict of those where the process runs.
    const bool of_flight = kind.lever == Lever::outflow || kind.lever == Lever::exits;
    for (int c = 0; c < places.countries.unknown_origin(); ++c) {
      const auto at = static_cast<std::size_t>(c);
      if (!of_flight && (places.in_conflict.empty() || places.in_conflict[at] == 0.0f)) continue;
      add_meaning(places.countries.iso3[static_cast<std::size_t>(c)], c, meanings);
    }
    return meanings;
  }
  for (std::size_t b = 0; b < places.borders.size(); ++b) {
    const Border& border = places.borders[b];
    const std::string& word = key == "border"  ? border.code
                              : key == "route" ? border.route
                                               : border.target;
    add_meaning(word, static_cast<int>(b), meanings);
    if (key == "border") add_meaning("all", static_cast<int>(b), meanings);
  }
  return meanings;
}

// 24 bits of FNV-1a: which random numbers are an event's. The same kind and places have the same
// numbers in every scenario; a second such event of a scenario has others.
int key_of(const EventSettings& event, std::set<int>& taken) {
  std::vector<std::string> places = event.places;
  std::ranges::sort(places);
  const std::string text =
      fmt::format("{} {} {}", event.kind, event.place_key, fmt::join(places, " "));
  std::uint32_t hash = 2166136261u;
  for (const char letter : text) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619u;
  }
  auto key = static_cast<int>((hash ^ (hash >> 24)) & largest_unit);
  while (!taken.insert(key).second) key = (key + 1) & static_cast<int>(largest_unit);
  return key;
}

// Of all events; of those of one kind and place the earliest has the numbers that it has alone.
std::vector<int> keys_of(std::span<const EventSettings> settings) {
  std::vector<std::size_t> order(settings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t at) { return settings[at].month; });
  std::set<int> taken;
  std::vector<int> keys(settings.size());
  for (const std::size_t at : order) keys[at] = key_of(settings[at], taken);
  return keys;
}

// What stands in place of a share of the size where a lever has a level or a manner.
double share_of(const EventKind& kind, const EventSettings& event) {
  if (has_level(kind)) return static_cast<double>(event.level);
  return has_manner(kind) ? static_cast<double>(event.manner) : 1.0;
}

class Reader {
 public:
  explicit Reader(const EventPlaces& places) : places_(places) {}

  void read(std::span<const EventSettings> events) {
    for (const EventSettings& event : events) {
      const EventKind& kind = *find_event_kind(event.kind);
      const Meanings meanings = meanings_of(kind, event.place_key, places_);
      std::set<int> units;  // a border may be named by its country and by its route
      for (const std::string& place : event.places) {
        const auto meant = std::ranges::find(meanings, place, &Meanings::value_type::first);
        if (meant == meanings.end()) {
          refuse_place(kind, event, place, meanings);
        } else {
          units.insert(meant->second.begin(), meant->second.end());
        }
      }
      for (const int unit : units) {
        links_[kind.place].push_back({unit, event.month, static_cast<int>(&event - events.data()),
                                      kind.lever, share_of(kind, event)});
        check_month(event, kind, unit);
      }
    }
    if (!problems_.empty()) throw InputError(problems_);
  }

  // In the order of the units, and at one unit of the events' months: the later one has the last
  // word, wherever it stands in the file.
  std::vector<Link> links(EventPlace place) const {
    const auto found = links_.find(place);
    std::vector<Link> links = found == links_.end() ? std::vector<Link>() : found->second;
    std::ranges::stable_sort(links, {}, [](const Link& link) {
      return std::pair{link.unit, link.month};
    });
    return links;
  }

 private:
  void add(const EventSettings& event, const std::string& key, const std::string& value,
           std::string problem, std::string remedy) {
    problems_.push_back({event.file, event.line_of_key(key), "event." + key, value,
                         std::move(problem), std::move(remedy)});
  }

  void refuse_place(const EventKind& kind, const EventSettings& event, const std::string& place,
                    const Meanings& meanings) {
    std::vector<std::string> words;
    for (const auto& [word, units] : meanings) words.push_back(word);
    if (event.place_key == "country" && is_country(place)) {
      if (kind.place == EventPlace::country) {
        return add(
            event, event.place_key, place, "has no conflict in the model",
            "conflict is of countries of 500,000 people and more: docs/model/04-conflict.md");
      }
      return add(event, event.place_key, place, "has no border of an irregular route",
                 fmt::format("must be one of {}", fmt::join(words, ", ")));
    }
    add(event, event.place_key, place, fmt::format("is no {} of an event", event.place_key),
        fmt::format("did you mean {}?", nearest_word(place, words)));
  }

  // A country of the model, though not one of those to which a kind can happen.
  bool is_country(const std::string& place) const {
    const auto& codes = places_.countries.iso3;
    return std::ranges::find(codes, place) - codes.begin() < places_.countries.unknown_origin();
  }

  // The first month of the run in which the unit is simulated.
  int simulated_from(const EventKind& kind, int unit) const {
    int border = unit;
    if (kind.place == EventPlace::country) {
      return (places_.observed_until + 1 - places_.first_year) * months_a_year;
    }
    if (kind.place == EventPlace::front) {
      border = places_.fronts[static_cast<std::size_t>(unit)].border;
    }
    return places_.observed_months[static_cast<std::size_t>(border)];
  }

  void check_month(const EventSettings& event, const EventKind& kind, int unit) {
    const int first_month = month_number(places_.first_year, 1);
    const int from = first_month + simulated_from(kind, unit);
    if (event.month >= from) return;
    add(event, "month", month_text(event.month), "is a month that repeats the record there",
        fmt::format("write \"{}\" or a later month", month_text(from)));
  }

  const EventPlaces& places_;
  std::map<EventPlace, std::vector<Link>> links_;
  std::vector<Problem> problems_;
};

void put_links(const std::vector<Link>& links, std::size_t units, EventLinks& view,
               Events& events) {
  view.count = static_cast<int>(links.size());
  if (links.empty()) return;
  std::vector<int> first(units + 1, 0);
  for (const Link& link : links) ++first[static_cast<std::size_t>(link.unit) + 1];
  for (std::size_t unit = 0; unit < units; ++unit) first[unit + 1] += first[unit];
  events.put(view.first, std::move(first));
  events.put(view.event, column<int>(links, [](const Link& link) { return link.event; }));
  events.put(view.lever, column<int>(links, [](const Link& link) { return link.lever; }));
  events.put(view.share, column<float>(links, [](const Link& link) { return link.share; }));
}

}  // namespace

Events make_events(std::span<const EventSettings> settings, const EventPlaces& places,
                   bool uncertain) {
  Events events;
  if (settings.empty()) return events;
  Reader reader(places);
  reader.read(settings);
  EventsView& view = events.view;
  const int first_month = month_number(places.first_year, 1);
  const double spread = uncertain ? 1.0 / quantile_90 : 0.0;
  view.count = static_cast<int>(settings.size());
  events.put(view.key, keys_of(settings));
  const auto put = [&](const float*& array, auto value) {
    events.put(array, column<float>(settings, value));
  };
  put(view.probability, [](const EventSettings& event) { return event.probability; });
  put(view.first_month, [&](const EventSettings& event) { return event.month - first_month; });
  put(view.window, [](const EventSettings& event) { return event.window; });
  put(view.months, [](const EventSettings& event) {
    return event.months == 0 ? static_cast<double>(never_happens) : event.months;
  });
  put(view.log_size, [](const EventSettings& event) { return std::log(event.size); });
  put(view.below,
      [spread](const EventSettings& event) { return spread * std::log(event.size / event.low); });
  put(view.above,
      [spread](const EventSettings& event) { return spread * std::log(event.high / event.size); });
  put_links(reader.links(EventPlace::border), places.borders.size(), view.borders, events);
  put_links(reader.links(EventPlace::front), places.fronts.size(), view.fronts, events);
  put_links(reader.links(EventPlace::country), static_cast<std::size_t>(places.countries.size()),
            view.countries, events);
  return events;
}

}  // namespace peregrine
