#include "host/report/questions/chances.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include "host/report/places.h"
#include "host/report/questions/route_sums.h"
#include "host/report/table.h"
#include "host/statistics/paired.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t route_width = 30;
static_assert(difference_levels == std::array<double, 3>{0.1, 0.5, 0.9});

// A sum that may exceed a number; or that several do at once, which has no sum.
struct Event {
  std::string code;          // "central-mediterranean", "a+b"
  std::string name;          // in words
  std::vector<double> sums;  // [kept draw]; empty where it is several at once
  std::optional<double> exceeds;
  std::vector<std::uint8_t>
      happens;  // [kept draw] 1: exceeds; empty where nothing is to be exceeded
};

// What is known of an event in some of the draws.
struct EventRow {
  std::optional<Chance> chance;
  std::optional<PairedSpread> spread;
};

using Chosen = std::vector<std::uint8_t>;  // [kept draw] 1: counts

std::vector<std::uint8_t> above(const std::vector<double>& sums, double number) {
  std::vector<std::uint8_t> happens;
  for (const double sum : sums) happens.push_back(sum > number ? 1 : 0);
  return happens;
}

EventRow row_of(const Event& event, const Chosen& chosen) {
  EventRow row;
  std::vector<double> sums;
  Chance chance;
  for (std::size_t draw = 0; draw < chosen.size(); ++draw) {
    if (chosen[draw] == 0) continue;
    ++chance.draws;
    if (!event.sums.empty()) sums.push_back(event.sums[draw]);
    if (!event.happens.empty()) chance.count += event.happens[draw];
  }
  if (!event.happens.empty()) row.chance = chance;
  // The spread of a sum is that of its difference from nothing.
  if (!sums.empty()) row.spread = paired_spread(std::vector<double>(sums.size(), 0.0), sums);
  return row;
}

Event event_of(const EnsembleReader& reader, const RouteThreshold& route,
               const MonthRange& months) {
  const RouteNames& names = reader.header().routes;
  Event event = {names.route_code[route.route],
                 names.route_name[route.route],
                 sums_of_route(reader, route.route, months),
                 route.exceeds,
                 {}};
  if (route.exceeds) event.happens = above(event.sums, *route.exceeds);
  return event;
}

Event sum_of(const std::vector<Event>& events, const std::optional<double>& exceeds) {
  Event sum = {"", "together", std::vector<double>(events.front().sums.size(), 0.0), exceeds, {}};
  for (const Event& event : events) {
    sum.code += (sum.code.empty() ? "" : "+") + event.code;
    for (std::size_t draw = 0; draw < sum.sums.size(); ++draw) sum.sums[draw] += event.sums[draw];
  }
  if (exceeds) sum.happens = above(sum.sums, *exceeds);
  return sum;
}

// That every one of the events happens in a draw.
Event all_of(const std::vector<Event>& events) {
  Event all = {"",
               "all of these at once",
               {},
               {},
               std::vector<std::uint8_t>(events.front().happens.size(), 1)};
  for (const Event& event : events) {
    all.code += fmt::format("{}{}:{}", all.code.empty() ? "" : "+", event.code,
                            exact(event.exceeds.value()));
    for (std::size_t draw = 0; draw < all.happens.size(); ++draw) {
      all.happens[draw] = all.happens[draw] & event.happens[draw];
    }
  }
  return all;
}

// Routes in the order asked for, each once, with thresholds given in one way alone.
std::vector<RouteThreshold> routes_asked(const EnsembleReader& reader,
                                         const ChanceRequest& request) {
  std::vector<RouteThreshold> routes;
  std::size_t with_numbers = 0;
  for (const std::string& text : request.routes) {
    const RouteThreshold route = read_route_threshold(reader, text);
    const std::string& code = reader.header().routes.route_code[route.route];
    if (std::ranges::count(routes, route.route, &RouteThreshold::route) > 0) {
      throw UsageError(fmt::format("--route {}: is given twice", code));
    }
    with_numbers += route.exceeds ? 1U : 0U;
    routes.push_back(route);
  }
  if (request.exceeds) require_crossings("--exceeds", *request.exceeds);
  if (request.exceeds && with_numbers > 0) {
    throw UsageError(
        "--exceeds and --route CODE:N are two ways to give a number (--exceeds N: of the routes "
        "together; CODE:N: of each)");
  }
  if (with_numbers > 0 && with_numbers < routes.size()) {
    throw UsageError("--route: some have a number and some have none (write CODE:N for each)");
  }
  return routes;
}

std::vector<Event> events_asked(const EnsembleReader& reader, const ChanceRequest& request,
                                const std::vector<RouteThreshold>& routes,
                                const MonthRange& months) {
  std::vector<Event> events;
  for (const RouteThreshold& route : routes) events.push_back(event_of(reader, route, months));
  if (events.size() == 1) {
    if (request.exceeds) {
      events.front().exceeds = request.exceeds;
      events.front().happens = above(events.front().sums, *request.exceeds);
    }
    return events;
  }
  events.push_back(events.front().exceeds ? all_of(events) : sum_of(events, request.exceeds));
  return events;
}

// The draws in which every condition holds, and what these are in words.
struct Conditions {
  Chosen chosen;
  std::string text;   // as given
  std::string words;  // "Central Mediterranean has more than 100,000"
};

Conditions conditions_of(const EnsembleReader& reader, const ChanceRequest& request,
                         const MonthRange& months) {
  Conditions all;
  all.chosen.assign(static_cast<std::size_t>(reader.extent(Dimension::realization)), 1);
  for (const std::string& text : request.given) {
    const Event event = event_of(reader, read_condition(reader, text), months);
    for (std::size_t draw = 0; draw < all.chosen.size(); ++draw) {
      all.chosen[draw] = all.chosen[draw] & event.happens[draw];
    }
    all.text += (all.text.empty() ? "" : " and ") + text;
    all.words += fmt::format("{}{} has more than {}", all.words.empty() ? "" : " and ", event.name,
                             grouped(event.exceeds.value(), 0));
  }
  return all;
}

void require_enough(const EnsembleReader& reader, const Conditions& given, std::int64_t draws) {
  if (draws >= least_conditional_draws) return;
  throw UsageError(fmt::format(
      "{}: --given {} holds in {} of the {} draws kept; at least {} are needed to say what follows "
      "(give a lower number, or run more draws with a larger --keep)",
      reader.path(), given.text, grouped(draws), grouped(reader.header().kept),
      least_conditional_draws));
}

std::string event_table(const std::vector<Event>& events, const std::vector<EventRow>& rows) {
  const bool chances = std::ranges::any_of(rows, [](const EventRow& row) { return !!row.chance; });
  TextTable text;
  text.add_column("route", Align::left, route_width);
  if (chances) {
    for (const char* heading : {"above", "chance", "± MC"}) text.add_column(heading, Align::right);
  }
  for (const char* heading : {"median", "± MC", "80 % band"}) {
    text.add_column(heading, Align::right);
  }
  for (std::size_t at = 0; at < events.size(); ++at) {
    const EventRow& row = rows[at];
    std::vector<std::string> cells = {events[at].name};
    if (chances) {
      cells.push_back(events[at].exceeds ? grouped(*events[at].exceeds, 0) : "-");
      cells.push_back(row.chance ? share_in_words(row.chance->share()) : "-");
      cells.push_back(row.chance ? share_in_words(row.chance->error()) : "-");
    }
    if (row.spread) {
      cells.push_back(grouped(row.spread->quantile[1], 0));
      cells.push_back(grouped(row.spread->quantile_error[1], 0));
      cells.push_back(fmt::format("{} – {}", grouped(row.spread->quantile[0], 0),
                                  grouped(row.spread->quantile[2], 0)));
    } else {
      cells.insert(cells.end(), 3, "-");
    }
    text.add_row(std::move(cells));
  }
  return text.text();
}

// "Central Mediterranean has more than 150,000 crossings detected".
std::string happening(const Event& event, bool several) {
  if (!event.exceeds) return "All of these happen at once";
  return fmt::format("{} has more than {} crossings detected",
                     several ? "The sum of the routes" : event.name, grouped(*event.exceeds, 0));
}

// Of months that are all observed: the draws agree, and there is no chance about it.
std::vector<std::string> verdict_of_record(const std::vector<Event>& events) {
  std::vector<std::string> verdict = {
      "All of these months are observed and the same in all draws: this is the record, no "
      "forecast."};
  for (const Event& event : events) {
    if (event.sums.empty()) continue;
    verdict.push_back(fmt::format(
        "{}: {} crossings detected{}.",
        event.name == "together" ? "The routes together" : event.name,
        number_in_words(event.sums.front()),
        !event.exceeds
            ? ""
            : fmt::format(", {} than {}", event.happens.front() != 0 ? "more" : "not more",
                          grouped(*event.exceeds, 0))));
  }
  return verdict;
}

std::vector<std::string> verdict_of_all(const std::vector<Event>& events,
                                        const std::vector<EventRow>& rows) {
  std::vector<std::string> verdict;
  double independent = 1;
  for (std::size_t at = 0; at < events.size(); ++at) {
    const Event& event = events[at];
    if (!rows[at].chance) continue;
    const Chance& chance = *rows[at].chance;
    verdict.push_back(fmt::format("{} in {} of the {} draws kept: {}.",
                                  happening(event, event.name == "together"), grouped(chance.count),
                                  grouped(chance.draws), chance_in_words(chance)));
    if (event.sums.empty()) {
      verdict.back() +=
          fmt::format(" If the routes had nothing to do with one another, it would be {}.",
                      share_in_words(independent));
    }
    independent *= chance.share();
  }
  const EventRow& last = rows.back();
  if (verdict.empty() && last.spread) {
    verdict.push_back(fmt::format(
        "{}: {} crossings detected (median), in 8 of 10 draws {} to {}.",
        events.back().name == "together" ? "The routes together" : events.back().name,
        number_in_words(last.spread->quantile[1]), number_in_words(last.spread->quantile[0]),
        number_in_words(last.spread->quantile[2])));
  }
  if (events.back().name == "together") {
    verdict.emplace_back(
        "A person may be detected on more than one of these routes: the sum is of crossings.");
  }
  return verdict;
}

std::vector<std::string> verdict_of_given(const std::vector<Event>& events,
                                          const std::vector<EventRow>& rows,
                                          const std::vector<EventRow>& of_all) {
  std::vector<std::string> verdict;
  for (std::size_t at = 0; at < events.size(); ++at) {
    const Event& event = events[at];
    const bool several = event.name == "together";
    if (rows[at].chance) {
      const Chance& chance = *rows[at].chance;
      verdict.push_back(fmt::format("In these draws: {} in {} of {}: {}; in all draws it is {}.",
                                    happening(event, several), grouped(chance.count),
                                    grouped(chance.draws), chance_in_words(chance),
                                    share_in_words(of_all[at].chance->share())));
    }
    if (rows[at].spread) {
      verdict.push_back(fmt::format("{}: the median is {} (± {}) in these draws, {} in all.",
                                    several ? "The routes together" : event.name,
                                    number_in_words(rows[at].spread->quantile[1]),
                                    number_in_words(rows[at].spread->quantile_error[1]),
                                    number_in_words(of_all[at].spread->quantile[1])));
    }
  }
  verdict.emplace_back(
      "This says which futures go together, not that one thing is the cause of the other.");
  return verdict;
}

void add_event_records(Records& records, const std::vector<Event>& events,
                       const std::vector<EventRow>& rows, const MonthRange& months,
                       const std::string& given, std::int64_t draws) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t at = 0; at < events.size(); ++at) {
    const EventRow& row = rows[at];
    std::vector<RecordCell> cells = {events[at].code,
                                     months.first_month,
                                     months.last_month,
                                     months.count,
                                     given,
                                     draws,
                                     events[at].exceeds.value_or(missing)};
    if (row.chance) {
      cells.insert(cells.end(), {row.chance->count, row.chance->share(), row.chance->error()});
    } else {
      cells.insert(cells.end(), {missing, missing, missing});
    }
    for (std::size_t level = 0; level < difference_levels.size(); ++level) {
      cells.push_back(row.spread ? row.spread->quantile[level] : missing);
      cells.push_back(row.spread ? row.spread->quantile_error[level] : missing);
    }
    records.rows.push_back(std::move(cells));
  }
}

std::vector<EventRow> rows_of(const std::vector<Event>& events, const Chosen& chosen) {
  std::vector<EventRow> rows;
  for (const Event& event : events) rows.push_back(row_of(event, chosen));
  return rows;
}

// Of the months that draws do not differ in.
std::string about_observed(const MonthRange& months) {
  return fmt::format("{} of these {} months {} observed and the same in all draws.",
                     months.observed, months.count, months.observed == 1 ? "is" : "are");
}

}  // namespace

bool asks_for_chances(const ChanceRequest& request) {
  return request.exceeds || !request.given.empty() || request.routes.size() > 1 ||
         std::ranges::any_of(request.routes, [](const std::string& route) {
           return route.find(':') != std::string::npos;
         });
}

Answer chance_answer(const EnsembleReader& reader, const ChanceRequest& request) {
  const std::vector<RouteThreshold> routes = routes_asked(reader, request);
  const MonthRange months = require_months(reader, request.from, request.months, request.year);
  const std::string period = months_in_words(months);
  const std::vector<Event> events = events_asked(reader, request, routes, months);
  const Chosen everyone(static_cast<std::size_t>(reader.extent(Dimension::realization)), 1);
  const std::vector<EventRow> of_all = rows_of(events, everyone);

  const bool recorded_alone = months.observed == months.count;

  Answer answer;
  answer.question = "chance";
  answer.parts.push_back(
      {fmt::format("Irregular crossings detected, {} (sum of {}), in the {} kept", period,
                   count_in_words(months.count, "month", "months"),
                   count_in_words(reader.header().kept, "draw", "draws")),
       event_table(events, of_all),
       recorded_alone ? verdict_of_record(events) : verdict_of_all(events, of_all)});
  if (months.observed > 0 && !recorded_alone)
    answer.parts.front().verdict.push_back(about_observed(months));
  answer.records.columns = {"route",  "first_month",     "last_month", "months",
                            "given",  "draws",           "exceeds",    "draws_above",
                            "chance", "chance_mc_error", "q0.1",       "q0.1_mc_error",
                            "median", "median_mc_error", "q0.9",       "q0.9_mc_error"};
  add_event_records(answer.records, events, of_all, months, "", reader.header().kept);
  if (!request.given.empty()) {
    const Conditions given = conditions_of(reader, request, months);
    const std::int64_t draws = std::ranges::count(given.chosen, 1);
    require_enough(reader, given, draws);
    const std::vector<EventRow> rows = rows_of(events, given.chosen);
    answer.parts.push_back(
        {fmt::format("The same in the {} of them in which {}", grouped(draws), given.words),
         event_table(events, rows), verdict_of_given(events, rows, of_all)});
    add_event_records(answer.records, events, rows, months, given.text, draws);
  }
  answer.about =
      "Detections count crossings, not persons, summed over the months in each draw that the file "
      "keeps (`run --keep` keeps more). A chance is the share of these draws with more than the "
      "number. An 80 % band holds that share of them. ± MC: standard error from the finite number "
      "of draws, not the model's own. These are forecasts of pressure, not advice against people.";
  return answer;
}

}  // namespace peregrine
