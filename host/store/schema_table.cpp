// The variables of an ensemble file, in the order in which they stand in it.
#include "host/store/schema_table.h"

#include <utility>

#include "host/store/schema_rows.h"

namespace peregrine {
namespace {

using enum Dimension;

VariableSchema yearly_flow(std::string_view name, std::string_view long_name,
                           std::string_view description) {
  return yearly(name, long_name, "year: sum", description, Missing::first_year);
}

std::vector<VariableSchema> coordinates() {
  std::vector<VariableSchema> table = {
      coordinate("realization", realization, ElementType::int32, "", "realization number",
                 "Number of the draw, counted from 0; the first kept ones of all draws."),
      // Axes that are numbers have no units: with "1", stars takes them for places on the globe.
      coordinate("year", year, ElementType::int32, "", "calendar year, at mid-year (1 July)",
                 "Year of the stock, the baseline year first."),
      coordinate("quantile", quantile, ElementType::float64, "", "probability level",
                 "Share of draws at or below the value."),
      coordinate("corridor", corridor, ElementType::code, "", "code of the corridor",
                 "Codes of origin and destination with a hyphen between them, as in MEX-USA."),
      coordinate("country", country, ElementType::code, "", "ISO 3166-1 alpha-3 code",
                 "Code of the country or area; the last is OOO, the unknown origin."),
      coordinate("bloc", bloc, ElementType::code, "", "name of the emission bloc",
                 "Bloc whose pledge is kept or slips as one; land use is with the rest of the "
                 "world."),
      label("corridor_origin", corridor, ElementType::code, "code of the country of origin",
            "Where the migrants of the corridor come from, a code of `country`."),
      label("corridor_destination", corridor, ElementType::code, "code of the country of residence",
            "Where the migrants of the corridor live, a code of `country`.")};
  append(table, names_of("country_name", "country_name_utf8", country,
                         "name of the country or area", "Name as in the UN DESA tables, UTF-8."));
  table.push_back({"corridor_listed",
                   {corridor},
                   ElementType::int8,
                   Delivery::whole,
                   "1",
                   "whether the corridor is in the baseline table",
                   "",
                   "1 where the baseline table has the corridor, 0 where it may open later.",
                   Missing::never,
                   Demand::not_negative});
  return table;
}

std::vector<VariableSchema> single_realizations() {
  return {
      {"posterior_draw",
       {realization},
       ElementType::int32,
       Delivery::streamed,
       "1",
       "posterior draw of the parameters",
       "",
       "Row of the calibration's posterior table that the realization lives by; 0 is the mean.",
       Missing::never,
       Demand::none},
      {"global_migrant_stock",
       {realization, year},
       ElementType::float64,
       Delivery::streamed,
       "1",
       "international migrants in the world",
       "year: point",
       "Persons who live in another country or area than that of their origin, at mid-year.",
       Missing::never,
       Demand::not_negative},
      yearly_flow("global_arrivals", "arrivals in the world",
                  "Persons who arrived in a country not their own in the twelve months before "
                  "mid-year, onward "
                  "movers included."),
      yearly_flow("global_returns", "returns in the world",
                  "Migrants who went back to their origin in the twelve months before mid-year."),
      yearly_flow("global_onward_moves", "onward moves in the world",
                  "Migrants who moved on to a third country in the twelve months before mid-year."),
      yearly_flow("global_deaths", "deaths of migrants in the world",
                  "Migrants who died in the twelve months before mid-year."),
      {"global_mean_temperature",
       {realization, year},
       ElementType::float64,
       Delivery::streamed,
       "K",
       "warming of the globe above 1850-1900",
       "year: point",
       "Surface temperature of the globe on 1 January less its mean over 1850-1900, with the "
       "variability of single years.",
       Missing::never,
       Demand::none},
      {"co2_concentration",
       {realization, year},
       ElementType::float64,
       Delivery::streamed,
       "1e-6",
       "concentration of carbon dioxide",
       "year: point",
       "Molar fraction in air on 1 January, parts per million.",
       Missing::never,
       Demand::not_negative},
      {"co2_emissions",
       {realization, year, bloc},
       ElementType::float64,
       Delivery::streamed,
       "Gt",
       "emissions of carbon dioxide",
       "year: sum",
       "GtCO2 in the calendar year, from fossil fuels and industry, with land use in the rest of "
       "the world; negative where more is taken up.",
       Missing::never,
       Demand::none},
      {"climate_member",
       {realization},
       ElementType::int32,
       Delivery::streamed,
       "1",
       "row of the climate posterior",
       "",
       "Row of climate/members.csv, counted from 0, that the realization lives by.",
       Missing::never,
       Demand::not_negative}};
}

// The quantiles of a stock, their Monte Carlo standard error and its mean.
std::vector<VariableSchema> stock_over_all_draws(
    std::string_view quantile_name, std::string_view error_name, std::string_view mean_name,
    std::vector<Dimension> places, ElementType type, ElementType mean_type,
    std::string_view quantile_long_name, std::string_view error_long_name,
    std::string_view mean_long_name) {
  std::vector<Dimension> year_and_places = {year};
  year_and_places.insert(year_and_places.end(), places.begin(), places.end());
  std::vector<Dimension> all = {quantile};
  all.insert(all.end(), year_and_places.begin(), year_and_places.end());
  return {whole(quantile_name, all, type, quantile_long_name, "",
                "Quantiles over all draws, persons at mid-year.",
                Demand::not_negative_and_ascending_by_quantile),
          whole(error_name, all, type, error_long_name, "",
                "Monte Carlo standard error of the quantile, persons.", Demand::not_negative),
          whole(mean_name, year_and_places, mean_type, mean_long_name, mean_over_draws,
                "Mean over all draws, persons at mid-year.", Demand::not_negative)};
}

// What the Monte Carlo error of a difference between two runs is taken from.
std::vector<VariableSchema> means_by_batch() {
  constexpr std::string_view description = "Mean over the draws of the batch, persons at mid-year.";
  const auto mean = [&](std::string_view name, Dimension place, ElementType type,
                        std::string_view long_name) {
    return whole(name, {batch, year, place}, type, long_name, mean_over_draws, description,
                 Demand::not_negative);
  };
  return {
      coordinate("batch", batch, ElementType::int32, "", "batch of draws",
                 "Number of the batch, counted from 0; batch b holds draws b, b + 16, b + 32 ..."),
      whole("batch_draws", {batch}, ElementType::float64, "number of draws in a batch", "",
            "Draws in the batch.", Demand::not_negative),
      mean("immigrant_stock_batch_mean", country, ElementType::float64,
           "mean of the migrants who live in a country, by batch of draws"),
      mean("emigrant_stock_batch_mean", country, ElementType::float64,
           "mean of the migrants from a country, by batch of draws"),
      mean("corridor_stock_batch_mean", corridor, ElementType::float32,
           "mean of the migrants of a corridor, by batch of draws")};
}

std::vector<VariableSchema> conflict_and_displacement() {
  const auto by_country = [](std::string_view name, std::string_view long_name,
                             std::string_view description) {
    return whole(name, {year, country}, ElementType::float64, long_name, mean_over_draws,
                 description, Demand::not_negative);
  };
  return {
      yearly("minor_conflict_countries", "countries in minor conflict", "",
             "Countries with 25 to 999 deaths from organised violence in the calendar year."),
      yearly("war_countries", "countries at war", "",
             "Countries with 1,000 deaths from organised violence or more in the calendar year."),
      yearly("interstate_war_countries", "countries at war with another country", "",
             "Countries on whose soil a war between states is fought in the calendar year."),
      yearly("coup_attempts", "attempted coups d'etat", "year: sum",
             "In the calendar year; up to the last year observed, those of the coup belt that are "
             "on record."),
      yearly("conflict_deaths", "deaths from organised violence", "year: sum",
             "In the calendar year, of fighters and civilians."),
      yearly("displaced_abroad", "persons displaced abroad", "year: point",
             "Refugees, asylum seekers and others in need of international protection at the end "
             "of the calendar year, UNHCR's counts; internally displaced persons are not among "
             "them."),
      by_country("conflict_probability", "probability of conflict",
                 "Share of draws in which the country has 25 deaths from organised violence or "
                 "more in the calendar year."),
      by_country("war_probability", "probability of war",
                 "Share of draws in which the country has 1,000 deaths from organised violence or "
                 "more in the calendar year."),
      by_country("conflict_deaths_mean", "mean of the deaths from organised violence",
                 "Mean over all draws of the persons killed in the country in the calendar year."),
      by_country("displaced_abroad_mean", "mean of the persons displaced abroad from a country",
                 "Mean over all draws, persons at the end of the calendar year, by country of "
                 "origin.")};
}

std::vector<VariableSchema> food() {
  std::vector<VariableSchema> table = {yearly(
      "food_stressed", "persons under food stress in the world", "year: mean",
      "Persons who live of agriculture where the year is a standard deviation or more hotter "
      "than its trend, less those whom adaptation reaches.")};
  append(table,
         stock_over_all_draws("food_stressed_quantile", "food_stressed_quantile_error",
                              "food_stressed_mean", {}, ElementType::float64, ElementType::float64,
                              "quantiles of the persons under food stress in the world",
                              "standard error of the quantiles of the persons under food stress",
                              "mean of the persons under food stress in the world"));
  return table;
}

}  // namespace

std::vector<VariableSchema> build_schema() {
  std::vector<VariableSchema> table = coordinates();
  append(table, single_realizations());
  append(table, stock_over_all_draws(
                    "global_migrant_stock_quantile", "global_migrant_stock_quantile_error",
                    "global_migrant_stock_mean", {}, ElementType::float64, ElementType::float64,
                    "quantiles of the international migrants in the world",
                    "standard error of the quantiles of the international migrants in the world",
                    "mean of the international migrants in the world"));
  table.push_back(whole("world_population_mean", {year}, ElementType::float64,
                        "mean population of the world", mean_over_draws,
                        "Mean over all draws, persons at mid-year.", Demand::not_negative));
  std::vector<VariableSchema> corridors = stock_over_all_draws(
      "corridor_stock_quantile", "corridor_stock_quantile_error", "corridor_stock_mean", {corridor},
      ElementType::float32, ElementType::float32, "quantiles of the migrants of a corridor",
      "standard error of the quantiles of the migrants of a corridor",
      "mean of the migrants of a corridor");
  corridors[0].significant_bits = quantile_bits;
  corridors[1].significant_bits = error_bits;
  append(table, std::move(corridors));
  append(table, stock_over_all_draws(
                    "immigrant_stock_quantile", "immigrant_stock_quantile_error",
                    "immigrant_stock_mean", {country}, ElementType::float32, ElementType::float64,
                    "quantiles of the migrants who live in a country",
                    "standard error of the quantiles of the migrants who live in a country",
                    "mean of the migrants who live in a country"));
  append(table,
         stock_over_all_draws("emigrant_stock_quantile", "emigrant_stock_quantile_error",
                              "emigrant_stock_mean", {country}, ElementType::float32,
                              ElementType::float64, "quantiles of the migrants from a country",
                              "standard error of the quantiles of the migrants from a country",
                              "mean of the migrants from a country"));
  table.push_back(whole("population_mean", {year, country}, ElementType::float64,
                        "mean population of a country", mean_over_draws,
                        "Mean over all draws, persons at mid-year; the unknown origin has none.",
                        Demand::not_negative, Missing::unknown_origin));
  append(table, means_by_batch());
  append(table, conflict_and_displacement());
  append(table, food());
  append(table, irregular_variables());
  return table;
}

}  // namespace peregrine
