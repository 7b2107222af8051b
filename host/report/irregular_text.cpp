// Irregular corridors for people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/report/irregular.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr std::size_t name_width = 30;
constexpr const Band& band_80 = bands[1];
constexpr const Band& band_95 = bands[2];

std::string heading_unit(const Unit& unit) {
  return unit.persons == 1 ? "number" : std::string(unit.name);
}

std::string in_band(const StockEstimate& estimate, const Band& band, const Unit& unit) {
  return fmt::format("{} – {}", in_unit(estimate.quantile[band.low], unit),
                     in_unit(estimate.quantile[band.high], unit));
}

Unit unit_of(const std::vector<DetectionsRow>& rows) {
  double greatest = 0;
  for (const DetectionsRow& row : rows) greatest = std::fmax(greatest, row.detections.median());
  return unit_for(greatest);
}

void add_columns(TextTable& text, std::initializer_list<const char*> headings, Align align) {
  for (const char* heading : headings) text.add_column(heading, align);
}

// Deaths are few beside crossings and are shown to the person.
std::string deaths_as_text(double deaths) {
  return grouped(deaths, deaths < 10 ? 1 : 0);
}

std::string detections_as_text(const std::vector<DetectionsRow>& rows, const char* first_heading) {
  const Unit unit = unit_of(rows);
  TextTable text;
  add_columns(text,
              {first_heading, "median", "± MC", "80 % band", "95 % band", "entries", "deaths"},
              Align::right);
  for (const DetectionsRow& row : rows) {
    text.add_row({row.period.text(), in_unit(row.detections.median(), unit),
                  error_in_unit(row.detections.median_error(), unit),
                  in_band(row.detections, band_80, unit), in_band(row.detections, band_95, unit),
                  in_unit(row.entries, unit), deaths_as_text(row.deaths)});
  }
  return text.text();
}

std::string nationals_as_text(const RouteReport& route) {
  if (route.nationals.empty()) return "";
  std::vector<DetectionsRow> rows;
  for (const NationalsSeries& nationals : route.nationals) rows.push_back(nationals.row);
  const Unit unit = unit_of(rows);
  TextTable text;
  add_columns(text, {"border", "nationals"}, Align::left);
  add_columns(text, {"median", "± MC", "80 % band", "95 % band"}, Align::right);
  for (const NationalsSeries& nationals : route.nationals) {
    const StockEstimate& estimate = nationals.row.detections;
    text.add_row({nationals.border, nationals.nationality, in_unit(estimate.median(), unit),
                  error_in_unit(estimate.median_error(), unit), in_band(estimate, band_80, unit),
                  in_band(estimate, band_95, unit)});
  }
  return fmt::format("\nLargest groups of nationals detected in {} ({})\n{}",
                     rows.front().period.text(), heading_unit(unit), text.text());
}

std::string route_as_text(const RouteReport& route) {
  const auto title = [&route](const char* what, const std::vector<DetectionsRow>& rows) {
    return fmt::format("\n{}: irregular crossings detected in the {} ({})\n", route.name, what,
                       heading_unit(unit_of(rows)));
  };
  std::string text = title("year", route.years) + detections_as_text(route.years, "year");
  text += nationals_as_text(route);
  if (route.months.empty()) return text;
  return text + title("month", route.months) + detections_as_text(route.months, "month");
}

std::string per_cent(double share) {
  return std::isfinite(share) ? fmt::format("{:.0f} %", 100 * share) : "-";
}

std::string fronts_as_text(const std::vector<FrontRow>& rows, const char* first_heading) {
  TextTable text;
  add_columns(text,
              {first_heading, "campaign", "begun", "attempts", "deaths", "level", "seen with one",
               "without", "actor"},
              Align::right);
  for (const FrontRow& row : rows) {
    text.add_row({row.period.text(), per_cent(row.campaign), grouped(row.begun, 3),
                  grouped(row.attempts, 0),
                  std::isfinite(row.deaths) ? deaths_as_text(row.deaths) : "-",
                  grouped(row.level, 2), per_cent(row.observed_during),
                  per_cent(row.observed_without), per_cent(row.actor_during)});
  }
  return text.text();
}

std::string front_as_text(const FrontReport& front) {
  const std::string text =
      fmt::format("\n{}: by year\n{}", front.name, fronts_as_text(front.years, "year"));
  if (front.months.empty()) return text;
  return text +
         fmt::format("\n{}: by month\n{}", front.name, fronts_as_text(front.months, "month"));
}

std::string route_overview(const IrregularReport& report) {
  // Routes have from a few hundred to a few million crossings a year.
  constexpr Unit unit = {"thousands", 1e3, 1};
  TextTable text;
  text.add_column("route", Align::left, name_width);
  for (const DetectionsRow& row : report.routes.front().years) {
    text.add_column(row.period.text(), Align::right);
  }
  const std::string last = report.routes.front().years.back().period.text();
  text.add_column("80 % band " + last, Align::right);
  text.add_column("deaths " + last, Align::right);
  for (const RouteReport& route : report.routes) {
    std::vector<std::string> cells = {route.name};
    for (const DetectionsRow& row : route.years) {
      cells.push_back(in_unit(row.detections.median(), unit));
    }
    cells.push_back(in_band(route.years.back().detections, band_80, unit));
    cells.push_back(deaths_as_text(route.years.back().deaths));
    text.add_row(std::move(cells));
  }
  return fmt::format(
      "\nIrregular crossings detected in the year, median ({}); deaths in persons, mean\n{}",
      unit.name, text.text());
}

std::string world_overview(const IrregularReport& report) {
  TextTable text;
  add_columns(text, {"year", "irregular arrivals", "80 % band", "deaths", "campaigns"},
              Align::right);
  double greatest = 0;
  for (const IrregularWorldRow& row : report.world) {
    greatest = std::fmax(greatest, row.flow.median());
  }
  const Unit unit = unit_for(greatest);
  for (const IrregularWorldRow& row : report.world) {
    const bool known = std::isfinite(row.flow.median());
    text.add_row({std::to_string(row.year), in_unit(row.flow.median(), unit),
                  known ? in_band(row.flow, band_80, unit) : "-", deaths_as_text(row.deaths),
                  grouped(row.begun, 2)});
  }
  return fmt::format(
      "\nIrregular arrivals in the world, median ({}); dead and missing at the borders above, and\n"
      "campaigns of instrumentalised migration that begin, means a year\n{}",
      unit.name, text.text());
}

constexpr std::string_view about_routes =
    "\nDetections count crossings that were detected, not persons; entries are persons who got "
    "in,\n"
    "deaths the dead and missing on the way, both means over all draws. A band holds that share of "
    "the\ndraws. These are forecasts of pressure, not advice against people.\n";

constexpr std::string_view about_fronts =
    "\nMeans over all draws. campaign: share of draws with one in the period; begun: campaigns "
    "that\n"
    "begin in it: what the simulation did; in months that were observed it does nothing. "
    "attempts,\n"
    "deaths (dead and missing), level: of all people at the front's border and of its response (0 "
    "none,\n1 national, 2 Frontex, 3 NATO non-military, 4 NATO military). seen: probability of a "
    "campaign to an\nobserver of noisy, late signals, in months with one and without; actor: that "
    "of "
    "the front's own\nactor in months with one.\n";

}  // namespace

std::string irregular_as_text(const IrregularReport& report) {
  std::string text;
  for (const RouteReport& route : report.routes) text += route_as_text(route);
  for (const FrontReport& front : report.fronts) text += front_as_text(front);
  if (!report.routes.empty()) text += about_routes;
  if (!report.fronts.empty()) text += about_fronts;
  return text;
}

std::string irregular_overview_as_text(const IrregularReport& report) {
  if (report.empty()) return "";
  return route_overview(report) + world_overview(report);
}

}  // namespace peregrine
