// Irregular crossings by route, and who dies on the way.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/report/irregular.h"
#include "host/report/irregular_span.h"
#include "host/report/page/entries.h"
#include "host/report/page/fan_chart.h"
#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"

namespace peregrine {
namespace {

constexpr int months_before = 60;  // of a chart, before the first month of the forecast
constexpr int months_ahead = 36;   // and from it on
constexpr int months_in_table = 24;
constexpr std::size_t nationals_in_table = 5;
constexpr int routes_row_years = 5;
constexpr double long_label = 20'000;

double x_of(int month) {
  const int year = month / 12;
  return year + (month % 12 + 0.5) / 12;
}

// Detections by month of all borders of a route before the file's first year, from
// `first_month` on; NaN where a border has no figure.
void add_earlier(ChartLine& line, const IrregularHistory& history, const std::string& route,
                 int first_month, int end_month) {
  for (int month = std::max(first_month, IrregularHistory::first_month);
       month < std::min(end_month, IrregularHistory::last_month + 1); ++month) {
    double sum = 0;
    for (int border = 0; border < history.border_count(); ++border) {
      if (history.borders[static_cast<std::size_t>(border)].route != route) continue;
      sum += history.totals[history.border_at(month, border)];
    }
    line.x.push_back(x_of(month));
    line.y.push_back(sum);
  }
}

// Of a chart.
struct RouteMonths {
  int first_of_file;      // month numbers
  int first_of_forecast;  // the first in which draws differ
  int end;                // one past the last of the chart
  std::int64_t count() const { return end - first_of_file; }
  // Whether the run ends before draws differ.
  bool of_record_alone() const { return first_of_forecast == end; }
};

RouteMonths route_months(const EnsembleReader& reader) {
  const int first = month_number(reader.header().years.front(), 1);
  const int forecast = first + static_cast<int>(first_simulated_month(reader, {}));
  const int all = static_cast<int>(reader.extent(Dimension::time));
  return {first, forecast, std::min(forecast + months_ahead, first + all)};
}

// A route's own: its figures may end before those of the others, or go on for longer.
RouteMonths months_of_route(const EnsembleReader& reader, RouteMonths months, std::size_t route) {
  const std::int64_t own = first_simulated_month(reader, {route});
  if (own < months.count()) months.first_of_forecast = months.first_of_file + static_cast<int>(own);
  return months;
}

FanChart route_chart(const PageSources& sources, const RouteMonths& all_months, std::size_t route) {
  RouteMonths months = months_of_route(sources.reader, all_months, route);
  const RouteNames& names = sources.reader.header().routes;
  FanChart chart;
  chart.id = "route-" + names.route_code[route];
  chart.title = names.route_name[route];
  chart.unit = "crossings detected in a month";
  const auto estimates =
      read_estimates(sources.reader, "irregular_detections",
                     {{0, static_cast<std::int64_t>(route)}, {months.count(), 1}});
  // A route may have been observed to the end of a file, and others not.
  const bool differs = std::ranges::any_of(estimates, [](const auto& month) {
    return month.front().quantile.front() != month.front().quantile.back();
  });
  if (!differs) months.first_of_forecast = months.end;
  const int first = std::max(months.first_of_forecast - months_before, 0);
  ChartLine observed = {"history", "observed", {}, {}};
  if (sources.history) {
    add_earlier(observed, sources.history->irregular, names.route_code[route], first,
                months.first_of_file);
  }
  ChartLine naive = {"naive", "simple rule: the same month of the last observed year", {}, {}};
  const auto detected = [&](int month) {
    return estimates[static_cast<std::size_t>(month - months.first_of_file)].front();
  };
  for (int month = std::max(first, months.first_of_file); month < months.end; ++month) {
    if (month < months.first_of_forecast) {
      observed.x.push_back(x_of(month));
      observed.y.push_back(detected(month).median());
      continue;
    }
    chart.x.push_back(x_of(month));
    chart.quantiles.push_back(charted_of(detected(month)));
    const int ahead = month - months.first_of_forecast;
    const int same_month = months.first_of_forecast - 12 + ahead % 12;
    if (same_month < months.first_of_file) continue;
    naive.x.push_back(x_of(month));
    naive.y.push_back(detected(same_month).median());
  }
  if (!observed.x.empty()) chart.lines.push_back(std::move(observed));
  if (!naive.x.empty()) chart.lines.push_back(std::move(naive));
  // A long number of a label would take its chart's room.
  const double most = chart.quantiles.empty()
                          ? 0
                          : std::ranges::max(chart.quantiles, {}, [](const ChartedQuantiles& at) {
                              return at.back();
                            }).back();
  if (most >= long_label) {
    chart.unit = "thousand crossings detected in a month";
    chart.shown_per_unit = 1e-3;
  }
  if (!months.of_record_alone()) {
    chart.last_observed = x_of(months.first_of_forecast) - 0.5 / 12;
    chart.last_observed_words = "the forecast begins: " + month_text(months.first_of_forecast);
  }
  return chart;
}

std::vector<std::string> detection_headings(const char* first) {
  return {first,       "median",         "± MC",
          "80 % from", "80 % to",        "95 % from",
          "95 % to",   "entries (mean)", "dead or missing (mean)"};
}

std::vector<std::string> detection_cells(const DetectionsRow& row) {
  const StockEstimate& at = row.detections;
  return {row.period.text(),
          short_persons(at.median()),
          short_persons(at.median_error()),
          short_persons(at.quantile[bands[1].low]),
          short_persons(at.quantile[bands[1].high]),
          short_persons(at.quantile[bands[2].low]),
          short_persons(at.quantile[bands[2].high]),
          short_persons(row.entries),
          number_text(row.deaths, 1)};
}

std::string route_tables(const EnsembleReader& reader, const RouteReport& route, int first_year) {
  HtmlTable years("route-years-" + route.code, route.name + ": crossings detected in a year",
                  detection_headings("year"));
  for (const DetectionsRow& row : route.years) {
    const bool near = row.period.year >= first_year - 1 && row.period.year <= first_year + 2;
    if (!near && row.period.year % routes_row_years != 0) continue;
    years.add_row(detection_cells(row));
  }
  HtmlTable months("route-months-" + route.code, route.name + ": crossings detected in a month",
                   detection_headings("month"));
  for (const DetectionsRow& row : route.months) months.add_row(detection_cells(row));
  IrregularRequest request;
  request.route = route.code;
  request.year = first_year;
  const RouteReport one = report_irregular(reader, request).routes.front();
  HtmlTable nationals("route-nationals-" + route.code,
                      fmt::format("{}: largest groups of nationals, crossings detected in {}",
                                  route.name, first_year),
                      {"border", "nationals", "median", "± MC", "80 % from", "80 % to"}, 2);
  for (std::size_t i = 0; i < std::min(nationals_in_table, one.nationals.size()); ++i) {
    const NationalsSeries& group = one.nationals[i];
    const StockEstimate& at = group.row.detections;
    const int country = reader.country_index(group.nationality);
    const std::string who = country >= 0
                                ? reader.header().country_name[static_cast<std::size_t>(country)]
                            : group.nationality == rest_nationality ? "all others"
                                                                    : group.nationality;
    nationals.add_row({group.border, who, short_persons(at.median()),
                       short_persons(at.median_error()), short_persons(at.quantile[bands[1].low]),
                       short_persons(at.quantile[bands[1].high])});
  }
  return folded(route.name + ": years, months and nationals as tables",
                years.html() + months.html() + nationals.html());
}

}  // namespace

PageView routes_view(const PageSources& sources) {
  const EnsembleReader& reader = sources.reader;
  PageView view = {"routes",
                   "Irregular routes",
                   "How many irregular crossings are detected, month by month?",
                   "",
                   {}};
  if (reader.header().routes.empty()) return view;
  const RouteMonths months = route_months(reader);
  const bool record_alone = months.of_record_alone();
  // Of whose months and nationals the tables are.
  const int first_year =
      record_alone ? reader.header().years.back() : months.first_of_forecast / 12;
  IrregularRequest request;
  request.route = "all";
  request.months = months_in_table;
  if (record_alone) request.year = first_year;
  const IrregularReport report = report_irregular(reader, request);
  view.data["charts"] = nlohmann::json::array();
  std::string charts;
  std::string tables;
  std::string others;  // routes whose forecast begins in another month
  for (std::size_t route = 0; route < report.routes.size(); ++route) {
    const FanChart chart = route_chart(sources, months, route);
    const int own = months_of_route(reader, months, route).first_of_forecast;
    if (own != months.first_of_forecast) {
      others += fmt::format(" On the route {} the forecast begins in {}, after its own figures.",
                            escaped(report.routes[route].name), month_text(own));
    }
    if (charts.empty()) charts = legend_as_html(chart) + "<div class=\"small\">";
    charts += chart_as_html(chart, Legend::shared);
    // What the script reads off are bands.
    if (!chart.x.empty()) view.data["charts"].push_back(chart_as_json(chart));
    tables += route_tables(reader, report.routes[route], first_year);
  }
  view.html =
      paragraph(
          "A detection is a crossing, not a person: who is stopped and tries again counts twice, "
          "and who is not seen is not counted. People on these ways may have a right to "
          "protection; the tables show beside each figure how many get in and how many die or go "
          "missing. " +
          (record_alone ? std::string("No month of this file differs between draws: the run ends "
                                      "before its forecast begins, or "
                                      "has one draw, and the charts have no bands.")
                        : "Months before the dashed line were observed." + others)) +
      charts + "</div>" +
      note(vintages_of(sources.history,
                       {"history/irregular_detections.csv", "history/irregular_deaths.csv"})) +
      entries_as_html(reader) + tables;
  return view;
}

}  // namespace peregrine
