// The months of one watched place: the shipped history, then or instead of it a user's own.
#pragma once

#include <vector>

#include "host/attribute/watch.h"
#include "host/model/attribution/list.h"
#include "host/model/routes/observed.h"

namespace peregrine {

struct WatchSeries {
  // One border: the watched place. Goes on to `last_month`; nationalities are those that the
  // shipped history has there, and the rest. Deaths and attempts are left out.
  IrregularHistory months;
  int last_month = IrregularHistory::last_month;
  int first_month_judged = 0;      // the first of which it is known what to expect
  std::vector<double> signals;     // [month - first_month]; no_estimate: not seen
  std::vector<double> statements;  // [month - first_month]; no_estimate: not seen
  int gap_end = -1;                // first known month after unknown ones; -1: no such gap
  MonthlyRecord record;            // what the filter judges, with the public record's statements
};

// `observed` may be null. Of `list` come figures where the shipped history counts none, and
// statements. Where it begins later than a month after the shipped history, the months
// between are taken to lie on a line between the two in the log without season, and its first month
// is not judged.
WatchSeries make_series(const Watch& watch, const IrregularHistory& history,
                        const ObservedPlace* observed, const CampaignList& list);

}  // namespace peregrine
