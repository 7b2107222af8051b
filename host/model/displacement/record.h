// What the record says of single origins and pairs, as the displacement process and its fit see it.
#pragma once

#include <vector>

#include "host/model/displacement/panel.h"

namespace peregrine {

// UNHCR's table has asylum seekers only from 1993 and 1994 on, its first years are patchy.
inline constexpr int first_account_year = 1993;

// [area] most persons displaced from there at the end of any year.
std::vector<double> largest_stocks(const DisplacementPanel& panel);

// State of an origin in a year, in the order of the parameters closing_peace ... closing_after.
enum OriginState : int { in_peace, in_minor_conflict, in_war, after_conflict, origin_state_count };

// [area][year - first_year] years since the last one of conflict, 0: it is one.
std::vector<float> calm_years(const DisplacementPanel& panel);

// [area][year - first_year], of calm_years().
std::vector<OriginState> origin_states(const DisplacementPanel& panel);

// [area][year - first_year] log(persons newly displaced from there + 10).
std::vector<double> log_outflows(const DisplacementPanel& panel, double claim_share);

// [area][year - first_year] an origin's own level at the end of a year: the mean of log_outflows()
// since 1993, with two years of nobody in it.
std::vector<double> own_levels(const DisplacementPanel& panel, const std::vector<double>& outflows);

// A stock that was counted, beside what was expected of it.
struct StockCount {
  int origin;
  int year;
  int pair;
  OriginState state;
  double log_expected;  // persons
  double change;        // log of counted over expected
};

// Log ratio below which a situation is taken as closed.
inline constexpr double closing_fall = -1.5;

// All counts of the panel from 1994 on, pair by pair; none where there is no stock.
std::vector<StockCount> gather_counts(const DisplacementPanel& panel, double claim_share,
                                      double exit_after);

// Log of a count's standard deviation at a size: scale + by_size log(persons).
struct CountScale {
  double scale;
  double by_size;
  double log_sd(double log_expected) const { return scale + by_size * log_expected; }
};

// [pair] log of how far the pair's counts have moved, in units of the scale and beside all pairs:
// the mean of absolute changes, the late ones above the early ones, drawn towards 1 as by some
// years in which it moved as others do. `counts` as of gather_counts().
std::vector<double> log_volatilities(const DisplacementPanel& panel,
                                     const std::vector<StockCount>& counts,
                                     const CountScale& scale);

// [pair] shock of the count of the last year, in units of its standard deviation, where the count
// fell; else 0: rises do not go on.
std::vector<double> last_shocks(const DisplacementPanel& panel,
                                const std::vector<StockCount>& counts, const CountScale& scale,
                                const std::vector<double>& log_volatility);

}  // namespace peregrine
