#include "host/calibrate/command.h"

#include <fmt/format.h>

#include "host/calibrate/assimilation.h"
#include "host/calibrate/attribution.h"
#include "host/model/conflict/calibration.h"
#include "host/model/conflict/fit/conflict.h"
#include "host/model/displacement/fit/displacement.h"
#include "host/model/displacement/posterior.h"
#include "host/model/economy/fit/economy.h"
#include "host/model/routes/calibration.h"
#include "host/model/routes/fit/routes.h"
#include "host/model/stock/fit/stock.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

std::string output_folder(const CalibrateOptions& options, const std::string& inputs) {
  return options.output.empty() ? inputs + "/calibration" : options.output;
}

}  // namespace

int calibrate_stock_command(const CalibrateOptions& options) {
  const std::string inputs = find_inputs(options.inputs);
  const std::string output = output_folder(options, inputs);
  const StockForecastCalibration result = calibrate_stock(inputs);
  const BaselineInputs baseline = load_baseline(inputs);
  save_stock_calibration(output, result.tables, baseline.countries, baseline.corridors);
  fmt::print("{}written to           {}\n", describe(result.fit), output);
  return static_cast<int>(ExitCode::success);
}

int calibrate_conflict_command(const CalibrateOptions& options) {
  constexpr int posterior_draws = 400;
  const std::string inputs = find_inputs(options.inputs);
  const std::string output = output_folder(options, inputs);
  const ConflictPanel panel = make_conflict_panel(inputs);
  const ConflictFit fit = fit_conflict(panel, ConflictHistory::last_year);
  save_conflict_calibration(output, calibrate_conflict(panel, fit, posterior_draws),
                            panel.countries);
  fmt::print("{}written to           {}\n", describe(fit), output);
  return static_cast<int>(ExitCode::success);
}

int calibrate_economy_command(const CalibrateOptions& options) {
  constexpr int origin_year = 2020;
  const std::string inputs = find_inputs(options.inputs);
  const std::string output = output_folder(options, inputs);
  const EconomyCalibration economy = calibrate_economy(inputs, origin_year);
  save_economy_calibration(output, economy, load_baseline(inputs).countries);
  fmt::print("{}written to           {}\n", describe(economy), output);
  return static_cast<int>(ExitCode::success);
}

int calibrate_displacement_command(const CalibrateOptions& options) {
  const std::string inputs = find_inputs(options.inputs);
  const std::string output = output_folder(options, inputs);
  fmt::print("{}written to           {}\n", calibrate_displacement(inputs, output), output);
  return static_cast<int>(ExitCode::success);
}

int calibrate_routes_command(const CalibrateOptions& options) {
  const std::string inputs = find_inputs(options.inputs);
  const std::string output = output_folder(options, inputs);
  const IrregularHistory history = load_irregular_history(inputs);
  const RouteFit fit = calibrate_routes(inputs, IrregularHistory::last_month);
  save_route_calibration(output, fit.calibration, history);
  fmt::print("{}written to           {}\n", describe(fit, history), output);
  return static_cast<int>(ExitCode::success);
}

int calibrate_attribution_command(const CalibrateOptions& options) {
  constexpr int draws = 1000;
  const std::string inputs = find_inputs(options.inputs);
  const std::string output = output_folder(options, inputs);
  const AttributionFit fit = calibrate_attribution(inputs, draws);
  save_attribution(output, fit.worth);
  fmt::print("{}written to           {}\n", describe(fit), output);
  return static_cast<int>(ExitCode::success);
}

int calibrate_assimilation_command(const CalibrateOptions& options) {
  const std::string inputs = find_inputs(options.inputs);
  const std::string output = output_folder(options, inputs);
  const AssimilationFit fit = calibrate_assimilation(inputs, pilot_draws);
  const BaselineInputs baseline = load_baseline(inputs);
  save_assimilation(output, fit.gains, baseline.countries, baseline.corridors);
  fmt::print("{}written to           {}\n", describe(fit), output);
  return static_cast<int>(ExitCode::success);
}

}  // namespace peregrine
