// An attribution for programs.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "host/attribute/attribute.h"
#include "host/support/numbers.h"

namespace peregrine {

namespace {

using Json = nlohmann::ordered_json;

// One figure of a month: its name in both forms.
struct Figure {
  const char* name;
  double value;
};

std::vector<Figure> figures_of(const AttributedMonth& month) {
  const JudgedMonth& judged = month.judged;
  const EvidenceLine& line = judged.evidence;
  const auto where = [](double value, double seen) {
    return std::isfinite(seen) ? value : no_estimate;
  };
  return {{"arrivals", judged.arrivals},
          {"usual", judged.usual},
          {"expected", judged.expected},
          {"scale", judged.scale},
          {"surge", judged.surprise},
          {"novelty", judged.novelty},
          {"signals", month.signals},
          {"statements", month.statements},
          {"statement_on_record", month.spoken ? 1.0 : 0.0},
          {"before", line.before},
          {"surge_weight", line.surge},
          {"novelty_weight", where(line.novelty, judged.novelty)},
          {"signals_weight", where(line.signals, month.signals)},
          {"statements_weight", where(line.statements, month.spoken ? 1.0 : month.statements)},
          {"log_odds", line.log_odds()},
          {"campaign", month.campaign()},
          {"actor_if_campaign", month.named},
          {"ordinary", month.ordinary()},
          {"actor", month.named_actor()},
          {"unnamed", month.unnamed()},
          {"control_chart", month.chart.score},
          {"control_chart_alarm", month.chart.alarm ? 1.0 : 0.0},
          {"times_a_year_before", month.times.score},
          {"times_a_year_before_alarm", month.times.alarm ? 1.0 : 0.0}};
}

Json as_json(const AttributedMonth& month, const std::vector<std::string>& actors) {
  Json json = {{"month", month_text(month.month())}};
  for (const Figure& figure : figures_of(month)) {
    json[figure.name] = std::isnan(figure.value) ? Json() : Json(figure.value);
  }
  Json& shares = json["actors_if_campaign"] = Json::object();
  for (std::size_t i = 0; i < actors.size(); ++i) shares[actors[i]] = month.judged.actors[i];
  return json;
}

Json as_json(const AttributedWatch& front) {
  Json actors = Json::array();
  for (const SuspectedActor& actor : front.watch.actors) {
    actors.push_back({{"name", actor.name}, {"onsets_per_year", actor.onsets_per_year}});
  }
  Json months = Json::array();
  for (const AttributedMonth& month : front.months) {
    months.push_back(as_json(month, front.watch.prior.names));
  }
  return {{"front", front.watch.code},
          {"kind", front.watch.kind == WatchKind::front ? "front" : "route"},
          {"name", front.watch.name},
          {"border", front.watch.place},
          {"actors", std::move(actors)},
          {"thin_record", front.thin_record},
          {"sensitivity", front.sensitivity},
          {"signals_known", front.signals_known},
          {"statements_known", front.statements_known},
          {"months", std::move(months)}};
}

Json as_json(const AttributedActor& actor) {
  Json months = Json::array();
  for (const ActorMonth& month : actor.months) {
    months.push_back({{"month", month_text(month.month)}, {"probability", month.probability}});
  }
  return {{"name", actor.name}, {"fronts", actor.fronts}, {"months", std::move(months)}};
}

}  // namespace

std::string attribution_as_csv(const Attribution& attribution) {
  std::string text = "front,border,month,suspected";
  for (const Figure& figure : figures_of({})) text += fmt::format(",{}", figure.name);
  text += '\n';
  for (const AttributedWatch& front : attribution.watches) {
    for (const AttributedMonth& month : front.months) {
      text += fmt::format("{},{},{},{}", front.watch.code, front.watch.place,
                          month_text(month.month()), front.watch.actor_names());
      for (const Figure& figure : figures_of(month))
        text += fmt::format(",{}", exact(figure.value));
      text += '\n';
    }
  }
  return text;
}

std::string attribution_as_json(const Attribution& attribution) {
  Json root = {{"source", attribution.source.empty() ? Json() : Json(attribution.source)},
               {"unit_of_weights", "natural logarithm of a likelihood ratio"},
               {"note", "A probability is no proof."},
               {"fronts", Json::array()},
               {"actors", Json::array()},
               {"not_judged", attribution.not_judged}};
  for (const AttributedWatch& front : attribution.watches) root["fronts"].push_back(as_json(front));
  for (const AttributedActor& actor : attribution.actors) root["actors"].push_back(as_json(actor));
  return root.dump(1) + '\n';
}

}  // namespace peregrine
