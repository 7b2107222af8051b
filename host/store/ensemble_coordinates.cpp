#include "host/store/ensemble_coordinates.h"

#include <numeric>
#include <string>
#include <vector>

#include "host/store/batches.h"

namespace peregrine {
namespace {

using Strings = std::vector<std::string>;
using Indices = std::vector<std::int32_t>;
using Store = std::function<void(std::string_view, const void*, std::size_t)>;

// Strings side by side, each padded with NUL to `width` bytes.
std::string padded(const Strings& strings, std::size_t width) {
  std::string bytes;
  for (std::string text : strings) {
    text.resize(width, '\0');
    bytes += text;
  }
  return bytes;
}

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

template <typename Values>
void store_all(const Store& store, std::string_view name, const Values& values) {
  store(name, values.data(), values.size());
}

void store_numbers(const Store& store, const Extents& extents,
                   std::initializer_list<Dimension> dimensions) {
  for (const Dimension dimension : dimensions) {
    const std::int64_t length = extents[static_cast<std::size_t>(dimension)];
    if (length > 0) store_all(store, dimension_name(dimension), counted(length));
  }
}

void store_places(const EnsembleHeader& header, const Store& store) {
  const auto codes_of = [&header](const Indices& countries) {
    return padded(picked(header.country_iso3, countries), code_bytes);
  };
  store_all(store, "bloc_name", padded({ensemble_blocs.begin(), ensemble_blocs.end()}, name_bytes));
  store_all(store, "country_iso3", padded(header.country_iso3, code_bytes));
  store_all(store, "country_name", padded(header.country_name, name_bytes));
  store_all(store, "corridor_origin", codes_of(header.corridor_origin));
  store_all(store, "corridor_destination", codes_of(header.corridor_destination));
  store_all(store, "corridor_listed", header.corridor_listed);
}

void store_batches(const EnsembleHeader& header, const Store& store) {
  std::vector<double> sizes;
  for (std::int64_t batch = 0; batch < batch_count(header.draws); ++batch) {
    sizes.push_back(static_cast<double>(draws_in_batch(batch, header.draws)));
  }
  store_all(store, "batch_draws", sizes);
}

void store_routes(const EnsembleHeader& header, const Store& store) {
  const RouteNames& names = header.routes;
  const auto labels = [&store](std::string_view name, const Strings& texts) {
    if (!texts.empty()) store_all(store, name, padded(texts, name_bytes));
  };
  store_all(store, "time", first_days_of_months(header.years));
  labels("route_code", names.route_code);
  labels("route_name", names.route_name);
  labels("border_code", names.border_code);
  labels("border_name", names.border_name);
  labels("border_route", picked(names.route_code, names.border_route));
  labels("front_code", names.front_code);
  labels("front_name", names.front_name);
  labels("front_border", picked(names.border_code, names.front_border));
  labels("route_corridor_border", picked(names.border_code, names.route_corridor_border));
  labels("route_corridor_nationality", names.route_corridor_nationality);
}

}  // namespace

void store_coordinates(const EnsembleHeader& header, const Store& store) {
  store_all(store, "year", header.years);
  store_all(store, "quantile", quantile_levels);
  store_numbers(store, extents_of(header),
                {Dimension::realization, Dimension::corridor, Dimension::country, Dimension::bloc,
                 Dimension::batch, Dimension::route, Dimension::border, Dimension::front,
                 Dimension::route_corridor});
  store_places(header, store);
  store_batches(header, store);
  if (!header.routes.empty()) store_routes(header, store);
}

}  // namespace peregrine
