#include "host/attribute/attribute.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "host/attribute/observer.h"
#include "host/attribute/series.h"
#include "host/model/tables/csv.h"
#include "host/support/error.h"
#include "host/support/month_reader.h"
#include "host/support/nearest.h"
#include "host/support/utf8.h"

namespace peregrine {

namespace {

constexpr int first_month_of_shipped = month_number(2020, 1);

const ObservedPlace* place_in(const std::vector<ObservedPlace>& observed,
                              const std::string& place) {
  const auto found = std::find_if(observed.begin(), observed.end(),
                                  [&](const ObservedPlace& one) { return one.place == place; });
  return found == observed.end() ? nullptr : &*found;
}

// Those asked for; else all, or all that the table has figures of.
std::vector<Watch> chosen(const AttributeRequest& request, const std::vector<Watch>& watches,
                          const std::vector<ObservedPlace>& observed) {
  const bool all =
      request.fronts.empty() || std::count(request.fronts.begin(), request.fronts.end(), "all") > 0;
  std::vector<std::string> codes;
  for (const Watch& watch : watches) codes.push_back(watch.code);
  for (const std::string& code : request.fronts) {
    if (code == "all" || std::count(codes.begin(), codes.end(), code) > 0) continue;
    throw UsageError(
        fmt::format("--front {} is no front and no route of several fronts; is {} meant?", code,
                    nearest_word(code, codes)));
  }
  std::vector<Watch> kept;
  for (const Watch& watch : watches) {
    const bool asked = std::count(request.fronts.begin(), request.fronts.end(), watch.code) > 0;
    const bool there = request.arrivals.empty() || place_in(observed, watch.place) != nullptr;
    if (asked && !there) {
      throw UsageError(fmt::format("--front {}: {} has no rows of border {}", watch.code,
                                   request.arrivals, watch.place));
    }
    if (asked || (all && there)) kept.push_back(watch);
  }
  if (kept.empty()) {
    throw UsageError(fmt::format("{} has no border of a front", request.arrivals));
  }
  return kept;
}

std::optional<int> month_asked(const char* option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const WrittenMonth month = read_month(text);
  if (!month.sound()) {
    throw UsageError(
        fmt::format("{} {} {} ({})", option, printable(text), month.problem, month.remedy));
  }
  return month_number(month.year, month.month);
}

struct Span {
  int from;
  int to;
};

// Months of a place that are asked for and can be judged.
Span span_of(const AttributeRequest& request, const WatchSeries& series,
             const ObservedPlace* observed) {
  const int first = observed == nullptr
                        ? first_month_of_shipped
                        : std::max(observed->first_month, series.first_month_judged);
  const int last = observed == nullptr ? series.last_month : observed->last_month();
  const int earliest = observed == nullptr ? series.first_month_judged : first;
  return {std::max(month_asked("--from", request.from).value_or(first), earliest),
          std::min(month_asked("--to", request.to).value_or(last), last)};
}

// A table none of whose months of this place can be judged, whatever is asked for.
std::optional<Problem> too_few_months(const std::string& file, const WatchSeries& series,
                                      const ObservedPlace* observed) {
  if (observed == nullptr || series.first_month_judged <= observed->last_month()) {
    return std::nullopt;
  }
  const std::string key = fmt::format("{}: month", observed->place);
  if (observed->first_month != series.gap_end) {
    return Problem{file,
                   observed->first_line,
                   key,
                   month_text(observed->last_month()),
                   fmt::format("is the last one, and {} the first that can be judged",
                               month_text(series.first_month_judged)),
                   "a month is judged by those of a year before it at least, of which figures "
                   "begin too late here"};
  }
  return Problem{
      file,
      observed->first_line,
      key,
      month_text(observed->first_month),
      "is the only one: two months are needed at least, since the first after months without "
      "figures is what the second is judged by",
      fmt::format("add {}, or all months from {} on, which the shipped history leads up to",
                  month_text(series.first_month_judged),
                  month_text(IrregularHistory::last_month + 1))};
}

// 1 - prod(1 - P) over an actor's fronts that have the month.
AttributedActor combined(const std::string& actor, const std::vector<AttributedWatch>& watches) {
  AttributedActor result;
  result.name = actor;
  std::map<int, double> none;
  for (const AttributedWatch& watch : watches) {
    if (watch.watch.kind != WatchKind::front || watch.watch.actor_names() != actor) continue;
    ++result.fronts;
    for (const AttributedMonth& month : watch.months) {
      none.emplace(month.month(), 1.0).first->second *= 1.0 - month.named_actor();
    }
  }
  for (const auto& [month, probability] : none) result.months.push_back({month, 1.0 - probability});
  return result;
}

void add_actors(Attribution& attribution) {
  std::vector<std::string> names;
  for (const AttributedWatch& watch : attribution.watches) {
    const std::string actor = watch.watch.actor_names();
    if (watch.watch.kind != WatchKind::front) continue;
    if (std::count(names.begin(), names.end(), actor) == 0) names.push_back(actor);
  }
  for (const std::string& name : names) {
    attribution.actors.push_back(combined(name, attribution.watches));
  }
}

}  // namespace

Attribution attribute(const AttributeRequest& request, const IrregularHistory& history,
                      const std::vector<Watch>& watches, const std::vector<ObservedPlace>& observed,
                      const CampaignList& list) {
  Attribution result;
  result.source = request.arrivals;
  std::vector<Problem> problems;
  for (const Watch& watch : chosen(request, watches, observed)) {
    const ObservedPlace* const own = place_in(observed, watch.place);
    const WatchSeries series = make_series(watch, history, own, list);
    if (const auto problem = too_few_months(request.arrivals, series, own)) {
      problems.push_back(*problem);
      continue;
    }
    const Span span = span_of(request, series, own);
    if (span.from > span.to) {
      // Of all fronts, those with figures in these months.
      const bool asked = std::count(request.fronts.begin(), request.fronts.end(), watch.code) > 0;
      if (!asked && own == nullptr) continue;
      throw UsageError(fmt::format("{} has no month to judge from {} to {}", watch.code,
                                   month_text(span.from), month_text(span.to)));
    }
    if (problems.empty()) {
      result.watches.push_back(observe(watch, series, span.from, span.to));
    }
  }
  if (!problems.empty()) throw InputError(problems);
  if (result.watches.empty()) throw UsageError("no front has a month to judge from --from to --to");
  for (const ObservedPlace& place : observed) {
    const bool watched = std::any_of(watches.begin(), watches.end(), [&](const Watch& watch) {
      return watch.place == place.place;
    });
    if (!watched) result.not_judged.push_back(place.place);
  }
  add_actors(result);
  return result;
}

Attribution attribute(const AttributeRequest& request) {
  const std::string inputs = find_inputs(request.inputs);
  const Countries countries = load_countries(inputs);
  const IrregularHistory history = load_irregular_history(inputs);
  const CampaignList list = load_campaign_list(inputs, history);
  const std::vector<Watch> watches =
      make_watches(history, load_fronts(inputs, history, countries), list);
  std::vector<ObservedPlace> observed;
  if (!request.arrivals.empty()) {
    observed = parse_observed(read_own_table(request.arrivals), request.arrivals,
                              attributed_places(history, watches), countries);
  }
  return attribute(request, history, watches, observed, list);
}

}  // namespace peregrine
