// Log densities of how a month's log of arrivals moves in each regime. Fitted to half one of
// calibration/campaigns.csv where nothing else is said.
#pragma once

namespace peregrine {

// What a month shows, in log units without season.
struct Movement {
  double surprise = 0.0;  // above what was expected
  double change = 0.0;    // from the month before
  double height = 0.0;    // above the usual level
  double height_before = 0.0;
  double scale = 1.0;  // standard deviation of surprises
};

// A month of ordinary movement after another: tails of Student's t with four degrees of freedom.
double log_ordinary(const Movement& seen);
// The first month of a campaign.
double log_onset(const Movement& seen);
// A campaign goes on: it rises on, or stays. A fall speaks for it no more than for ordinary
// movement.
double log_goes_on(const Movement& seen);
// The first month after a campaign: back towards the usual level, or staying as a new level.
double log_ended(const Movement& seen);

// log(exp(a) + exp(b))
double log_sum(double a, double b);

}  // namespace peregrine
