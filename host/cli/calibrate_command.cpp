// peregrine calibrate
#include <memory>

#include "host/calibrate/command.h"
#include "host/cli/commands.h"

namespace peregrine {
namespace {

constexpr const char* examples =
    "Examples:\n"
    "  peregrine calibrate stock\n"
    "  peregrine calibrate conflict --inputs inputs -o posterior\n";

void add_subject(CLI::App& command, Action& action, const char* name, const char* description,
                 int (*calibrate)(const CalibrateOptions&)) {
  const auto options = std::make_shared<CalibrateOptions>();
  CLI::App* subject = command.add_subcommand(name, description);
  subject->add_option("--inputs", options->inputs, "Folder of the compiled inputs")
      ->type_name("DIR");
  subject
      ->add_option("-o,--output", options->output,
                   "Folder for the posterior (default: calibration/ of the inputs)")
      ->type_name("DIR");
  subject->footer(examples);
  subject->callback(
      [options, calibrate, &action] { action = [=] { return calibrate(*options); }; });
}

}  // namespace

void add_calibrate_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("calibrate", "Fit the model's parameters to history");
  command->require_subcommand(1);
  add_subject(*command, action, "stock", "The migrant stock by corridor", calibrate_stock_command);
  add_subject(*command, action, "conflict", "Conflict and deaths by country",
              calibrate_conflict_command);
  add_subject(*command, action, "displacement", "Displacement across borders, by pair",
              calibrate_displacement_command);
  add_subject(*command, action, "economy", "Incomes and what they do to arrivals",
              calibrate_economy_command);
  add_subject(*command, action, "routes", "Irregular crossings by border and nationality",
              calibrate_routes_command);
  add_subject(*command, action, "attribution",
              "What an observer's beliefs are worth (after the others)",
              calibrate_attribution_command);
  add_subject(*command, action, "assimilation",
              "How far draws follow the latest table of migrants (last)",
              calibrate_assimilation_command);
  command->footer(examples);
}

}  // namespace peregrine
