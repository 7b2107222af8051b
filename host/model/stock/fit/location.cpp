#include "host/model/stock/fit/location.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace peregrine {

namespace {

constexpr double reference_size = 1.0e5;  // persons

const Location prior_mean(0.0, 0.0, 0.5, 0.0);

// Deviations are treated as squared below this share of a corridor's stock.
constexpr double smoothing = 0.01;

double loss_of(double deviation, double start) {
  const double smooth = smoothing * start;
  return std::sqrt(deviation * deviation + smooth * smooth);
}

// The kernels weigh the population at the beginning of each of the five years: two years' growth on
// average, of the five between two tables.
double pull_of(const StockPanel& panel, const Elasticities& elasticities, int time,
               std::size_t pair) {
  constexpr double mean_share = 2.0 / 5.0;
  const auto at = static_cast<std::size_t>(time);
  if (at + 1 >= panel.log_population.size()) return 0.0;
  const auto growth = [&](int country) {
    const auto c = static_cast<std::size_t>(country);
    const double before = panel.log_population[at][c];
    const double after = panel.log_population[at + 1][c];
    return before > 0.0 && after > 0.0 ? after - before : 0.0;
  };
  return mean_share *
         (elasticities.mean(Elasticities::origin_population) * growth(panel.origin[pair]) +
          elasticities.mean(Elasticities::destination_population) *
              growth(panel.destination[pair]));
}

struct Design {
  std::vector<Transition> transitions;
  std::vector<Location> terms;
};

double total_loss(const Design& design, const Location& b, const PressureMap& map) {
  double loss = 0.0;
  for (std::size_t i = 0; i < design.terms.size(); ++i) {
    const Transition& t = design.transitions[i];
    loss += loss_of(t.end - t.start * map.ratio(b.dot(design.terms[i]) + t.pull), t.start);
  }
  return loss;
}

Location gauss_newton_step(const Design& design, const Location& b, const PressureMap& map) {
  Eigen::Matrix4d normal = Eigen::Matrix4d::Zero();
  Location right = Location::Zero();
  for (std::size_t i = 0; i < design.terms.size(); ++i) {
    const Transition& t = design.transitions[i];
    const double pressure = b.dot(design.terms[i]) + t.pull;
    const double deviation = t.end - t.start * map.ratio(pressure);
    const Location jacobian = t.start * map.slope(pressure) * design.terms[i];
    const double weight = 1.0 / loss_of(deviation, t.start);
    normal += weight * jacobian * jacobian.transpose();
    right += weight * deviation * jacobian;
  }
  normal.diagonal() *= 1.0 + 1e-9;
  return normal.ldlt().solve(right);
}

Location fit_period(const Design& design, const PressureMap& map) {
  constexpr int most_iterations = 200;
  Location b = prior_mean;
  double loss = total_loss(design, b, map);
  for (int iteration = 0; iteration < most_iterations; ++iteration) {
    Location step = gauss_newton_step(design, b, map);
    double next = total_loss(design, b + step, map);
    for (int halving = 0; halving < 20 && next > loss; ++halving) {
      step *= 0.5;
      next = total_loss(design, b + step, map);
    }
    if (next > loss || loss - next < 1e-10 * loss) break;
    b += step;
    loss = next;
  }
  return b;
}

LocationFit fit_with_fade(const StockPanel& panel, const Elasticities& elasticities,
                          const PressureMap& map, double fade, double& loss) {
  LocationFit fit;
  fit.fade = fade;
  std::vector<Design> designs;
  for (int time = 1; time + 1 < panel.times(); ++time) {
    Design& design = designs.emplace_back();
    design.transitions = transitions_from(panel, elasticities, time);
    for (const Transition& t : design.transitions) {
      design.terms.push_back(location_terms(t, map, fade));
    }
    fit.by_period.push_back(fit_period(design, map));
  }
  fit.mean = prior_mean;
  for (const Location& b : fit.by_period) fit.mean += b;
  fit.mean /= static_cast<double>(fit.by_period.size() + 1);
  Location squares = (prior_mean - fit.mean).array().square();
  for (const Location& b : fit.by_period) squares.array() += (b - fit.mean).array().square();
  fit.between_sd = (squares / static_cast<double>(fit.by_period.size())).array().sqrt();
  // Each period is forecast by the others and the prior, so that the fade is not one period's.
  loss = 0.0;
  const auto periods = static_cast<double>(designs.size());
  for (std::size_t period = 0; period < designs.size(); ++period) {
    const Design& design = designs[period];
    const Location others = (fit.mean * (periods + 1.0) - fit.by_period[period]) / periods;
    double persistence = 0.0;
    for (const Transition& t : design.transitions) persistence += loss_of(t.end - t.start, t.start);
    loss += total_loss(design, others, map) / persistence;
  }
  return fit;
}

}  // namespace

Location LocationFit::mean_sd() const {
  return between_sd / std::sqrt(static_cast<double>(by_period.size() + 1));
}

std::vector<Transition> transitions_from(const StockPanel& panel, const Elasticities& elasticities,
                                         int time) {
  std::vector<Transition> transitions;
  const auto at = static_cast<std::size_t>(time);
  for (std::size_t pair = 0; pair < panel.pairs(); ++pair) {
    if (panel.stock[at][pair] <= 0.0 || panel.origin[pair] == panel.countries - 1) continue;
    Transition t;
    t.before = time > 0 ? panel.stock[at - 1][pair] : 0.0;
    t.start = panel.stock[at][pair];
    t.end = time + 1 < panel.times() ? panel.stock[at + 1][pair] : 0.0;
    t.pull = pull_of(panel, elasticities, time, pair);
    t.pair = pair;
    transitions.push_back(t);
  }
  return transitions;
}

Location location_terms(const Transition& transition, const PressureMap& map, double fade) {
  const bool newcomer = transition.before <= 0.0;
  const double last = newcomer ? 0.0 : map.continuing(transition.before, transition.start);
  return {1.0, std::log10(transition.start / reference_size), last / (1.0 + fade * last * last),
          newcomer ? 1.0 : 0.0};
}

LocationFit fit_location(const StockPanel& panel, const Elasticities& elasticities,
                         const PressureMap& map) {
  LocationFit best;
  double least = std::numeric_limits<double>::max();
  for (const double fade : {0.0, 0.05, 0.1, 0.15, 0.2}) {
    double loss = 0.0;
    const LocationFit fit = fit_with_fade(panel, elasticities, map, fade, loss);
    if (loss < least) {
      least = loss;
      best = fit;
    }
  }
  return best;
}

}  // namespace peregrine
