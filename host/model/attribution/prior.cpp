#include "host/model/attribution/prior.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

// Judgement: of campaigns at a border, those of the actor that holds the other side, of actors
// elsewhere on the route, and of others.
constexpr double own_share_of_campaigns = 0.7;
constexpr double route_share_of_campaigns = 0.1;
// A year, of actors that no front has, beside the fronts' own: their mean.
constexpr double onsets_of_speakers = 0.05;
constexpr const char* of_ukrainians = "eastern-ukrainians";
constexpr const char* unnamed_actor = "unnamed";

using Weights = std::vector<std::pair<std::string, double>>;

void add_actor(const std::string& name, double weight, Weights& weights) {
  const auto known = std::find_if(weights.begin(), weights.end(),
                                  [&](const auto& one) { return one.first == name; });
  if (known == weights.end()) {
    weights.emplace_back(name, weight);
  } else {
    known->second += weight;
  }
}

bool among(const Weights& weights, const std::string& name) {
  return std::any_of(weights.begin(), weights.end(),
                     [&](const auto& one) { return one.first == name; });
}

}  // namespace

CampaignPrior campaign_prior(const IrregularHistory& history, const FrontInputs& fronts,
                             const CampaignList& list, const std::vector<int>& borders) {
  Weights own;
  Weights near;
  const auto watched = [&](int border) {
    return std::count(borders.begin(), borders.end(), border) > 0;
  };
  const auto on_route = [&](int border) {
    return std::any_of(borders.begin(), borders.end(), [&](int one) {
      const Border& here = history.borders[static_cast<std::size_t>(one)];
      return here.code != of_ukrainians &&
             here.route == history.borders[static_cast<std::size_t>(border)].route;
    });
  };
  for (const Front& front : fronts.fronts) {
    if (front.border < 0) continue;
    if (watched(front.border)) add_actor(front.actor, front.onsets_per_year, own);
  }
  for (const Front& front : fronts.fronts) {
    if (front.border < 0 || watched(front.border) || !on_route(front.border)) continue;
    if (!among(own, front.actor)) add_actor(front.actor, front.onsets_per_year, near);
  }
  // The actor of the route's other side is the border's own where that has no front.
  if (own.empty()) std::swap(own, near);
  for (const SpokenMonth& spoken : list.statements) {
    if (watched(spoken.border) && !among(own, spoken.actor)) {
      add_actor(spoken.actor, onsets_of_speakers, own);
      near.erase(std::remove_if(near.begin(), near.end(),
                                [&](const auto& one) { return one.first == spoken.actor; }),
                 near.end());
    }
  }
  CampaignPrior result;
  result.own_actors = static_cast<int>(own.size());
  if (own.empty()) result.onsets_per_year = onsets_without_actor;
  const auto spread = [&](const Weights& weights, double share) {
    double sum = 0.0;
    for (const auto& [name, weight] : weights) sum += weight;
    for (const auto& [name, weight] : weights) {
      result.names.push_back(name);
      result.actors.push_back(share * weight / sum);
    }
  };
  spread(own, own_share_of_campaigns);
  spread(near, route_share_of_campaigns);
  double named = 0.0;
  for (const double share : result.actors) named += share;
  result.names.emplace_back(unnamed_actor);
  result.actors.push_back(1.0 - named);
  return result;
}

}  // namespace peregrine
