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
  return "Hardly any arrivals are on record before: what is usual here is poorly known.\n";
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

std::string rules_of(const AttributedMonth& month) {
  return fmt::format("{}{}", month.chart.alarm ? "c" : "", month.times.alarm ? "3" : "");
}

std::string months_as_text(const AttributedWatch& front) {
  TextTable text;
  text.add_column("month", Align::left);
  for (const char* heading : {"arrivals", "expected", "before", "surge", "new", "sign.", "said",
                              "= sum", "camp.", "if c.", "actor", "rules"}) {
    text.add_column(heading, Align::right);
  }
  for (const AttributedMonth& month : front.months) {
    const JudgedMonth& judged = month.judged;
    const EvidenceLine& line = judged.evidence;
    text.add_row({month_text(month.month()), grouped(judged.arrivals, 0),
                  grouped(judged.expected, 0), signed_figure(line.before, true),
                  signed_figure(line.surge, true),
                  signed_figure(line.novelty, std::isfinite(judged.novelty)),
                  signed_figure(line.signals, std::isfinite(month.signals)),
                  signed_figure(line.statements, month.spoken || std::isfinite(month.statements)),
                  signed_figure(line.log_odds(), true), probability(month.campaign()),
                  probability(month.named), probability(month.named_actor()), rules_of(month)});
  }
  return text.text();
}

// Of a month, who it is if it is a campaign.
std::string shares_as_text(const AttributedWatch& front, const AttributedMonth& month) {
  std::string text;
  for (std::size_t i = 0; i < front.watch.prior.names.size(); ++i) {
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", front.watch.prior.names[i],
                        probability(month.judged.actors[i]));
  }
  return text;
}

std::string confidence_as_text(const AttributedWatch& front) {
  const auto by_campaign = [](const AttributedMonth& a, const AttributedMonth& b) {
    return a.campaign() < b.campaign();
  };
  const AttributedMonth& most =
      *std::max_element(front.months.begin(), front.months.end(), by_campaign);
  const auto first = std::find_if(front.months.begin(), front.months.end(),
                                  [](const auto& month) { return month.campaign() >= confident; });
  return fmt::format("A campaign is likeliest in {}: {}. {}\nIf it is one: {}.\n",
                     month_text(most.month()), probability(most.campaign()),
                     first == front.months.end()
                         ? std::string("No month reaches 0.80.")
                         : fmt::format("0.80 is first reached in {}.", month_text(first->month())),
                     shares_as_text(front, most));
}

std::string sensitivity_as_text(const AttributedWatch& front) {
  return fmt::format(
      "Beliefs that begin a year or eight years before {} differ from these by {} at most.\n",
      month_text(front.months.front().month()), probability(front.sensitivity));
}

std::string front_as_text(const AttributedWatch& front) {
  const Watch& watch = front.watch;
  const bool several = watch.actors.size() > 1;
  return fmt::format("\n{} ({})\nactor asked about: {}{}\n{}{}{}{}{}", watch.name, watch.code,
                     watch.actor_names(),
                     several ? ", which the route as a whole cannot tell apart" : "",
                     thin_record(front), missing_evidence(front), months_as_text(front),
                     confidence_as_text(front), sensitivity_as_text(front));
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
    "\nexpected: made of the months before only, those of campaigns left out. before, surge, new\n"
    "(nationals), sign. (signals), said (statements): natural logs of how many times likelier a\n"
    "campaign is made by what was known before and by what the month shows; empty: not seen. They\n"
    "add up to the log odds of a campaign, = sum; camp. is the probability that these are. if c.: "
    "if\n"
    "there is one, the probability that it is the named actor's; actor: of a campaign of the "
    "actor.\n"
    "rules: c, a control chart is above three standard deviations; 3, three times the month a "
    "year\n"
    "before. Fronts of an actor are combined as if they were independent: 1 - prod(1 - P).\n"
    "A low probability is no all-clear: who is stopped is not counted, and campaigns are missed;\n"
    "`peregrine backtest attribution` says how many of those on record.\n"
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
