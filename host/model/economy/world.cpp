#include "host/model/economy/world.h"

#include <cmath>

namespace peregrine {

namespace {

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
                     const EconomySettings& settings, int years) {
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
  scalars.innovations = weight_of(settings.shocks);
  const float acts = weight_of(settings.response);
  scalars.origin_elasticity = acts * static_cast<float>(calibration.origin_elasticity);
  scalars.origin_elasticity_spread =
      acts * static_cast<float>(calibration.origin_elasticity_spread);
  scalars.destination_elasticity = acts * static_cast<float>(calibration.destination_elasticity);
  scalars.destination_elasticity_spread =
      acts * static_cast<float>(calibration.destination_elasticity_spread);
  scalars.elasticity_correlation = static_cast<float>(calibration.elasticity_correlation);
  return economy;
}

}  // namespace peregrine
