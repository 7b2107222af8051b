// The variables of the irregular corridors, in the order in which they stand in a file.
#include "host/store/schema_rows.h"
#include "host/store/schema_table.h"

namespace peregrine {
namespace {

using enum Dimension;
using enum ElementType;

std::vector<VariableSchema> irregular_coordinates() {
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
  return table;
}

VariableSchema monthly(std::string_view name, Dimension place, ElementType type,
                       std::string_view long_name, std::string_view cell_methods,
                       std::string_view description) {
  return {name,
          {realization, time, place},
          type,
          Delivery::streamed,
          "1",
          long_name,
          cell_methods,
          description,
          Missing::never,
          Demand::not_negative};
}

std::vector<VariableSchema> by_month() {
  constexpr std::string_view sum = "time: sum";
  constexpr std::string_view mean = "time: mean";
  return {
      monthly("irregular_detections", route, float32, "detected irregular crossings", sum,
              "Crossings detected in the month; a person who crosses twice counts twice."),
      monthly("irregular_attempts", border, float32, "attempts to cross", sum,
              "Attempts to cross irregularly in the month, stopped or not."),
      monthly("irregular_entries", border, float32, "irregular entries", sum,
              "Persons who got in irregularly in the month, detected or not."),
      monthly("irregular_deaths", border, float32, "dead and missing at the border", sum,
              "Persons who died or went missing on the way across in the month."),
      monthly(
          "irregular_diverted", border, float32, "attempts diverted elsewhere", sum,
          "Of those who were stopped in the month, the ones who try another border next month."),
      monthly(
          "response_level", border, int8, "level of the response", mean,
          "0 none, 1 national, 2 with Frontex, 3 with NATO's non-military assistance, 4 with its "
          "military means as well."),
      monthly("campaign_active", front, int8, "whether there is a campaign", mean,
              "1 in months of a campaign of instrumentalised migration, else 0: the simulated "
              "truth."),
      monthly("campaign_probability", front, float32, "probability of a campaign to an observer",
              mean, "What an observer makes of signals that are noisy and late."),
      monthly("campaign_actor_probability", front, float32,
              "probability of the front's actor to an observer", mean,
              "That the front's own actor is behind a campaign, if there is one.")};
}

std::vector<VariableSchema> by_year() {
  return {
      yearly("irregular_entries_year", "irregular entries", "year: sum",
             "Persons who got in irregularly in the calendar year at borders of first entry."),
      yearly("irregular_flow", "irregular arrivals in the world", "year: sum",
             "Of global_arrivals, those that were irregular; those at the file's borders are among "
             "them.",
             Missing::first_year),
      yearly("irregular_joined", "irregular entrants who joined the stock", "year: sum",
             "Persons who entered irregularly and stay, in the migrant stock from the year on.",
             Missing::first_year),
      {"response_cost",
       {realization, year},
       float64,
       Delivery::streamed,
       // No currency is among the units of UDUNITS, which readers parse.
       "1e6",
       "cost of the responses, millions of euros",
       "year: sum",
       "Of the responses at all borders in the calendar year, millions of euros.",
       Missing::never,
       Demand::not_negative}};
}

// What the three variables of a histogram bank are called.
struct OverAllDraws {
  std::string_view quantile_name, error_name, mean_name;
  std::string_view quantile_long_name, error_long_name, mean_long_name;
  std::string_view unit;  // of the description, a whole sentence
};

std::vector<VariableSchema> over_all_draws(const OverAllDraws& words, std::vector<Dimension> places,
                                           ElementType type, Missing missing = Missing::never) {
  std::vector<Dimension> by_quantile = {quantile};
  by_quantile.insert(by_quantile.end(), places.begin(), places.end());
  return {whole(words.quantile_name, by_quantile, type, words.quantile_long_name, "", words.unit,
                Demand::not_negative_and_ascending_by_quantile, missing),
          whole(words.error_name, by_quantile, type, words.error_long_name, "",
                "Monte Carlo standard error of the quantile.", Demand::not_negative, missing),
          whole(words.mean_name, std::move(places), type, words.mean_long_name, mean_over_draws,
                words.unit, Demand::not_negative, missing)};
}

std::vector<VariableSchema> quantiles() {
  std::vector<VariableSchema> table = over_all_draws(
      {"irregular_detections_quantile", "irregular_detections_quantile_error",
       "irregular_detections_mean", "quantiles of the detections on a route",
       "standard error of the quantiles of the detections on a route",
       "mean of the detections on a route", "Over all draws, crossings detected in the month."},
      {time, route}, float32);
  append(table,
         over_all_draws(
             {"irregular_detections_year_quantile", "irregular_detections_year_quantile_error",
              "irregular_detections_year_mean", "quantiles of a year's detections on a route",
              "standard error of the quantiles of a year's detections on a route",
              "mean of a year's detections on a route",
              "Over all draws, crossings detected in the calendar year."},
             {year, route}, float32));
  append(table, over_all_draws({"irregular_attempts_quantile", "irregular_attempts_quantile_error",
                                "irregular_attempts_mean", "quantiles of the attempts at a border",
                                "standard error of the quantiles of the attempts at a border",
                                "mean of the attempts at a border",
                                "Over all draws, attempts to cross in the month."},
                               {time, border}, float32));
  append(table, over_all_draws(
                    {"irregular_corridor_quantile", "irregular_corridor_quantile_error",
                     "irregular_corridor_mean",
                     "quantiles of the detections of a group of nationals at a border",
                     "standard error of the quantiles of the detections of a group of nationals",
                     "mean of the detections of a group of nationals at a border",
                     "Over all draws, crossings detected in the calendar year."},
                    {year, route_corridor}, float32));
  append(table,
         over_all_draws({"irregular_flow_quantile", "irregular_flow_quantile_error",
                         "irregular_flow_mean", "quantiles of the irregular arrivals in the world",
                         "standard error of the quantiles of the irregular arrivals in the world",
                         "mean of the irregular arrivals in the world",
                         "Over all draws, persons in the twelve months before mid-year."},
                        {year}, float64, Missing::first_year));
  return table;
}

std::vector<VariableSchema> means() {
  const auto mean = [](std::string_view name, std::vector<Dimension> dimensions,
                       std::string_view long_name, std::string_view description) {
    return whole(name, std::move(dimensions), float32, long_name, mean_over_draws, description,
                 Demand::not_negative);
  };
  return {mean("irregular_entries_mean", {time, border}, "mean of the entries at a border",
               "Over all draws, persons who got in in the month."),
          mean("irregular_deaths_mean", {time, border}, "mean of the dead and missing at a border",
               "Over all draws, persons who died or went missing in the month."),
          mean("response_level_mean", {time, border}, "mean level of the response",
               "Over all draws, of response_level."),
          mean("campaign_active_mean", {time, front}, "probability of a campaign",
               "Share of draws with a campaign in the month: the simulated truth."),
          mean("campaign_probability_mean", {time, front}, "mean of an observer's probability",
               "Over all draws, of campaign_probability."),
          mean("campaign_probability_active_mean", {time, front},
               "mean of an observer's probability in months of a campaign",
               "Over all draws, of campaign_probability times campaign_active; over "
               "campaign_active_mean, "
               "what observers think who face a campaign."),
          mean("campaign_actor_probability_active_mean", {time, front},
               "mean of the actor's probability in months of a campaign",
               "Over all draws, of campaign_actor_probability times campaign_active."),
          mean("campaign_year_probability", {year, front}, "probability of a campaign in the year",
               "Share of draws with a campaign in at least one month of the calendar year."),
          mean("campaign_onset_mean", {year, front}, "campaigns that begin in the year",
               "Mean over all draws of the campaigns that begin in the calendar year.")};
}

std::vector<VariableSchema> irregular_means_by_batch() {
  const auto mean = [](std::string_view name, Dimension place, std::string_view long_name,
                       std::string_view description) {
    return whole(name, {batch, year, place}, float64, long_name, mean_over_draws, description,
                 Demand::not_negative);
  };
  return {mean("irregular_attempts_batch_mean", border,
               "mean of a year's attempts at a border, by batch of draws",
               "Mean over the draws of the batch, attempts in the calendar year."),
          mean("border_detections_batch_mean", border,
               "mean of a year's detections at a border, by batch of draws",
               "Mean over the draws of the batch, crossings detected in the calendar year."),
          mean("irregular_entries_batch_mean", border,
               "mean of a year's entries at a border, by batch of draws",
               "Mean over the draws of the batch, persons in the calendar year."),
          mean("irregular_deaths_batch_mean", border,
               "mean of a year's dead and missing at a border, by batch of draws",
               "Mean over the draws of the batch, persons in the calendar year."),
          mean("irregular_diverted_batch_mean", border,
               "mean of the attempts diverted from a border in a year, by batch of draws",
               "Mean over the draws of the batch, attempts in the calendar year."),
          mean("campaign_months_batch_mean", front,
               "mean months of campaign in a year, by batch of draws",
               "Mean over the draws of the batch of the months with a campaign in the calendar "
               "year.")};
}

}  // namespace

std::vector<VariableSchema> irregular_variables() {
  std::vector<VariableSchema> table = irregular_coordinates();
  append(table, by_month());
  append(table, by_year());
  append(table, quantiles());
  append(table, means());
  append(table, irregular_means_by_batch());
  for (VariableSchema& variable : table) variable.presence = Presence::with_irregular_corridors;
  return table;
}

}  // namespace peregrine
