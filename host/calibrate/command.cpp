#include "host/calibrate/command.h"

#include <fmt/format.h>

#include "host/calibrate/stock.h"
#include "host/support/error.h"

namespace peregrine {

int calibrate_stock_command(const CalibrateOptions& options) {
  const std::string inputs = find_inputs(options.inputs);
  const std::string output = options.output.empty() ? inputs + "/calibration" : options.output;
  const StockForecastCalibration result = calibrate_stock(inputs);
  const BaselineInputs baseline = load_baseline(inputs);
  save_stock_calibration(output, result.tables, baseline.countries, baseline.corridors);
  fmt::print("{}written to           {}\n", describe(result.fit), output);
  return static_cast<int>(ExitCode::success);
}

}  // namespace peregrine
