// The stock back-test: corridors five years ahead, forecast from what was known at the origin.
#pragma once

#include <cstdint>
#include <string>

#include "host/backtest/scoring/report.h"

namespace peregrine {

// Forecasts the stock table (2024 revision) of `origin_year` + 5 by the engine's own kernels,
// fitted on the tables up to `origin_year` (2005, 2010 or 2015) alone, and scores it beside
// persistence, linear and half-linear. Scored are the corridors of known origin with a figure at
// either end, for the errors, as rivals are usually computed. Throws InputError;
// std::invalid_argument for fewer than two draws.
BacktestReport backtest_stock(const std::string& inputs_dir, int origin_year, int draws,
                              std::uint64_t seed);

}  // namespace peregrine
