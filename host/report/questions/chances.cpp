#include "host/report/questions/chances.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "host/report/kept_draws.h"
#include "host/report/questions/route_events.h"
#include "host/report/table.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t route_width = 30;
static_assert(difference_levels == std::array<double, 3>{0.1, 0.5, 0.9});

std::string event_table(const std::vector<RouteEvent>& events, const std::vector<EventRow>& rows) {
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
      cells.push_back(events[at].exceeds ? grouped(*events[at].exceeds) : "-");
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

std::string subject_of(const RouteEvent& event) {
  return event.kind == EventKind::sum_of_routes ? "The sum of the routes" : event.name;
}

// "Central Mediterranean has more than 150,000 crossings detected".
std::string happening(const RouteEvent& event) {
  if (event.kind == EventKind::all_at_once) return "All of these happen at once";
  return fmt::format("{} has more than {} detected", subject_of(event),
                     count_in_words(event.exceeds.value(), "crossing", "crossings"));
}

// Of draws that agree: there is no chance about it.
std::vector<std::string> verdict_of_record(const std::vector<RouteEvent>& events,
                                           bool all_observed) {
  std::vector<std::string> verdict = {
      all_observed
          ? "All of these months are observed and the same in all draws: this is the record, no "
            "forecast."
          : "The crossings of these months are the same in all draws: there is no chance to give."};
  for (const RouteEvent& event : events) {
    if (event.sums.empty()) continue;
    verdict.push_back(fmt::format(
        "{}: {} crossings detected{}.", subject_of(event), number_in_words(event.sums.front()),
        !event.exceeds
            ? ""
            : fmt::format(", {} than {}", event.happens.front() != 0 ? "more" : "not more",
                          grouped(*event.exceeds))));
  }
  return verdict;
}

std::vector<std::string> verdict_of_all(const std::vector<RouteEvent>& events,
                                        const std::vector<EventRow>& rows) {
  std::vector<std::string> verdict;
  double independent = 1;
  for (std::size_t at = 0; at < events.size(); ++at) {
    const RouteEvent& event = events[at];
    if (!rows[at].chance) continue;
    const Chance& chance = *rows[at].chance;
    verdict.push_back(fmt::format("{} in {} of the {} draws kept: {}.", happening(event),
                                  grouped(chance.count), grouped(chance.draws),
                                  chance_in_words(chance)));
    if (event.sums.empty()) {
      verdict.back() +=
          fmt::format(" If the routes had nothing to do with one another, it would be {}.",
                      share_in_words(independent));
    }
    independent *= chance.share();
    if (!event.happens_on_record.empty()) {
      verdict.back() += fmt::format(" On record: in {} of the {} years before, same months.",
                                    event.record_count(), event.happens_on_record.size());
    }
  }
  const EventRow& last = rows.back();
  if (verdict.empty() && last.spread) {
    verdict.push_back(fmt::format(
        "{}: {} crossings detected (median), in 8 of 10 draws {} to {}.", subject_of(events.back()),
        number_in_words(last.spread->quantile[1]), number_in_words(last.spread->quantile[0]),
        number_in_words(last.spread->quantile[2])));
  }
  if (events.back().kind == EventKind::sum_of_routes) {
    verdict.emplace_back(
        "A person may be detected on more than one of these routes: the sum is of crossings.");
  }
  return verdict;
}

std::vector<std::string> verdict_of_given(const std::vector<RouteEvent>& events,
                                          const std::vector<EventRow>& rows,
                                          const std::vector<EventRow>& of_all) {
  std::vector<std::string> verdict;
  for (std::size_t at = 0; at < events.size(); ++at) {
    const RouteEvent& event = events[at];
    if (rows[at].chance) {
      const Chance& chance = *rows[at].chance;
      verdict.push_back(fmt::format("In these draws: {} in {} of {}: {}; in all draws it is {}.",
                                    happening(event), grouped(chance.count), grouped(chance.draws),
                                    chance_in_words(chance),
                                    share_in_words(of_all[at].chance->share())));
    }
    if (rows[at].spread) {
      verdict.push_back(fmt::format("{}: the median is {} (± {}) in these draws, {} in all.",
                                    subject_of(event),
                                    number_in_words(rows[at].spread->quantile[1]),
                                    number_in_words(rows[at].spread->quantile_error[1]),
                                    number_in_words(of_all[at].spread->quantile[1])));
    }
  }
  verdict.emplace_back(
      "This says which futures go together, not that one thing is the cause of the other.");
  return verdict;
}

void add_event_records(Records& records, const std::vector<RouteEvent>& events,
                       const std::vector<EventRow>& rows, const MonthRange& months,
                       const std::string& given, std::int64_t draws) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t at = 0; at < events.size(); ++at) {
    const EventRow& row = rows[at];
    const RecordCell threshold =
        events[at].exceeds ? RecordCell(*events[at].exceeds) : RecordCell(missing);
    std::vector<RecordCell> cells = {
        events[at].code, months.first_month, months.last_month, months.count, given,
        draws,           threshold};
    if (row.chance) {
      cells.insert(cells.end(), {row.chance->count, row.chance->share(), row.chance->error()});
    } else {
      cells.insert(cells.end(), {missing, missing, missing});
    }
    for (std::size_t level = 0; level < difference_levels.size(); ++level) {
      cells.push_back(row.spread ? row.spread->quantile[level] : missing);
      cells.push_back(row.spread ? row.spread->quantile_error[level] : missing);
    }
    const bool compared = !events[at].happens_on_record.empty();
    cells.push_back(compared ? RecordCell(events[at].record_count()) : RecordCell(missing));
    cells.push_back(compared
                        ? RecordCell(static_cast<std::int64_t>(events[at].happens_on_record.size()))
                        : RecordCell(missing));
    records.rows.push_back(std::move(cells));
  }
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
  if (request.from.empty() && !request.year) require_enough_draws(reader);
  std::vector<std::size_t> asked;
  for (const RouteThreshold& one : routes) asked.push_back(one.route);
  const MonthRange months =
      require_months(reader, asked, request.from, request.months, request.year);
  const std::string period = months_in_words(months);
  const std::vector<RouteEvent> events = events_asked(reader, request, routes, months);
  const ChosenDraws everyone(static_cast<std::size_t>(reader.extent(Dimension::realization)), 1);
  // On a route without a month that differs, those of other routes say when the forecast begins.
  const bool agree = std::ranges::all_of(events, [](const RouteEvent& event) {
    return std::ranges::all_of(event.sums, [&](double sum) { return sum == event.sums.front(); });
  });
  const bool all_observed = months.observed == months.count;
  const bool recorded_alone = all_observed || (agree && keeps_enough_draws(reader));
  std::vector<EventRow> of_all = rows_of(events, everyone);
  if (recorded_alone) {
    for (EventRow& row : of_all) row.chance.reset();
  } else {
    require_enough_draws(reader);
  }

  if (!request.given.empty() && recorded_alone) {
    throw UsageError(fmt::format("--given: {} is {}the same in all draws", period,
                                 all_observed ? "observed and " : ""));
  }

  Answer answer;
  answer.question = "chance";
  answer.parts.push_back(
      {fmt::format("Irregular crossings detected, {} (sum of {}), in the {} kept", period,
                   count_in_words(months.count, "month", "months"),
                   count_in_words(reader.header().kept, "draw", "draws")),
       event_table(events, of_all),
       recorded_alone ? verdict_of_record(events, all_observed) : verdict_of_all(events, of_all)});
  if (months.observed > 0 && !recorded_alone) {
    answer.parts.front().verdict.push_back(about_observed(months));
  }
  answer.records.columns = {"route",        "first_month",     "last_month", "months",
                            "given",        "draws",           "exceeds",    "draws_above",
                            "chance",       "chance_mc_error", "q0.1",       "q0.1_mc_error",
                            "median",       "median_mc_error", "q0.9",       "q0.9_mc_error",
                            "record_above", "record_years"};
  add_event_records(answer.records, events, of_all, months, "", reader.header().kept);
  if (!request.given.empty()) {
    const Conditions given = conditions_asked(reader, request, months);
    const std::vector<EventRow> rows = rows_of(events, given.chosen);
    answer.parts.push_back(
        {fmt::format("The same in the {} of them in which {}", grouped(given.draws), given.words),
         event_table(events, rows), verdict_of_given(events, rows, of_all)});
    add_event_records(answer.records, events, rows, months, given.text, given.draws);
  }
  answer.about =
      "Detections count crossings, not persons, summed over the months in each draw that the file "
      "keeps (`run --keep` keeps more). A chance is the share of these draws with more than the "
      "number. An 80 % band holds that share of them. ± MC: standard error from the finite number "
      "of draws, not the model's own. These are forecasts of pressure, not advice against people.";
  return answer;
}

}  // namespace peregrine
