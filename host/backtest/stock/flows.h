// The flow back-test: five-year flows of all ordered pairs, forecast from the periods before.
#pragma once

#include <cstdint>
#include <string>

#include "host/backtest/scoring/report.h"
#include "host/model/stock/fit/flow_panel.h"

namespace peregrine {

// Forecasts 2015-20 from what was known in 2015 and scores it beside persistence, the mean of the
// earlier periods and AR(1) in logs. `inputs_dir` is the folder that holds history/; `draws` (at
// least 2) is the size of the ensemble. The same arguments give the same figures. Throws
// InputError, or std::invalid_argument for too few draws.
BacktestReport backtest_flows(const std::string& inputs_dir, int draws, std::uint64_t seed);

// The same for any period 3 ... 5 (2005-10, 2010-15, 2015-20) of `panel`; later periods are not
// read.
BacktestReport backtest_flows(const FlowPanel& panel, int target, int draws, std::uint64_t seed);

}  // namespace peregrine
