#include "host/run/economy.h"

#include <cmath>

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

double log_income_growth(const GdpTrend& trend, int country, int year) {
  const int before = year - (year - GdpTrend::first_year) % GdpTrend::step_years;
  const auto at = [&](int step_year) {
    const std::size_t here = GdpTrend::at(country, step_year);
    const std::size_t start = GdpTrend::at(country, GdpTrend::first_year);
    return std::log(trend.gdp_ppp_index[here] / trend.population[here] * trend.population[start]);
  };
  if (before == year) return at(year);
  const double share = static_cast<double>(year - before) / GdpTrend::step_years;
  return (1.0 - share) * at(before) + share * at(before + GdpTrend::step_years);
}

}  // namespace

Economy make_economy(const EconomyCalibration& calibration, const BaselineInputs& inputs,
                     const RunSettings& settings, int years) {
  const int countries = inputs.countries.size();
  const int last_year = GdpTrend::first_year + years;
  Economy economy;
  for (int country = 0; country < countries; ++country) {
    const auto at = static_cast<std::size_t>(country);
    const double income = calibration.log_income[at];
    const bool known =
        std::isfinite(income) && std::isfinite(log_income_growth(inputs.gdp, country, last_year));
    economy.known.push_back(known ? 1.0f : 0.0f);
    economy.national_spread.push_back(static_cast<float>(calibration.national_spread[at]));
  }
  for (int year = GdpTrend::first_year; year <= last_year; ++year) {
    for (int country = 0; country < countries; ++country) {
      const auto at = static_cast<std::size_t>(country);
      const bool known = economy.known[at] != 0.0f;
      economy.trend.push_back(known
                                  ? static_cast<float>(calibration.log_income[at] +
                                                       log_income_growth(inputs.gdp, country, year))
                                  : 0.0f);
    }
  }
  EconomyView& scalars = economy.scalars;
  scalars.present = 1;
  scalars.common_spread = static_cast<float>(calibration.common_spread);
  scalars.shock_tail = static_cast<float>(calibration.shock_tail);
  scalars.innovations = settings.economy_shocks == Sampling::on ? 1.0f : 0.0f;
  const float acts = settings.income_response == Sampling::on ? 1.0f : 0.0f;
  scalars.origin_elasticity = acts * static_cast<float>(calibration.origin_elasticity);
  scalars.origin_elasticity_spread =
      acts * static_cast<float>(calibration.origin_elasticity_spread);
  scalars.destination_elasticity = acts * static_cast<float>(calibration.destination_elasticity);
  scalars.destination_elasticity_spread =
      acts * static_cast<float>(calibration.destination_elasticity_spread);
  scalars.elasticity_correlation = static_cast<float>(calibration.elasticity_correlation);
  return economy;
}

DriversView make_drivers(const RunSettings& settings) {
  DriversView view = {};
  view.warming_response = warming_response;
  view.warming_response_spread = warming_response_spread;
  view.poor_ratio = poor_ratio;
  view.poor_ratio_spread = poor_ratio_spread;
  view.response_scale = static_cast<float>(settings.warming_response);
  view.food_response = food_response;
  view.food_response_spread = food_response_spread;
  view.food_scale = static_cast<float>(settings.food_response);
  view.adaptation = static_cast<float>(settings.adaptation_finance);
  view.legal_pathways = static_cast<float>(settings.legal_pathways);
  view.policy_step = settings.policy_from_year - GdpTrend::first_year;
  return view;
}

}  // namespace peregrine
