// The whole model as it would have been made in an earlier year.
#pragma once

#include <string>
#include <vector>

#include "host/model/assembly/forecast.h"
#include "host/model/stock/fit/pair_figures.h"
#include "host/model/stock/fit/pressure.h"
#include "host/model/stock/fit/spread.h"

namespace peregrine {

// Which tables of migrants a forecast begins with and, where it is led to a later one, which: mid-
// years that have tables. What else was counted it knows to the end of known_to().
struct ChainSpan {
  int origin_year = 2015;
  int table_year = 0;  // 0: led to none
  int last_year = 2020;
  int hindsight_to = 0;  // conflict, displacement and irregular entries as they came; 0: none of it

  int known_to() const { return table_year > 0 ? table_year : origin_year; }
};

// What is read once for all origins.
struct ChainRecord {
  std::string folder;
  Countries countries;
  StockHistory tables;  // 2024 revision
  PopulationHistory population;
  GdpHistory incomes;
  ForecastInputs shipped;  // of which climate, conflict, displacement and routes have the record
};
// Throws InputError.
ChainRecord load_chain_record(const std::string& inputs_dir);

// Everything fitted on what was known then, for every pair of an origin and a destination that the
// tables to the origin have, and the unknown origin.
struct ChainOrigin {
  ForecastInputs inputs;
  RunSettings settings;
  World world;
  PressureMap map;    // of the stock's laws
  ScaleBySize scale;  // the same
};
ChainOrigin make_chain_origin(const ChainRecord& record, const ChainSpan& span);

// Persons of a table by pair, of mid-`year`: 1990, 1995 ... 2020, 2024; 0 where it has no estimate.
class ChainTables {
 public:
  explicit ChainTables(const StockHistory& tables) : tables_(tables), pairs_(tables) {}
  double persons(int origin, int destination, int year) const {
    return year == StockHistory::latest_year ? pairs_.latest(origin, destination)
                                             : pairs_.stock(origin, destination, year);
  }
  // [pair of the tables] as they stand there
  std::vector<double> column(int year) const;

 private:
  const StockHistory& tables_;
  PairFigures pairs_;
};

}  // namespace peregrine
