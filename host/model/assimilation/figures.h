// The figures of a later table of migrants, put beside the corridors of a forecast.
#pragma once

#include <vector>

#include "host/model/tables/tables.h"

namespace peregrine {

struct StockFigures {
  int year = 0;
  // [corridor] persons at mid-year; 0: the table does not list the pair, but others of its
  // destination; no_estimate: it has no figures of the destination.
  std::vector<double> persons;
  double without_corridor = 0.0;  // persons of the table whom no corridor has
};

// Corridors, in the order of the baseline.
struct CorridorList {
  const std::vector<int>& origin;       // [corridor] country
  const std::vector<int>& destination;  // [corridor] country
};

// `figures` of a table's pairs, persons. A pair without a corridor is counted with the unknown
// origin (`unknown`, a country's index) of its destination where that is a corridor, as statistics
// do with origins that they do not tell apart.
StockFigures match_figures(const StockHistory& pairs, const std::vector<double>& figures, int year,
                           const CorridorList& corridors, int unknown);

}  // namespace peregrine
