#include "host/report/questions/route_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

std::vector<std::uint8_t> above(const std::vector<double>& sums, std::int64_t number) {
  std::vector<std::uint8_t> happens;
  for (const double sum : sums) happens.push_back(sum > static_cast<double>(number) ? 1 : 0);
  return happens;
}

void set_number(RouteEvent& event, const std::optional<std::int64_t>& number) {
  if (!number) return;
  event.exceeds = number;
  event.happens = above(event.sums, *number);
  event.happens_on_record = above(event.record, *number);
}

EventRow row_of(const RouteEvent& event, const ChosenDraws& chosen) {
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
  if (!sums.empty()) row.spread = paired_spread(std::vector<double>(sums.size(), 0.0), sums);
  return row;
}

RouteEvent event_of(const EnsembleReader& reader, const RouteThreshold& route,
                    const MonthRange& months) {
  const RouteNames& names = reader.header().routes;
  RouteEvent event;
  event.code = names.route_code[route.route];
  event.name = names.route_name[route.route];
  event.sums = sums_of_route(reader, route.route, months);
  event.record = sums_on_record(reader, route.route, months);
  set_number(event, route.exceeds);
  return event;
}

template <typename Number>
void add_to(std::vector<Number>& sums, const std::vector<Number>& more) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += more[i];
}

void keep_where(std::vector<std::uint8_t>& chosen, const std::vector<std::uint8_t>& happens) {
  for (std::size_t i = 0; i < chosen.size(); ++i) chosen[i] = chosen[i] & happens[i];
}

RouteEvent sum_of(const std::vector<RouteEvent>& events,
                  const std::optional<std::int64_t>& exceeds) {
  RouteEvent sum = events.front();
  sum.kind = EventKind::sum_of_routes;
  sum.name = "together";
  for (std::size_t at = 1; at < events.size(); ++at) {
    sum.code += "+" + events[at].code;
    add_to(sum.sums, events[at].sums);
    add_to(sum.record, events[at].record);
  }
  set_number(sum, exceeds);
  return sum;
}

// That every one of the events happens in a draw.
RouteEvent all_of(const std::vector<RouteEvent>& events) {
  RouteEvent all;
  all.kind = EventKind::all_at_once;
  all.name = "all of these at once";
  all.happens = events.front().happens;
  all.happens_on_record = events.front().happens_on_record;
  for (const RouteEvent& event : events) {
    all.code +=
        fmt::format("{}{}:{}", all.code.empty() ? "" : "+", event.code, event.exceeds.value());
    keep_where(all.happens, event.happens);
    keep_where(all.happens_on_record, event.happens_on_record);
  }
  return all;
}

}  // namespace

std::int64_t RouteEvent::record_count() const {
  return std::ranges::count(happens_on_record, 1);
}

std::vector<EventRow> rows_of(const std::vector<RouteEvent>& events, const ChosenDraws& chosen) {
  std::vector<EventRow> rows;
  for (const RouteEvent& event : events) rows.push_back(row_of(event, chosen));
  return rows;
}

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

std::vector<RouteEvent> events_asked(const EnsembleReader& reader, const ChanceRequest& request,
                                     const std::vector<RouteThreshold>& routes,
                                     const MonthRange& months) {
  std::vector<RouteEvent> events;
  for (const RouteThreshold& route : routes) events.push_back(event_of(reader, route, months));
  if (events.size() == 1) {
    set_number(events.front(), request.exceeds);
    return events;
  }
  events.push_back(events.front().exceeds ? all_of(events) : sum_of(events, request.exceeds));
  return events;
}

Conditions conditions_asked(const EnsembleReader& reader, const ChanceRequest& request,
                            const MonthRange& months) {
  Conditions all;
  all.chosen.assign(static_cast<std::size_t>(reader.extent(Dimension::realization)), 1);
  for (const std::string& text : request.given) {
    const RouteEvent event = event_of(reader, read_condition(reader, text), months);
    keep_where(all.chosen, event.happens);
    all.text += (all.text.empty() ? "" : " and ") + text;
    all.words += fmt::format("{}{} has more than {}", all.words.empty() ? "" : " and ", event.name,
                             grouped(event.exceeds.value()));
  }
  all.draws = std::ranges::count(all.chosen, 1);
  if (all.draws < least_conditional_draws) {
    throw UsageError(fmt::format(
        "{}: --given {} holds in {} of the {} draws kept; at least {} are needed to say what "
        "follows (give a lower number, or run more draws with a larger --keep)",
        reader.path(), all.text, grouped(all.draws), grouped(reader.header().kept),
        least_conditional_draws));
  }
  return all;
}

}  // namespace peregrine
