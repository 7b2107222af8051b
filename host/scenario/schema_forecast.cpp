#include <limits>

#include "host/scenario/schema_rows.h"

namespace peregrine {
namespace {

// Realizations of an ensemble file are numbered by 32-bit integers (docs/formats.md).
constexpr std::int64_t most_kept = std::numeric_limits<std::int32_t>::max();

}  // namespace

std::vector<ScenarioKey> forecast_keys() {
  return {
      bounded("scenario.name", PEREGRINE_MEMBER(name), "", {1, 64},
              "Short name; the ensemble file is called after it. Letters, digits, dot, dash and "
              "underscore."),
      bounded("scenario.description", PEREGRINE_MEMBER(description), "", {0, 4000},
              "What the scenario asks, in words; stored in the ensemble file."),
      bounded("run.draws", PEREGRINE_MEMBER(draws), "realizations", {1, std::int64_t{1} << 40},
              "Realizations to simulate; the Monte Carlo error falls with their square root."),
      bounded("run.seed", PEREGRINE_MEMBER(seed), "", {0, std::numeric_limits<std::int64_t>::max()},
              "Key of every random stream: the same seed gives the same bits on any machine."),
      bounded("run.to_year", PEREGRINE_MEMBER(to_year), "year", {2021, 2100},
              "Last year of the forecast; the first is 2020."),
      bounded("run.observed_until", PEREGRINE_MEMBER(observed_until), "year", {2020, 2024},
              "Last year whose conflicts and displaced persons are those observed, in every draw; "
              "the forecast of both begins after it."),
      bounded("run.keep", PEREGRINE_MEMBER(keep), "realizations", {-1, most_kept},
              "Realizations written one by one, the first of all; -1 or more than run.draws keeps "
              "all, 0 is refused. Quantiles use all draws whatever is kept."),
      bounded("run.keep_corridors", PEREGRINE_MEMBER(keep_corridors), "", {0, 4000},
              "Corridors whose stocks are kept in each of these realizations, with commas between "
              "them: largest:N, the N largest; campaigns, from the nationals at a border with a "
              "front to the country behind it; codes such as SYR-TUR. Empty: none."),
      toggle("baseline.measurement_error", PEREGRINE_MEMBER(stock.measurement_error),
             "Whether each draw starts from the table of 2020 with sampled errors in its figures, "
             "or from the table as it stands."),
      toggle("assimilate.stock", PEREGRINE_MEMBER(assimilation.stock),
             "Whether draws are led to the table of migrants of mid-2024, so that each starts into "
             "the years after it from what was published then; false for a forecast as of an "
             "earlier year."),
      toggle("stock.parameter_uncertainty", PEREGRINE_MEMBER(parameter_uncertainty),
             "Whether each draw takes a posterior draw of the parameters, or their mean."),
      toggle("stock.innovations", PEREGRINE_MEMBER(stock.innovations),
             "Whether corridors receive yearly shocks."),
      toggle("stock.new_corridors", PEREGRINE_MEMBER(stock.new_corridors),
             "Whether corridors without migrants in 2020 may open."),
      choice("climate.emissions", PEREGRINE_MEMBER(climate.emissions),
             {{"pledges", EmissionPath::pledges},
              {"current-policies", EmissionPath::current_policies},
              {"ssp126", EmissionPath::ssp126},
              {"ssp245", EmissionPath::ssp245},
              {"ssp585", EmissionPath::ssp585},
              {"verylow", EmissionPath::verylow},
              {"medium-extension", EmissionPath::medium_extension},
              {"none", EmissionPath::none}},
             "CO2 and other forcers. pledges: blocs keep their pledges or slip; current-policies: "
             "no bloc acts on its pledge; ssp126 to medium-extension: that scenario as FaIR ran "
             "it; none: warming stays at that of 2020."),
      bounded("climate.delivery.china", PEREGRINE_MEMBER(climate.delivery[china]), "probability",
              {0, 1}, "Probability that China keeps its pledge: peak by 2030, net zero by 2060."),
      bounded("climate.delivery.united_states", PEREGRINE_MEMBER(climate.delivery[united_states]),
              "probability", {0, 1},
              "Probability that the United States keep their pledge: net zero by 2050."),
      bounded("climate.delivery.european_union", PEREGRINE_MEMBER(climate.delivery[european_union]),
              "probability", {0, 1},
              "Probability that the European Union keeps its pledge: net zero by 2050."),
      bounded("climate.delivery.india", PEREGRINE_MEMBER(climate.delivery[india]), "probability",
              {0, 1}, "Probability that India keeps its pledge: net zero by 2070."),
      bounded("climate.delivery.rest_of_world", PEREGRINE_MEMBER(climate.delivery[rest_of_world]),
              "probability", {0, 1},
              "Probability that the rest of the world keeps its pledges, which cover 69 % of its "
              "emissions."),
      bounded("climate.slip_years", PEREGRINE_MEMBER(climate.slip_years), "years", {0, 200},
              "Mean delay of peak and net zero if a pledge is not kept; a draw's delay is uniform "
              "between half of it and one and a half times it."),
      toggle(
          "climate.parameter_uncertainty", PEREGRINE_MEMBER(climate.parameter_uncertainty),
          "Whether each draw lives by a member of the climate posterior, or by its central one."),
      toggle("climate.variability", PEREGRINE_MEMBER(climate.variability),
             "Whether the temperature of the globe and of each country varies by itself."),
      toggle("climate.pattern_spread", PEREGRINE_MEMBER(climate.pattern_spread),
             "Whether the ratio of a country's warming to the globe's differs by climate model, or "
             "is their mean."),
      toggle("economy.shocks", PEREGRINE_MEMBER(economy.shocks),
             "Whether incomes vary around the growth path of SSP2, or follow it exactly."),
      toggle("economy.response", PEREGRINE_MEMBER(economy.response),
             "Whether arrivals respond to the incomes of origin and destination."),
      bounded("response.warming", PEREGRINE_MEMBER(drivers.warming_response), "times", {0, 20},
              "Strength of the response of arrivals to warming: 0 none, 1 as the mean of published "
              "studies; 5 is near the largest of them."),
      bounded("response.food", PEREGRINE_MEMBER(drivers.food_response), "times", {0, 20},
              "Strength of the response of arrivals to hot years where people live from "
              "agriculture: 0 none, 1 as the mean of published studies."),
      toggle("conflict.simulated", PEREGRINE_MEMBER(conflict.simulated),
             "Whether conflicts begin, last and end by chance after run.observed_until, or stay as "
             "in that year."),
      toggle(
          "conflict.new_wars", PEREGRINE_MEMBER(conflict.new_wars),
          "Whether a country can get deeper into conflict or other violence than it was the year "
          "before."),
      bounded("conflict.coup_rate", PEREGRINE_MEMBER(conflict.coup_rate), "times", {0, 20},
              "Factor on the number of attempted coups, in every country."),
      bounded("conflict.interstate_war_rate", PEREGRINE_MEMBER(conflict.interstate_war_rate),
              "times", {0, 20}, "Factor on the number of wars between states that begin."),
      bounded("conflict.coup_belt.rate", PEREGRINE_MEMBER(conflict.coup_belt_rate), "times",
              {0, 20},
              "Factor on the number of attempted coups in Burkina Faso, Chad, Gabon, Guinea, Mali, "
              "Niger and Sudan, on top of conflict.coup_rate."),
      bounded("conflict.coup_belt.odds", PEREGRINE_MEMBER(conflict.coup_belt_odds), "times",
              {0, 100},
              "Factor on the odds of minor conflict and of war over peace in these countries; 0 "
              "counts as 0.001."),
      bounded("conflict.ukraine.war_until", PEREGRINE_MEMBER(conflict.ukraine_war_until), "year",
              {2020, 2100},
              "The war in Ukraine does not end before the end of this year; after it, the war ends "
              "by chance."),
      bounded("conflict.ukraine.infrastructure_attacks",
              PEREGRINE_MEMBER(displacement.infrastructure_attacks), "share", {0, 10},
              "People who leave Ukraine in addition in a year of war, because attacks on power, "
              "heat and water make it uninhabitable, as a share of those who leave without."),
      toggle("displacement.simulated", PEREGRINE_MEMBER(displacement.simulated),
             "Whether people are displaced and return after run.observed_until, or the displaced "
             "stay as in that year."),
      bounded("policy.from_year", PEREGRINE_MEMBER(policy.from_year), "year", {2021, 2100},
              "First year of the policies below."),
      bounded("policy.adaptation_finance", PEREGRINE_MEMBER(policy.adaptation_finance), "share",
              {0, 1},
              "Share of the responses to warming and to hot years that adaptation takes away, at "
              "every origin."),
      bounded("policy.legal_pathways", PEREGRINE_MEMBER(policy.legal_pathways), "share", {0, 5},
              "Arrivals that destinations of high income take in addition, as a share of those "
              "that they would take without the policy."),
      bounded("policy.asylum_recognition", PEREGRINE_MEMBER(policy.asylum_recognition), "times",
              {0, 5},
              "Factor on the weight of destinations of high income among those that the displaced "
              "go to; people who are not let in there are displaced elsewhere. 0 counts as 0.01."),
      bounded(
          "policy.returns", PEREGRINE_MEMBER(policy.returns), "times", {0, 20},
          "Factor on the share of the displaced who leave destinations of high income in a year."),
      bounded("policy.coup_belt_stabilisation", PEREGRINE_MEMBER(policy.coup_belt_stabilisation),
              "share", {0, 1},
              "Share of the attempted coups and of the odds of conflict in the coup belt that "
              "stabilisation takes away; at most 0.99 of them.")};
}

}  // namespace peregrine
