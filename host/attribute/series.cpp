#include "host/attribute/series.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "host/model/routes/series.h"
#include "host/model/routes/state.h"

namespace peregrine {

namespace {

// Those that the shipped history tells apart, and those that the user does.
std::vector<RouteCorridor> nationalities_of(const Watch& watch, const IrregularHistory& history,
                                            const ObservedPlace* observed) {
  std::set<std::string> codes;
  if (observed != nullptr) {
    for (const ObservedMonth& month : observed->months) {
      for (const auto& [code, persons] : month.by_nationality) {
        if (code != rest_nationality) codes.insert(code);
      }
    }
  }
  for (const RouteCorridor& corridor : history.corridors) {
    const bool here = std::count(watch.borders.begin(), watch.borders.end(), corridor.border) > 0;
    if (here && corridor.nationality != rest_nationality) codes.insert(corridor.nationality);
  }
  std::vector<RouteCorridor> corridors;
  for (const std::string& code : codes) corridors.push_back({0, code});
  corridors.push_back({0, rest_nationality});
  return corridors;
}

int corridor_of(const IrregularHistory& months, const std::string& nationality) {
  for (int k = 0; k < months.corridor_count(); ++k) {
    if (months.corridors[static_cast<std::size_t>(k)].nationality == nationality) return k;
  }
  return months.corridor_count() - 1;
}

void make_room(int last_month, WatchSeries& series) {
  const auto count = static_cast<std::size_t>(last_month - IrregularHistory::first_month + 1);
  IrregularHistory& months = series.months;
  months.detections.resize(count * months.corridors.size(), no_estimate);
  months.totals.resize(count, no_estimate);
  series.signals.resize(count, no_estimate);
  series.statements.resize(count, no_estimate);
  series.last_month = months.borders.front().figures_until = last_month;
}

void add_shipped(const Watch& watch, const IrregularHistory& history, WatchSeries& series) {
  IrregularHistory& months = series.months;
  std::vector<int> to(history.corridors.size(), -1);
  for (std::size_t k = 0; k < to.size(); ++k) {
    const RouteCorridor& corridor = history.corridors[k];
    const bool here = std::count(watch.borders.begin(), watch.borders.end(), corridor.border) > 0;
    if (here) to[k] = corridor_of(months, corridor.nationality);
  }
  std::fill(months.detections.begin(), months.detections.end(), 0.0);
  for (int month = IrregularHistory::first_month; month <= IrregularHistory::last_month; ++month) {
    double& total = months.totals[months.border_at(month, 0)] = 0.0;
    for (const int border : watch.borders)
      total += history.totals[history.border_at(month, border)];
    for (std::size_t k = 0; k < to.size(); ++k) {
      if (to[k] < 0) continue;
      months.detections[months.at(month, to[k])] +=
          history.detections[history.at(month, static_cast<int>(k))];
    }
  }
}

void fill_gap(int first_known, double arrivals, WatchSeries& series) {
  IrregularHistory& months = series.months;
  constexpr int last = IrregularHistory::last_month;
  const RouteSeries shipped(months, 0, last);
  const Season season = shipped.season(last);
  const double level = shipped.level(last, season);
  const auto usual = [&](int month) {
    return level + season[static_cast<std::size_t>(month % 12)];
  };
  const double before = shipped.anomaly(last, season, level);
  const double after = std::log(arrivals + route_offset) - usual(first_known);
  for (int month = last + 1; month < first_known; ++month) {
    const double share = static_cast<double>(month - last) / (first_known - last);
    const double anomaly = before + share * (after - before);
    months.totals[months.border_at(month, 0)] =
        std::max(std::exp(usual(month) + anomaly) - route_offset, 0.0);
  }
}

void add_observed(const ObservedPlace& observed, WatchSeries& series) {
  IrregularHistory& months = series.months;
  const std::size_t nationalities = months.corridors.size();
  for (std::size_t i = 0; i < observed.months.size(); ++i) {
    const ObservedMonth& seen = observed.months[i];
    const int month = observed.first_month + static_cast<int>(i);
    const std::size_t at = months.border_at(month, 0);
    months.totals[at] = seen.arrivals;
    series.signals[at] = seen.signals;
    series.statements[at] = seen.statements;
    const auto row = months.detections.begin() + static_cast<std::ptrdiff_t>(months.at(month, 0));
    const bool known = !seen.by_nationality.empty();
    std::fill(row, row + static_cast<std::ptrdiff_t>(nationalities), known ? 0.0 : no_estimate);
    for (const auto& [nationality, persons] : seen.by_nationality) {
      row[corridor_of(months, nationality)] += persons;
    }
  }
}

}  // namespace

namespace {

void make_record(const Watch& watch, const IrregularHistory& history, const ObservedPlace* observed,
                 const CampaignList& list, WatchSeries& series) {
  series.record = record_of(series.months, 0, series.last_month);
  MonthlyRecord& record = series.record;
  const bool one_border = watch.borders.size() == 1;
  const int own_from = observed == nullptr ? series.last_month + 1 : observed->first_month;
  if (one_border && observed == nullptr) {
    MonthlyRecord shipped = record_of(history, watch.borders.front(), list);
    // Where nobody counts and no figure is printed, zeros are all there is.
    if (!shipped.arrivals.empty()) record = std::move(shipped);
    series.last_month = record.last_month();
  } else if (one_border) {
    add_figures(list, watch.borders.front(), record.first_month, own_from - 1, record);
  }
  add_statements(list, watch.borders, record);
  for (int month = own_from; month <= series.last_month; ++month) {
    record.signals[record.at(month)] = series.signals[series.months.border_at(month, 0)];
    record.statements[record.at(month)] = series.statements[series.months.border_at(month, 0)];
  }
  record.gap_end = series.gap_end;
  series.first_month_judged =
      std::max(series.first_month_judged, record.first_month + months_before_first);
}

}  // namespace

WatchSeries make_series(const Watch& watch, const IrregularHistory& history,
                        const ObservedPlace* observed, const CampaignList& list) {
  WatchSeries series;
  IrregularHistory& months = series.months;
  Border place = history.borders[static_cast<std::size_t>(watch.borders.front())];
  for (const int border : watch.borders) {
    const Border& part = history.borders[static_cast<std::size_t>(border)];
    place.figures_from = std::max(place.figures_from, part.figures_from);
    place.monthly_from = std::max(place.monthly_from, part.monthly_from);
  }
  place.code = watch.place;
  months.borders = {place};
  months.corridors = nationalities_of(watch, history, observed);
  make_room(IrregularHistory::last_month, series);
  add_shipped(watch, history, series);
  if (observed != nullptr) {
    make_room(std::max(series.last_month, observed->last_month()), series);
    if (observed->first_month > IrregularHistory::last_month + 1) {
      fill_gap(observed->first_month, observed->months.front().arrivals, series);
      series.gap_end = observed->first_month;
      series.first_month_judged = observed->first_month + 1;
    }
    add_observed(*observed, series);
  }
  make_record(watch, history, observed, list, series);
  return series;
}

}  // namespace peregrine
