#include "host/report/places.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "host/model/tables/country_names.h"
#include "host/support/error.h"
#include "host/support/letters.h"
#include "host/support/nearest.h"

namespace peregrine {
namespace {

std::vector<std::size_t> require_places(const EnsembleReader& reader, const std::string& what,
                                        const std::vector<std::string>& codes,
                                        const std::string& asked) {
  if (codes.empty()) {
    throw UsageError(
        fmt::format("{}: has no {}s (it is of a world without them, or older than they are)",
                    reader.path(), what));
  }
  const std::string code = lower_case(asked);
  if (code == "all") {
    std::vector<std::size_t> all(codes.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
  }
  const auto found = std::ranges::find(codes, code);
  if (found != codes.end()) return {static_cast<std::size_t>(found - codes.begin())};
  // Who writes the beginning of a code means it, however much is missing.
  const auto begun = std::ranges::find_if(codes, [&code](const std::string& whole) {
    return !code.empty() && whole.starts_with(code);
  });
  const std::string nearest = begun != codes.end() ? *begun : nearest_word(code, codes);
  throw UsageError(fmt::format("{}: has no {} '{}' (did you mean {}? It has {}, and all)",
                               reader.path(), what, asked, nearest, fmt::join(codes, ", ")));
}

}  // namespace

Place place_of(const EnsembleReader& reader, Stock stock, std::int64_t index) {
  return place_of(reader.header(), stock, index);
}

Place place_of(const EnsembleHeader& header, Stock stock, std::int64_t index) {
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

std::string title_of(const Place& place) {
  switch (place.stock) {
    case Stock::world:
      return "International migrants in the world";
    case Stock::immigrants:
      return "Immigrants living in " + place.label;
    case Stock::emigrants:
      return "Emigrants from " + place.label + " living elsewhere";
    case Stock::corridor:
      return "Migrants, " + place.label;
  }
  return "";
}

std::string code_of(const Place& place) {
  return place.stock == Stock::corridor ? place.origin + "-" + place.destination
                                        : place.origin + place.destination;
}

int require_country(const EnsembleReader& reader, const std::string& code) {
  return require_country(reader.header(), reader.path(), code);
}

int require_country(const EnsembleHeader& header, const std::string& source,
                    const std::string& code) {
  const auto country = std::ranges::find(header.country_iso3, upper_case(code));
  if (country == header.country_iso3.end()) {
    const std::string meant = country_nearly_meant(code);
    const bool there = std::ranges::count(header.country_iso3, meant) > 0;
    throw UsageError(
        fmt::format("{}: has no country or area '{}' (give an ISO 3166-1 alpha-3 code{})", source,
                    code, there ? fmt::format("; is {} meant?", meant) : ", for example DEU"));
  }
  return static_cast<int>(country - header.country_iso3.begin());
}

int require_corridor(const EnsembleReader& reader, const std::string& corridor) {
  return require_corridor(reader.header(), reader.path(), corridor);
}

int require_corridor(const EnsembleHeader& header, const std::string& source,
                     const std::string& corridor) {
  const std::size_t dash = corridor.find('-');
  if (dash == std::string::npos) {
    throw UsageError(
        fmt::format("--corridor {}: is not of the form ORIG-DEST (for example MEX-USA)", corridor));
  }
  const int origin = require_country(header, source, corridor.substr(0, dash));
  const int destination = require_country(header, source, corridor.substr(dash + 1));
  for (std::size_t at = 0; at < header.corridor_origin.size(); ++at) {
    if (header.corridor_origin[at] == origin && header.corridor_destination[at] == destination) {
      return static_cast<int>(at);
    }
  }
  throw UsageError(
      fmt::format("{}: has no corridor {} (no migrants in 2020, and not among those that may open)",
                  source, upper_case(corridor)));
}

std::vector<std::size_t> require_routes(const EnsembleReader& reader, const std::string& code) {
  return require_places(reader, "route", reader.header().routes.route_code, code);
}

std::vector<std::size_t> require_fronts(const EnsembleReader& reader, const std::string& code) {
  return require_places(reader, "front", reader.header().routes.front_code, code);
}

std::vector<std::size_t> require_borders(const EnsembleReader& reader, const std::string& code) {
  return require_places(reader, "border", reader.header().routes.border_code, code);
}

YearRange require_years(const EnsembleReader& reader, const std::optional<int>& year) {
  if (!year) return {0, static_cast<std::int64_t>(reader.header().years.size())};
  return {require_year(reader.header(), reader.path(), *year), 1};
}

std::int64_t require_year(const EnsembleHeader& header, const std::string& source, int year) {
  const auto found = std::ranges::find(header.years, year);
  if (found == header.years.end()) {
    throw UsageError(fmt::format("{}: has no year {} (it has {} to {})", source, year,
                                 header.years.front(), header.years.back()));
  }
  return found - header.years.begin();
}

}  // namespace peregrine
