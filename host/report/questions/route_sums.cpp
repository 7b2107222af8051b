#include "host/report/questions/route_sums.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/report/irregular_span.h"
#include "host/report/places.h"
#include "host/support/error.h"
#include "host/support/number_text.h"
#include "host/support/numbers.h"
#include "host/support/utf8.h"

namespace peregrine {
namespace {

std::string month_of(const EnsembleReader& reader, std::int64_t month) {
  const auto at = static_cast<std::size_t>(month);
  return Period{reader.header().years[at / months_in_year],
                static_cast<int>(at % months_in_year) + 1}
      .text();
}

std::int64_t read_exceeded(const std::string& option, const std::string& number) {
  const WrittenNumber<std::int64_t> written = read_whole(number);
  if (!written.value) {
    throw UsageError(fmt::format("{}: '{}' {}{}", option, printable(number), written.problem,
                                 written.remedy.empty() ? "" : "; " + written.remedy));
  }
  require_crossings(option, *written.value);
  return *written.value;
}

// One route: "all" is none, as its sum would count a person on each route of a journey.
std::size_t require_one_route(const EnsembleReader& reader, const std::string& option,
                              const std::string& code) {
  const std::vector<std::size_t> routes = require_routes(reader, code);
  if (routes.size() == 1) return routes.front();
  throw UsageError(fmt::format(
      "{}: a chance is of routes by name, since some people are detected on several (it has {})",
      option, fmt::join(reader.header().routes.route_code, ", ")));
}

}  // namespace

void require_crossings(const std::string& option, std::int64_t number) {
  if (number >= 0) return;
  throw UsageError(
      fmt::format("{}: {} is less than none (write a number of crossings)", option, number));
}

MonthRange require_months(const EnsembleReader& reader, const std::vector<std::size_t>& routes,
                          const std::string& from, int months, const std::optional<int>& year) {
  const std::int64_t simulated = first_simulated_month(reader, routes);
  if (!year && from.empty() && simulated == reader.extent(Dimension::time)) {
    throw UsageError(fmt::format(
        "{}: has no month that was not observed; name the months by --from and --months "
        "(it ends with {})",
        reader.path(), month_of(reader, simulated - 1)));
  }
  MonthRange range;
  if (year) {
    range.first = require_year(reader.header(), reader.path(), *year) * months_in_year;
    range.count = months_in_year;
  } else {
    range.first = from.empty() ? simulated : require_month(reader, from);
    range.count = months;
  }
  const std::int64_t left = reader.extent(Dimension::time) - range.first;
  if (range.count < 1 || range.count > left) {
    throw UsageError(
        fmt::format("{}: --months {} from {} on is not in the file, which ends with {} "
                    "(from 1 to {} months)",
                    reader.path(), range.count, month_of(reader, range.first),
                    month_of(reader, reader.extent(Dimension::time) - 1), left));
  }
  range.first_month = month_of(reader, range.first);
  range.last_month = month_of(reader, range.first + range.count - 1);
  range.simulated = simulated;
  range.observed = std::clamp<std::int64_t>(simulated - range.first, 0, range.count);
  return range;
}

std::string months_in_words(const MonthRange& months) {
  return months.count == 1 ? months.first_month : months.first_month + " to " + months.last_month;
}

std::vector<double> sums_of_route(const EnsembleReader& reader, std::size_t route,
                                  const MonthRange& months) {
  const std::int64_t kept = reader.extent(Dimension::realization);
  const auto length = static_cast<std::size_t>(months.count);
  std::vector<double> sums;
  for (std::int64_t row = 0; row < kept; row += rows_per_chunk) {
    const std::int64_t rows = std::min(rows_per_chunk, kept - row);
    const std::vector<double> values = reader.read(
        "irregular_detections",
        {{row, months.first, static_cast<std::int64_t>(route)}, {rows, months.count, 1}});
    for (std::size_t at = 0; at < values.size(); at += length) {
      double sum = 0;
      for (std::size_t month = at; month < at + length; ++month) sum += values[month];
      if (!std::isfinite(sum)) {
        throw InputError({{reader.path(), 0, "irregular_detections", "", "has missing crossings",
                           "check the file with `peregrine verify`"}});
      }
      sums.push_back(sum);
    }
  }
  return sums;
}

std::vector<double> sums_on_record(const EnsembleReader& reader, std::size_t route,
                                   const MonthRange& months) {
  std::vector<double> sums;
  for (std::int64_t first = months.first - months_in_year; first >= 0; first -= months_in_year) {
    if (first + months.count > months.simulated) continue;
    const std::vector<double> values =
        reader.read("irregular_detections",
                    {{0, first, static_cast<std::int64_t>(route)}, {1, months.count, 1}});
    sums.push_back(std::accumulate(values.begin(), values.end(), 0.0));
  }
  return sums;
}

RouteThreshold read_route_threshold(const EnsembleReader& reader, const std::string& text) {
  const std::string option = "--route " + printable(text);
  const std::size_t colon = text.find(':');
  RouteThreshold read = {require_one_route(reader, option, text.substr(0, colon)), {}};
  if (colon != std::string::npos) read.exceeds = read_exceeded(option, text.substr(colon + 1));
  return read;
}

RouteThreshold read_condition(const EnsembleReader& reader, const std::string& text) {
  constexpr std::string_view place = "route=";
  constexpr std::string_view relation = "exceeds";
  const std::string option = "--given " + printable(text);
  const std::size_t first = text.find(':');
  const std::size_t second = first == std::string::npos ? first : text.find(':', first + 1);
  if (!text.starts_with(place) || second == std::string::npos ||
      text.substr(first + 1, second - first - 1) != relation) {
    throw UsageError(fmt::format(
        "{}: is not of the form route=CODE:exceeds:N (as in route=central-mediterranean:exceeds:"
        "100000)",
        option));
  }
  return {require_one_route(reader, option, text.substr(place.size(), first - place.size())),
          read_exceeded(option, text.substr(second + 1))};
}

}  // namespace peregrine
