#include "host/audit/reasons.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace peregrine {
namespace {

constexpr std::array<Reason, 42> reasons = {{
    {"world.revision", 0, 0.04, "",
     "the draws ran 7 million above the table of mid-2024, which was published later, and are led "
     "to it over four years (docs/model/15-assimilation.md)."},
    {"world.returns_among_moves", 0.25, 0.36, "",
     "the publication counts who moved between two censuses five years apart; yearly returns hold "
     "short stays that it misses."},
    {"world.arrivals_jump", 0, 0.25, "2022",
     "in the reference it is the flight from Ukraine in 2022, which was observed."},
    {"world.death_rate", 5500, 7500, "",
     "the displaced among the migrants, a sixth, do not die in the stock: theirs is the count of "
     "UNHCR. Other migrants die at the crude rates of their destinations."},
    {"countries.furthest_population", 1, 2.6, "Iceland",
     "populations close with those who come and go in the draws: in Iceland arrivals of 2020-24 go "
     "on."},
    {"countries.migrants_upper", 0, 9,
     "Aruba; Andorra; United Arab Emirates; Kuwait; Luxembourg; Macao Special Administrative "
     "Region, China; United States Virgin Islands",
     "arrivals of those who are not displaced are not bounded by the size of the destination; "
     "these are places where migrants are "
     "the majority today or that have few inhabitants. Their upper bands are too high."},
    {"countries.migrants_extreme", 0, 4, "United Arab Emirates; Kuwait",
     "the same: nothing in the stock process knows how many people a destination can house."},
    {"countries.migrants_draw", 0, 12, "any",
     "as above: single draws of a thousand grow, over decades, to numbers that no country has "
     "seen. The mean population hides that a draw's own grows with its migrants."},
    {"countries.falling_destinations", 0.14, 0.23, "",
     "wars begin near more countries than on record, and their neighbours gain: in no-new-wars a "
     "quarter falls. What laws and new counts took from destinations is in no law of the model."},
    {"countries.mean_over_median", 0.05, 0.25, "",
     "shocks are heavy-tailed and centred in logs, so that a few draws carry the mean; medians are "
     "the better number for a single country."},
    {"countries.origin_mean_over_median", 0.05, 0.25, "", "as for destinations."},
    {"corridors.fullest_draw", 0, 9, "MEX-USA",
     "a tenth of those born in a country can leave it in a year (docs/assumptions.md): in one draw "
     "of the thousand Mexico comes near that for several years."},
    {"corridors.largest", 0.025, 0.0327, "",
     "from Mexico to the United States, it has shrunk since 2015 and goes on to in most draws."},
    {"corridors.spread_in_draws", 0.6, 0.83, "",
     "pressures fade and shocks are forgotten: over 25 years corridors drift apart less than on "
     "record, where new counts and new borders moved them as well."},
    {"corridors.unknown_origin", 0.04, 0.075, "",
     "the first table has 12.7 million of unknown origin (4.5 %), that of 2024 has 22 million: "
     "corridors begin with the former."},
    {"displacement.falls", 0.2, 0.27, "",
     "wars of the draws are spread over more countries than those of the record, so that while "
     "some "
     "situations end others begin (docs/model/05-displacement.md)."},
    {"displacement.largest_draw", 0, 8, "Afghanistan",
     "one draw of the thousand has 129 million Afghans abroad in 2050: who flees is bounded by 35 "
     "% of the people there in a year, the count is not."},
    {"origins.fall", 0.35, 0.4107, "",
     "conflicts begin in more countries than on record, so that the displaced of an origin rise "
     "more "
     "often."},
    {"origins.rise_50", 0.015, 0.0216, "",
     "rises of a count are held to less than falls, so that the mean stays where the median is "
     "(docs/model/05-displacement.md): steep ones are too rare."},
    {"origins.fall_15", 0.05, 0.1, "",
     "situations close pair by pair, not for all pairs of an origin at once: large falls of an "
     "origin are too rare."},
    {"origins.halve", 0, 0.017, "",
     "the same: the record's great returns (Afghanistan 2002, Rwanda 1996) have no counterpart."},
    {"origins.largest_surge", 0, 30, "any",
     "up to 35 % of an origin's population can flee in a year (docs/model/05-displacement.md): "
     "of Pakistan's, where it is largest in the reference, that is 82 million."},
    {"origins.without_precedent", 24, 80, "",
     "as for the share of five: conflicts begin in countries that had hardly any displaced."},
    {"origins.five_2040_2049", 0.3, 0.42, "",
     "conflict is spread over more countries than in the record, so that today's wars lose their "
     "share."},
    {"origins.of_the_rich", 0.04, 0.2, "Mexico",
     "Mexico has the most: people flee from deaths of all organised violence, that of criminal "
     "groups too, and outflow knows nothing of income. On record few Mexicans are displaced "
     "abroad."},
    {"origins.israel", 10, 100, "",
     "conflict goes on in most draws, and outflow follows its deaths as elsewhere; the record is "
     "2,966 persons."},
    {"origins.india", 10, 20, "",
     "conflict goes on in nearly all draws among 1.4 billion people; on record hardly anyone flees "
     "abroad from it."},
    {"origins.fullest", 0.34, 0.6, "Eritrea",
     "shocks multiply counts, whatever the population: Eritrea's displaced are a sixth of "
     "its people already."},
    {"conflict.china", 0.0226, 0.05, "",
     "it stands in a class of 68, whose record it is held against, and is the largest of them: log "
     "odds of war rise with log population. It had a war on its soil in 1979 and before."},
    {"conflict.peaceful_rich", 0.0226, 0.1, "Thailand",
     "minor conflict in the country's south keeps the odds up; the class's record holds mostly "
     "countries without any."},
    {"conflict.class_poor_peace", 0.084, 0.12, "",
     "after a long peace chances are too high (docs/model/scores.md): of these countries, too."},
    {"conflict.minor_2035_2050", 25.4, 28, "",
     "as many as in 2015-2024, the ten years of the record that had the most."},
    {"conflict.deadliest_draw", 10, 60, "",
     "two million is the bound of a country and year; a draw can have several such wars at once."},
    {"conflict.deadlier_than_ever", 8, 40, "any",
     "the tail: a small chance of a war that kills up to a tenth of the population lifts the mean "
     "above any year since 1990 of countries that had hardly any deaths."},
    {"conflict.deaths_brazil", 1, 3, "",
     "the worst year on record had 3,000 dead; the mean has a few draws in which gangs kill ten "
     "times as many, and a chance of war of 3 %."},
    {"conflict.deaths_china", 1, 300, "",
     "the record has hardly any deaths, and a chance of war of 2 % has."},
    {"routes.beyond_central-mediterranean", 0.17, 0.25, "",
     "its bands are widened to hold 80 % of past forecasts (docs/model/08-irregular-corridors.md); "
     "the highest of sixteen years is beaten a little too often."},
    {"routes.beyond_western-africa", 0.17, 0.3, "",
     "the record's highest year, 2024, is the last one, from which all draws begin."},
    {"routes.beyond_eastern-borders", 0.17, 0.35, "",
     "the record's highest year, 2024, is the last one, from which all draws begin."},
    {"routes.western_africa_low", 9000, 15463, "",
     "levels return to the mean of the last ten years, with a half-life of four "
     "(docs/model/08-irregular-corridors.md); of these, 2015-2018 had hardly any."},
    {"routes.largest_draw", 10, 40, "Western Africa",
     "an ordinary month can reach three times the largest on record, the desire to leave can "
     "triple, and campaigns come on top: three years in a thousand are beyond ten times."},
    {"routes.bands_narrow", 0, 3, "Western Balkans; Eastern Borders; Darién",
     "shocks of a route's level fade: from about 2028 on its band is as wide as it gets."},
}};

const Reason* reason_for_value(const std::string& id, double value) {
  const auto* found = std::ranges::find_if(reasons, [&](const Reason& reason) {
    return id == std::string_view(reason.id) && reason.low <= value && value <= reason.high;
  });
  return found == reasons.end() ? nullptr : found;
}

// "Aruba; Andorra": a comma may be of a name.
std::vector<std::string> named_in(std::string_view places) {
  constexpr std::string_view between_names = "; ";
  std::vector<std::string> names;
  while (!places.empty()) {
    const std::size_t end = std::min(places.find(between_names), places.size());
    names.emplace_back(places.substr(0, end));
    places.remove_prefix(std::min(end + between_names.size(), places.size()));
  }
  return names;
}

std::vector<std::string> not_named(const Reason& reason, const Finding& finding) {
  if (reason.places == std::string_view(any_place)) return {};
  const std::vector<std::string> names = named_in(reason.places);
  std::vector<std::string> others;
  for (const std::string& place : finding.places) {
    if (std::ranges::count(names, place) == 0) others.push_back(place);
  }
  return others;
}

}  // namespace

std::span<const Reason> known_reasons() {
  return reasons;
}

const Reason* reason_for(const std::string& id, const Finding& finding) {
  const Reason* reason = reason_for_value(id, finding.value);
  return reason != nullptr && not_named(*reason, finding).empty() ? reason : nullptr;
}

std::vector<std::string> places_without_reason(const std::string& id, const Finding& finding) {
  const Reason* reason = reason_for_value(id, finding.value);
  return reason == nullptr ? std::vector<std::string>{} : not_named(*reason, finding);
}

}  // namespace peregrine
