// `peregrine calibrate`.
#pragma once

#include <string>

namespace peregrine {

struct CalibrateOptions {
  std::string inputs;  // folder of the compiled inputs; empty: the ones that came with the program
  std::string output;  // folder for the posterior tables; empty: calibration/ in the inputs folder
};

// Fits the stock process to history, writes its posterior draws and prints what was fitted.
// Returns the exit code. Throws InputError, OutputError.
int calibrate_stock_command(const CalibrateOptions& options);

// The same for the conflict process.
int calibrate_conflict_command(const CalibrateOptions& options);
// The same for incomes, whose parameters are one set of estimates and their standard errors.
int calibrate_economy_command(const CalibrateOptions& options);
// The same for the displacement process.
int calibrate_displacement_command(const CalibrateOptions& options);
// The same for irregular crossings, whose parameters are estimates and their spreads.
int calibrate_routes_command(const CalibrateOptions& options);
// What beliefs in campaigns are worth, on draws of the model as its other tables make it.
int calibrate_attribution_command(const CalibrateOptions& options);
// How far draws follow the table of migrants of mid-2024, from a pilot of the reference.
int calibrate_assimilation_command(const CalibrateOptions& options);

}  // namespace peregrine
