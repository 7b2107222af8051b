#include "host/model/stock/fit/spread.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/ground/random.h"
#include "kernels/stock/shocks.h"

namespace peregrine {

namespace {

constexpr std::array<double, 3> matched_quantiles = {0.5, 0.8, 0.95};
constexpr double middle_quantile = 0.8;

// Corridors above this many persons say what is shared and which way outcomes lean: smaller figures
// move with the rounding and the reporting of a census.
constexpr double smallest_shared = 1000.0;

struct Deviation {
  double value;  // of the mean pressure, from its pooled median
  double stock;  // persons at the start
  int origin;
  int destination;
};

double quantile_of(std::vector<double> values, double p) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto nth =
      values.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

std::vector<Deviation> deviations_of(const StockPanel& panel, const Elasticities& elasticities,
                                     const PressureMap& map, const LocationFit& location,
                                     int time) {
  std::vector<Deviation> deviations;
  for (const Transition& t : transitions_from(panel, elasticities, time)) {
    const double outcome = map.pressure(std::max(t.end, PressureMap::trace) / t.start);
    deviations.push_back(
        {outcome - t.pull - location.mean.dot(location_terms(t, map, location.fade)), t.start,
         panel.origin[t.pair], panel.destination[t.pair]});
  }
  return deviations;
}

int knot_of(double stock) {
  const int knot = static_cast<int>(std::floor(std::log10(std::max(stock, 1.0))));
  return std::clamp(knot, 0, ScaleBySize::knots - 1);
}

// Log of the 80 % quantile of the absolute deviation, around each knot.
std::array<double, ScaleBySize::knots> log_scales(const std::vector<Deviation>& deviations) {
  std::array<std::vector<double>, ScaleBySize::knots> absolute;
  for (const Deviation& d : deviations) {
    absolute[static_cast<std::size_t>(knot_of(d.stock))].push_back(std::abs(d.value));
  }
  std::array<double, ScaleBySize::knots> scales = {};
  for (std::size_t knot = 0; knot < scales.size(); ++knot) {
    const double scale = quantile_of(absolute[knot], middle_quantile);
    scales[knot] = std::log(std::max(std::isnan(scale) ? 1.0 : scale, 1e-3));
  }
  return scales;
}

// Draws of five years of shocks, and what they do to a corridor at rest.
class ShockPaths {
 public:
  static constexpr int draws = 10000;

  ShockPaths(const PressureMap& map, double persistence, double fade, double skew)
      : map_(map), persistence_(persistence), fade_(fade), skew_(skew) {
    constexpr std::uint64_t seed = 5;
    for (std::uint32_t i = 0; i < draws; ++i) {
      const RandomWords first = random_words(seed, i, Process::corridor_shock, 0, 0);
      const RandomWords second = random_words(seed, i, Process::corridor_shock, 0, 1);
      normals_.push_back({normal_from_bits(first.word[0]), normal_from_bits(first.word[1]),
                          normal_from_bits(first.word[2]), normal_from_bits(first.word[3]),
                          normal_from_bits(second.word[0]), normal_from_bits(second.word[1])});
    }
  }

  // Equivalent constant pressure of five years from rest, over the scale of a yearly shock, which
  // is that typical of corridors; volatility is log-normal and lasts the five years.
  std::vector<double> sample(double tail, double volatility, double centre) const {
    const double rise = std::exp(skew_);
    const auto single_tail = static_cast<float>(tail);
    const float unit = fleishman_unit(single_tail);
    std::vector<double> equivalent;
    equivalent.reserve(normals_.size());
    for (const auto& z : normals_) {
      const double scale = typical_scale * std::exp(volatility * static_cast<double>(z[years]));
      double pressure = 0.0;
      double stock = 1.0;
      for (std::size_t year = 0; year < years; ++year) {
        const auto shock = static_cast<double>(heavy_tailed(z[year], single_tail, unit));
        const double sided = shock > 0.0 ? shock * rise : shock / rise;
        pressure = persistence_ * pressure / (1.0 + fade_ * pressure * pressure) +
                   scale * (sided - centre);
        stock = map_.next_year(stock, pressure);
      }
      equivalent.push_back(map_.pressure(stock) / typical_scale);
    }
    return equivalent;
  }

  // Absolute values, rises and falls brought to one scale as those of the data are.
  std::vector<double> unsided(std::vector<double> values) const {
    for (double& value : values) value = std::abs(value) * std::exp(value > 0.0 ? -skew_ : skew_);
    return values;
  }

  // The centre at which five years from rest have the median of no shocks at all.
  double centre(double tail, double volatility) const {
    double low = -1.0;
    double high = 3.0;
    for (int i = 0; i < 30; ++i) {
      const double middle = 0.5 * (low + high);
      (quantile_of(sample(tail, volatility, middle), 0.5) > 0.0 ? low : high) = middle;
    }
    return 0.5 * (low + high);
  }

 private:
  static constexpr std::size_t years = 5;
  static constexpr double typical_scale = 0.25;
  const PressureMap& map_;
  double persistence_;
  double fade_;
  double skew_;
  std::vector<std::array<float, years + 1>> normals_;
};

struct Shape {
  double tail = 0.0;
  double volatility = 0.0;
  double middle = 1.0;  // the 80 % quantile of the sample
  double centre = 0.0;
};

// The tail and volatility whose 50 and 95 % quantiles stand to the 80 % one as in the data
// (simulated method of quantiles, on a grid).
Shape match_shape(const std::vector<double>& standardised, const ShockPaths& shocks) {
  std::array<double, 3> wanted = {};
  for (std::size_t q = 0; q < wanted.size(); ++q) {
    wanted[q] = std::log(quantile_of(standardised, matched_quantiles[q]));
  }
  // Near the one found below; its exact value hardly moves the quantiles of absolute values.
  constexpr double mild_centre = 0.1;
  Shape best;
  double best_distance = std::numeric_limits<double>::max();
  for (const double tail : {0.0, 0.05, 0.1, 0.2}) {
    for (double volatility = 0.0; volatility < 1.25; volatility += 0.05) {
      const std::vector<double> sample =
          shocks.unsided(shocks.sample(tail, volatility, mild_centre));
      std::array<double, 3> found = {};
      for (std::size_t q = 0; q < found.size(); ++q) {
        found[q] = std::log(quantile_of(sample, matched_quantiles[q]));
      }
      const double low = (found[0] - found[1]) - (wanted[0] - wanted[1]);
      const double high = (found[2] - found[1]) - (wanted[2] - wanted[1]);
      const double distance = low * low + high * high;
      if (distance < best_distance) {
        best_distance = distance;
        best = {tail, volatility, std::exp(found[1]), 0.0};
      }
    }
  }
  best.centre = shocks.centre(best.tail, best.volatility);
  return best;
}

// Mean product of the standardised deviations of two corridors of one group.
double covariance_within(const std::vector<double>& value, const std::vector<int>& group,
                         int groups) {
  std::vector<double> sum(static_cast<std::size_t>(groups), 0.0);
  std::vector<double> squares(sum.size(), 0.0);
  std::vector<double> count(sum.size(), 0.0);
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto g = static_cast<std::size_t>(group[i]);
    sum[g] += value[i];
    squares[g] += value[i] * value[i];
    count[g] += 1.0;
  }
  double products = 0.0;
  double pairs = 0.0;
  for (std::size_t g = 0; g < sum.size(); ++g) {
    products += sum[g] * sum[g] - squares[g];
    pairs += count[g] * (count[g] - 1.0);
  }
  return pairs > 0.0 ? products / pairs : 0.0;
}

// Shares of the variance, from the products of pairs (method of moments) among corridors large
// enough for their figures to be more than the rounding of a census.
void fit_shares(const std::vector<std::vector<Deviation>>& periods, const ScaleBySize& q80,
                int countries, SpreadFit& fit) {
  constexpr double most_deviation = 3.0;
  double common = 0.0;
  double origin = 0.0;
  double destination = 0.0;
  double variance = 0.0;
  for (const std::vector<Deviation>& deviations : periods) {
    std::vector<double> value;
    std::vector<int> origins;
    std::vector<int> destinations;
    double squares = 0.0;
    for (const Deviation& d : deviations) {
      if (d.stock < smallest_shared) continue;
      value.push_back(
          std::clamp(d.value / std::exp(q80.at(d.stock)), -most_deviation, most_deviation));
      squares += value.back() * value.back();
      origins.push_back(d.origin);
      destinations.push_back(d.destination);
    }
    const double all = covariance_within(value, std::vector<int>(value.size(), 0), 1);
    common += all;
    origin += covariance_within(value, origins, countries) - all;
    destination += covariance_within(value, destinations, countries) - all;
    variance += squares / static_cast<double>(value.size());
  }
  fit.share_common = std::clamp(common / variance, 0.0, 0.5);
  fit.share_origin = std::clamp(origin / variance, 0.0, 0.5);
  fit.share_destination = std::clamp(destination / variance, 0.0, 0.5);
}

}  // namespace

double ScaleBySize::at(double stock) const {
  const double position = std::clamp(std::log10(std::max(stock, 1.0)) - 0.5, 0.0, knots - 1.0);
  const auto below = std::min(static_cast<std::size_t>(position), std::size_t{knots - 2});
  const double share = position - static_cast<double>(below);
  return (1.0 - share) * log_scale[below] + share * log_scale[below + 1];
}

std::vector<double> shocks_at(const ScaleBySize& scale, const std::vector<double>& persons) {
  std::vector<double> shocks;
  for (const double stock : persons) {
    shocks.push_back(std::isnan(stock) ? stock : std::exp(scale.at(stock)));
  }
  return shocks;
}

std::array<double, 5> shock_weights(double persistence) {
  std::array<double, 5> weights = {};
  for (std::size_t year = 0; year < weights.size(); ++year) {
    double reach = 0.0;
    for (std::size_t later = year; later < weights.size(); ++later) {
      reach += std::pow(persistence, static_cast<double>(later - year));
    }
    weights[year] = reach / static_cast<double>(weights.size());
  }
  return weights;
}

SpreadFit fit_spread(const StockPanel& panel, const Elasticities& elasticities,
                     const PressureMap& map, const LocationFit& location, double persistence,
                     double fade) {
  SpreadFit fit;
  std::vector<std::vector<Deviation>> periods;
  for (int time = 1; time + 1 < panel.times(); ++time) {
    periods.push_back(deviations_of(panel, elasticities, map, location, time));
    fit.log_q80.push_back(log_scales(periods.back()));
  }
  const auto count = static_cast<double>(periods.size());
  ScaleBySize q80;
  double between = 0.0;
  for (std::size_t knot = 0; knot < q80.log_scale.size(); ++knot) {
    for (const auto& period : fit.log_q80) q80.log_scale[knot] += period[knot] / count;
    for (const auto& period : fit.log_q80) {
      const double distance = period[knot] - q80.log_scale[knot];
      between += distance * distance;
    }
  }
  fit.period_volatility = std::sqrt(between / ScaleBySize::knots / std::max(count - 1.0, 1.0));
  std::vector<double> rises;
  std::vector<double> falls;
  for (const std::vector<Deviation>& deviations : periods) {
    for (const Deviation& d : deviations) {
      if (d.stock < smallest_shared) continue;
      (d.value > 0.0 ? rises : falls).push_back(std::abs(d.value) / std::exp(q80.at(d.stock)));
    }
  }
  fit.skew =
      0.5 * std::log(quantile_of(rises, middle_quantile) / quantile_of(falls, middle_quantile));
  std::vector<double> standardised;
  for (const std::vector<Deviation>& deviations : periods) {
    for (const Deviation& d : deviations) {
      const double side = d.value > 0.0 ? -fit.skew : fit.skew;
      standardised.push_back(std::abs(d.value) / std::exp(q80.at(d.stock) - side));
    }
  }
  const Shape shape = match_shape(standardised, ShockPaths(map, persistence, fade, fit.skew));
  fit.tail = shape.tail;
  fit.centre = shape.centre;
  fit.lasting_volatility = shape.volatility;
  fit.period_volatility = std::min(fit.period_volatility, fit.lasting_volatility);
  fit.scale = q80;
  const double factor = std::log(quantile_of(standardised, middle_quantile) / shape.middle);
  for (double& knot : fit.scale.log_scale) knot += factor;
  fit_shares(periods, q80, panel.countries, fit);
  return fit;
}

}  // namespace peregrine
