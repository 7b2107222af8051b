// Attribution scored on the record: campaigns, ordinary surges and quiet periods of
// calibration/campaigns.csv, each month judged by what was known at its end.
#pragma once

#include <string>
#include <vector>

#include "host/backtest/scoring/figures.h"
#include "host/model/attribution/list.h"

namespace peregrine {

// A month's score by one judge, and whether it is an alarm.
struct ScoredMonth {
  int month = 0;
  double score = 0.0;
  bool alarm = false;
};

// How a judge does on one half of the list. Shares are NaN where there is nothing to score.
struct AttributionScores {
  int campaigns = 0;
  int hits = 0;  // campaigns with an alarm from their first month to one after their last
  int surges = 0;
  int false_alarms = 0;  // surges with an alarm
  int quiet = 0;
  int quiet_alarms = 0;
  double delay_months = 0.0;  // median over the hits
  double episodes_auc = 0.0;  // of campaigns' highest month over those of surges and quiet periods
  double months_auc = 0.0;    // of months with a campaign over those without, mean over borders
};

// `scored` [border] has the months of each border, empty where there is none. Months of campaigns
// of the other half are left out, as are those next to any campaign.
AttributionScores score_attribution(const std::vector<Episode>& episodes, int half,
                                    const std::vector<std::vector<ScoredMonth>>& scored);

// Sections: half two, then half one, to which the filter was fitted; each with the filter, the
// control chart and the rule of three; half two where actors are named; episodes one by one. Throws
// InputError.
std::vector<FigureSection> backtest_attribution(const std::string& inputs_dir);

}  // namespace peregrine
