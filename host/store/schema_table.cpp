// The variables of an ensemble file, in the order in which they stand in it.
#include "host/store/schema_table.h"

#include "host/output/outputs.h"
#include "host/store/schema_rows.h"

namespace peregrine {
namespace {

using enum Dimension;
using enum ElementType;

std::vector<VariableSchema> coordinates(int version) {
  std::vector<VariableSchema> table = {
      coordinate("realization", realization, int32, "", "realization number",
                 "Number of the draw, counted from 0; the first kept ones of all draws."),
      // Axes that are numbers have no units: with "1", stars takes them for places on the globe.
      coordinate("year", year, int32, "", "calendar year, at mid-year (1 July)",
                 "Year of the stock, the baseline year first."),
      coordinate("quantile", quantile, float64, "", "probability level",
                 "Share of draws at or below the value."),
      coordinate("corridor", corridor, code, "", "code of the corridor",
                 "Codes of origin and destination with a hyphen between them, as in MEX-USA."),
      coordinate("country", country, code, "", "ISO 3166-1 alpha-3 code",
                 "Code of the country or area; the last is OOO, the unknown origin."),
      coordinate("bloc", bloc, code, "", "name of the emission bloc",
                 "Bloc whose pledge is kept or slips as one; land use is with the rest of the "
                 "world."),
      label("corridor_origin", corridor, code, "code of the country of origin",
            "Where the migrants of the corridor come from, a code of `country`."),
      label("corridor_destination", corridor, code, "code of the country of residence",
            "Where the migrants of the corridor live, a code of `country`.")};
  append(table, names_of("country_name", "country_name_utf8", country,
                         "name of the country or area", "Name as in the UN DESA tables, UTF-8."));
  table.push_back(whole("corridor_listed", {corridor}, int8,
                        "whether the corridor is in the baseline table", "",
                        "1 where the baseline table has the corridor, 0 where it may open later.",
                        Demand::not_negative));
  if (version >= 4) {
    table.push_back(coordinate("kept_corridor", kept_corridor, code, "",
                               "code of a corridor whose single draws are kept",
                               "Those that run.keep_corridors chooses, codes of `corridor`."));
  }
  return table;
}

// What the Monte Carlo error of a difference between two runs is taken from.
std::vector<VariableSchema> batches() {
  return {
      coordinate("batch", batch, int32, "", "batch of draws",
                 "Number of the batch, counted from 0; batch b holds draws b, b + 16, b + 32 ..."),
      whole("batch_draws", {batch}, float64, "number of draws in a batch", "",
            "Draws in the batch.", Demand::not_negative)};
}

std::vector<VariableSchema> irregular_coordinates(int version) {
  std::vector<VariableSchema> table = {
      coordinate("time", time, int32, "days since 2020-01-01", "first day of the month",
                 "Months from January of the first year to December of the last."),
      coordinate("route", route, code, "", "code of the route",
                 "One or several borders that are reported together."),
      coordinate("border", border, code, "", "code of the border",
                 "A stretch of frontier that people try to cross."),
      coordinate("front", front, code, "", "code of the front",
                 "An actor and a border on which it may steer people."),
      coordinate("route_corridor", route_corridor, code, "", "code of the border and nationality",
                 "Codes of border and nationality with a colon between them, as in "
                 "belarus-poland:AFG."),
      label("border_route", border, code, "code of the border's route",
            "Route whose figures contain the border's, a code of `route`."),
      label("front_border", front, code, "code of the front's border",
            "A code of `border`; empty where the front presses on none of them."),
      label("route_corridor_border", route_corridor, code, "code of the corridor's border",
            "Border that the nationals try to cross, a code of `border`."),
      label("route_corridor_nationality", route_corridor, code, "code of the nationality",
            "ISO 3166-1 alpha-3, or REST for all other nationals at that border.")};
  constexpr std::string_view in_words = "Name in words, UTF-8.";
  append(table, names_of("route_name", "route_name_utf8", route, "name of the route", in_words));
  append(table,
         names_of("border_name", "border_name_utf8", border, "name of the border", in_words));
  append(table, names_of("front_name", "front_name_utf8", front, "name of the front", in_words));
  if (version >= 4) {
    table.push_back(label("border_target", border, code, "code of the country behind the border",
                          "Country that most of those who cross the border enter, a code of "
                          "`country`."));
    table.push_back(whole("border_first_entry", {border}, int8,
                          "whether people enter a region for the first time", "",
                          "1 where those who cross enter a region of destination for the first "
                          "time, 0 where they are in it already or on their way to another border.",
                          Demand::not_negative));
    table.push_back(coordinate("month_ahead", month_ahead, int32, "days since 2020-01-01",
                               "first day of a month ahead",
                               "Calendar years of 24 months or more after the last observed one, "
                               "as far as the run goes; days of `time`."));
  }
  for (VariableSchema& variable : table) variable.presence = Presence::with_irregular_corridors;
  return table;
}

}  // namespace

std::vector<VariableSchema> build_schema(int version) {
  std::vector<VariableSchema> table = coordinates(version);
  bool has_batches = false;
  for (const Output& output : world_outputs()) {
    if (output.by_batch && !has_batches) append(table, batches());
    has_batches = has_batches || output.by_batch;
    if (output.since <= version) append(table, variables_of(output));
  }
  append(table, irregular_coordinates(version));
  for (const Output& output : irregular_outputs()) {
    if (output.since <= version) append(table, variables_of(output));
  }
  return table;
}

}  // namespace peregrine
