#include <array>
#include <limits>

#include "host/model/climate/world.h"
#include "host/scenario/schema_keys.h"

namespace peregrine {
namespace {

// Realizations of an ensemble file are numbered by 32-bit integers (docs/formats.md).
constexpr std::int64_t most_kept = std::numeric_limits<std::int32_t>::max();

const std::array keys_of_forecasts = {
    ScenarioKey{"scenario.name", &RunSettings::name, "", 1, 64,
                "Short name; the ensemble file is called after it. Letters, digits, dot, dash and "
                "underscore."},
    ScenarioKey{"scenario.description", &RunSettings::description, "", 0, 4000,
                "What the scenario asks, in words; stored in the ensemble file."},
    ScenarioKey{"run.draws", &RunSettings::draws, "realizations", 1, std::int64_t{1} << 40,
                "Realizations to simulate; the Monte Carlo error falls with their square root."},
    ScenarioKey{"run.seed", &RunSettings::seed, "", 0, std::numeric_limits<std::int64_t>::max(),
                "Key of every random stream: the same seed gives the same bits on any machine."},
    ScenarioKey{"run.to_year", &RunSettings::to_year, "year", 2021, 2100,
                "Last year of the forecast; the first is 2020."},
    ScenarioKey{
        "run.observed_until", &RunSettings::observed_until, "year", 2020, 2023,
        "Last year whose conflicts and displaced persons are those observed, in every draw; "
        "the forecast of both begins after it."},
    ScenarioKey{"run.keep", &RunSettings::keep, "realizations", -1, most_kept,
                "Realizations written one by one, the first of all; -1 or more than run.draws "
                "keeps all, 0 is refused. Quantiles use all draws whatever is kept."},
    ScenarioKey{"baseline.measurement_error", &RunSettings::measurement_error, "", 0, 0,
                "Whether each draw starts from the table of 2020 with sampled errors in its "
                "figures, or from the table as it stands."},
    ScenarioKey{"stock.parameter_uncertainty", &RunSettings::parameter_uncertainty, "", 0, 0,
                "Whether each draw takes a posterior draw of the parameters, or their mean."},
    ScenarioKey{"stock.innovations", &RunSettings::innovations, "", 0, 0,
                "Whether corridors receive yearly shocks."},
    ScenarioKey{"stock.new_corridors", &RunSettings::new_corridors, "", 0, 0,
                "Whether corridors without migrants in 2020 may open."},
    ScenarioKey{"climate.emissions", &RunSettings::climate_emissions, "", 1, 64,
                "CO2 and other forcers. pledges: blocs keep their pledges or slip; "
                "current-policies: no bloc acts on its pledge; ssp126 to medium-extension: that "
                "scenario as FaIR ran it; none: warming stays at that of 2020.",
                emission_choices},
    ScenarioKey{"climate.delivery.china", &RunSettings::delivery_china, "probability", 0, 1,
                "Probability that China keeps its pledge: peak by 2030, net zero by 2060."},
    ScenarioKey{"climate.delivery.united_states", &RunSettings::delivery_united_states,
                "probability", 0, 1,
                "Probability that the United States keep their pledge: net zero by 2050."},
    ScenarioKey{"climate.delivery.european_union", &RunSettings::delivery_european_union,
                "probability", 0, 1,
                "Probability that the European Union keeps its pledge: net zero by 2050."},
    ScenarioKey{"climate.delivery.india", &RunSettings::delivery_india, "probability", 0, 1,
                "Probability that India keeps its pledge: net zero by 2070."},
    ScenarioKey{"climate.delivery.rest_of_world", &RunSettings::delivery_rest_of_world,
                "probability", 0, 1,
                "Probability that the rest of the world keeps its pledges, which cover 69 % of its "
                "emissions."},
    ScenarioKey{"climate.slip_years", &RunSettings::slip_years, "years", 0, 200,
                "Mean delay of peak and net zero if a pledge is not kept; a draw's delay is "
                "uniform between half of it and one and a half times it."},
    ScenarioKey{"climate.parameter_uncertainty", &RunSettings::climate_parameter_uncertainty, "", 0,
                0,
                "Whether each draw lives by a member of the climate posterior, or by its central "
                "one."},
    ScenarioKey{"climate.variability", &RunSettings::climate_variability, "", 0, 0,
                "Whether the temperature of the globe and of each country varies by itself."},
    ScenarioKey{"climate.pattern_spread", &RunSettings::climate_pattern_spread, "", 0, 0,
                "Whether the ratio of a country's warming to the globe's differs by climate model, "
                "or is their mean."},
    ScenarioKey{"economy.shocks", &RunSettings::economy_shocks, "", 0, 0,
                "Whether incomes vary around the growth path of SSP2, or follow it exactly."},
    ScenarioKey{"economy.response", &RunSettings::income_response, "", 0, 0,
                "Whether arrivals respond to the incomes of origin and destination."},
    ScenarioKey{"response.warming", &RunSettings::warming_response, "times", 0, 20,
                "Strength of the response of arrivals to warming: 0 none, 1 as the mean of "
                "published studies; 5 is near the largest of them."},
    ScenarioKey{"response.food", &RunSettings::food_response, "times", 0, 20,
                "Strength of the response of arrivals to hot years where people live from "
                "agriculture: 0 none, 1 as the mean of published studies."},
    ScenarioKey{"conflict.simulated", &RunSettings::conflict_simulated, "", 0, 0,
                "Whether conflicts begin, last and end by chance after run.observed_until, or stay "
                "as in that year."},
    ScenarioKey{"conflict.new_wars", &RunSettings::new_wars, "", 0, 0,
                "Whether a country can get deeper into conflict than it was the year before."},
    ScenarioKey{"conflict.coup_rate", &RunSettings::coup_rate, "times", 0, 20,
                "Factor on the number of attempted coups, in every country."},
    ScenarioKey{"conflict.interstate_war_rate", &RunSettings::interstate_war_rate, "times", 0, 20,
                "Factor on the number of wars between states that begin."},
    ScenarioKey{"conflict.coup_belt.rate", &RunSettings::coup_belt_rate, "times", 0, 20,
                "Factor on the number of attempted coups in Burkina Faso, Chad, Gabon, Guinea, "
                "Mali, Niger and Sudan, on top of conflict.coup_rate."},
    ScenarioKey{"conflict.coup_belt.odds", &RunSettings::coup_belt_odds, "times", 0, 100,
                "Factor on the odds of minor conflict and of war over peace in these countries; 0 "
                "counts as 0.001."},
    ScenarioKey{"conflict.ukraine.war_until", &RunSettings::ukraine_war_until, "year", 2020, 2100,
                "The war in Ukraine does not end before the end of this year; after it, the war "
                "ends by chance."},
    ScenarioKey{"conflict.ukraine.infrastructure_attacks", &RunSettings::infrastructure_attacks,
                "share", 0, 10,
                "People who leave Ukraine in addition in a year of war, because attacks on power, "
                "heat and water make it uninhabitable, as a share of those who leave without."},
    ScenarioKey{
        "displacement.simulated", &RunSettings::displacement_simulated, "", 0, 0,
        "Whether people are displaced and return after run.observed_until, or the displaced "
        "stay as in that year."},
    ScenarioKey{"policy.from_year", &RunSettings::policy_from_year, "year", 2021, 2100,
                "First year of the policies below."},
    ScenarioKey{"policy.adaptation_finance", &RunSettings::adaptation_finance, "share", 0, 1,
                "Share of the responses to warming and to hot years that adaptation takes away, at "
                "every origin."},
    ScenarioKey{"policy.legal_pathways", &RunSettings::legal_pathways, "share", 0, 5,
                "Arrivals that destinations of high income take in addition, as a share of those "
                "that they would take without the policy."},
    ScenarioKey{
        "policy.asylum_recognition", &RunSettings::asylum_recognition, "times", 0, 5,
        "Factor on the weight of destinations of high income among those that the displaced go to; "
        "people who are not let in there are displaced elsewhere. 0 counts as 0.01."},
    ScenarioKey{
        "policy.returns", &RunSettings::returns, "times", 0, 20,
        "Factor on the share of the displaced who leave destinations of high income in a year."},
    ScenarioKey{"policy.coup_belt_stabilisation", &RunSettings::coup_belt_stabilisation, "share", 0,
                1,
                "Share of the attempted coups and of the odds of conflict in the coup belt that "
                "stabilisation takes away; at most 0.99 of them."},
};

}  // namespace

std::span<const ScenarioKey> forecast_keys() {
  return keys_of_forecasts;
}

}  // namespace peregrine
