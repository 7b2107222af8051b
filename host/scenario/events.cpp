#include "host/scenario/events.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "host/model/events/kinds.h"
#include "host/model/routes/settings.h"
#include "host/scenario/schema.h"
#include "host/scenario/toml_text.h"
#include "host/scenario/written.h"
#include "host/support/month.h"
#include "host/support/month_reader.h"
#include "host/support/nearest.h"
#include "host/support/number_text.h"

namespace peregrine {
namespace {

constexpr int most_months = 12 * 81;  // of a window or duration: a run's longest span
constexpr double least_size = 1.0e-4;
constexpr double most_times = 1000.0;
constexpr double most_people = 1.0e7;

struct EventKey {
  std::string_view name;
  std::string_view type;
  std::string_view usual;
  std::string_view meaning;
};
constexpr std::array event_keys = {
    EventKey{"kind", "text", "to be given", "What happens: a kind of the table of events."},
    EventKey{"border", "text or list of texts", "",
             "Where: codes of baseline/borders.csv, or \"all\"."},
    EventKey{"route", "text or list of texts", "", "... all borders of these routes."},
    EventKey{"country", "text or list of texts", "",
             "... all borders by which these countries are entered; or the countries, for kinds "
             "that happen to countries (ISO 3166-1 alpha-3)."},
    EventKey{"front", "text or list of texts", "", "... fronts of calibration/fronts.csv."},
    EventKey{"month", "month", "to be given", "First month in which it may begin."},
    EventKey{"window", "whole number of months, 1 to 972", "1",
             "Months, from that one on, in one of which it begins, each as likely."},
    EventKey{"months", "whole number, 0 to 972", "its kind's",
             "How long it lasts; 0: to the end of the run."},
    EventKey{"probability", "number, 0 to 1", "1",
             "That it happens in a realization. The others are as without it."},
    EventKey{"size", "number", "its kind's",
             "Median of its size, in the unit of its kind. Given without `range`, every "
             "realization has this size."},
    EventKey{"range", "list of two numbers", "its kind's",
             "10 and 90 % quantiles of its size, about the median: log-normal on either side."},
    EventKey{"level", "text", "to be given",
             "Of response and posture: none, national, frontex, nato-non-military, "
             "nato-military."},
    EventKey{"manner", "text", "open", "Of a campaign: open, proxy, decoy, unnamed."},
};

std::vector<std::string> key_names() {
  std::vector<std::string> names;
  for (const EventKey& key : event_keys) names.emplace_back(key.name);
  return names;
}

bool is_place(std::string_view key) {
  return key == "border" || key == "route" || key == "country" || key == "front";
}

bool goes_with(const EventKind& kind, std::string_view place_key) {
  switch (kind.place) {
    case EventPlace::border:
      return place_key != "front";
    case EventPlace::front:
      return place_key == "front";
    default:
      return place_key == "country";
  }
}

std::string_view places_of(const EventKind& kind) {
  switch (kind.place) {
    case EventPlace::border:
      return "border, route or country";
    case EventPlace::front:
      return "front";
    default:
      return "country";
  }
}

// One [[event]] as it is read.
class EventReader {
 public:
  EventReader(const toml::table& table, std::string_view source, ProblemList& problems)
      : table_(table), source_(source), problems_(problems) {
    event_.file = problems.source();
    event_.line = line_of(table);
  }

  EventSettings read() {
    for (const auto& [key, node] : table_) {
      event_.lines[std::string(key.str())] = line_of(node);
      read_key(std::string(key.str()), node);
    }
    check_kind();
    if (event_.month == 0) {
      add_missing("month", "give the month in which it may first begin");
    }
    return std::move(event_);
  }

 private:
  void add(long line, const std::string& key, const std::string& value, std::string problem,
           std::string remedy) {
    problems_.add(line, "event." + key, value, std::move(problem), std::move(remedy));
  }
  // Nothing where what was written there has been refused, here or as no TOML.
  void add_missing(const std::string& key, std::string remedy) {
    const bool told = std::ranges::any_of(problems_.found(), [&](const Problem& problem) {
      return problem.key == "event." + key && problem.line >= event_.line;
    });
    if (!told) add(event_.line, key, "", "is missing", std::move(remedy));
  }
  void add(const Written& value, const std::string& key, std::string problem, std::string remedy) {
    add(line_of(value.node), key, value_in_words(value), std::move(problem), std::move(remedy));
  }

  void read_key(const std::string& key, const toml::node& node) {
    const Written value{node, source_};
    if (is_place(key)) return read_places(key, value);
    if (key == "kind") return read_kind(value);
    if (key == "level") return read_choice(key, value, response_level_words, event_.level, level_);
    if (key == "manner")
      return read_choice(key, value, campaign_kind_words, event_.manner, manner_);
    if (key == "month") return read_begin(value);
    if (key == "window") return read_count(key, value, 1, event_.window);
    if (key == "months") {
      months_ = value.text();
      return read_count(key, value, 0, event_.months);
    }
    if (key == "probability") return read_probability(value);
    if (key == "size") {
      size_ = read_size(key, value);
    } else if (key == "range") {
      read_range(value);
    } else {
      add(value, key, "is not a key of an event",
          fmt::format("did you mean {}?", nearest_word(key, key_names())));
    }
  }

  // The text that is written there; nothing where it is none, which is told.
  std::optional<std::string> text_of(const std::string& key, const Written& value) {
    auto text = value.node.value_exact<std::string>();
    if (!text) add(value, key, "is not text", "write it in quotes");
    return text;
  }

  void read_kind(const Written& value) {
    const auto text = text_of("kind", value);
    if (!text) return;
    if (find_event_kind(*text) != nullptr) {
      event_.kind = *text;
      return;
    }
    add(value, "kind", "is not a choice",
        fmt::format("did you mean {}? peregrine scenario --events lists them",
                    nearest_word(*text, event_kind_names())));
  }

  // One of the words that stand for an enumerator; `given` keeps which.
  template <class Words, class Enum>
  void read_choice(const std::string& key, const Written& value, const Words& words, Enum& choice,
                   std::optional<std::string>& given) {
    const auto text = text_of(key, value);
    if (!text) return;
    const auto word = std::ranges::find(words, std::string_view(*text));
    if (word == words.end()) {
      return add(value, key, "is not a choice",
                 fmt::format("must be one of {}", fmt::join(words, ", ")));
    }
    choice = static_cast<Enum>(word - words.begin());
    given = text;
  }

  void read_places(const std::string& key, const Written& value) {
    if (!event_.place_key.empty()) {
      return add(value, key, "is a second place",
                 fmt::format("give {} or {}, not both", event_.place_key, key));
    }
    event_.place_key = key;
    const auto take = [&](const toml::node& node) {
      const auto text = node.value_exact<std::string>();
      if (!text || text->empty()) {
        return add(Written{node, source_}, key, text ? "is empty" : "is not text",
                   "write a code in quotes, or a list of them");
      }
      event_.places.push_back(*text);
    };
    const toml::array* const list = value.node.as_array();
    if (list == nullptr) return take(value.node);
    for (const toml::node& node : *list) take(node);
    if (list->empty()) add(value, key, "is an empty list", "give at least one code");
  }

  void read_begin(const Written& value) {
    const auto text = value.node.value_exact<std::string>();
    if (!text) return add(value, "month", "is no month", quoted_month);
    const WrittenMonth month = read_month(*text);
    if (!month.sound()) {
      return add(value, "month", month.problem,
                 month.remedy.empty() ? std::string(quoted_month) : month.remedy);
    }
    if (month.number() < first_scenario_month || month.number() > last_scenario_month) {
      return add(value, "month", "is out of bounds",
                 fmt::format("must be a month from {} to {}", month_text(first_scenario_month),
                             month_text(last_scenario_month)));
    }
    event_.month = month.number();
  }

  void read_count(const std::string& key, const Written& value, int least, int& count) {
    const auto number = value.node.value_exact<std::int64_t>();
    if (!number) {
      return add(value, key, "is not a whole number", "write it without quotes and point");
    }
    if (*number < least || *number > most_months) {
      return add(value, key, "is out of bounds",
                 fmt::format("must be within {} and {} months", least, most_months));
    }
    count = static_cast<int>(*number);
  }

  std::optional<double> number_of(const std::string& key, const Written& value, double low,
                                  double high) {
    const auto number = value.node.value<double>();
    if (!value.node.is_number() || !number) {
      add(value, key, "is not a number", "write it without quotes");
      return std::nullopt;
    }
    if (!(*number >= low && *number <= high)) {
      add(value, key, key == "probability" ? "is not a probability" : "is out of bounds",
          fmt::format("must be within {:g} and {:g}", low, high));
      return std::nullopt;
    }
    return number;
  }

  void read_probability(const Written& value) {
    if (const auto number = number_of("probability", value, 0.0, 1.0)) {
      event_.probability = *number;
    }
  }

  std::optional<double> read_size(const std::string& key, const Written& value) {
    return number_of(key, value, least_size, most_people);
  }

  void read_range(const Written& value) {
    const toml::array* const list = value.node.as_array();
    if (list == nullptr || list->size() != 2) {
      return add(value, "range", "is no list of two numbers",
                 "write the 10 and the 90 % quantile, as [0.4, 1.1]");
    }
    low_ = read_size("range", {*list->get(0), source_});
    high_ = read_size("range", {*list->get(1), source_});
  }

  void check_kind() {
    const EventKind* const kind = find_event_kind(event_.kind);
    if (kind == nullptr) {
      return add_missing("kind", "peregrine scenario --events lists the kinds");
    }
    const std::string& place = event_.place_key;
    if (place.empty()) {
      add_missing(std::string(places_of(*kind)),
                  fmt::format("say where: {} needs {}", kind->name, places_of(*kind)));
    } else if (!goes_with(*kind, place)) {
      add(event_.line_of_key(place), place, fmt::format("{}", fmt::join(event_.places, ", ")),
          fmt::format("is no place of {}", kind->name), fmt::format("give {}", places_of(*kind)));
    }
    if (!months_) event_.months = kind->months;
    check_words(*kind);
    check_size(*kind);
  }

  void check_words(const EventKind& kind) {
    if (has_level(kind) && !level_) {
      add_missing("level", fmt::format("must be one of {}", fmt::join(response_level_words, ", ")));
    }
    if (!has_duration(kind)) refuse("months", months_, kind);
    if (!has_level(kind)) refuse("level", level_, kind);
    if (!has_manner(kind)) refuse("manner", manner_, kind);
  }

  void refuse(const std::string& key, const std::optional<std::string>& given,
              const EventKind& kind) {
    if (!given) return;
    add(event_.line_of_key(key), key, *given, fmt::format("means nothing for {}", kind.name),
        "remove it");
  }

  void check_size(const EventKind& kind) {
    const bool range_given = low_ && high_;
    if (kind.unit == EventUnit::none) {
      if (size_ || range_given) {
        const std::string key = size_ ? "size" : "range";
        add(event_.line_of_key(key), key,
            size_ ? fmt::format("{:g}", *size_) : fmt::format("[{:g}, {:g}]", *low_, *high_),
            fmt::format("means nothing for {}", kind.name), "remove it");
      }
      return;
    }
    if (!size_ && kind.median == 0.0) {
      return add_missing(
          "size", fmt::format("give the {} of this {}", unit_in_words(kind.unit), kind.name));
    }
    if (range_given && *low_ > *high_) {
      return add(event_.line_of_key("range"), "range", fmt::format("[{:g}, {:g}]", *low_, *high_),
                 "has the larger quantile first", "write the 10 % quantile first");
    }
    if ((kind.unit == EventUnit::attempts || kind.unit == EventUnit::deaths) && size_ &&
        *size_ < 1.0) {
      return add(event_.line_of_key("size"), "size", fmt::format("{:g}", *size_),
                 "is out of bounds", "must be 1 at least: it counts persons");
    }
    event_.size = size_.value_or(kind.median);
    event_.low = range_given ? *low_ : (size_ ? event_.size : kind.low);
    event_.high = range_given ? *high_ : (size_ ? event_.size : kind.high);
    const std::string largest = range_given && event_.high > event_.size ? "range" : "size";
    const double most = std::max(event_.size, event_.high);
    if (kind.unit == EventUnit::times && most > most_times) {
      add(event_.line_of_key(largest), largest, fmt::format("{:g}", most), "is out of bounds",
          fmt::format("a factor is at most {:g}", most_times));
    }
    if (kind.unit == EventUnit::share && most > 1.0) {
      add(event_.line_of_key(largest), largest, fmt::format("{:g}", most), "is out of bounds",
          "a share is at most 1");
    }
    if (event_.low > event_.size || event_.size > event_.high) {
      add(event_.line_of_key("range"), "range",
          fmt::format("[{:g}, {:g}]", event_.low, event_.high),
          fmt::format("does not contain the median, {:g}", event_.size),
          size_ ? "write the smaller quantile first, the median between them"
                : "give `size`, the median, as well");
    }
  }

  const toml::table& table_;
  std::string_view source_;
  ProblemList& problems_;
  EventSettings event_;
  std::optional<std::string> months_;
  std::optional<std::string> level_;
  std::optional<std::string> manner_;
  std::optional<double> size_;
  std::optional<double> low_;
  std::optional<double> high_;
};

}  // namespace

std::vector<EventSettings> read_events(const toml::node& node, std::string_view source,
                                       ProblemList& problems) {
  const toml::array* const list = node.as_array();
  std::vector<EventSettings> events;
  if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
    problems.add(line_of(node), "event", value_in_words({node, source}), "is no list of events",
                 "write [[event]], in double brackets, and its keys below, once for each event");
    return events;
  }
  if (list->size() > most_events) {
    problems.add(line_of(node), "event", std::to_string(list->size()), "are too many events",
                 fmt::format("give at most {}", most_events));
    return events;
  }
  for (const toml::node& one : *list) {
    events.push_back(EventReader(*one.as_table(), source, problems).read());
  }
  return events;
}

std::string event_keys_markdown() {
  std::string text = "| key of an event | type | default | meaning |\n|---|---|---|---|\n";
  for (const EventKey& key : event_keys) {
    text += fmt::format("| `{}` | {} | {} | {} |\n", key.name, key.type,
                        key.usual.empty() ? "one place is given" : key.usual, key.meaning);
  }
  return text;
}

}  // namespace peregrine
