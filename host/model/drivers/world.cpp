#include "host/model/drivers/world.h"

namespace peregrine {
namespace {

// Change of log arrivals from origins of middle income per kelvin of local warming. Hoffmann et al.
// 2020 (30 country-level studies): one standard deviation of environmental change moves migration
// by 0.021 standard deviations. With 0.7 for log emigration and 0.45 K for yearly temperature
// within a country that is 0.03 a kelvin on average over origins, hence about twice that for the
// middle ones, as the poorest go the other way; the spread reaches zero at two standard deviations.
constexpr float warming_response = 0.06f;
constexpr float warming_response_spread = 0.03f;
// The poorest over the middle, with the other sign. Cattaneo and Peri 2016 find the signs, and an
// effect among the poorest at least as strong; the size of the ratio and its spread are ours.
constexpr float poor_ratio = 1.0f;
constexpr float poor_ratio_spread = 0.5f;

// Change of log arrivals from origins of middle income per standard deviation of a year's heat,
// where all live of agriculture. By the same yardstick as the response to warming (Hoffmann et al.
// 2020; 0.06 a kelvin times 0.45 K a standard deviation), reached where three in ten do, as at
// 12,000 dollars a head.
constexpr float food_response = 0.09f;
constexpr float food_response_spread = 0.045f;

}  // namespace

DriversView make_drivers(const DriversSettings& settings, const SharedSettings& shared) {
  const PolicySettings& policy = shared.policy;
  DriversView view = {};
  view.warming_response = warming_response;
  view.warming_response_spread = warming_response_spread;
  view.poor_ratio = poor_ratio;
  view.poor_ratio_spread = poor_ratio_spread;
  view.response_scale = static_cast<float>(settings.warming_response);
  view.food_response = food_response;
  view.food_response_spread = food_response_spread;
  view.food_scale = static_cast<float>(settings.food_response);
  view.adaptation = static_cast<float>(policy.adaptation_finance);
  view.legal_pathways = static_cast<float>(policy.legal_pathways);
  view.policy_step = policy.from_year - shared.first_year;
  return view;
}

}  // namespace peregrine
