// Forecasts of a later table of migrants: draws of the stocks, and their scores beside those of
// rivals that go on from the tables before.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/backtest/scoring/report.h"
#include "host/model/assembly/world.h"

namespace peregrine {

// Whole persons, as a table counts them.
struct StockSamples {
  std::vector<float> corridor;  // [corridor][draw]
  std::vector<float> world;     // [draw]
};

// Of mid-year `step` after the first, for each of `steps`. The same arguments give the same
// figures.
std::vector<StockSamples> sample_stocks(const World& world, const StockSwitches& switches,
                                        const std::vector<int>& steps, int draws,
                                        std::uint64_t seed);

// Persons of a pair, a destination or an origin.
struct TableUnit {
  int cluster = 0;      // country by which the bootstrap resamples
  double before = 0.0;  // in the table five years before the rivals' last
  double start = 0.0;   // in the rivals' last table
  double outcome = 0.0;
};

struct TableForecasts {
  std::vector<TableUnit> units;
  std::vector<float> samples;  // [unit][draw]
};

// Fills the scores of `report` with those of Peregrine, persistence, half-linear and linear;
// `years` from the rivals' last table to the outcome. The headline is the error of units with
// migrants at either end, as rivals are usually computed; `named` says what they are. Sorts each
// unit's samples.
void score_beside_tables(TableForecasts& forecasts, int draws, int years, int countries,
                         std::uint64_t seed, const std::string& named, BacktestReport& report);

}  // namespace peregrine
