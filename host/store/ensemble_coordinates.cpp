#include "host/store/ensemble_coordinates.h"

#include <fmt/format.h>

#include <numeric>
#include <string>
#include <vector>

#include "host/store/batches.h"

namespace peregrine {
namespace {

using Strings = std::vector<std::string>;
using Indices = std::vector<std::int32_t>;

Indices counted(std::int64_t count) {
  Indices numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

// The codes at these places, empty for none.
Strings picked(const Strings& codes, const Indices& places) {
  Strings some;
  for (const std::int32_t place : places) {
    some.push_back(place < 0 ? std::string() : codes[static_cast<std::size_t>(place)]);
  }
  return some;
}

// Codes in pairs with a mark between them.
Strings joined(const Strings& first, std::string_view mark, const Strings& second) {
  Strings pairs;
  for (std::size_t at = 0; at < first.size(); ++at) {
    pairs.push_back(fmt::format("{}{}{}", first[at], mark, second[at]));
  }
  return pairs;
}

void store_places(const EnsembleHeader& header, const CoordinateStore& store) {
  const Strings origin = picked(header.country_iso3, header.corridor_origin);
  const Strings destination = picked(header.country_iso3, header.corridor_destination);
  store.texts("bloc", {ensemble_blocs.begin(), ensemble_blocs.end()});
  store.texts("country", header.country_iso3);
  store.texts("country_name", header.country_name);
  store.texts("country_name_utf8", header.country_name);
  store.texts("corridor", joined(origin, "-", destination));
  store.texts("corridor_origin", origin);
  store.texts("corridor_destination", destination);
  store.numbers("corridor_listed", header.corridor_listed);
  if (header.kept_corridor.empty()) return;
  store.texts("kept_corridor", joined(picked(origin, header.kept_corridor), "-",
                                      picked(destination, header.kept_corridor)));
}

void store_batches(const EnsembleHeader& header, const CoordinateStore& store) {
  std::vector<double> sizes;
  for (std::int64_t batch = 0; batch < batch_count(header.draws); ++batch) {
    sizes.push_back(static_cast<double>(draws_in_batch(batch, header.draws)));
  }
  store.numbers("batch", counted(batch_count(header.draws)));
  store.numbers("batch_draws", sizes);
}

void store_routes(const EnsembleHeader& header, const CoordinateStore& store) {
  const RouteNames& names = header.routes;
  const Strings borders = picked(names.border_code, names.route_corridor_border);
  store.numbers("time", first_days_of_months(header.years));
  store.texts("route", names.route_code);
  store.texts("route_name", names.route_name);
  store.texts("route_name_utf8", names.route_name);
  store.texts("border", names.border_code);
  store.texts("border_name", names.border_name);
  store.texts("border_name_utf8", names.border_name);
  store.texts("border_route", picked(names.route_code, names.border_route));
  store.texts("border_target", names.border_target);
  store.numbers("border_first_entry", names.border_first_entry);
  store.texts("route_corridor", joined(borders, ":", names.route_corridor_nationality));
  store.texts("route_corridor_border", borders);
  store.texts("route_corridor_nationality", names.route_corridor_nationality);
  if (!header.month_ahead.empty()) {
    const std::vector<std::int32_t> days = first_days_of_months(header.years);
    std::vector<std::int32_t> ahead;
    for (const std::int32_t month : header.month_ahead) {
      ahead.push_back(days[static_cast<std::size_t>(month)]);
    }
    store.numbers("month_ahead", ahead);
  }
  if (names.front_code.empty()) return;
  store.texts("front", names.front_code);
  store.texts("front_name", names.front_name);
  store.texts("front_name_utf8", names.front_name);
  store.texts("front_border", picked(names.border_code, names.front_border));
}

}  // namespace

void store_coordinates(const EnsembleHeader& header, const CoordinateStore& store) {
  store.numbers("year", header.years);
  store.numbers("quantile", quantile_levels);
  store.numbers("realization", counted(header.kept));
  store_places(header, store);
  store_batches(header, store);
  if (!header.routes.empty()) store_routes(header, store);
}

}  // namespace peregrine
