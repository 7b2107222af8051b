#include "host/model/events/kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace peregrine {
namespace {

constexpr EventPlace at_border = EventPlace::border;
constexpr EventPlace at_front = EventPlace::front;
constexpr EventPlace in_country = EventPlace::country;
constexpr EventUnit times = EventUnit::times;

// Ranges are our reading: what is cited is before and after, mostly, with other things changing at
// the same time, so that ranges are wider than the figures and reach past 1 where no effect is
// likely enough.
constexpr std::array kinds = {
    EventKind{"border-closed", at_border, Lever::attempts, times, 0.4, 0.08, 1.05, 0,
              "attempts at the border fall; part of those kept away try a neighbouring border or "
              "another route",
              "Evros 2012: -93 % within months, while the Aegean had +612 %. Serbia to Hungary, "
              "November 2023: -93 %"},
    EventKind{
        "border-reopened", at_border, Lever::attempts, times, 2.0, 0.95, 8.0, 0,
        "attempts at the border rise",
        "Finland, December 2023: over 300 in two days of reopening, as many as in a fortnight "
        "before"},
    EventKind{
        "crossing-points-shut", at_border, Lever::attempts, times, 0.1, 0.01, 0.8, 0,
        "attempts at the border fall; part of those kept away try elsewhere",
        "Finland shut its crossing points to Russia in November and December 2023: about zero "
        "came, until they were reopened"},
    EventKind{
        "fence", at_border, Lever::attempts, times, 0.75, 0.4, 1.1, 0,
        "attempts at the border fall; part of those kept away try elsewhere",
        "Poland 2022: 1,766 attempts in March, 596 in June, and then 15.7 thousand a year and "
        "25.7 thousand the next. United States: -27 to -35 % (Feigenberg 2020), little effect "
        "on the decision to go (Allen, Dobbin and Morten 2018)"},
    EventKind{"buffer-zone", at_border, Lever::attempts, times, 0.8, 0.55, 1.1, 12,
              "attempts at the border fall; part of those kept away try elsewhere",
              "Poland to Belarus, from June 2024: -28 % in a year"},
    EventKind{"asylum-suspended", at_border, Lever::attempts, times, 0.7, 0.4, 1.1, 12,
              "attempts at the border fall; part of those kept away try elsewhere",
              "Poland 2025: 11.7 thousand attempts, then 6.1 thousand in two months as long as "
              "those; the season changed as well"},
    EventKind{"pushbacks", at_border, Lever::attempts, times, 0.35, 0.08, 1.0, 0,
              "attempts at the border fall; part of those kept away try elsewhere",
              "Lithuania, August 2021: 294 attempts a day, then 36 and 27 within a month, while "
              "Poland and Latvia had more"},
    EventKind{"pushbacks-ended", at_border, Lever::attempts, times, 1.5, 0.95, 4.0, 0,
              "attempts at the border rise", "judgement: the same in reverse, and weaker"},
    EventKind{"interception-raised", at_border, Lever::through, times, 0.85, 0.5, 1.1, 12,
              "a smaller share of attempts gets through; part of those who are stopped try again "
              "elsewhere",
              "judgement: boats of a coastguard, patrols and sensors; what they stop is rarely "
              "counted beside what they deter"},
    EventKind{"transit-deal", at_border, Lever::departures, times, 0.45, 0.1, 1.05, 24,
              "fewer set out; part of those kept from leaving try another route",
              "EU-Turkey 2016: -97 % from February to May, after -73 % before it (Spijkerboer 2016 "
              "finds no effect). Italy-Libya 2017: -68 %. Tunisia and Libya 2024: -58 %"},
    EventKind{"transit-deal-ended", at_border, Lever::departures, times, 1.5, 0.95, 3.0, 0,
              "more set out", "judgement: the same in reverse, and weaker"},
    EventKind{"carriers-sanctioned", at_border, Lever::attempts, times, 0.6, 0.25, 1.05, 0,
              "attempts at the border fall; part of those kept away try elsewhere",
              "judgement: airlines stopped flights to Minsk in November 2021, and attempts fell "
              "while several other things changed"},
    EventKind{"flights-resumed", at_border, Lever::attempts, times, 1.5, 0.95, 4.0, 0,
              "attempts at the border rise", "judgement: carriers-sanctioned in reverse"},
    EventKind{"visa-rule", at_border, Lever::departures, times, 0.7, 0.35, 1.1, 0,
              "fewer set out (above 1: more)",
              "judgement: visas asked of transit passengers, or by the country before the border, "
              "were followed by falls and by new ways round"},
    EventKind{"legal-pathway", at_border, Lever::departures, times, 0.75, 0.4, 1.1, 24,
              "fewer set out without papers; part of those who do not set out try another route",
              "United States, January 2023: 91 thousand Cubans, Haitians, Nicaraguans and "
              "Venezuelans in December, 22 thousand in January, all others -16 %; they could come "
              "by a sponsor, and were expelled without one. After four months all had 84 % of "
              "December"},
    EventKind{"regularisation", at_border, Lever::departures, times, 1.05, 0.9, 1.3, 12,
              "more set out, or not", "judgement: studies of regularisations differ in sign"},
    EventKind{"border-procedure", at_border, Lever::departures, times, 0.95, 0.7, 1.1, 0,
              "fewer set out, or not",
              "judgement: no country has yet a record of the procedures of the European Union's "
              "pact, which apply from June 2026"},
    EventKind{"rescue-withdrawn", at_border, Lever::deaths, times, 1.2, 0.8, 2.2, 0,
              "the risk of death of an attempt rises, or not",
              "judgement: studies of rescue at sea differ on deaths per attempt"},
    EventKind{"response", at_border, Lever::response, EventUnit::none, 1, 1, 1, 6,
              "states respond at this level at least, surge or no surge (`level`)",
              "what a level does: 10-response.md"},
    EventKind{"posture", at_border, Lever::posture, EventUnit::none, 1, 1, 1, 0,
              "the strongest response that a surge calls for there is `level`, not posture.level",
              "what a level does: 10-response.md"},
    EventKind{"campaign", at_front, Lever::campaign, EventUnit::attempts, 0, 0, 0, 1,
              "a campaign begins on the front; it grows, stays and ends as others do, in the "
              "`manner` given; one that is on gives way to it",
              "its size is the scenario's to say; sizes on record: 09-campaigns.md"},
    EventKind{
        "coup", in_country, Lever::coup, EventUnit::none, 1, 1, 1, 1,
        "an attempt at a coup in that year: the odds of conflict rise there, and those of the "
        "next coups there and in the coup belt",
        "what a coup moves: 04-conflict.md (a judgement, wide)"},
    EventKind{
        "war", in_country, Lever::war, EventUnit::deaths, 2200, 1150, 13000, 24,
        "the country is at war, with that many state-based deaths a year (1,000 at least); its "
        "people flee as the model's do from such a war, and conflict after it is likelier",
        "deaths of 306 years of war, and lengths of 103 wars, 1990-2024 (UCDP)"},
    EventKind{"interstate-war", in_country, Lever::interstate, EventUnit::deaths, 5000, 1200, 60000,
              24,
              "the same, against another state: give both countries, if it is on the soil of both",
              "judgement: such wars kill more, and few are on record since 1990"},
    EventKind{
        "peace", in_country, Lever::peace, EventUnit::none, 1, 1, 1, 36,
        "no conflict of 25 state-based deaths a year; exits of its displaced are those of peace",
        "by definition; whether a peace holds is the scenario's to say"},
    EventKind{"infrastructure-attacks", in_country, Lever::outflow, times, 1.3, 0.95, 3.0, 6,
              "more flee abroad than the year's deaths explain",
              "judgement: attacks on power and heat in Ukraine from October 2022 were feared to "
              "move many; no rise was measured"},
    EventKind{"disaster", in_country, Lever::outflow, times, 1.1, 0.95, 1.8, 12,
              "more flee abroad than the year's deaths explain",
              "judgement: nearly all whom disasters displace stay within their country"},
    EventKind{"returns-deal", in_country, Lever::exits, EventUnit::share, 0.03, 0.005, 0.15, 24,
              "more of the country's displaced leave displacement: returns",
              "judgement: few deals are followed by returns of many"},
    EventKind{"protection-ended", in_country, Lever::exits, EventUnit::share, 0.15, 0.03, 0.5, 24,
              "more of the country's displaced leave displacement: some return, others stay on "
              "another ground",
              "judgement: after the end of their temporary protection most Bosnians left Germany "
              "within three years, 1996-1998"},
};

std::string number(double value) {
  return value == 0.0 ? "-" : fmt::format("{:g}", value);
}

std::string size_in_words(const EventKind& kind) {
  const std::string usual = kind.median == 0.0 ? "to be given"
                                               : fmt::format("{} ({} to {})", number(kind.median),
                                                             number(kind.low), number(kind.high));
  return fmt::format("{}, {}", usual, unit_in_words(kind.unit));
}

std::string duration_in_words(const EventKind& kind) {
  return kind.months == 0 ? "to the end of the run" : fmt::format("{} months", kind.months);
}

std::string_view place_in_words(EventPlace place) {
  switch (place) {
    case EventPlace::border:
      return "border, route or country entered";
    case EventPlace::front:
      return "front";
    default:
      return "country";
  }
}

}  // namespace

std::span<const EventKind> event_kinds() {
  return kinds;
}

const EventKind* find_event_kind(std::string_view name) {
  const auto* const found = std::ranges::find(kinds, name, &EventKind::name);
  return found == kinds.end() ? nullptr : found;
}

std::vector<std::string> event_kind_names() {
  std::vector<std::string> names;
  for (const EventKind& kind : kinds) names.emplace_back(kind.name);
  return names;
}

bool has_level(const EventKind& kind) {
  return kind.lever == Lever::response || kind.lever == Lever::posture;
}

bool has_manner(const EventKind& kind) {
  return kind.lever == Lever::campaign;
}

bool has_duration(const EventKind& kind) {
  return kind.lever != Lever::campaign && kind.lever != Lever::coup;
}

std::string_view unit_in_words(EventUnit unit) {
  switch (unit) {
    case EventUnit::times:
      return "times";
    case EventUnit::share:
      return "share a year";
    case EventUnit::attempts:
      return "attempts in all";
    case EventUnit::deaths:
      return "deaths a year";
    default:
      return "";
  }
}

std::string event_kinds_text() {
  std::string text;
  for (const EventKind& kind : kinds) {
    text += fmt::format("{}\n  place     {}\n  moves     {}\n", kind.name,
                        place_in_words(kind.place), kind.moves);
    if (kind.unit != EventUnit::none) text += fmt::format("  size      {}\n", size_in_words(kind));
    if (has_duration(kind)) {
      text += fmt::format("  lasts     {}\n", duration_in_words(kind));
    }
    text += fmt::format("  evidence  {}\n\n", kind.evidence);
  }
  text +=
      "An event is a table [[event]] of a scenario: kind, place, month, and what differs from the\n"
      "above. Its keys: docs/running.md, \"Events\".\n";
  return text;
}

std::string event_kinds_markdown() {
  std::string text =
      "| kind | place | what it moves | size: median (80 % range), unit | lasts | evidence "
      "|\n|---|---|---|---|---|---|\n";
  for (const EventKind& kind : kinds) {
    text +=
        fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", kind.name, place_in_words(kind.place),
                    kind.moves, kind.unit == EventUnit::none ? "-" : size_in_words(kind),
                    has_duration(kind) ? duration_in_words(kind) : "-", kind.evidence);
  }
  return text;
}

}  // namespace peregrine
