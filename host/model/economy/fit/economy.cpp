#include "host/model/economy/fit/economy.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/model/fitting/stock_panel.h"

namespace peregrine {

namespace {

// Years of all countries' record that the spread of a country's own is pooled with.
constexpr double pooled_years = 10.0;
// A tail beyond this has no kurtosis to match: it is the cubic coefficient at which Fleishman's
// kurtosis, 3 at 0, is 31.
constexpr double largest_tail = 0.3;

// Growth of log GDP per head, [country][year], NaN where not known.
std::vector<std::vector<double>> growth_of(const GdpHistory& history, int countries,
                                           int origin_year) {
  std::vector<std::vector<double>> growth(static_cast<std::size_t>(countries));
  for (int country = 0; country < countries; ++country) {
    for (int year = GdpHistory::first_year + 1; year <= origin_year; ++year) {
      growth[static_cast<std::size_t>(country)].push_back(
          std::log(history.gdp_ppp[GdpHistory::at(country, year)] /
                   history.gdp_ppp[GdpHistory::at(country, year - 1)]));
    }
  }
  return growth;
}

double mean_of_known(const std::vector<double>& values) {
  double sum = 0.0;
  double count = 0.0;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    sum += value;
    count += 1.0;
  }
  return count > 0.0 ? sum / count : no_estimate;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// Takes each country's mean and each year's median over countries off; returns the medians.
std::vector<double> take_common(std::vector<std::vector<double>>& growth) {
  for (std::vector<double>& of_country : growth) {
    const double mean = mean_of_known(of_country);
    for (double& value : of_country) value -= mean;
  }
  std::vector<double> common;
  for (std::size_t year = 0; year < growth.front().size(); ++year) {
    std::vector<double> known;
    for (const std::vector<double>& of_country : growth) {
      if (std::isfinite(of_country[year])) known.push_back(of_country[year]);
    }
    common.push_back(median(known));
    for (std::vector<double>& of_country : growth) of_country[year] -= common.back();
  }
  return common;
}

double mean_square(const std::vector<double>& values, double& count) {
  double sum = 0.0;
  count = 0.0;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    sum += value * value;
    count += 1.0;
  }
  return count > 0.0 ? sum / count : 0.0;
}

// The Fleishman coefficient of a symmetric law of this kurtosis: bisection on its formula.
double tail_of(double kurtosis) {
  const auto of = [](double h) {
    const double variance = 1.0 + h * (6.0 + 15.0 * h);
    const double fourth = 3.0 + h * (60.0 + h * (630.0 + h * (3780.0 + 10395.0 * h)));
    return fourth / (variance * variance);
  };
  double low = 0.0;
  double high = largest_tail;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (of(middle) < kurtosis ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

void fit_shocks(std::vector<std::vector<double>> growth, EconomyCalibration& economy) {
  double years = 0.0;
  const std::vector<double> common = take_common(growth);
  economy.common_spread = std::sqrt(mean_square(common, years));
  std::vector<double> all;
  for (const auto& of_country : growth) all.insert(all.end(), of_country.begin(), of_country.end());
  double known = 0.0;
  const double pooled = mean_square(all, known);
  std::vector<double> standardised;
  for (const std::vector<double>& of_country : growth) {
    const double own = mean_square(of_country, years);
    const double variance = (years * own + pooled_years * pooled) / (years + pooled_years);
    economy.national_spread.push_back(std::sqrt(variance));
    for (const double value : of_country) standardised.push_back(value / std::sqrt(variance));
  }
  const double second = mean_square(standardised, known);
  for (double& value : standardised) value *= value;
  economy.shock_tail = tail_of(mean_square(standardised, known) / (second * second));
}

}  // namespace

EconomyCalibration calibrate_economy(const std::string& inputs_dir, int origin_year) {
  const BaselineInputs baseline = load_baseline(inputs_dir);
  const GdpHistory history = load_gdp_history(inputs_dir);
  const int countries = baseline.countries.size();
  const auto log_income_in = [&](int year) {
    std::vector<double> income;
    for (int country = 0; country < countries; ++country) {
      income.push_back(std::log(history.gdp_ppp[GdpHistory::at(country, year)]));
    }
    return income;
  };
  EconomyCalibration economy;
  fit_shocks(growth_of(history, countries, origin_year), economy);
  economy.log_income = log_income_in(origin_year);
  const IncomeElasticities fit = fit_income_elasticities(make_stock_panel(inputs_dir, origin_year),
                                                         log_income_in(origin_year - 5));
  using Term = IncomeElasticities;
  economy.origin_elasticity = fit.mean(Term::origin);
  economy.destination_elasticity = fit.mean(Term::destination);
  economy.origin_elasticity_spread = std::sqrt(fit.covariance(Term::origin, Term::origin));
  economy.destination_elasticity_spread =
      std::sqrt(fit.covariance(Term::destination, Term::destination));
  economy.elasticity_correlation =
      fit.covariance(Term::origin, Term::destination) /
      (economy.origin_elasticity_spread * economy.destination_elasticity_spread);
  return economy;
}

std::string describe(const EconomyCalibration& economy) {
  return fmt::format(
      "common shock         {:.4f} a year, log GDP per head\n"
      "tail of shocks       {:.3f}\n"
      "elasticity, origin   {:+.3f} ({:.3f})\n"
      "elasticity, arrival  {:+.3f} ({:.3f}), correlation {:+.2f}\n",
      economy.common_spread, economy.shock_tail, economy.origin_elasticity,
      economy.origin_elasticity_spread, economy.destination_elasticity,
      economy.destination_elasticity_spread, economy.elasticity_correlation);
}

}  // namespace peregrine
