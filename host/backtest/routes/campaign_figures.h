// Sections of figures on the campaigns of an ensemble.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "host/backtest/routes/campaign_ensemble.h"
#include "host/backtest/scoring/figures.h"

namespace peregrine {

// The bounds of a figure that has none to keep.
inline constexpr double no_aim = std::numeric_limits<double>::quiet_NaN();

// Onsets a year, world-wide and by front.
FigureSection onset_section(const CampaignDraws& drawn, const std::vector<Campaign>& campaigns,
                            const FrontInputs& fronts);

// Sizes, lengths, growth over three months and how soon attempts have halved after their peak.
FigureSection shape_section(const CampaignDraws& drawn, const std::vector<Campaign>& campaigns);

// One tenth of stated probabilities.
struct ReliabilityBin {
  double count = 0.0;
  double said = 0.0;  // sum of probabilities
  double was = 0.0;   // how often it was so

  double gap_points() const { return 100.0 * (was - said) / count; }
};

// Of P(campaign), all fronts with a border in the table, all simulated months.
std::vector<ReliabilityBin> campaign_reliability(const CampaignDraws& drawn);
// Of P(actor | campaign), the months in which a campaign is on.
std::vector<ReliabilityBin> actor_reliability(const CampaignDraws& drawn,
                                              const std::vector<Campaign>& campaigns);
FigureSection campaign_reliability_section(const CampaignDraws& drawn);
FigureSection actor_reliability_section(const CampaignDraws& drawn,
                                        const std::vector<Campaign>& campaigns);

// Months to P >= 0.8 by kind, share of campaigns never called, false alarms a front-year: alarms
// that begin in a month when no campaign is on, nor was in the six months before.
FigureSection call_section(const CampaignDraws& drawn, const std::vector<Campaign>& campaigns);

}  // namespace peregrine
