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
                "Of crossings that enforcement stops in addition, at the Central Mediterranean, "
                "from policy.from_year on."},
    ScenarioKey{"irregular.enforcement.eastern_mediterranean",
                &RunSettings::enforcement_eastern_mediterranean, "share", 0, 1,
                "Of crossings that enforcement stops in addition, at the Eastern Mediterranean, by "
                "sea and land, from policy.from_year on."},
    ScenarioKey{"irregular.enforcement.western_balkans", &RunSettings::enforcement_western_balkans,
                "share", 0, 1,
                "Of crossings that enforcement stops in addition, at the Western Balkans, from "
                "policy.from_year on."},
    ScenarioKey{"irregular.enforcement.western_mediterranean",
                &RunSettings::enforcement_western_mediterranean, "share", 0, 1,
                "Of crossings that enforcement stops in addition, at the Western Mediterranean, "
                "Ceuta and Melilla included, from policy.from_year on."},
    ScenarioKey{"irregular.enforcement.western_africa", &RunSettings::enforcement_western_africa,
                "share", 0, 1,
                "Of crossings that enforcement stops in addition, at the Canary Islands, from "
                "policy.from_year on."},
    ScenarioKey{"irregular.enforcement.eastern_borders", &RunSettings::enforcement_eastern_borders,
                "share", 0, 1,
                "Of crossings that enforcement stops in addition, at the eastern land border, from "
                "Norway to the Black Sea, from policy.from_year on."},
    ScenarioKey{"irregular.enforcement.darien", &RunSettings::enforcement_darien, "share", 0, 1,
                "Of crossings that enforcement stops in addition, at the Darien, from "
                "policy.from_year on."},
    ScenarioKey{"irregular.enforcement.us_south_west", &RunSettings::enforcement_us_south_west,
                "share", 0, 1,
                "Of crossings that enforcement stops in addition, at the south-west border of the "
                "United States, from policy.from_year on."},
    ScenarioKey{
        "irregular.transit_deal.libya", &RunSettings::transit_deal_libya, "share", 0, 1,
        "Of departures that Libya and Tunisia prevent under a deal, from policy.from_year on."},
    ScenarioKey{"irregular.transit_deal.turkey", &RunSettings::transit_deal_turkey, "share", 0, 1,
                "Of departures that Turkey prevent under a deal, from policy.from_year on."},
    ScenarioKey{"irregular.transit_deal.morocco", &RunSettings::transit_deal_morocco, "share", 0, 1,
                "Of departures that Morocco prevent under a deal, from policy.from_year on."},
    ScenarioKey{"irregular.transit_deal.west_africa", &RunSettings::transit_deal_west_africa,
                "share", 0, 1,
                "Of departures that Senegal, Mauritania and the Gambia prevent under a deal, from "
                "policy.from_year on."},
    ScenarioKey{"campaign.simulated", &RunSettings::campaigns_simulated, "", 0, 0,
                "Whether campaigns begin by chance; those that are ordered below do in any case."},
    ScenarioKey{"campaign.rate", &RunSettings::campaign_rate, "times", 0, 20,
                "Campaigns that begin, on every front."},
    ScenarioKey{"campaign.first.front", &RunSettings::first_front, "", 1, 64,
                "Front of a campaign that begins in every draw, or none.", front_choices},
    ScenarioKey{"campaign.first.month", &RunSettings::first_month, month_unit, 7, 7,
                "Month in which it begins."},
    ScenarioKey{"campaign.first.attempts", &RunSettings::first_attempts, "attempts", 1, 10000000,
                "In all, where nothing is done about it."},
    ScenarioKey{"campaign.first.kind", &RunSettings::first_kind, "", 1, 16,
                "open: the actor shows. proxy: it hides behind others. decoy: loud. unnamed: no "
                "state is behind it.",
                campaign_kind_choices},
    ScenarioKey{"campaign.second.front", &RunSettings::second_front, "", 1, 64,
                "Front of a campaign that begins in every draw, or none.", front_choices},
    ScenarioKey{"campaign.second.month", &RunSettings::second_month, month_unit, 7, 7,
                "Month in which it begins."},
    ScenarioKey{"campaign.second.attempts", &RunSettings::second_attempts, "attempts", 1, 10000000,
                "In all, where nothing is done about it."},
    ScenarioKey{"campaign.second.kind", &RunSettings::second_kind, "", 1, 16,
                "open: the actor shows. proxy: it hides behind others. decoy: loud. unnamed: no "
                "state is behind it.",
                campaign_kind_choices},
    ScenarioKey{"campaign.third.front", &RunSettings::third_front, "", 1, 64,
                "Front of a campaign that begins in every draw, or none.", front_choices},
    ScenarioKey{"campaign.third.month", &RunSettings::third_month, month_unit, 7, 7,
                "Month in which it begins."},
    ScenarioKey{"campaign.third.attempts", &RunSettings::third_attempts, "attempts", 1, 10000000,
                "In all, where nothing is done about it."},
    ScenarioKey{"campaign.third.kind", &RunSettings::third_kind, "", 1, 16,
                "open: the actor shows. proxy: it hides behind others. decoy: loud. unnamed: no "
                "state is behind it.",
                campaign_kind_choices},
    ScenarioKey{
        "posture.level", &RunSettings::posture, "", 1, 32,
        "The most that states do about a surge at their border, each level with those below it.",
        posture_choices},
    ScenarioKey{"posture.rule", &RunSettings::posture_rule, "", 1, 16,
                "triggered: by a surge, and by the probability of a campaign. fixed: the posture "
                "is there from its month on.",
                rule_choices},
    ScenarioKey{"posture.alliance", &RunSettings::alliance, "", 1, 16,
                "collective: allies help at all fronts of an actor once it is clear at one. "
                "individual: each front by itself.",
                alliance_choices},
    ScenarioKey{"posture.from", &RunSettings::posture_from, month_unit, 7, 7,
                "First month of the posture."},
    ScenarioKey{"posture.surge", &RunSettings::response_surge, "times", 1, 1000,
                "Usual detections of the season from which a surge calls for a response,"},
    ScenarioKey{"posture.least_detections", &RunSettings::response_least, "detections a month", 0,
                1000000, "and at least so many."},
    ScenarioKey{"posture.confidence", &RunSettings::response_confidence, "probability", 0, 1,
                "Of a campaign, from which more than national measures come."},
    ScenarioKey{"posture.delay.national", &RunSettings::delay_national, "months", 0, 60,
                "From what calls for national measures to their effect."},
    ScenarioKey{"posture.delay.frontex", &RunSettings::delay_frontex, "months", 0, 60,
                "From what calls for Frontex to their effect."},
    ScenarioKey{"posture.delay.nato_non_military", &RunSettings::delay_nato_non_military, "months",
                0, 60,
                "From what calls for NATO assistance without military means to their effect."},
    ScenarioKey{"posture.delay.nato_military", &RunSettings::delay_nato_military, "months", 0, 60,
                "From what calls for NATO assistance with military means to their effect."},
    ScenarioKey{"posture.hold", &RunSettings::hold_months, "months", 1, 120,
                "Without a surge, before a level is given up."},
    ScenarioKey{"posture.cost.national", &RunSettings::cost_national, "million euros", 0, 100000,
                "Of a month of national measures, at one border."},
    ScenarioKey{"posture.cost.frontex", &RunSettings::cost_frontex, "million euros", 0, 100000,
                "Of a month of Frontex as well, at one border."},
    ScenarioKey{"posture.cost.nato_non_military", &RunSettings::cost_nato_non_military,
                "million euros", 0, 100000,
                "Of a month of NATO assistance without military means as well, at one border."},
    ScenarioKey{"posture.cost.nato_military", &RunSettings::cost_nato_military, "million euros", 0,
                100000,
                "Of a month of NATO assistance with military means as well, at one border."},
};

}  // namespace

std::span<const ScenarioKey> irregular_keys() {
  return keys_of_irregular;
}

}  // namespace peregrine
