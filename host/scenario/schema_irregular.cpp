#include "host/scenario/schema_rows.h"

namespace peregrine {
namespace {

std::vector<ScenarioKey> route_keys() {
  return {
      toggle("irregular.simulated", PEREGRINE_MEMBER(routes.simulated),
             "Whether the irregular corridors have months by chance after "
             "irregular.observed_until, or those of a usual year."),
      month("irregular.observed_until", PEREGRINE_MEMBER(routes.observed_until),
            "Last month of detections and attempts that are those observed, in every draw; at most "
            "2024-12."),
      bounded("irregular.observed", PEREGRINE_MEMBER(routes.observed), "", {0, 4096},
              "Table of your own months at borders (as `attribute` reads it), by its path from the "
              "folder where the command is given; its borders go on as observed to its last month. "
              "Empty: none."),
      bounded("irregular.observed_sha256", PEREGRINE_MEMBER(routes.observed_sha256), "", {0, 64},
              "SHA-256 of that table, which a run writes into the scenario that its file keeps; "
              "another table is then refused. Empty: any table."),
      bounded("irregular.enforcement.central_mediterranean",
              PEREGRINE_MEMBER(routes.enforcement[central_mediterranean]), "share", {0, 1},
              "Share of crossings at the Central Mediterranean that enforcement stops in addition, "
              "from policy.from_year on."),
      bounded("irregular.enforcement.eastern_mediterranean",
              PEREGRINE_MEMBER(routes.enforcement[eastern_mediterranean]), "share", {0, 1},
              "Share of crossings at the Eastern Mediterranean (by sea and land) that enforcement "
              "stops in addition, from policy.from_year on."),
      bounded("irregular.enforcement.western_balkans",
              PEREGRINE_MEMBER(routes.enforcement[western_balkans]), "share", {0, 1},
              "Share of crossings at the Western Balkans that enforcement stops in addition, from "
              "policy.from_year on."),
      bounded("irregular.enforcement.western_mediterranean",
              PEREGRINE_MEMBER(routes.enforcement[western_mediterranean]), "share", {0, 1},
              "Share of crossings at the Western Mediterranean (Ceuta and Melilla included) that "
              "enforcement stops in addition, from policy.from_year on."),
      bounded("irregular.enforcement.western_africa",
              PEREGRINE_MEMBER(routes.enforcement[western_africa]), "share", {0, 1},
              "Share of crossings at the Canary Islands that enforcement stops in addition, from "
              "policy.from_year on."),
      bounded("irregular.enforcement.eastern_borders",
              PEREGRINE_MEMBER(routes.enforcement[eastern_borders]), "share", {0, 1},
              "Share of crossings at the eastern land border (from Norway to the Black Sea) that "
              "enforcement stops in addition, from policy.from_year on."),
      bounded("irregular.enforcement.darien", PEREGRINE_MEMBER(routes.enforcement[darien]), "share",
              {0, 1},
              "Share of crossings at the Darien that enforcement stops in addition, from "
              "policy.from_year on."),
      bounded("irregular.enforcement.us_south_west",
              PEREGRINE_MEMBER(routes.enforcement[us_south_west]), "share", {0, 1},
              "Share of crossings at the south-west border of the United States that enforcement "
              "stops in addition, from policy.from_year on."),
      bounded("irregular.transit_deal.libya", PEREGRINE_MEMBER(routes.transit_deal[libya]), "share",
              {0, 1},
              "Share of departures that Libya and Tunisia prevent under a deal, from "
              "policy.from_year on."),
      bounded("irregular.transit_deal.turkey", PEREGRINE_MEMBER(routes.transit_deal[turkey]),
              "share", {0, 1},
              "Share of departures that Turkey prevents under a deal, from policy.from_year on."),
      bounded("irregular.transit_deal.morocco", PEREGRINE_MEMBER(routes.transit_deal[morocco]),
              "share", {0, 1},
              "Share of departures that Morocco prevents under a deal, from policy.from_year on."),
      bounded("irregular.transit_deal.west_africa",
              PEREGRINE_MEMBER(routes.transit_deal[west_africa]), "share", {0, 1},
              "Share of departures that Senegal, Mauritania and the Gambia prevent under a deal, "
              "from policy.from_year on."),
  };
}

Word<ResponseLevel> level_word(ResponseLevel level) {
  return {response_level_words[at_level(level)], level};
}

Word<CampaignKind> kind_word(CampaignKind kind) {
  return {campaign_kind_words[static_cast<std::size_t>(kind)], kind};
}

// The keys of a campaign that is ordered, in the table of that name.
template <std::size_t which>
void add_ordered(const std::string& name, std::vector<ScenarioKey>& keys) {
  const std::string table = "campaign." + name;
  keys.push_back(
      one_of(table + ".front", PEREGRINE_MEMBER(routes.campaigns.ordered[which].front),
             {no_front, "belarus-poland", "belarus-lithuania", "belarus-latvia", "russia-finland",
              "russia-norway", "russia-baltic", "libya-italy", "turkey-greece-sea",
              "turkey-greece-land", "morocco-spain", "coup-belt-canaries"},
             "Front of a campaign that begins in every draw, or none."));
  keys.push_back(month(table + ".month", PEREGRINE_MEMBER(routes.campaigns.ordered[which].month),
                       "Month in which it begins."));
  keys.push_back(bounded(
      table + ".attempts", PEREGRINE_MEMBER(routes.campaigns.ordered[which].attempts), "attempts",
      {1, 10000000}, "Attempts of the whole campaign, if nothing is done about it."));
  keys.push_back(choice(table + ".kind", PEREGRINE_MEMBER(routes.campaigns.ordered[which].kind),
                        {kind_word(CampaignKind::open), kind_word(CampaignKind::proxy),
                         kind_word(CampaignKind::decoy), kind_word(CampaignKind::unnamed)},
                        "open: the actor does not hide. proxy: it hides behind others. decoy: "
                        "loud, to draw attention. unnamed: no state is behind it."));
}

std::vector<ScenarioKey> campaign_keys() {
  std::vector<ScenarioKey> keys = {
      toggle(
          "campaign.simulated", PEREGRINE_MEMBER(routes.campaigns.simulated),
          "Whether campaigns begin by chance; campaigns that are ordered below begin in any case."),
      bounded("campaign.rate", PEREGRINE_MEMBER(routes.campaigns.rate), "times", {0, 20},
              "Factor on the number of campaigns that begin, on every front.")};
  add_ordered<0>("first", keys);
  add_ordered<1>("second", keys);
  add_ordered<2>("third", keys);
  return keys;
}

std::vector<ScenarioKey> posture_keys() {
  return {
      choice("posture.level", PEREGRINE_MEMBER(routes.posture.level),
             {level_word(ResponseLevel::none), level_word(ResponseLevel::national),
              level_word(ResponseLevel::frontex), level_word(ResponseLevel::nato_non_military),
              level_word(ResponseLevel::nato_military)},
             "The strongest response of states to a surge at their border; a level includes the "
             "levels below it."),
      choice("posture.rule", PEREGRINE_MEMBER(routes.posture.rule),
             {{"triggered", PostureRule::triggered}, {"fixed", PostureRule::fixed}},
             "triggered: a surge and the probability of a campaign call for the response. fixed: "
             "the response is on from posture.from, whatever happens."),
      choice("posture.alliance", PEREGRINE_MEMBER(routes.posture.alliance),
             {{"individual", Alliance::individual}, {"collective", Alliance::collective}},
             "collective: once a campaign of an actor is clear at one front, allies help at all of "
             "its fronts. individual: each front is judged by itself."),
      month("posture.from", PEREGRINE_MEMBER(routes.posture.from), "First month of the posture."),
      bounded("posture.surge", PEREGRINE_MEMBER(routes.posture.surge), "times", {1, 1000},
              "A month is a surge, which calls for a response, if its detections are this many "
              "times the usual ones of the season."),
      bounded("posture.least_detections", PEREGRINE_MEMBER(routes.posture.least_detections),
              "detections a month", {0, 1000000},
              "Fewest detections a month that count as a surge."),
      bounded("posture.confidence", PEREGRINE_MEMBER(routes.posture.confidence), "probability",
              {0, 1},
              "Probability of a campaign from which more than national measures are taken."),
      bounded("posture.delay.national",
              PEREGRINE_MEMBER(routes.posture.delay_months[at_level(ResponseLevel::national)]),
              "months", {0, 60}, "Delay from the call for national measures to their effect."),
      bounded("posture.delay.frontex",
              PEREGRINE_MEMBER(routes.posture.delay_months[at_level(ResponseLevel::frontex)]),
              "months", {0, 60}, "Delay from the call for Frontex to its effect."),
      bounded(
          "posture.delay.nato_non_military",
          PEREGRINE_MEMBER(routes.posture.delay_months[at_level(ResponseLevel::nato_non_military)]),
          "months", {0, 60},
          "Delay from the call for NATO assistance without military means to its effect."),
      bounded("posture.delay.nato_military",
              PEREGRINE_MEMBER(routes.posture.delay_months[at_level(ResponseLevel::nato_military)]),
              "months", {0, 60},
              "Delay from the call for NATO assistance with military means to its effect."),
      bounded("posture.hold", PEREGRINE_MEMBER(routes.posture.hold_months), "months", {1, 120},
              "Months without a surge after which a level is given up."),
      bounded("posture.cost.national",
              PEREGRINE_MEMBER(routes.posture.cost[at_level(ResponseLevel::national)]),
              "million euros", {0, 100000}, "Cost of a month of national measures at one border."),
      bounded("posture.cost.frontex",
              PEREGRINE_MEMBER(routes.posture.cost[at_level(ResponseLevel::frontex)]),
              "million euros", {0, 100000},
              "Cost of a month with Frontex at one border, national measures included."),
      bounded("posture.cost.nato_non_military",
              PEREGRINE_MEMBER(routes.posture.cost[at_level(ResponseLevel::nato_non_military)]),
              "million euros", {0, 100000},
              "Cost of a month with NATO assistance without military means at one border, lower "
              "levels included."),
      bounded("posture.cost.nato_military",
              PEREGRINE_MEMBER(routes.posture.cost[at_level(ResponseLevel::nato_military)]),
              "million euros", {0, 100000},
              "Cost of a month with NATO assistance with military means at one border, lower "
              "levels included."),
  };
}

}  // namespace

std::vector<ScenarioKey> irregular_keys() {
  std::vector<ScenarioKey> keys;
  for (const std::vector<ScenarioKey>& part : {route_keys(), campaign_keys(), posture_keys()}) {
    keys.insert(keys.end(), part.begin(), part.end());
  }
  return keys;
}

}  // namespace peregrine
