#include "host/report/irregular_span.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "host/support/error.h"
#include "host/support/month_reader.h"
#include "host/support/utf8.h"

namespace peregrine {

namespace {

// [month][route] whether draws differ.
std::vector<bool> differing(const EnsembleReader& reader) {
  const std::int64_t months = reader.extent(Dimension::time);
  const std::int64_t routes = reader.extent(Dimension::route);
  const auto level = [&](std::int64_t index) {
    return reader.read("irregular_detections_quantile", {{index, 0, 0}, {1, months, routes}});
  };
  const std::vector<double> low = level(0);
  const std::vector<double> high = level(quantile_levels.size() - 1);
  std::vector<bool> differs(low.size());
  for (std::size_t cell = 0; cell < low.size(); ++cell) differs[cell] = low[cell] != high[cell];
  return differs;
}

}  // namespace

std::int64_t first_simulated_month(const EnsembleReader& reader) {
  const std::int64_t first = first_simulated_month(reader, {});
  return first == reader.extent(Dimension::time) ? 0 : first;
}

std::int64_t first_simulated_month(const EnsembleReader& reader,
                                   const std::vector<std::size_t>& wanted) {
  const std::vector<bool> differs = differing(reader);
  const auto routes = static_cast<std::size_t>(reader.extent(Dimension::route));
  const std::size_t months = differs.size() / routes;
  const auto first_of = [&](std::size_t route) {
    std::size_t month = 0;
    while (month < months && !differs[month * routes + route]) ++month;
    return month;
  };
  const auto middle_of = [&](const std::vector<std::size_t>& some) {
    std::vector<std::size_t> firsts;
    for (const std::size_t route : some) {
      if (first_of(route) < months) firsts.push_back(first_of(route));
    }
    std::ranges::sort(firsts);
    return firsts.empty() ? months : firsts[(firsts.size() - 1) / 2];
  };
  std::vector<std::size_t> all(routes);
  std::iota(all.begin(), all.end(), std::size_t{0});
  const std::size_t own = middle_of(wanted);
  return static_cast<std::int64_t>(own < months ? own : middle_of(all));
}

std::int64_t require_month(const EnsembleReader& reader, const std::string& from) {
  const WrittenMonth asked = read_month(from);
  if (!asked.sound()) {
    throw UsageError(
        fmt::format("--from {}: {} ({})", printable(from), asked.problem, asked.remedy));
  }
  return require_year(reader.header(), reader.path(), asked.year) * months_in_year + asked.month -
         1;
}

std::string Period::text() const {
  return month == 0 ? std::to_string(year) : fmt::format("{}-{:02}", year, month);
}

Period Span::period(const EnsembleReader& reader, std::size_t row) const {
  const std::size_t month = static_cast<std::size_t>(first_month) + row * a_row;
  const int year = reader.header().years[month / months_in_year];
  return {year, a_row == 1 ? static_cast<int>(month % months_in_year) + 1 : 0};
}

Span years_span(const YearRange& years) {
  return {years.first * months_in_year, years.count * months_in_year,
          static_cast<std::size_t>(months_in_year)};
}

Span months_span(const EnsembleReader& reader, const IrregularRequest& request) {
  if (request.year) {
    const std::int64_t year = require_years(reader, request.year).first;
    return {year * months_in_year, months_in_year, 1};
  }
  const std::int64_t first =
      request.from.empty() ? first_simulated_month(reader) : require_month(reader, request.from);
  const std::int64_t left = reader.extent(Dimension::time) - first;
  return {first, std::min<std::int64_t>(std::max(request.months, 0), left), 1};
}

Grid::Grid(const EnsembleReader& reader, std::string_view variable, std::int64_t first,
           std::int64_t count, Dimension place)
    : values(reader.read(variable, {{first, 0}, {count, reader.extent(place)}})),
      places(static_cast<std::size_t>(reader.extent(place))) {}

double Grid::sum(std::size_t first, std::size_t count, std::size_t place) const {
  double total = 0;
  for (std::size_t time = first; time < first + count; ++time) total += at(time, place);
  return total;
}

}  // namespace peregrine
