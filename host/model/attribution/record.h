// What an observer of one border has: arrivals month by month, and what else was seen.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host/model/routes/tables.h"

namespace peregrine {

// Months run from `first_month` on, all vectors by month.
struct MonthlyRecord {
  int first_month = 0;
  std::vector<double> arrivals;  // persons
  // Persons by nationality; empty: unknown. Those of unknown nationality are not in it.
  std::vector<std::map<std::string, double>> nationals;
  std::vector<double> signals;       // standard deviations; no_estimate: not seen
  std::vector<double> statements;    // standard deviations; no_estimate: not seen
  std::vector<std::string> speaker;  // whose statement is on record; empty: nobody's
  int gap_end = -1;  // first known month after unknown ones, where beliefs begin anew; -1: no gap

  int last_month() const { return first_month + static_cast<int>(arrivals.size()) - 1; }
  std::size_t at(int month) const { return static_cast<std::size_t>(month - first_month); }
};

// A border's months from its first monthly figure to `last_month`. The rest, in which unknown
// nationals are, is left out of `nationals`.
MonthlyRecord record_of(const IrregularHistory& history, int border, int last_month);

}  // namespace peregrine
