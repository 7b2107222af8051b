// One border's log detections up to a month, and what can be said of them at any month before.
#pragma once

#include <array>
#include <vector>

#include "host/model/routes/tables.h"

namespace peregrine {

// Fitted on targets up to 2018 (docs/model/08-irregular-corridors.md), a month.
inline constexpr double route_memory = 0.95;

// Errors count from so many months after a border's first monthly figure on.
inline constexpr int first_error_months = 12;

using Season = std::array<double, 12>;  // of January first

// Of a border whose figures are by quarter, spread evenly, the three months of a quarter are one
// observation: its forecasts are made at the ends of quarters, and its season is the same in all
// three.
class RouteSeries {
 public:
  // Up to `last_month`, or to the last figure where that comes first.
  RouteSeries(const IrregularHistory& history, int border, int last_month);

  bool observed() const { return last_ >= monthly_from_; }  // has monthly or quarterly figures
  bool by_quarter() const { return by_quarter_; }
  int monthly_from() const { return monthly_from_; }
  int last() const { return last_; }
  // log(detections + 10); from the border's first figure to last().
  double log_at(int month) const { return log_[static_cast<std::size_t>(month - from_)]; }

  // Mean deviation of each month of the year from a centred mean of 13 terms, later years weighing
  // more, shrunk towards zero; of figures up to `month` alone.
  Season season(int month) const;
  // Mean of the log without season up to `month`, later months weighing more; half a year after a
  // regime began, of its months alone.
  double level(int month, const Season& season) const;
  // What is left of `month`'s log.
  double anomaly(int month, const Season& season, double level) const;

  // What came in `month` less what was expected a month before by season, level and anomaly.
  double one_step_error(int month) const;
  // The middle month's detections, of those with monthly figures; 0 where there are none.
  double median_detections() const;

 private:
  int first_of_level(int month) const;

  int from_;
  int monthly_from_;
  int level_from_;  // 0: no regime is known
  bool by_quarter_;
  int last_;
  std::vector<double> log_;        // [month - from_]
  std::vector<double> deviation_;  // [month - from_] from the centred mean; 0 where there is none
};

// [border] up to that month.
std::vector<RouteSeries> all_series(const IrregularHistory& history, int last_month);

}  // namespace peregrine
