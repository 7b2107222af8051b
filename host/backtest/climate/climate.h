// The climate against what it must reproduce: published sensitivities, FaIR's own runs, the
// observed record, and where pledges and present policies lead.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/backtest/scoring/figures.h"

namespace peregrine {

// `draws` realizations of each ensemble, at least 2. Throws InputError.
std::vector<FigureSection> backtest_climate(const std::string& inputs_dir, int draws,
                                            std::uint64_t seed);

}  // namespace peregrine
