// An attribution for people.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/attribute/attribute.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {

namespace {

// What responses wait for, unless a scenario says otherwise: collective help needs a cause.
constexpr double confident = 0.8;

std::string probability(double value) {
  return fmt::format("{:.2f}", value);
}

std::string signed_figure(double value, bool known) {
  return known ? fmt::format("{:+.1f}", value + 0.0) : "";
}

std::string thin_record(const AttributedWatch& front) {
  if (!front.thin_record) return "";
  return "Hardly any arrivals are on record until then: what is usual here is poorly known.\n";
}

std::string missing_evidence(const AttributedWatch& front) {
  if (!front.signals_known && !front.statements_known) {
    return "Two of four kinds of evidence are missing: signals and statements were not seen.\n";
  }
  if (!front.signals_known) return "One of four kinds of evidence is missing: no signals seen.\n";
  if (!front.statements_known) {
    return "One of four kinds of evidence is missing: no statements seen.\n";
  }
  return "";
}

std::string months_as_text(const AttributedWatch& front) {
  TextTable text;
  text.add_column("month", Align::left);
  for (const char* heading : {"arrivals", "expected", "surge", "w", "new", "w", "sign.", "said",
                              "camp.", "if c.", "ord.", "actor", "other"}) {
    text.add_column(heading, Align::right);
  }
  for (const AttributedMonth& month : front.months) {
    const Evidence& seen = month.evidence;
    text.add_row({month_text(month.month), grouped(month.arrivals, 0), grouped(month.expected, 0),
                  signed_figure(static_cast<double>(seen.surge), true),
                  signed_figure(month.weights.surge, true),
                  signed_figure(static_cast<double>(seen.novelty), month.novelty_known),
                  signed_figure(month.weights.novelty, month.novelty_known),
                  signed_figure(month.weights.signals, seen.signals_known > 0.0f),
                  signed_figure(month.weights.statements, seen.statements_known > 0.0f),
                  probability(month.campaign), probability(month.actor_if_campaign),
                  probability(month.ordinary()), probability(month.named_actor()),
                  probability(month.unnamed())});
  }
  return text.text();
}

std::string confidence_as_text(const AttributedWatch& front) {
  const auto by_campaign = [](const AttributedMonth& a, const AttributedMonth& b) {
    return a.campaign < b.campaign;
  };
  const AttributedMonth& most =
      *std::max_element(front.months.begin(), front.months.end(), by_campaign);
  const auto first = std::find_if(front.months.begin(), front.months.end(),
                                  [](const auto& month) { return month.campaign >= confident; });
  return fmt::format("A campaign is likeliest in {}: {}. {}\n", month_text(most.month),
                     probability(most.campaign),
                     first == front.months.end()
                         ? std::string("No month reaches 0.80.")
                         : fmt::format("0.80 is first reached in {}.", month_text(first->month)));
}

std::string front_as_text(const AttributedWatch& front) {
  const Watch& watch = front.watch;
  const bool several = watch.actors.size() > 1;
  return fmt::format(
      "\n{} ({})\nactor asked about: {}{}\nscales fitted to figures up to {}; a month's usual "
      "surprise is a factor of {:.2f}\n{}{}{}{}",
      watch.name, watch.code, watch.actor_names(),
      several ? ", which the route as a whole cannot tell apart" : "",
      month_text(front.fitted_until), std::exp(front.surprise_scale), thin_record(front),
      missing_evidence(front), months_as_text(front), confidence_as_text(front));
}

std::string actors_as_text(const std::vector<AttributedActor>& actors) {
  std::string text = "\nActors: probability of a campaign of theirs on one front at least\n";
  for (const AttributedActor& actor : actors) {
    text +=
        fmt::format("   {} ({} front{})\n", actor.name, actor.fronts, actor.fronts == 1 ? "" : "s");
    std::string line = "     ";
    std::size_t in_line = 0;
    for (const ActorMonth& month : actor.months) {
      constexpr std::size_t most_in_line = 6;
      if (in_line == most_in_line) {
        text += line + '\n';
        line = "     ";
        in_line = 0;
      }
      line += fmt::format(" {} {}", month_text(month.month), probability(month.probability));
      ++in_line;
    }
    text += line + '\n';
  }
  return text;
}

constexpr const char* legend =
    "\nexpected: made of the months before only. surge: how far arrivals are above that; new: how\n"
    "far the month's nationals are from the last year's; both in standard deviations. w, sign.\n"
    "(signals), said (statements): natural log of how many times likelier the evidence is under a\n"
    "campaign of the named actor than without one; empty: not seen. camp.: probability of a\n"
    "campaign; if c.: if there is one, the probability that it is the named actor's. The last\n"
    "three add up to one: ordinary movement or an ordinary surge, a campaign of the named actor,\n"
    "a campaign of others (an unnamed proxy). Fronts of an actor are combined as if they were\n"
    "independent: 1 - prod(1 - P).\n"
    "A probability is not proof. It says nothing about anybody who crosses, nor about their need\n"
    "for protection. docs/model/scores.md says how reliable it is.\n";

}  // namespace

std::string attribution_as_text(const Attribution& attribution) {
  std::string text =
      attribution.source.empty()
          ? std::string(
                "Attribution of the shipped history. The Eastern route's split among borders is "
                "an\n"
                "estimate from later figures: only the whole route shows what was known then.\n")
          : fmt::format("Attribution of {}\n", attribution.source);
  for (const AttributedWatch& front : attribution.watches) text += front_as_text(front);
  if (!attribution.actors.empty()) text += actors_as_text(attribution.actors);
  for (const std::string& border : attribution.not_judged) {
    text += fmt::format("\nNot judged: {}, where no actor is named.\n", border);
  }
  return text + legend;
}

}  // namespace peregrine
