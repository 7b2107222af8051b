// The back-test of the whole chain: incomes, conflict, displacement, irregular corridors, stock and
// the table in between, from earlier origins.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/backtest/chain/origin.h"
#include "host/backtest/scoring/report.h"

namespace peregrine {

// A forecast of the table of mid-`target_year`, from the origin or from the table it is led to.
struct ChainTarget {
  int origin_year;
  int table_year;  // 0: led to none
  int target_year;
  // Not a forecast: conflict, displacement and irregular entries to this year as they came.
  int hindsight_to = 0;

  int from_year() const { return table_year > 0 ? table_year : origin_year; }
};

// 4 or 5, then 9 or 10 years ahead of 2005, 2010, 2015 and 2020, free and led to the table in
// between; and, of the latest two targets, what would have come of it with hindsight
// of those displaced.
std::vector<ChainTarget> chain_targets();

// The growth of the world's stock from the first table to the target, persons.
struct ChainWorld {
  double start = 0.0;
  double observed_growth = 0.0;
  double mean_growth = 0.0;  // of the draws
  double median_growth = 0.0;
  double low_80 = 0.0;
  double high_80 = 0.0;
};

struct ChainReport {
  ChainTarget target;
  ChainWorld world;
  // Of corridors (pairs of a known origin), of destinations (with the unknown origin) and of
  // origins, beside persistence, half-linear and linear of the table that was there last.
  BacktestReport corridors;
  BacktestReport destinations;
  BacktestReport origins;
};

// `draws` at least 2. The same arguments give the same figures. Throws InputError.
std::vector<ChainReport> backtest_chain(const std::string& inputs_dir,
                                        const std::vector<ChainTarget>& targets, int draws,
                                        std::uint64_t seed);

// A table a forecast, at most 110 columns wide.
std::string format_chain(const std::vector<ChainReport>& reports);

// The reports of scores, in the order of the targets.
std::vector<BacktestReport> score_reports(const std::vector<ChainReport>& reports);

}  // namespace peregrine
