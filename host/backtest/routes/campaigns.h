// What the process of campaigns does in an ensemble: how often, how large, how long, what observers
// make of it, and what responses change. A check of the model against its own aims, not of the
// world: no series of campaigns is long enough to score a forecast on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/backtest/scoring/figures.h"

namespace peregrine {

// Sections: onsets; sizes and lengths; reliability of P(campaign) and of P(actor); time to 80 %;
// postures against the campaigns of the scenario belarus-2021-again, with Monte Carlo errors.
// `draws` at least 2. Throws InputError.
std::vector<FigureSection> backtest_campaigns(const std::string& inputs_dir, int draws,
                                              std::uint64_t seed);

}  // namespace peregrine
