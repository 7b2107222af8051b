// Whose a campaign is, if there is one.
#pragma once

#include <string>
#include <vector>

#include "host/model/attribution/filter.h"
#include "host/model/attribution/novelty.h"

namespace peregrine {

// Natural logs of how many times likelier something seen is under a campaign of each candidate than
// without one, in the order of the prior.
using ActorRatios = std::vector<double>;

// Of standard deviations; zeros where not seen.
ActorRatios signals_ratios(const CampaignPrior& prior, double signals);
// Of standard deviations, or of somebody's statement on record where these are not seen.
ActorRatios statements_ratios(const CampaignPrior& prior, double statements,
                              const std::string& speaker);

// The posterior over actors, given a campaign: geography, how often a campaign was believed here
// before, signals and statements, and whether the nationals are those of campaigns before.
class ActorPosterior {
 public:
  explicit ActorPosterior(const CampaignPrior& prior);

  std::vector<double> probabilities() const;
  // The ratio of a campaign whoever is behind it.
  double of_campaign(const ActorRatios& ratios) const;
  // A month goes by: what is known of a campaign that goes on stands; of one that begins, nothing
  // is. `goes_on`: the probability that a campaign of this month is that of the month before.
  void next_month(double goes_on);
  void add(const ActorRatios& ratios);
  // `believed`: whether a campaign is.
  void add_nationals(const NationalShares& month, bool believed);
  void campaign_began() { ++campaigns_; }

 private:
  std::vector<double> with(const ActorRatios& ratios) const;

  CampaignPrior prior_;
  int campaigns_ = 0;
  ActorRatios ratios_;  // of the evidence
  NationalShares of_campaigns_;
};

}  // namespace peregrine
