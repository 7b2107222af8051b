// Two simple rules that a forecast of campaigns has to be better than.
#pragma once

#include <vector>

#include "host/model/attribution/record.h"

namespace peregrine {

struct RuleMonth {
  int month = 0;
  double score = 0.0;  // the higher, the more of an alarm
  bool alarm = false;
};

// An exponentially weighted control chart of log counts without season, whose centre and spread are
// those of the three years before; an alarm above three standard deviations (Bijak et al. 2021,
// doi:10.1186/s40878-021-00259-7, use such charts for early warning of asylum claims). The score is in standard deviations of the
// chart.
std::vector<RuleMonth> control_chart(const MonthlyRecord& record, int from, int to);

// Three times as many as in the same month a year before, counts with the offset of baseline.h. The
// score is the ratio.
std::vector<RuleMonth> three_times(const MonthlyRecord& record, int from, int to);

}  // namespace peregrine
