#include "host/report/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "host/support/error.h"

namespace peregrine {
namespace {

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

}  // namespace

Place place_of(const EnsembleReader& reader, Stock stock, std::int64_t index) {
  const EnsembleHeader& header = reader.header();
  const auto at = static_cast<std::size_t>(index);
  Place place;
  place.stock = stock;
  switch (stock) {
    case Stock::world:
      place.label = "World";
      break;
    case Stock::immigrants:
      place.destination = header.country_iso3[at];
      place.label = header.country_name[at];
      break;
    case Stock::emigrants:
      place.origin = header.country_iso3[at];
      place.label = header.country_name[at];
      break;
    case Stock::corridor: {
      const auto origin = static_cast<std::size_t>(header.corridor_origin[at]);
      const auto destination = static_cast<std::size_t>(header.corridor_destination[at]);
      place.origin = header.country_iso3[origin];
      place.destination = header.country_iso3[destination];
      place.label =
          fmt::format("{} → {}", header.country_name[origin], header.country_name[destination]);
      break;
    }
  }
  return place;
}

std::string code_of(const Place& place) {
  return place.stock == Stock::corridor ? place.origin + "-" + place.destination
                                        : place.origin + place.destination;
}

int require_country(const EnsembleReader& reader, const std::string& code) {
  const int country = reader.country_index(upper(code));
  if (country < 0) {
    throw UsageError(fmt::format(
        "{}: has no country or area '{}' (give an ISO 3166-1 alpha-3 code, for example DEU)",
        reader.path(), code));
  }
  return country;
}

int require_corridor(const EnsembleReader& reader, const std::string& corridor) {
  const std::size_t dash = corridor.find('-');
  if (dash == std::string::npos) {
    throw UsageError(
        fmt::format("--corridor {}: is not of the form ORIG-DEST (for example MEX-USA)", corridor));
  }
  const std::string origin = upper(corridor.substr(0, dash));
  const std::string destination = upper(corridor.substr(dash + 1));
  require_country(reader, origin);
  require_country(reader, destination);
  const int index = reader.corridor_index(origin, destination);
  if (index < 0) {
    throw UsageError(
        fmt::format("{}: has no corridor {}-{} (no migrants in 2020, and not among "
                    "those that may open)",
                    reader.path(), origin, destination));
  }
  return index;
}

YearRange require_years(const EnsembleReader& reader, const std::optional<int>& year) {
  const std::vector<int>& years = reader.header().years;
  if (!year) return {0, static_cast<std::int64_t>(years.size())};
  const auto found = std::ranges::find(years, *year);
  if (found == years.end()) {
    throw UsageError(fmt::format("{}: has no year {} (it has {} to {})", reader.path(), *year,
                                 years.front(), years.back()));
  }
  return {found - years.begin(), 1};
}

}  // namespace peregrine
