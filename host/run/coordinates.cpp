#include "host/run/coordinates.h"

#include <algorithm>
#include <cstdint>

#include "host/model/routes/world.h"

namespace peregrine {
namespace {

// "eastern-borders" as "Eastern Borders".
std::string in_capitals(std::string code) {
  bool begins = true;
  for (char& letter : code) {
    if (begins && letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    begins = letter == '-';
    if (begins) letter = ' ';
  }
  return code;
}

}  // namespace

RouteNames route_names(const IrregularHistory& history, const FrontInputs& fronts) {
  RouteNames names;
  names.route_code = route_codes(history);
  for (const std::string& code : names.route_code) {
    // A route of one border has its name; the others are named by their codes.
    std::string name = code;
    int borders = 0;
    for (const Border& border : history.borders) {
      if (border.route != code) continue;
      ++borders;
      name = border.name;
    }
    if (borders > 1) name = in_capitals(code);
    names.route_name.push_back(name);
  }
  for (const Border& border : history.borders) {
    names.border_code.push_back(border.code);
    names.border_name.push_back(border.name);
    names.border_target.push_back(border.target);
    names.border_first_entry.push_back(border.first_entry ? 1 : 0);
    const auto route = std::find(names.route_code.begin(), names.route_code.end(), border.route);
    names.border_route.push_back(static_cast<std::int32_t>(route - names.route_code.begin()));
  }
  for (const Front& front : fronts.fronts) {
    names.front_code.push_back(front.code);
    names.front_name.push_back(front.name);
    names.front_border.push_back(front.border);
  }
  for (const RouteCorridor& corridor : history.corridors) {
    names.route_corridor_border.push_back(corridor.border);
    names.route_corridor_nationality.push_back(corridor.nationality);
  }
  return names;
}

void set_coordinates(const BaselineInputs& inputs, const RunSettings& settings,
                     EnsembleHeader& header) {
  for (int year = PopulationTrend::first_year; year <= settings.to_year; ++year) {
    header.years.push_back(year);
  }
  header.country_iso3 = inputs.countries.iso3;
  header.country_name = inputs.countries.name;
  const Corridors& corridors = inputs.corridors;
  header.corridor_origin.assign(corridors.origin.begin(), corridors.origin.end());
  header.corridor_destination.assign(corridors.destination.begin(), corridors.destination.end());
  for (const CorridorKind kind : corridors.kind) {
    header.corridor_listed.push_back(kind == CorridorKind::listed ? 1 : 0);
  }
}

}  // namespace peregrine
