// peregrine calibrate
#include <memory>

#include "host/calibrate/command.h"
#include "host/cli/commands.h"

namespace peregrine {

void add_calibrate_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("calibrate", "Fit the model's parameters to history");
  command->require_subcommand(1);
  const auto options = std::make_shared<CalibrateOptions>();
  CLI::App* stock = command->add_subcommand("stock", "The migrant stock by corridor");
  stock->add_option("--inputs", options->inputs, "Folder of the compiled inputs")->type_name("DIR");
  stock
      ->add_option("-o,--output", options->output,
                   "Folder for the posterior (default: calibration/ of the inputs)")
      ->type_name("DIR");
  const char* examples =
      "Examples:\n"
      "  peregrine calibrate stock\n"
      "  peregrine calibrate stock --inputs inputs -o posterior\n";
  command->footer(examples);
  stock->footer(examples);
  stock->callback(
      [options, &action] { action = [options] { return calibrate_stock_command(*options); }; });
}

}  // namespace peregrine
