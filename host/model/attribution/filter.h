// How likely the arrivals of a border are a campaign, and whose: a filter of two regimes that
// begin, end and return, judged by what was known at the end of each month. The verdict of
// `peregrine attribute` and of `peregrine backtest attribution`. Simulated observers have a simpler
// one (kernels/routes/attribution.h). docs/model/11-attribution.md.
#pragma once

#include <string>
#include <vector>

#include "host/model/attribution/record.h"

namespace peregrine {

// Campaigns that begin in a year at a border where an actor is, and at others. Fitted to half one
// of calibration/campaigns.csv.
inline constexpr double onsets_with_actor = 0.15;
inline constexpr double onsets_without_actor = 0.015;

// Months of a record before the first that is judged.
inline constexpr int months_before_first = 12;

struct CampaignPrior {
  double onsets_per_year = onsets_with_actor;
  // Who may be behind a campaign: the border's own actors, those elsewhere on its route, and last
  // an unnamed actor or proxy.
  std::vector<std::string> names;
  std::vector<double> actors;  // P(actor | campaign) by geography, in that order; sums to one
  int own_actors = 1;          // how many of these are the border's own: the first ones
};

// Natural logs of likelihood ratios, campaign over none. They add up: `before` (the odds after the
// month before and what begins and ends in a month) and the rest are the log odds of a campaign.
struct EvidenceLine {
  double before = 0.0;
  double surge = 0.0;
  double novelty = 0.0;     // 0 where nationalities are unknown, and unless arrivals rise
  double signals = 0.0;     // 0 where not seen
  double statements = 0.0;  // 0 where not seen

  double log_odds() const { return before + surge + novelty + signals + statements; }
};

struct JudgedMonth {
  int month = 0;
  double arrivals = 0.0;         // persons
  double expected = 0.0;         // persons, from the months before
  double usual = 0.0;            // persons: the border's level and season
  double scale = 0.0;            // standard deviation of the log about the expected
  double surprise = 0.0;         // log above the expected, in these
  double novelty = no_estimate;  // standard deviations; no_estimate: nationalities are unknown
  EvidenceLine evidence;
  double campaign = 0.0;       // P(campaign): what log_odds() say
  std::vector<double> actors;  // P(actor | campaign), in the order of the prior
};

// Months `from` ... `to`, of which the first is moved to the first that can be judged. Beliefs
// begin at `begin` (or as soon as they can), without a memory of what was believed before: the
// verdict should not depend on it.
std::vector<JudgedMonth> judge_months(const MonthlyRecord& record, const CampaignPrior& prior,
                                      int begin, int from, int to);

}  // namespace peregrine
