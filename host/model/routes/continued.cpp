#include "host/model/routes/continued.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <sstream>
#include <utility>

#include "host/model/routes/observed.h"
#include "host/model/routes/shares.h"
#include "host/model/tables/csv.h"
#include "host/model/tables/readers.h"
#include "host/support/sha256.h"

namespace peregrine {
namespace {

// Codes that the table may have: borders, and routes of several, which are refused in words.
std::vector<std::string> places_of(const IrregularHistory& record) {
  std::vector<std::string> places;
  const auto add = [&places](const std::string& code) {
    if (std::ranges::find(places, code) == places.end()) places.push_back(code);
  };
  for (const Border& border : record.borders) add(border.code);
  for (const Border& border : record.borders) add(border.route);
  return places;
}

std::string borders_of(const IrregularHistory& record, const std::string& route) {
  std::vector<std::string> codes;
  for (const Border& border : record.borders) {
    if (border.route == route) codes.push_back(border.code);
  }
  return fmt::format("{}", fmt::join(codes, ", "));
}

// Room for months up to `last_month`, without figures.
void make_room_to(int last_month, IrregularHistory& history) {
  const auto count = static_cast<std::size_t>(last_month - IrregularHistory::first_month + 1);
  const std::size_t at_borders = count * history.borders.size();
  if (history.totals.size() >= at_borders) return;
  history.totals.resize(at_borders, no_estimate);
  history.deaths.resize(at_borders, no_estimate);
  history.detections.resize(count * history.corridors.size(), no_estimate);
}

class Continuation {
 public:
  Continuation(const IrregularHistory& record, const FrontInputs& fronts,
               const RoutesSettings& settings)
      : fronts_(fronts), settings_(settings), problems_(settings.observed) {
    continued_.history = record;
    continued_.history.own_until.assign(record.borders.size(), IrregularHistory::first_month - 1);
  }

  ContinuedHistory by(const std::vector<ObservedPlace>& places) {
    for (const ObservedPlace& place : places) {
      const int border = continued_.history.border_of(place.place);
      if (is_sound(place, border)) add(place, border);
    }
    throw_if_any(problems_.all());
    return std::move(continued_);
  }

 private:
  bool is_sound(const ObservedPlace& place, int border) {
    const IrregularHistory& history = continued_.history;
    if (border < 0) {
      problems_.add(place.first_line, "border", place.place, "is a route of several borders",
                    fmt::format("give the months of each border that you know: {}",
                                borders_of(history, place.place)));
      return false;
    }
    const Border& here = history.borders[static_cast<std::size_t>(border)];
    const int monthly_from = here.monthly_from;
    if (place.first_month < monthly_from) {
      problems_.add(place.first_line, "month", month_text(place.first_month),
                    fmt::format("is before {}, from which on figures of {} are monthly",
                                month_text(monthly_from), place.place),
                    fmt::format("leave out the months before {}", month_text(monthly_from)));
      return false;
    }
    const int next = here.figures_until + 1;
    if (place.first_month > next) {
      problems_.add(place.first_line, "month", month_text(place.first_month),
                    fmt::format("leaves a gap: the record of {} ends with {}", place.place,
                                month_text(here.figures_until)),
                    fmt::format("give every month from {} on; one without arrivals as ALL with 0",
                                month_text(next)));
      return false;
    }
    check_orders(place, border);
    return true;
  }

  // A campaign that a scenario orders for an observed month would not begin.
  void check_orders(const ObservedPlace& place, int border) {
    for (const OrderedCampaign& order : settings_.campaigns.ordered) {
      const auto front = std::ranges::find(fronts_.fronts, order.front, &Front::code);
      if (front == fronts_.fronts.end() || front->border != border) continue;
      if (order.month < place.first_month || order.month > place.last_month()) continue;
      problems_.add(place.first_line, "border", place.place,
                    fmt::format("has observed {}, in which the scenario orders a campaign on {}",
                                month_text(order.month), order.front),
                    fmt::format("order it for {} or later, or leave out the months from {} on",
                                month_text(place.last_month() + 1), month_text(order.month)));
    }
  }

  void add(const ObservedPlace& place, int border) {
    IrregularHistory& history = continued_.history;
    make_room_to(place.last_month(), history);
    own_corridors(border);
    std::set<std::string> with_the_rest;
    for (std::size_t i = 0; i < place.months.size(); ++i) {
      const int month = place.first_month + static_cast<int>(i);
      const ObservedMonth& seen = place.months[i];
      history.totals[history.border_at(month, border)] = seen.arrivals;
      if (seen.by_nationality.empty()) {
        divide(month, seen.arrivals);
      } else {
        count(month, seen, with_the_rest);
      }
    }
    history.own_until[static_cast<std::size_t>(border)] = place.last_month();
    continued_.own.push_back({place.place,
                              place.first_month,
                              place.last_month(),
                              {with_the_rest.begin(), with_the_rest.end()}});
  }

  void own_corridors(int border) {
    corridors_.clear();
    const std::vector<RouteCorridor>& all = continued_.history.corridors;
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (all[k].border == border) corridors_.push_back(static_cast<int>(k));
    }
  }

  double& detections(int month, int corridor) {
    return continued_.history.detections[continued_.history.at(month, corridor)];
  }

  void count(int month, const ObservedMonth& seen, std::set<std::string>& with_the_rest) {
    for (const int k : corridors_) detections(month, k) = 0.0;
    for (const auto& [nationality, persons] : seen.by_nationality) {
      const auto own = std::ranges::find_if(corridors_, [&, &code = nationality](int k) {
        return continued_.history.corridors[static_cast<std::size_t>(k)].nationality == code;
      });
      const bool known = own != corridors_.end();
      if (!known) with_the_rest.insert(nationality);
      detections(month, known ? *own : corridors_.back()) += persons;
    }
  }

  // By the months before; where nobody came in them, all are of the rest.
  void divide(int month, double arrivals) {
    std::vector<double> shares;
    double sum = 0.0;
    for (const int k : corridors_) {
      const double recent = recent_detections(continued_.history, k, month - 1);
      shares.push_back(std::isfinite(recent) ? recent : 0.0);
      sum += shares.back();
    }
    if (sum == 0.0) sum = shares.back() = 1.0;
    for (std::size_t i = 0; i < corridors_.size(); ++i) {
      detections(month, corridors_[i]) = arrivals * shares[i] / sum;
    }
  }

  const FrontInputs& fronts_;
  const RoutesSettings& settings_;
  CsvProblems problems_;
  ContinuedHistory continued_;
  std::vector<int> corridors_;  // of the border at hand, the rest last
};

void check_content(const std::string& text, const RoutesSettings& settings) {
  if (settings.observed_sha256.empty()) return;
  const std::string there = sha256_of(text);
  if (there == settings.observed_sha256) return;
  throw InputError({{settings.observed, 0, "irregular.observed_sha256", settings.observed_sha256,
                     fmt::format("is not that of this table, {}", there),
                     "give the table that the scenario was resolved with, or leave the key out"}});
}

}  // namespace

ContinuedHistory continue_history(const IrregularHistory& record, const Countries& countries,
                                  const FrontInputs& fronts, const RoutesSettings& settings) {
  if (settings.observed.empty()) {
    if (settings.observed_sha256.empty()) return {record, {}};
    throw InputError({{"the scenario", 0, "irregular.observed_sha256", settings.observed_sha256,
                       "is of no table", "name the table in irregular.observed, or leave it out"}});
  }
  const std::string text = read_own_table(settings.observed);
  check_content(text, settings);
  return Continuation(record, fronts, settings)
      .by(parse_observed(text, settings.observed, places_of(record), countries));
}

std::string own_months_as_text(const std::vector<OwnMonths>& own) {
  std::string text;
  for (const OwnMonths& one : own) {
    text += fmt::format("{} {} {}\n", one.border, month_text(one.first), month_text(one.last));
  }
  return text;
}

std::vector<OwnMonths> own_months_of_text(std::string_view text) {
  std::vector<OwnMonths> own;
  std::istringstream lines{std::string(text)};
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string border, first, last;
    if (!(words >> border >> first >> last)) continue;
    const OwnMonths one = {border, month_of_text(first), month_of_text(last), {}};
    if (one.first >= 0 && one.last >= 0) own.push_back(one);
  }
  return own;
}

std::string in_words(const OwnMonths& own) {
  std::string words =
      fmt::format("{} {} to {}", own.border, month_text(own.first), month_text(own.last));
  if (!own.with_the_rest.empty()) {
    words += fmt::format(", of whom {} count with the rest", fmt::join(own.with_the_rest, ", "));
  }
  return words;
}

}  // namespace peregrine
