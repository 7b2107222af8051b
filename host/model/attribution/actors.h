// Whose a campaign is, if there is one.
#pragma once

#include <vector>

#include "host/model/attribution/filter.h"
#include "host/model/attribution/novelty.h"

namespace peregrine {

// Log likelihood ratios of a month's signals and statements over none of a campaign, for the
// border's own actors and for everybody else.
struct OwnAndOthers {
  double own = 0.0;
  double others = 0.0;

  // Of a campaign whose actor is the border's own with probability `own_share`.
  double of_campaign(double own_share) const;
};

OwnAndOthers signals_ratio(double signals);
OwnAndOthers statements_ratio(double statements, bool spoken);

// The posterior over actors, given a campaign: geography, how often a campaign was believed here
// before, signals and statements, and whether the nationals are those of campaigns before.
class ActorPosterior {
 public:
  explicit ActorPosterior(const CampaignPrior& prior);

  std::vector<double> probabilities() const;
  double own_share() const;
  // A month goes by: what is known of a campaign that goes on stands; of one that begins, nothing is.
  // `goes_on`: the probability that a campaign of this month is that of the month before.
  void next_month(double goes_on);
  void add(const OwnAndOthers& ratio);
  // `believed`: whether a campaign is.
  void add_nationals(const NationalShares& month, bool believed);
  void campaign_began() { ++campaigns_; }

 private:
  std::vector<double> prior_;
  int own_;
  int campaigns_ = 0;
  double own_log_ratio_ = 0.0;  // own actors over others, of the evidence
  NationalShares of_campaigns_;
};

}  // namespace peregrine
