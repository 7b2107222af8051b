#include "host/backtest/conflict/conflict.h"

#include <array>
#include <cmath>
#include <limits>

#include "host/model/fitting/posterior_normals.h"
#include "host/statistics/auc.h"

namespace peregrine {
namespace {

constexpr int posterior_draws = 200;

// What a forecaster said of each country-year.
struct Forecaster {
  std::string name;
  std::vector<Eigen::Vector3d> chances;
};

// The country-years that all forecasters are scored on, in one order.
struct Outcomes {
  std::vector<int> country;
  std::vector<int> year;
  std::vector<Intensity> before;
  std::vector<Intensity> now;
};

int index(Intensity intensity) {
  return static_cast<int>(intensity);
}

// Frequencies of this year's state given last year's, with half a case in every cell (Jeffreys).
Eigen::Matrix3d transition_frequencies(const ConflictPanel& panel, int last_year) {
  Eigen::Matrix3d cases = Eigen::Matrix3d::Constant(0.5);
  for (int year = ConflictHistory::first_year + 1; year <= last_year; ++year) {
    for (const int country : panel.active) {
      cases(index(panel.intensity(country, year - 1)), index(panel.intensity(country, year))) += 1;
    }
  }
  return cases.array().colwise() / cases.rowwise().sum().array();
}

// Over the posterior, the country's effect and the world's shock.
Eigen::Vector3d mean_chances(const ConflictCalibration& calibration,
                             const ConflictFeatures& features, int country, bool between_states) {
  const ConflictStart& start = calibration.countries[static_cast<std::size_t>(country)];
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  for (int row = 1; row <= posterior_draws; ++row) {
    const double* const parameters = calibration.posterior.data() + row * conflict_parameter_count;
    PosteriorNormals own(Process::conflict_effect, country * posterior_draws + row);
    PosteriorNormals common(Process::conflict_common, row);
    const double shock = start.effect + start.effect_deviation * own.next() +
                         parameters[common_spread] * common.next();
    sum += conflict_chances(parameters, features, shock, start.interstate_weight, between_states);
  }
  return sum / posterior_draws;
}

void forecast_year(const ConflictPanel& panel, int year, Outcomes& outcomes, Forecaster& peregrine,
                   Forecaster& transitions, Forecaster& repeat) {
  const ConflictCalibration calibration =
      calibrate_conflict(panel, fit_conflict(panel, year - 1), posterior_draws);
  const Eigen::Matrix3d frequencies = transition_frequencies(panel, year - 1);
  for (const int country : panel.active) {
    const Intensity before = panel.intensity(country, year - 1);
    outcomes.country.push_back(country);
    outcomes.year.push_back(year);
    outcomes.before.push_back(before);
    outcomes.now.push_back(panel.intensity(country, year));
    const bool between_states = panel.between_states[ConflictHistory::at(country, year - 1)] != 0;
    peregrine.chances.push_back(mean_chances(
        calibration, panel.features(country, year, HeatKnown::expected), country, between_states));
    transitions.chances.push_back(frequencies.row(index(before)).transpose());
    repeat.chances.push_back(Eigen::Vector3d::Unit(index(before)));
  }
}

double brier(const Eigen::Vector3d& chances, Intensity now) {
  return (chances - Eigen::Vector3d::Unit(index(now))).squaredNorm();
}

double brier_conflict(const Eigen::Vector3d& chances, Intensity now) {
  return std::pow(1.0 - chances(0) - (now == Intensity::none ? 0.0 : 1.0), 2);
}

double log_score(const Eigen::Vector3d& chances, Intensity now) {
  const double chance = chances(index(now));
  return chance > 0.0 ? -std::log(chance) : std::numeric_limits<double>::quiet_NaN();
}

struct Event {
  std::vector<double> score;
  std::vector<char> happened;
};

// Conflict, war, or conflict after peace, over the country-years that `kept` has.
Event conflict_event(const Forecaster& forecaster, const Outcomes& outcomes,
                     const std::vector<char>& kept) {
  Event event;
  for (std::size_t i = 0; i < outcomes.now.size(); ++i) {
    if (kept[i] == 0) continue;
    event.score.push_back(1.0 - forecaster.chances[i](0));
    event.happened.push_back(outcomes.now[i] != Intensity::none);
  }
  return event;
}

Event war_event(const Forecaster& forecaster, const Outcomes& outcomes,
                const std::vector<char>& kept) {
  Event event;
  for (std::size_t i = 0; i < outcomes.now.size(); ++i) {
    if (kept[i] == 0) continue;
    event.score.push_back(forecaster.chances[i](index(Intensity::war)));
    event.happened.push_back(outcomes.now[i] == Intensity::war);
  }
  return event;
}

double area(const Event& event) {
  return area_under_curve(event.score, event.happened);
}

ConflictScores score(const Forecaster& forecaster, const Outcomes& outcomes,
                     const std::vector<char>& kept) {
  ConflictScores scores;
  scores.name = forecaster.name;
  std::vector<char> at_peace = kept;
  double count = 0.0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (outcomes.before[i] != Intensity::none) at_peace[i] = 0;
    if (kept[i] == 0) continue;
    count += 1.0;
    scores.brier += brier(forecaster.chances[i], outcomes.now[i]);
    scores.brier_conflict += brier_conflict(forecaster.chances[i], outcomes.now[i]);
    scores.log_score += log_score(forecaster.chances[i], outcomes.now[i]);
  }
  scores.brier /= count;
  scores.brier_conflict /= count;
  scores.log_score /= count;
  scores.area_conflict = area(conflict_event(forecaster, outcomes, kept));
  scores.area_war = area(war_event(forecaster, outcomes, kept));
  scores.area_onset = area(conflict_event(forecaster, outcomes, at_peace));
  return scores;
}

using OneScore = double (*)(const Eigen::Vector3d&, Intensity);

void add_differences(ConflictReport& report, const Forecaster& ours, const Forecaster& rival,
                     const Outcomes& outcomes, int countries, std::uint64_t seed) {
  const std::vector<char> everything(outcomes.now.size(), 1);
  const auto add_area = [&](const char* measure, const Event& mine, const Event& other) {
    report.differences.push_back({rival.name, measure,
                                  area_difference(mine.score, other.score, mine.happened,
                                                  outcomes.country, countries, seed)});
  };
  add_area("AUC conflict", conflict_event(ours, outcomes, everything),
           conflict_event(rival, outcomes, everything));
  add_area("AUC war", war_event(ours, outcomes, everything),
           war_event(rival, outcomes, everything));
  const auto add_mean = [&](const char* measure, OneScore one) {
    std::vector<double> values(outcomes.now.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = one(ours.chances[i], outcomes.now[i]) - one(rival.chances[i], outcomes.now[i]);
      if (std::isnan(values[i])) return;
    }
    report.differences.push_back(
        {rival.name, measure, cluster_bootstrap(values, outcomes.country, countries, seed)});
  };
  add_mean("Brier", brier);
  add_mean("log score", log_score);
}

void count_years(ConflictReport& report, const Forecaster& peregrine, const Outcomes& outcomes) {
  for (int year = report.first_target; year <= report.last_target; ++year) {
    ConflictYearCount count{year, 0.0, 0};
    for (std::size_t i = 0; i < outcomes.now.size(); ++i) {
      if (outcomes.year[i] != year) continue;
      count.expected += 1.0 - peregrine.chances[i](0);
      count.observed += outcomes.now[i] != Intensity::none ? 1 : 0;
    }
    report.years.push_back(count);
  }
}

}  // namespace

ConflictReport backtest_conflict(const ConflictPanel& panel, int first_target, int last_target,
                                 int draws, std::uint64_t seed) {
  Outcomes outcomes;
  Forecaster peregrine{"Peregrine", {}};
  Forecaster transitions{"transition frequencies", {}};
  Forecaster repeat{"last state repeated", {}};
  for (int year = first_target; year <= last_target; ++year) {
    forecast_year(panel, year, outcomes, peregrine, transitions, repeat);
  }
  ConflictReport report;
  report.first_target = first_target;
  report.last_target = last_target;
  report.countries = static_cast<int>(panel.active.size());
  report.country_years = static_cast<int>(outcomes.now.size());
  const std::vector<char> everything(outcomes.now.size(), 1);
  for (const Forecaster* one : {&peregrine, &transitions, &repeat}) {
    report.all.push_back(score(*one, outcomes, everything));
  }
  for (const Forecaster* rival : {&transitions, &repeat}) {
    add_differences(report, peregrine, *rival, outcomes, panel.countries.size(), seed);
  }
  count_years(report, peregrine, outcomes);
  report.origin = first_target - 1;
  report.draws = draws;
  report.simulated = simulate_history(panel, report.origin, last_target, draws, seed);
  return report;
}

}  // namespace peregrine
