// The outputs of the irregular corridors.
#include "host/output/outputs.h"

namespace peregrine {
namespace {

using enum Dimension;
using enum ElementType;

template <auto array>
constexpr auto routes = member<&TileOutput::routes, array>;

constexpr auto detections = routes<&RoutesOutput::detections>;
constexpr auto attempts = routes<&RoutesOutput::attempts>;
constexpr auto entries = routes<&RoutesOutput::entries>;
constexpr auto deaths = routes<&RoutesOutput::deaths>;
constexpr auto diverted = routes<&RoutesOutput::diverted>;
constexpr auto level = routes<&RoutesOutput::level>;
constexpr auto active = routes<&RoutesOutput::active>;
constexpr auto by_corridor = routes<&RoutesOutput::by_corridor>;
constexpr auto probability = routes<&RoutesOutput::campaign>;
constexpr auto actor_probability = routes<&RoutesOutput::actor>;

constexpr Derived year_sum(ArrayOf<float> array) {
  return {CellKind::year_sum, array};
}
constexpr Derived while_active(ArrayOf<float> array) {
  return {CellKind::while_active, array};
}

constexpr double steps_per_level = 1.0;
constexpr double steps_per_probability = 0x1p20;

Output monthly(std::string_view name, Dimension place, ArrayOf<float> values,
               const Realizations& realizations) {
  return {name, {time, place}, values, realizations};
}

std::vector<Output> by_month() {
  constexpr std::string_view sum = "time: sum";
  constexpr std::string_view mean = "time: mean";
  return {
      monthly(
          "irregular_detections", route, detections,
          {"detected irregular crossings", sum,
           "Crossings detected in the month; a person who crosses twice counts twice.", float32}),
      monthly("irregular_attempts", border, attempts,
              {"attempts to cross", sum,
               "Attempts to cross irregularly in the month, stopped or not.", float32}),
      monthly("irregular_entries", border, entries,
              {"irregular entries", sum,
               "Persons who got in irregularly in the month, detected or not.", float32}),
      monthly("irregular_deaths", border, deaths,
              {"dead and missing at the border", sum,
               "Persons who died or went missing on the way across in the month.", float32}),
      monthly("irregular_diverted", border, diverted,
              {"attempts diverted elsewhere", sum,
               "Of those who were stopped or kept away in the month, the ones who try another "
               "border next month.",
               float32}),
      monthly("response_level", border, level,
              {"level of the response", mean,
               "0 none, 1 national, 2 with Frontex, 3 with NATO's non-military assistance, 4 with "
               "its military means as well.",
               int8}),
      monthly("campaign_active", front, active,
              {"whether there is a campaign", mean,
               "1 in months of a campaign of instrumentalised migration, else 0: the simulated "
               "truth.",
               int8}),
      monthly("campaign_probability", front, probability,
              {"probability of a campaign to an observer", mean,
               "What an observer makes of signals that are noisy and late.", float32}),
      monthly("campaign_actor_probability", front, actor_probability,
              {"probability of the front's actor to an observer", mean,
               "That the front's own actor is behind a campaign, if there is one.", float32})};
}

Output yearly(std::string_view name, ArrayOf<double> values, const Realizations& realizations,
              Missing missing = Missing::never) {
  return {name, {year}, values, realizations, {}, {}, {}, missing};
}

std::vector<Output> by_year() {
  constexpr std::string_view sum = "year: sum";
  return {
      yearly("irregular_entries_year", routes<&RoutesOutput::entries_year>,
             {"irregular entries", sum,
              "Persons who got in irregularly in the calendar year at borders of first entry."}),
      yearly("irregular_flow", routes<&RoutesOutput::flow_year>,
             {"irregular arrivals in the world", sum,
              "Of global_arrivals, those that were irregular; those at the file's borders are "
              "among them."},
             Missing::first_year),
      yearly("irregular_joined", routes<&RoutesOutput::joined_year>,
             {"irregular entrants who joined the stock", sum,
              "Persons who entered irregularly and stay, in the migrant stock from the year on."},
             Missing::first_year),
      // No currency is among the units of UDUNITS, which readers parse.
      yearly("response_cost", routes<&RoutesOutput::cost_year>,
             {"cost of the responses, millions of euros", sum,
              "Of the responses at all borders in the calendar year, millions of euros.", float64,
              "1e6"})};
}

Output over_all_draws(std::string_view name, std::vector<Dimension> dimensions,
                      const Values& values, const Bins& bins, std::string_view of,
                      std::string_view unit) {
  return {name, std::move(dimensions), values, {}, Quantiles{bins, of, unit, float32, float32}};
}

std::vector<Output> quantiles() {
  return {
      over_all_draws("irregular_detections", {time, route}, detections, corridor_bins,
                     "the detections on a route", "crossings detected in the month"),
      over_all_draws("irregular_detections_year", {year, route}, year_sum(detections), country_bins,
                     "a year's detections on a route", "crossings detected in the calendar year"),
      over_all_draws("irregular_attempts", {time, border}, attempts, corridor_bins,
                     "the attempts at a border", "attempts to cross in the month"),
      over_all_draws("irregular_corridor", {year, route_corridor}, by_corridor, corridor_bins,
                     "the detections of a group of nationals at a border",
                     "crossings detected in the calendar year"),
      {.name = "irregular_flow",
       .dimensions = {year},
       .values = routes<&RoutesOutput::flow_year>,
       .quantiles = Quantiles{country_bins, "the irregular arrivals in the world",
                              "persons in the twelve months before mid-year"},
       .missing = Missing::first_year}};
}

Output mean_of(std::string_view name, std::vector<Dimension> dimensions, const Values& values,
               double steps, std::string_view long_name, std::string_view description) {
  const Mean mean = {long_name, description, float32, std::nullopt, steps};
  return {name, std::move(dimensions), values, {}, {}, mean};
}

std::vector<Output> means() {
  return {
      mean_of("irregular_entries", {time, border}, entries, steps_per_person,
              "mean of the entries at a border",
              "Over all draws, persons who got in in the month."),
      mean_of("irregular_deaths", {time, border}, deaths, steps_per_person,
              "mean of the dead and missing at a border",
              "Over all draws, persons who died or went missing in the month."),
      mean_of("response_level", {time, border}, level, steps_per_level,
              "mean level of the response", "Over all draws, of response_level."),
      mean_of("campaign_active", {time, front}, active, steps_per_level,
              "probability of a campaign",
              "Share of draws with a campaign in the month: the simulated truth."),
      mean_of("campaign_probability", {time, front}, probability, steps_per_probability,
              "mean of an observer's probability", "Over all draws, of campaign_probability."),
      mean_of("campaign_probability_active", {time, front}, while_active(probability),
              steps_per_probability, "mean of an observer's probability in months of a campaign",
              "Over all draws, of campaign_probability times campaign_active; over "
              "campaign_active_mean, what observers think who face a campaign."),
      mean_of("campaign_actor_probability_active", {time, front}, while_active(actor_probability),
              steps_per_probability, "mean of the actor's probability in months of a campaign",
              "Over all draws, of campaign_actor_probability times campaign_active."),
      {.name = "campaign_year",
       .dimensions = {year, front},
       .values = year_sum(active),
       .mean = Mean{"probability of a campaign in the year",
                    "Share of draws with a campaign in at least one month of the calendar year.",
                    float32, 0.0, steps_per_level}},
      mean_of("campaign_onset", {year, front}, Derived{CellKind::onsets, active}, steps_per_level,
              "campaigns that begin in the year",
              "Mean over all draws of the campaigns that begin in the calendar year.")};
}

Output by_batch(std::string_view name, Dimension place, Derived values, std::string_view of,
                std::string_view unit) {
  return {name, {year, place}, values, {}, {}, {}, MeanByBatch{of, unit}};
}

std::vector<Output> means_by_batch() {
  return {
      by_batch("irregular_attempts", border, year_sum(attempts), "a year's attempts at a border",
               "attempts in the calendar year"),
      by_batch("border_detections", border, Derived{CellKind::border_detections, by_corridor},
               "a year's detections at a border", "crossings detected in the calendar year"),
      by_batch("irregular_entries", border, year_sum(entries), "a year's entries at a border",
               "persons in the calendar year"),
      by_batch("irregular_deaths", border, year_sum(deaths),
               "a year's dead and missing at a border", "persons in the calendar year"),
      by_batch("irregular_diverted", border, year_sum(diverted),
               "the attempts diverted from a border in a year", "attempts in the calendar year"),
      by_batch("campaign_months", front, year_sum(active), "the months of campaign in a year",
               "months with a campaign in the calendar year")};
}

std::vector<Output> ahead() {
  Realizations realizations = {
      "irregular entries of a group of nationals", "month_ahead: sum",
      "Persons of the nationality who got in irregularly at the border in the month, detected or "
      "not; the share of each group is that of the attempts.",
      float32};
  realizations.rounded = true;
  Output kept = {"irregular_entries_by_nationality",
                 {month_ahead, route_corridor},
                 routes<&RoutesOutput::entries_by_nationals>,
                 realizations};
  kept.since = 4;
  return {std::move(kept)};
}

}  // namespace

std::span<const Output> irregular_outputs() {
  static const std::vector<Output> outputs = [] {
    std::vector<Output> table;
    for (std::vector<Output> part :
         {by_month(), by_year(), quantiles(), means(), means_by_batch(), ahead()}) {
      for (Output& output : part) {
        output.presence = Presence::with_irregular_corridors;
        table.push_back(std::move(output));
      }
    }
    return table;
  }();
  return outputs;
}

}  // namespace peregrine
