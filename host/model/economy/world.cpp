#include "host/model/economy/world.h"

#include <cmath>
#include <utility>
#include <vector>

#include "host/model/tables/columns.h"

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

std::vector<double> income_path(const EconomyCalibration& calibration, const BaselineInputs& inputs,
                                int years) {
  std::vector<double> path;
  for (int year = GdpTrend::first_year; year <= GdpTrend::first_year + years; ++year) {
    for (int country = 0; country < inputs.countries.size(); ++country) {
      path.push_back(calibration.log_income[static_cast<std::size_t>(country)] +
                     log_income_growth(inputs.gdp, country, year));
    }
  }
  return path;
}

Economy make_economy(const EconomyCalibration& calibration, const std::vector<double>& path,
                     const EconomySettings& settings) {
  const std::size_t countries = calibration.log_income.size();
  std::vector<float> known(countries, 1.0f);
  for (std::size_t cell = 0; cell < path.size(); ++cell) {
    if (!std::isfinite(path[cell])) known[cell % countries] = 0.0f;
  }
  std::vector<float> trend;
  for (std::size_t cell = 0; cell < path.size(); ++cell) {
    trend.push_back(known[cell % countries] != 0.0f ? static_cast<float>(path[cell]) : 0.0f);
  }
  Economy economy;
  EconomyView& view = economy.view;
  economy.put(view.known, std::move(known));
  economy.put(view.trend, std::move(trend));
  economy.put(view.national_spread, narrowed(calibration.national_spread));
  view.present = 1;
  view.common_spread = static_cast<float>(calibration.common_spread);
  view.shock_tail = static_cast<float>(calibration.shock_tail);
  view.innovations = weight_of(settings.shocks);
  const float acts = weight_of(settings.response);
  view.origin_elasticity = acts * static_cast<float>(calibration.origin_elasticity);
  view.origin_elasticity_spread = acts * static_cast<float>(calibration.origin_elasticity_spread);
  view.destination_elasticity = acts * static_cast<float>(calibration.destination_elasticity);
  view.destination_elasticity_spread =
      acts * static_cast<float>(calibration.destination_elasticity_spread);
  view.elasticity_correlation = static_cast<float>(calibration.elasticity_correlation);
  return economy;
}

}  // namespace peregrine
