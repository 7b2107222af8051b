#include "host/report/irregular.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "host/report/irregular_span.h"
#include "host/report/places.h"

namespace peregrine {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::vector<std::size_t> borders_of(const RouteNames& names, std::size_t route) {
  std::vector<std::size_t> borders;
  for (std::size_t border = 0; border < names.border_route.size(); ++border) {
    if (static_cast<std::size_t>(names.border_route[border]) == route) borders.push_back(border);
  }
  return borders;
}

std::vector<DetectionsRow> detections_of(const EnsembleReader& reader, const Span& span,
                                         std::size_t route) {
  if (span.months == 0) return {};
  const bool yearly = span.a_row > 1;
  const auto first = span.first_month / static_cast<std::int64_t>(span.a_row);
  const auto estimates = read_estimates(
      reader, yearly ? "irregular_detections_year" : "irregular_detections",
      {{first, static_cast<std::int64_t>(route)}, {static_cast<std::int64_t>(span.rows()), 1}});
  const Grid entries(reader, "irregular_entries_mean", span.first_month, span.months,
                     Dimension::border);
  const Grid deaths(reader, "irregular_deaths_mean", span.first_month, span.months,
                    Dimension::border);
  const std::vector<std::size_t> borders = borders_of(reader.header().routes, route);
  std::vector<DetectionsRow> rows;
  for (std::size_t row = 0; row < span.rows(); ++row) {
    DetectionsRow line = {span.period(reader, row), estimates[row].front(), 0, 0};
    for (const std::size_t border : borders) {
      line.entries += entries.sum(row * span.a_row, span.a_row, border);
      line.deaths += deaths.sum(row * span.a_row, span.a_row, border);
    }
    rows.push_back(line);
  }
  return rows;
}

std::vector<NationalsSeries> largest_nationals(const EnsembleReader& reader, std::size_t route,
                                               std::int64_t year) {
  const RouteNames& names = reader.header().routes;
  const auto estimates = read_estimates(reader, "irregular_corridor",
                                        {{year, 0}, {1, reader.extent(Dimension::route_corridor)}})
                             .front();
  std::vector<NationalsSeries> all;
  for (std::size_t k = 0; k < estimates.size(); ++k) {
    const auto border = static_cast<std::size_t>(names.route_corridor_border[k]);
    if (static_cast<std::size_t>(names.border_route[border]) != route) continue;
    const int number = reader.header().years[static_cast<std::size_t>(year)];
    all.push_back({names.border_code[border],
                   names.route_corridor_nationality[k],
                   {{number, 0}, estimates[k], missing, missing}});
  }
  std::ranges::stable_sort(all, std::greater<>(), [](const NationalsSeries& nationals) {
    return nationals.row.detections.median();
  });
  all.resize(std::min(all.size(), ranking_length));
  return all;
}

// Means at the fronts and their borders, read once for all fronts.
struct FrontGrids {
  Grid active, probability, probability_active, actor_active;
  Grid attempts, deaths, level;

  FrontGrids(const EnsembleReader& reader, std::int64_t first, std::int64_t count)
      : active(reader, "campaign_active_mean", first, count, Dimension::front),
        probability(reader, "campaign_probability_mean", first, count, Dimension::front),
        probability_active(reader, "campaign_probability_active_mean", first, count,
                           Dimension::front),
        actor_active(reader, "campaign_actor_probability_active_mean", first, count,
                     Dimension::front),
        attempts(reader, "irregular_attempts_mean", first, count, Dimension::border),
        deaths(reader, "irregular_deaths_mean", first, count, Dimension::border),
        level(reader, "response_level_mean", first, count, Dimension::border) {}
};

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : missing;
}

FrontRow front_row(const FrontGrids& grids, const Span& span, std::size_t row, std::size_t front,
                   std::int32_t border) {
  const std::size_t first = row * span.a_row;
  const auto sum = [&](const Grid& grid, std::size_t place) {
    return grid.sum(first, span.a_row, place);
  };
  FrontRow line;
  const double months = static_cast<double>(span.a_row);
  const double active = sum(grids.active, front);
  const double during = sum(grids.probability_active, front);
  line.campaign = active;
  line.begun = missing;
  line.observed_during = ratio(during, active);
  line.observed_without = ratio(sum(grids.probability, front) - during, months - active);
  line.actor_during = ratio(sum(grids.actor_active, front), active);
  line.attempts = line.deaths = line.level = missing;
  if (border < 0) return line;
  const auto place = static_cast<std::size_t>(border);
  line.attempts = sum(grids.attempts, place);
  line.deaths = sum(grids.deaths, place);
  line.level = sum(grids.level, place) / months;
  return line;
}

std::vector<FrontRow> front_rows(const EnsembleReader& reader, const Span& span,
                                 std::size_t front) {
  if (span.months == 0) return {};
  const FrontGrids grids(reader, span.first_month, span.months);
  const std::int32_t border = reader.header().routes.front_border[front];
  std::vector<FrontRow> rows;
  for (std::size_t row = 0; row < span.rows(); ++row) {
    rows.push_back(front_row(grids, span, row, front, border));
    rows.back().period = span.period(reader, row);
  }
  if (span.a_row == 1) return rows;
  const std::int64_t year = span.first_month / months_in_year;
  const auto years = static_cast<std::int64_t>(span.rows());
  const Grid campaign(reader, "campaign_year_probability", year, years, Dimension::front);
  const Grid begun(reader, "campaign_onset_mean", year, years, Dimension::front);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row].campaign = campaign.at(row, front);
    rows[row].begun = begun.at(row, front);
  }
  return rows;
}

std::vector<std::int64_t> overview_years(const EnsembleReader& reader,
                                         const std::optional<int>& year) {
  constexpr std::int64_t step_years = 10;
  const YearRange range = require_years(reader, year);
  std::vector<std::int64_t> shown;
  for (std::int64_t at = range.first; at < range.first + range.count; ++at) {
    const bool last = at + 1 == range.first + range.count;
    if (last || (at - range.first) % step_years == 0) shown.push_back(at);
  }
  return shown;
}

IrregularWorldRow world_row(const EnsembleReader& reader, std::int64_t year) {
  IrregularWorldRow row;
  row.year = reader.header().years[static_cast<std::size_t>(year)];
  row.flow = read_estimates(reader, "irregular_flow", {{year}, {1}}).front().front();
  const std::vector<double> deaths =
      reader.read("irregular_deaths_mean",
                  {{year * months_in_year, 0}, {months_in_year, reader.extent(Dimension::border)}});
  row.deaths = std::accumulate(deaths.begin(), deaths.end(), 0.0);
  if (reader.extent(Dimension::front) == 0) return row;
  const std::vector<double> begun =
      reader.read("campaign_onset_mean", {{year, 0}, {1, reader.extent(Dimension::front)}});
  row.begun = std::accumulate(begun.begin(), begun.end(), 0.0);
  return row;
}

}  // namespace

IrregularReport report_irregular(const EnsembleReader& reader, const IrregularRequest& request) {
  IrregularReport report;
  const RouteNames& names = reader.header().routes;
  if (!request.route.empty()) {
    const std::vector<std::size_t> routes = require_routes(reader, request.route);
    const YearRange years = require_years(reader, request.year);
    const Span months = months_span(reader, request);
    for (const std::size_t route : routes) {
      report.routes.push_back({names.route_code[route],
                               names.route_name[route],
                               detections_of(reader, years_span(years), route),
                               detections_of(reader, months, route),
                               {}});
    }
    if (routes.size() == 1) {
      report.routes.front().nationals =
          largest_nationals(reader, routes.front(), years.first + years.count - 1);
    }
  }
  if (!request.front.empty()) {
    const std::vector<std::size_t> fronts = require_fronts(reader, request.front);
    const Span years = years_span(require_years(reader, request.year));
    const Span months = months_span(reader, request);
    for (const std::size_t front : fronts) {
      report.fronts.push_back({names.front_code[front], names.front_name[front],
                               front_rows(reader, years, front),
                               front_rows(reader, months, front)});
    }
  }
  return report;
}

IrregularReport irregular_overview(const EnsembleReader& reader, const std::optional<int>& year) {
  IrregularReport report;
  const RouteNames& names = reader.header().routes;
  if (names.empty()) return report;
  const std::vector<std::int64_t> years = overview_years(reader, year);
  for (std::size_t route = 0; route < names.route_code.size(); ++route) {
    report.routes.push_back({names.route_code[route], names.route_name[route], {}, {}, {}});
    for (const std::int64_t at : years) {
      report.routes.back().years.push_back(
          detections_of(reader, years_span({at, 1}), route).front());
    }
  }
  for (const std::int64_t at : years) report.world.push_back(world_row(reader, at));
  return report;
}

}  // namespace peregrine
