// Fronts, diversion between borders and the priors of the irregular corridors, tables of judgement
// whose sources inputs/SOURCES.md names; and what an observer's belief is worth, which is fitted.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "host/model/routes/tables.h"
#include "host/model/tables/tables.h"
#include "kernels/routes/view.h"

namespace peregrine {

// A border on which an actor may steer people; borders and fronts by their index, -1: none.
struct Front {
  std::string code;
  std::string name;
  int border = -1;
  std::string actor;
  int partner = -1;
  double onsets_per_year = 0.0;
  double median_attempts = 0.0;
  double coup_belt = 0.0;   // added share of its rate per coup remembered in the belt
  double remembered = 0.0;  // successes, at the end of 2024
  int at_war = -1;          // country whose war between states raises its rate
};

// Of a parameter of kernels/routes/view.h, in its order.
struct RoutePrior {
  double mean = 0.0;
  double spread = 0.0;
  double low = 0.0;
  double high = 0.0;
};

// Coefficients of campaign_probability() of kernels/routes/attribution.h, of powers 0 to 3.
using BeliefWorth = std::array<double, belief_terms>;

struct FrontInputs {
  std::vector<Front> fronts;
  std::vector<int> near;  // [border] neighbouring border
  // [border] 1 where those who are kept out may try another route, and others may try this one
  std::vector<int> diverts;
  std::vector<RoutePrior> priors;
  BeliefWorth worth{};
};

// Names of the parameters, as in the table of priors.
const std::vector<std::string>& route_parameter_names();

// Reads calibration/fronts.csv, diversion.csv, route_priors.csv and attribution.csv. Throws
// InputError with all problems of all four.
FrontInputs load_fronts(const std::string& inputs_dir, const IrregularHistory& history,
                        const Countries& countries);

}  // namespace peregrine
