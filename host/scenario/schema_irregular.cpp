#include <array>

#include "host/model/routes/arrays.h"
#include "host/scenario/schema_keys.h"

namespace peregrine {
namespace {

const std::array keys_of_irregular = {
    ScenarioKey{"irregular.simulated", &RunSettings::irregular_simulated, "", 0, 0,
                "Whether the irregular corridors have months by chance after "
                "irregular.observed_until, or those of a usual year."},
    ScenarioKey{"irregular.observed_until", &RunSettings::irregular_observed_until, month_unit, 7,
                7,
                "Last month of detections and attempts that are those observed, in every draw; at "
                "most 2023-12."},
    ScenarioKey{"irregular.enforcement.central_mediterranean",
                &RunSettings::enforcement_central_mediterranean, "share", 0, 1,
                "Share of crossings at the Central Mediterranean that enforcement stops in "
                "addition, from policy.from_year on."},
    ScenarioKey{"irregular.enforcement.eastern_mediterranean",
                &RunSettings::enforcement_eastern_mediterranean, "share", 0, 1,
                "Share of crossings at the Eastern Mediterranean (by sea and land) that "
                "enforcement stops in addition, from policy.from_year on."},
    ScenarioKey{"irregular.enforcement.western_balkans", &RunSettings::enforcement_western_balkans,
                "share", 0, 1,
                "Share of crossings at the Western Balkans that enforcement stops in addition, "
                "from policy.from_year on."},
    ScenarioKey{"irregular.enforcement.western_mediterranean",
                &RunSettings::enforcement_western_mediterranean, "share", 0, 1,
                "Share of crossings at the Western Mediterranean (Ceuta and Melilla included) that "
                "enforcement stops in addition, from policy.from_year on."},
    ScenarioKey{"irregular.enforcement.western_africa", &RunSettings::enforcement_western_africa,
                "share", 0, 1,
                "Share of crossings at the Canary Islands that enforcement stops in addition, from "
                "policy.from_year on."},
    ScenarioKey{"irregular.enforcement.eastern_borders", &RunSettings::enforcement_eastern_borders,
                "share", 0, 1,
                "Share of crossings at the eastern land border (from Norway to the Black Sea) that "
                "enforcement stops in addition, from policy.from_year on."},
    ScenarioKey{"irregular.enforcement.darien", &RunSettings::enforcement_darien, "share", 0, 1,
                "Share of crossings at the Darien that enforcement stops in addition, from "
                "policy.from_year on."},
    ScenarioKey{"irregular.enforcement.us_south_west", &RunSettings::enforcement_us_south_west,
                "share", 0, 1,
                "Share of crossings at the south-west border of the United States that enforcement "
                "stops in addition, from policy.from_year on."},
    ScenarioKey{"irregular.transit_deal.libya", &RunSettings::transit_deal_libya, "share", 0, 1,
                "Share of departures that Libya and Tunisia prevent under a deal, from "
                "policy.from_year on."},
    ScenarioKey{"irregular.transit_deal.turkey", &RunSettings::transit_deal_turkey, "share", 0, 1,
                "Share of departures that Turkey prevents under a deal, from policy.from_year on."},
    ScenarioKey{
        "irregular.transit_deal.morocco", &RunSettings::transit_deal_morocco, "share", 0, 1,
        "Share of departures that Morocco prevents under a deal, from policy.from_year on."},
    ScenarioKey{"irregular.transit_deal.west_africa", &RunSettings::transit_deal_west_africa,
                "share", 0, 1,
                "Share of departures that Senegal, Mauritania and the Gambia prevent under a deal, "
                "from policy.from_year on."},
    ScenarioKey{
        "campaign.simulated", &RunSettings::campaigns_simulated, "", 0, 0,
        "Whether campaigns begin by chance; campaigns that are ordered below begin in any case."},
    ScenarioKey{"campaign.rate", &RunSettings::campaign_rate, "times", 0, 20,
                "Factor on the number of campaigns that begin, on every front."},
    ScenarioKey{"campaign.first.front", &RunSettings::first_front, "", 1, 64,
                "Front of a campaign that begins in every draw, or none.", front_choices},
    ScenarioKey{"campaign.first.month", &RunSettings::first_month, month_unit, 7, 7,
                "Month in which it begins."},
    ScenarioKey{"campaign.first.attempts", &RunSettings::first_attempts, "attempts", 1, 10000000,
                "Attempts of the whole campaign, if nothing is done about it."},
    ScenarioKey{"campaign.first.kind", &RunSettings::first_kind, "", 1, 16,
                "open: the actor does not hide. proxy: it hides behind others. decoy: loud, to "
                "draw attention. unnamed: no state is behind it.",
                campaign_kind_choices},
    ScenarioKey{"campaign.second.front", &RunSettings::second_front, "", 1, 64,
                "Front of a campaign that begins in every draw, or none.", front_choices},
    ScenarioKey{"campaign.second.month", &RunSettings::second_month, month_unit, 7, 7,
                "Month in which it begins."},
    ScenarioKey{"campaign.second.attempts", &RunSettings::second_attempts, "attempts", 1, 10000000,
                "Attempts of the whole campaign, if nothing is done about it."},
    ScenarioKey{"campaign.second.kind", &RunSettings::second_kind, "", 1, 16,
                "open: the actor does not hide. proxy: it hides behind others. decoy: loud, to "
                "draw attention. unnamed: no state is behind it.",
                campaign_kind_choices},
    ScenarioKey{"campaign.third.front", &RunSettings::third_front, "", 1, 64,
                "Front of a campaign that begins in every draw, or none.", front_choices},
    ScenarioKey{"campaign.third.month", &RunSettings::third_month, month_unit, 7, 7,
                "Month in which it begins."},
    ScenarioKey{"campaign.third.attempts", &RunSettings::third_attempts, "attempts", 1, 10000000,
                "Attempts of the whole campaign, if nothing is done about it."},
    ScenarioKey{"campaign.third.kind", &RunSettings::third_kind, "", 1, 16,
                "open: the actor does not hide. proxy: it hides behind others. decoy: loud, to "
                "draw attention. unnamed: no state is behind it.",
                campaign_kind_choices},
    ScenarioKey{"posture.level", &RunSettings::posture, "", 1, 32,
                "The strongest response of states to a surge at their border; a level includes the "
                "levels below it.",
                posture_choices},
    ScenarioKey{"posture.rule", &RunSettings::posture_rule, "", 1, 16,
                "triggered: a surge and the probability of a campaign call for the response. "
                "fixed: the response is on from posture.from, whatever happens.",
                rule_choices},
    ScenarioKey{"posture.alliance", &RunSettings::alliance, "", 1, 16,
                "collective: once a campaign of an actor is clear at one front, allies help at all "
                "of its fronts. individual: each front is judged by itself.",
                alliance_choices},
    ScenarioKey{"posture.from", &RunSettings::posture_from, month_unit, 7, 7,
                "First month of the posture."},
    ScenarioKey{"posture.surge", &RunSettings::response_surge, "times", 1, 1000,
                "A month is a surge, which calls for a response, if its detections are this many "
                "times the usual ones of the season."},
    ScenarioKey{"posture.least_detections", &RunSettings::response_least, "detections a month", 0,
                1000000, "Fewest detections a month that count as a surge."},
    ScenarioKey{"posture.confidence", &RunSettings::response_confidence, "probability", 0, 1,
                "Probability of a campaign from which more than national measures are taken."},
    ScenarioKey{"posture.delay.national", &RunSettings::delay_national, "months", 0, 60,
                "Delay from the call for national measures to their effect."},
    ScenarioKey{"posture.delay.frontex", &RunSettings::delay_frontex, "months", 0, 60,
                "Delay from the call for Frontex to its effect."},
    ScenarioKey{"posture.delay.nato_non_military", &RunSettings::delay_nato_non_military, "months",
                0, 60,
                "Delay from the call for NATO assistance without military means to its effect."},
    ScenarioKey{"posture.delay.nato_military", &RunSettings::delay_nato_military, "months", 0, 60,
                "Delay from the call for NATO assistance with military means to its effect."},
    ScenarioKey{"posture.hold", &RunSettings::hold_months, "months", 1, 120,
                "Months without a surge after which a level is given up."},
    ScenarioKey{"posture.cost.national", &RunSettings::cost_national, "million euros", 0, 100000,
                "Cost of a month of national measures at one border."},
    ScenarioKey{"posture.cost.frontex", &RunSettings::cost_frontex, "million euros", 0, 100000,
                "Cost of a month with Frontex at one border, national measures included."},
    ScenarioKey{"posture.cost.nato_non_military", &RunSettings::cost_nato_non_military,
                "million euros", 0, 100000,
                "Cost of a month with NATO assistance without military means at one border, lower "
                "levels included."},
    ScenarioKey{"posture.cost.nato_military", &RunSettings::cost_nato_military, "million euros", 0,
                100000,
                "Cost of a month with NATO assistance with military means at one border, lower "
                "levels included."},
};

}  // namespace

std::span<const ScenarioKey> irregular_keys() {
  return keys_of_irregular;
}

}  // namespace peregrine
