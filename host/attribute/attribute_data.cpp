// An attribution for programs.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "host/attribute/attribute.h"
#include "host/support/numbers.h"

namespace peregrine {

namespace {

using Json = nlohmann::ordered_json;

double known_or_nan(double value, bool known) {
  return known ? value : no_estimate;
}

// One figure of a month: its name in both forms.
struct Figure {
  const char* name;
  double value;
};

std::vector<Figure> figures_of(const AttributedMonth& month) {
  const Evidence& seen = month.evidence;
  const bool signals = seen.signals_known > 0.0f;
  const bool statements = seen.statements_known > 0.0f;
  const EvidenceWeights& weights = month.weights;
  return {{"arrivals", month.arrivals},
          {"expected", month.expected},
          {"surge", static_cast<double>(seen.surge)},
          {"novelty", known_or_nan(static_cast<double>(seen.novelty), month.novelty_known)},
          {"signals", known_or_nan(static_cast<double>(seen.signals), signals)},
          {"statements", known_or_nan(static_cast<double>(seen.statements), statements)},
          {"surge_weight", weights.surge},
          {"novelty_weight", known_or_nan(weights.novelty, month.novelty_known)},
          {"signals_weight", known_or_nan(weights.signals, signals)},
          {"signals_weight_blurred", known_or_nan(weights.signals_blurred, signals)},
          {"statements_weight", known_or_nan(weights.statements, statements)},
          {"statements_weight_blurred", known_or_nan(weights.statements_blurred, statements)},
          {"campaign", month.campaign},
          {"actor_if_campaign", month.actor_if_campaign},
          {"ordinary", month.ordinary()},
          {"actor", month.named_actor()},
          {"unnamed", month.unnamed()}};
}

Json as_json(const AttributedMonth& month) {
  Json json = {{"month", month_text(month.month)}};
  for (const Figure& figure : figures_of(month)) {
    json[figure.name] = std::isnan(figure.value) ? Json() : Json(figure.value);
  }
  return json;
}

Json as_json(const AttributedWatch& front) {
  Json actors = Json::array();
  for (const SuspectedActor& actor : front.watch.actors) {
    actors.push_back({{"name", actor.name}, {"onsets_per_year", actor.onsets_per_year}});
  }
  Json months = Json::array();
  for (const AttributedMonth& month : front.months) months.push_back(as_json(month));
  return {{"front", front.watch.code},
          {"kind", front.watch.kind == WatchKind::front ? "front" : "route"},
          {"name", front.watch.name},
          {"border", front.watch.place},
          {"actors", std::move(actors)},
          {"fitted_until", month_text(front.fitted_until)},
          {"surprise_scale", front.surprise_scale},
          {"thin_record", front.thin_record},
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
                          month_text(month.month), front.watch.actor_names());
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
