#include "host/output/outputs.h"

namespace peregrine {
namespace {

using enum Dimension;
using enum ElementType;

constexpr std::string_view at_mid_year = "persons at mid-year";

// A year's number of the whole world.
Output yearly(std::string_view name, const Values& values, const Realizations& realizations) {
  return {name, {year}, values, realizations};
}

Output yearly_flow(std::string_view name, GlobalFlow flow, std::string_view long_name,
                   std::string_view description, Demand demand = Demand::not_negative) {
  Output output = yearly(name, member<&TileOutput::global_flows>,
                         {long_name, "year: sum", description, float64, "1", demand});
  output.missing = Missing::first_year;
  output.interleaved = global_flow_count;
  output.place = flow;
  return output;
}

// An output that files have from version `since` of the format on.
Output later(int since, Output output) {
  output.since = since;
  return output;
}

Output row_number(std::string_view name, const Values& values, std::string_view long_name,
                  std::string_view description, Demand demand) {
  return {name, {}, values, Realizations{long_name, "", description, int32, "1", demand}};
}

Output over_all_draws(std::string_view name, std::vector<Dimension> dimensions,
                      const Values& values, const Quantiles& quantiles) {
  return {name, std::move(dimensions), values, {}, quantiles};
}

// Single draws of places by year, which are asked for sums and chances.
Output draws_of(std::string_view name, Dimension place, const Values& values,
                Realizations realizations) {
  realizations.type = float32;
  realizations.rounded = true;
  return later(4, {name, {year, place}, values, realizations});
}

Output country_mean(std::string_view name, const Values& values, const Mean& mean) {
  return {name, {year, country}, values, {}, {}, mean};
}

// Of the stocks whose quantiles stand further up.
Output stock_by_batch(std::string_view name, Dimension place, std::string_view of,
                      ElementType type) {
  return {name, {year, place}, {}, {}, {}, {}, MeanByBatch{of, at_mid_year, type}};
}

std::vector<Output> table() {
  constexpr auto intensity = member<&TileOutput::conflict, &ConflictOutput::intensity_of>;
  return {
      row_number("posterior_draw", member<&TileOutput::posterior_row>,
                 "posterior draw of the parameters",
                 "Row of the calibration's posterior table that the realization lives by; 0 is the "
                 "mean.",
                 Demand::none),
      yearly("global_migrant_stock", member<&TileOutput::global_stock>,
             {"international migrants in the world", "year: point",
              "Persons who live in another country or area than that of their origin, at "
              "mid-year."}),
      yearly_flow("global_arrivals", arrivals_flow, "arrivals in the world",
                  "Persons who arrived in a country not their own in the twelve months before "
                  "mid-year, onward movers included."),
      yearly_flow("global_returns", returns_flow, "returns in the world",
                  "Migrants who went back to their origin in the twelve months before mid-year."),
      yearly_flow("global_onward_moves", onward_flow, "onward moves in the world",
                  "Migrants who moved on to a third country in the twelve months before mid-year."),
      yearly_flow("global_deaths", deaths_flow, "deaths of migrants in the world",
                  "Migrants who died in the twelve months before mid-year."),
      later(3, yearly_flow("global_stock_revision", revision_flow,
                           "correction of the migrants in the world by a later table",
                           "Persons by which a table published later corrected the migrants at "
                           "mid-year; negative where it has fewer. Nobody moved.",
                           Demand::none)),
      yearly(
          "global_mean_temperature", member<&TileOutput::climate, &ClimateOutput::temperature>,
          {"warming of the globe above 1850-1900", "year: point",
           "Surface temperature of the globe on 1 January less its mean over 1850-1900, with the "
           "variability of single years.",
           float64, "K", Demand::none}),
      yearly("co2_concentration", member<&TileOutput::climate, &ClimateOutput::co2>,
             {"concentration of carbon dioxide", "year: point",
              "Molar fraction in air on 1 January, parts per million.", float64, "1e-6"}),
      {.name = "co2_emissions",
       .dimensions = {year, bloc},
       .values = member<&TileOutput::climate, &ClimateOutput::emissions>,
       .realizations =
           Realizations{"emissions of carbon dioxide", "year: sum",
                        "GtCO2 in the calendar year, from fossil fuels and industry, with land use "
                        "in the rest of the world; negative where more is taken up.",
                        float64, "Gt", Demand::none}},
      row_number("climate_member", member<&TileOutput::climate, &ClimateOutput::row>,
                 "row of the climate posterior",
                 "Row of climate/members.csv, counted from 0, that the realization lives by.",
                 Demand::not_negative),
      over_all_draws("global_migrant_stock", {year}, member<&TileOutput::global_stock>,
                     {world_bins, "the international migrants in the world", at_mid_year}),
      // The sum over countries of population_mean.
      {.name = "world_population",
       .dimensions = {year},
       .mean = Mean{"mean population of the world", "Mean over all draws, persons at mid-year."}},
      over_all_draws(
          "corridor_stock", {year, corridor}, member<&TileOutput::stock>,
          {corridor_bins, "the migrants of a corridor", at_mid_year, float32, float32, true}),
      over_all_draws("immigrant_stock", {year, country}, member<&TileOutput::immigrants>,
                     {country_bins, "the migrants who live in a country", at_mid_year, float32}),
      over_all_draws("emigrant_stock", {year, country}, member<&TileOutput::emigrants>,
                     {country_bins, "the migrants from a country", at_mid_year, float32}),
      {.name = "population",
       .dimensions = {year, country},
       .values = member<&TileOutput::population>,
       .mean = Mean{"mean population of a country",
                    "Mean over all draws, persons at mid-year; the unknown origin has none."},
       .missing = Missing::unknown_origin},
      stock_by_batch("immigrant_stock", country, "the migrants who live in a country", float64),
      stock_by_batch("emigrant_stock", country, "the migrants from a country", float64),
      stock_by_batch("corridor_stock", corridor, "the migrants of a corridor", float32),
      yearly("minor_conflict_countries",
             member<&TileOutput::conflict, &ConflictOutput::minor_countries>,
             {"countries in minor conflict", "",
              "Countries with 25 to 999 deaths in conflicts of a state in the calendar year."}),
      yearly("war_countries", member<&TileOutput::conflict, &ConflictOutput::war_countries>,
             {"countries at war", "",
              "Countries with 1,000 deaths in conflicts of a state or more in the calendar year."}),
      yearly("interstate_war_countries",
             member<&TileOutput::conflict, &ConflictOutput::interstate_wars>,
             {"countries at war with another country", "",
              "Countries on whose soil a war between states is fought in the calendar year."}),
      yearly("coup_attempts", member<&TileOutput::conflict, &ConflictOutput::coups>,
             {"attempted coups d'etat", "year: sum",
              "In the calendar year; up to the last year observed, those of the coup belt that are "
              "on record."}),
      yearly(
          "conflict_deaths", member<&TileOutput::conflict, &ConflictOutput::deaths>,
          {"deaths from organised violence", "year: sum",
           "In the calendar year, of fighters and civilians: in conflicts of a state, among other "
           "armed groups, and of civilians whom either kill."}),
      yearly("displaced_abroad", member<&TileOutput::displaced>,
             {"persons displaced abroad", "year: point",
              "Refugees, asylum seekers and others in need of international protection at the end "
              "of the calendar year, UNHCR's counts; internally displaced persons are not among "
              "them."}),
      country_mean("conflict", intensity,
                   {"probability of conflict",
                    "Share of draws in which the country has 25 deaths in conflicts of a state or "
                    "more in the calendar year.",
                    float64, 0.0, 1.0}),
      country_mean("war", intensity,
                   {"probability of war",
                    "Share of draws in which the country has 1,000 deaths in conflicts of a state "
                    "or more in the calendar year.",
                    float64, 1.0, 1.0}),
      country_mean(
          "conflict_deaths", member<&TileOutput::conflict, &ConflictOutput::deaths_of>,
          {"mean of the deaths from organised violence",
           "Mean over all draws of the persons killed in the country in the calendar year."}),
      country_mean("displaced_abroad", member<&TileOutput::displaced_from>,
                   {"mean of the persons displaced abroad from a country",
                    "Mean over all draws, persons at the end of the calendar year, by country of "
                    "origin."}),
      later(3, country_mean("stock_revision", member<&TileOutput::stock_revision>,
                            {"mean correction of the migrants who live in a country",
                             "Mean over all draws of the persons by which a table published later "
                             "corrected them at mid-year; negative where it has fewer.",
                             float64, std::nullopt, steps_per_person, Demand::none})),
      {.name = "food_stressed",
       .dimensions = {year},
       .values = member<&TileOutput::food_stressed>,
       .realizations =
           Realizations{"persons under food stress in the world", "year: mean",
                        "Persons who live of agriculture where the year is a standard deviation or "
                        "more hotter than its trend, less those whom adaptation reaches."},
       .quantiles =
           Quantiles{country_bins, "the persons under food stress in the world", at_mid_year}},
      draws_of("immigrant_stock", country, member<&TileOutput::immigrants>,
               {"migrants who live in a country", "year: point",
                "Persons born elsewhere, or of another citizenship, who live in the country at "
                "mid-year."}),
      draws_of("emigrant_stock", country, member<&TileOutput::emigrants>,
               {"migrants from a country", "year: point",
                "Persons from the country who live in another one at mid-year."}),
      draws_of("displaced_from", country, member<&TileOutput::displaced_from>,
               {"persons displaced abroad from a country", "year: point",
                "Persons at the end of the calendar year, by country of origin, as in "
                "displaced_abroad."}),
      draws_of("newly_displaced", country, member<&TileOutput::newly_displaced>,
               {"persons who fled abroad from a country", "year: sum",
                "Persons newly displaced abroad in the calendar year, by country of origin; who is "
                "counted anew without having fled is not among them."}),
      draws_of("corridor_stock", kept_corridor, member<&TileOutput::kept_stock>,
               {"migrants of a corridor", "year: point",
                "Persons at mid-year, of the corridors that run.keep_corridors chooses."})};
}

}  // namespace

std::string variable_name(const Output& output, Facet facet) {
  constexpr std::array<std::string_view, 6> endings = {"",      "_quantile",    "_quantile_error",
                                                       "_mean", "_probability", "_batch_mean"};
  return std::string(output.name).append(endings[static_cast<std::size_t>(facet)]);
}

std::span<const Output> world_outputs() {
  static const std::vector<Output> outputs = table();
  return outputs;
}

}  // namespace peregrine
