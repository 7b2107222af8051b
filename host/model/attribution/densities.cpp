#include "host/model/attribution/densities.h"

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

constexpr double onset_jump = 2.2;        // log units: ninefold
constexpr double onset_spread = 1.3;      // log units
constexpr double plateau_share = 0.5;     // of months that go on, without a ramp: judgement
constexpr double ramp = 0.3;              // log units a month that a campaign rises by
constexpr double ramp_spread = 0.6;       // log units
constexpr double share_that_stays = 0.2;  // of campaigns that end, those whose level becomes usual
constexpr double left_of_height = 0.3;    // of a campaign's height, a month after its end
constexpr double spread_of_height = 0.4;  // of it

double log_normal(double x, double mean, double sd) {
  constexpr double half_log_two_pi = 0.91893853320467274;
  const double z = (x - mean) / sd;
  return -0.5 * z * z - std::log(sd) - half_log_two_pi;
}

// Student's t with four degrees of freedom: 3/8 (1 + z^2 / 4)^(-5/2).
double log_heavy(double x, double sd) {
  const double z = x / sd;
  return std::log(0.375) - 2.5 * std::log1p(0.25 * z * z) - std::log(sd);
}

}  // namespace

double log_sum(double a, double b) {
  const double most = std::max(a, b);
  return most + std::log(std::exp(a - most) + std::exp(b - most));
}

double log_ordinary(const Movement& seen) {
  return log_heavy(seen.surprise, seen.scale);
}

double log_onset(const Movement& seen) {
  const double density =
      log_normal(seen.surprise, onset_jump, std::hypot(onset_spread, seen.scale));
  return seen.surprise > 0.0 ? density : std::min(density, log_ordinary(seen));
}

double log_goes_on(const Movement& seen) {
  const double rises = log_normal(seen.change, ramp, std::hypot(ramp_spread, seen.scale));
  const double stays = log_heavy(seen.change, seen.scale);
  const double density =
      log_sum(std::log(1.0 - plateau_share) + rises, std::log(plateau_share) + stays);
  return seen.change > 0.0 ? density : std::min({density, log_ordinary(seen), stays});
}

double log_ended(const Movement& seen) {
  const double up = std::max(seen.height_before, 0.0);
  const double falls =
      log_normal(seen.height, left_of_height * up, std::max(seen.scale, spread_of_height * up));
  const double stays = log_heavy(seen.change, seen.scale);
  return log_sum(std::log(1.0 - share_that_stays) + falls, std::log(share_that_stays) + stays);
}

}  // namespace peregrine
