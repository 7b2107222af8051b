// Crossings detected on routes, added up over months draw by draw.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/store/ensemble_reader.h"

namespace peregrine {

// Months that are added up, by index into the file's.
struct MonthRange {
  std::int64_t first = 0;
  std::int64_t count = 0;
  std::int64_t observed = 0;   // of them: the same in all draws
  std::int64_t simulated = 0;  // the first month in which draws differ on a route
  std::string first_month;     // "2026-01"
  std::string last_month;
};

// `months` > 0 from `from` on (empty: from the first month in which draws differ), or those of a
// year; of these `routes`. Throws UsageError for months that are no months or not all in the file.
MonthRange require_months(const EnsembleReader& reader, const std::vector<std::size_t>& routes,
                          const std::string& from, int months, const std::optional<int>& year);
// "2026-01 to 2026-12", "2026-01".
std::string months_in_words(const MonthRange& months);

// [kept draw] crossings detected on a route.
std::vector<double> sums_of_route(const EnsembleReader& reader, std::size_t route,
                                  const MonthRange& months);

// The same months in each earlier year of which all are observed, the latest first.
std::vector<double> sums_on_record(const EnsembleReader& reader, std::size_t route,
                                   const MonthRange& months);

// A route and the number that its sum is to exceed.
struct RouteThreshold {
  std::size_t route = 0;
  std::optional<std::int64_t> exceeds;
};

// Of CODE or CODE:N, of --route. Throws UsageError, with the nearest route.
RouteThreshold read_route_threshold(const EnsembleReader& reader, const std::string& text);
// The number of --exceeds or of the option named: 0 or more. Throws UsageError.
void require_crossings(const std::string& option, std::int64_t number);
// Of route=CODE:exceeds:N, of --given; likewise.
RouteThreshold read_condition(const EnsembleReader& reader, const std::string& text);

}  // namespace peregrine
