#include "host/model/conflict/fit/conflict.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "kernels/conflict/laws.h"

namespace peregrine {
namespace {

constexpr int fit_from = ConflictHistory::first_year;
constexpr int counted_from = ConflictHistory::first_counted;
// Prior standard deviation of what a country adds to its log odds in all years: half of the
// countries within a fifth of the odds that their features give.
constexpr double country_deviation = 0.3;
// Bounds of the moments that the world's shock is made of.
constexpr double most_common_persist = 0.95;
constexpr double most_common_spread = 0.5;

// Burke, Hsiang and Miguel (2015), Annual Review of Economics 7: one standard deviation warmer
// raises intergroup conflict by 11.3 %. The spread is ours: zero stays two deviations away, since
// Buhaug et al. (2014), Climatic Change 127, find no convergent evidence.
const double heat_mean = std::log(1.113);
constexpr double heat_deviation = 0.05;
constexpr double coefficient_deviation = 1.0;  // chosen on targets of 2000-2009
constexpr double intercept_deviation = 10.0;
// Interstate wars before 1990 count as this many years of evidence: they were over three times as
// frequent as since.
constexpr double earlier_years = 10.0;

struct Rows {
  std::vector<Eigen::VectorXd> terms;
  std::vector<double> value;

  void add(Eigen::VectorXd term, double outcome) {
    terms.push_back(std::move(term));
    value.push_back(outcome);
  }
  Eigen::MatrixXd matrix() const {
    Eigen::MatrixXd all(static_cast<Eigen::Index>(terms.size()), terms.front().size());
    for (std::size_t i = 0; i < terms.size(); ++i) {
      all.row(static_cast<Eigen::Index>(i)) = terms[i].transpose();
    }
    return all;
  }
  Eigen::VectorXd vector() const {
    return Eigen::Map<const Eigen::VectorXd>(value.data(), static_cast<Eigen::Index>(value.size()));
  }
  std::vector<int> classes() const { return {value.begin(), value.end()}; }
};

struct Samples {
  Rows transition;
  std::vector<int> group;  // [row of transition] place of the country in panel.active
  std::vector<int> year;   // [row of transition]
  Rows minor;
  Rows war;
  Rows quiet;
  int left_out = 0;
};

double log_excess(double deaths) {
  return std::log(std::max(deaths / static_cast<double>(least_war_deaths) - 1.0, 5e-4));
}

// Logit of the place of log deaths between 25 and 1,000, each figure taken as the middle of its
// person so that 25 and 999 have one.
double minor_position(double deaths) {
  const double above = std::log((deaths + 0.5) / static_cast<double>(least_minor_deaths));
  const double below = std::log(static_cast<double>(least_war_deaths) / (deaths + 0.5));
  return std::log(above / below);
}

void add_country_year(const ConflictPanel& panel, int group, int year, Samples& samples) {
  const int country = panel.active[static_cast<std::size_t>(group)];
  if (panel.between_states[ConflictHistory::at(country, year)] != 0) {
    ++samples.left_out;
    return;
  }
  const Intensity now = panel.intensity(country, year);
  samples.transition.add(panel.features(country, year, HeatKnown::observed),
                         static_cast<double>(now));
  samples.group.push_back(group);
  samples.year.push_back(year);
  if (year <= counted_from) return;  // a grade says nothing of deaths
  const double deaths = panel.fought(country, year);
  const double before = panel.fought(country, year - 1);
  const double memory = panel.memory[ConflictHistory::at(country, year - 1)];
  const Eigen::Vector3d history(1.0, std::log1p(before), memory);
  if (now == Intensity::none) samples.quiet.add(history, deaths > 0.0 ? 1.0 : 0.0);
  if (now == Intensity::minor) samples.minor.add(history, minor_position(deaths));
  if (now == Intensity::war) {
    const bool goes_on = panel.intensity(country, year - 1) == Intensity::war;
    samples.war.add(
        goes_on ? Eigen::Vector3d(1.0, log_excess(before), 0.0) : Eigen::Vector3d(0.0, 0.0, 1.0),
        log_excess(deaths));
  }
}

LogitPrior shrinking_prior(int terms, int outcomes) {
  LogitPrior prior;
  prior.mean = Eigen::VectorXd::Zero(terms * (outcomes - 1));
  prior.deviation = Eigen::VectorXd::Constant(terms * (outcomes - 1), coefficient_deviation);
  for (int k = 0; k < outcomes - 1; ++k) prior.deviation(k * terms) = intercept_deviation;
  return prior;
}

LogitPrior transition_prior() {
  LogitPrior prior = shrinking_prior(conflict_feature_count, 3);
  for (const int odds : {minor_odds, war_odds}) {
    prior.mean(odds + of_heat) = heat_mean;
    prior.deviation(odds + of_heat) = heat_deviation;
  }
  return prior;
}

// The standard normal number that Fleishman's shock of `tail` sends to `shock` at unit variance:
// the one real root of z (1 + tail z^2) = shock / unit, by Newton's method.
double normal_behind(double shock, double tail, double unit) {
  double z = shock;
  for (int step = 0; step < 50; ++step) {
    z -= (z * (1 + tail * z * z) - shock / unit) / (1 + 3 * tail * z * z);
  }
  return z;
}

double log_likelihood(const Eigen::VectorXd& residual, double tail, double spread) {
  const double unit = 1 / std::sqrt(1 + tail * (6 + tail * 15));
  double sum = 0.0;
  for (const double one : residual) {
    const double z = normal_behind(one / spread, tail, unit);
    sum += -0.5 * z * z - std::log(spread * unit * (1 + 3 * tail * z * z));
  }
  return sum;
}

// Tail and spread of the shocks of a war by maximum likelihood, given the coefficients.
void fit_war_tail(ConflictFit& fit) {
  constexpr double most_tail = 0.3;
  constexpr double tail_step = 0.01;
  constexpr double spread_step = 0.02;
  const double centre = fit.war.spread;
  double best = log_likelihood(fit.war.residual, 0.0, centre);
  for (double tail = 0.0; tail <= most_tail; tail += tail_step) {
    for (double ratio = 0.7; ratio <= 1.3; ratio += spread_step) {
      const double likelihood = log_likelihood(fit.war.residual, tail, ratio * centre);
      if (likelihood <= best) continue;
      best = likelihood;
      fit.war_tail = tail;
      fit.war.spread = ratio * centre;
    }
  }
}

// By moments: how far the world's conflicts of each year were from what was expected, in log odds,
// less what chance alone would have made of it.
CommonShock fit_common_shock(const ConflictFit& fit, const Samples& samples) {
  std::map<int, std::pair<double, double>> years;  // sums of surprises and of their variances
  for (std::size_t row = 0; row < samples.year.size(); ++row) {
    const double shock = fit.transition.effect(samples.group[row]);
    const Eigen::VectorXd p =
        shifted_probabilities(fit.transition.mean, samples.transition.terms[row], shock);
    auto& [surprise, variance] = years[samples.year[row]];
    surprise += (samples.transition.value[row] > 0.0 ? 1.0 : 0.0) - (1.0 - p(0));
    variance += p(0) * (1.0 - p(0));
  }
  double square = 0.0;
  double product = 0.0;
  double before = 0.0;
  for (const auto& [year, sums] : years) {
    const double effect = sums.first / sums.second;
    square += effect * effect - 1.0 / sums.second;
    product += effect * before;
    before = effect;
  }
  const auto count = static_cast<double>(years.size());
  CommonShock common;
  common.spread = std::min(std::sqrt(std::max(square / count, 0.0)), most_common_spread);
  common.persist = square > 0.0 ? std::clamp(product / (count - 1.0) / (square / count), 0.0,
                                             most_common_persist)
                                : 0.0;
  return common;
}

// A conflict's years in a row are one war.
void count_interstate_wars(const ConflictPanel& panel, ConflictFit& fit) {
  std::map<int, std::set<int>> years;
  for (const InterstateWarYear& war : panel.history.interstate) {
    if (war.year <= fit.origin_year) years[war.conflict].insert(war.year);
  }
  double early = 0.0;
  double recent = 0.0;
  for (const auto& [conflict, fought] : years) {
    for (const int year : fought) {
      if (!fought.contains(year - 1)) (year < counted_from ? early : recent) += 1.0;
      if (year == fit.origin_year) continue;
      fit.interstate_ends.years += 1.0;
      if (!fought.contains(year + 1)) fit.interstate_ends.ends += 1.0;
    }
  }
  const double early_rate = early / (counted_from - ConflictHistory::first_interstate_year);
  fit.interstate = {recent + early_rate * earlier_years,
                    fit.origin_year - counted_from + 1 + earlier_years};
}

}  // namespace

ConflictFit fit_conflict(const ConflictPanel& panel, int origin_year) {
  Samples samples;
  for (int year = fit_from + 1; year <= origin_year; ++year) {
    for (int group = 0; group < static_cast<int>(panel.active.size()); ++group) {
      add_country_year(panel, group, year, samples);
    }
  }
  ConflictFit fit;
  fit.origin_year = origin_year;
  fit.country_years = static_cast<int>(samples.transition.terms.size());
  fit.left_out = samples.left_out;
  fit.transition = fit_pooled_logit(
      samples.transition.matrix(), samples.transition.classes(), 3, transition_prior(),
      {samples.group, static_cast<int>(panel.active.size()), country_deviation});
  fit.common = fit_common_shock(fit, samples);
  fit.minor = fit_linear(samples.minor.matrix(), samples.minor.vector());
  fit.war = fit_linear(samples.war.matrix(), samples.war.vector());
  fit_war_tail(fit);
  fit.quiet = fit_logit(samples.quiet.matrix(), samples.quiet.classes(), 2, shrinking_prior(3, 2));
  fit.other = fit_other_violence(panel, origin_year);
  count_interstate_wars(panel, fit);
  return fit;
}

Eigen::Vector3d conflict_chances(const double* parameters, const ConflictFeatures& features,
                                 double shock, double interstate_weight, bool between_states) {
  const Eigen::Map<const Eigen::VectorXd> coefficients(parameters + minor_odds,
                                                       2 * conflict_feature_count);
  const Eigen::Vector3d within_state = shifted_probabilities(coefficients, features, shock);
  const double fought = between_states ? 1.0 - parameters[interstate_end]
                                       : parameters[interstate_rate] * interstate_weight;
  Eigen::Vector3d chances = (1.0 - fought) * within_state;
  chances(2) += fought;
  return chances;
}

}  // namespace peregrine
