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

// An exponentially weighted control chart of log counts, whose centre and spread are those of the
// three years before; an alarm above three standard deviations. Such charts warn of asylum claims
// in Napierała et al. 2022, doi:10.1177/01979183211035736. The score is in standard deviations of
// the chart.
std::vector<RuleMonth> control_chart(const MonthlyRecord& record, int from, int to);

// Three times as many as in the same month a year before, counts with the offset of baseline.h. The
// score is the ratio.
std::vector<RuleMonth> three_times(const MonthlyRecord& record, int from, int to);

}  // namespace peregrine
