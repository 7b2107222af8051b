// What the economy reads and what it carries from year to year.
#pragma once

#include "kernels/ground/portable.h"

namespace peregrine {

// Log of gross domestic product per head in 2021 purchasing power dollars: "income" for short.
struct EconomyView {
  int present;                   // 0: there is no economy in this world, and no driver acts
  const float* trend;            // [year][country] log income of the scenario's path
  const float* national_spread;  // [country] sd of a yearly shock to log income
  const float* known;            // [country] 1 where the income is known, else 0
  float common_spread;           // sd of the yearly shock that all countries share
  float shock_tail;              // Fleishman's cubic coefficient of both
  float innovations;             // 1: shocks are drawn, 0: incomes stay on their trend

  // Of arrivals, in the income of the origin and of the destination: mean and sd of a realization's
  // value, and the correlation of the two.
  float origin_elasticity;
  float origin_elasticity_spread;
  float destination_elasticity;
  float destination_elasticity_spread;
  float elasticity_correlation;
};

enum EconomyParameter : int { income_at_origin, income_at_destination, economy_parameter_count };

struct EconomyState {
  float* parameters;  // [economy_parameter_count][lane]
  float* deviation;   // [country][lane] of log income from its trend
  float* income;      // [country][lane] log income
};

}  // namespace peregrine
