// History as the conflict process sees it: last year's features and this year's outcome.
#pragma once

#include <Eigen/Dense>
#include <string>
#include <vector>

#include "host/model/conflict/tables.h"
#include "kernels/conflict/view.h"

namespace peregrine {

// Whether a year's heat is the one observed, as in the fit, or the mean of the ten years before it,
// which is what a forecast knows.
enum class HeatKnown { observed, expected };

using ConflictFeatures = Eigen::Matrix<double, conflict_feature_count, 1>;

struct ConflictPanel {
  Countries countries;
  ConflictHistory history;
  std::vector<int> active;  // countries of 500,000 persons or more in any year since 1990

  // [country][year], as ConflictHistory; zero where the country is not active
  std::vector<double> memory;          // of log(1 + state-based deaths)
  std::vector<double> long_memory;     // the long one of it
  std::vector<double> other_past;      // ten-year level of log(1 + deaths in other violence)
  std::vector<double> log_population;  // log(persons / 10 million)
  std::vector<double> log_income;      // log(GDP per head / 8,000)
  std::vector<double> heat;            // without gaps: see make_conflict_panel
  std::vector<char> between_states;    // 1: at war on its own soil, with another state

  // Persons: in all organised violence (from 1990 on), in conflicts of a state, in other violence.
  double deaths(int country, int year) const {
    return history.deaths[ConflictHistory::at(country, year)];
  }
  double fought(int country, int year) const {
    return history.fought[ConflictHistory::at(country, year)];
  }
  double other(int country, int year) const {
    return deaths(country, year) - fought(country, year);
  }
  Intensity intensity(int country, int year) const;
  // The mean of the up to ten years before `year`.
  double expected_heat(int country, int year) const;
  // What the odds of `year` (1951 ... 2025) depend on; reads no year after the one before, except
  // for an observed heat.
  ConflictFeatures features(int country, int year, HeatKnown known) const;
};

// Heat that the source lacks is the mean of the other countries' in that year, and after its last
// year the country's mean of the ten years before. Throws InputError.
ConflictPanel make_conflict_panel(const std::string& inputs_dir);

}  // namespace peregrine
