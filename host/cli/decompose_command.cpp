// peregrine decompose
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>
#include <vector>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/number_options.h"
#include "host/cli/progress.h"
#include "host/cli/report_options.h"
#include "host/cli/scenario_options.h"
#include "host/decompose/decompose.h"
#include "host/decompose/drivers.h"
#include "host/run/machine.h"
#include "host/scenario/scenario.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct DecomposeArguments {
  ScenarioArguments scenario;
  MachineSettings machine;
  DecomposeRequest request;
  ReportForm form;
  bool quiet = false;
};

RunSettings settings_of(const ScenarioArguments& arguments) {
  const std::vector<std::string> overrides = overrides_of(arguments);
  if (arguments.scenario.empty()) return parse_scenario("", "the reference", overrides);
  return load_scenario(arguments.scenario, overrides);
}

int decompose_scenario(const DecomposeArguments& arguments) {
  const RunSettings settings = settings_of(arguments.scenario);
  const Decomposition result = [&] {
    if (arguments.quiet) spdlog::set_level(spdlog::level::err);
    ProgressPrinter progress(arguments.quiet || is_silent() ? ProgressStyle::none
                                                            : progress_style_of_stderr());
    return decompose(
        settings, arguments.machine, arguments.request,
        [&progress](std::int64_t done, std::int64_t total) { progress.show(done, total); });
  }();
  if (is_silent()) return static_cast<int>(ExitCode::success);
  if (arguments.form.csv) {
    print(decomposition_as_csv(result));
  } else if (arguments.form.json) {
    print(decomposition_as_json(result));
  } else {
    print(decomposition_as_text(result));
  }
  return static_cast<int>(ExitCode::success);
}

void add_quantity_options(CLI::App& command, DecomposeRequest& request) {
  command
      .add_option("--country", request.countries,
                  "Immigrants and emigrants of a country, ISO 3166-1 alpha-3; may be repeated")
      ->type_name("ISO")
      ->allow_extra_args(false);
  command
      .add_option("--corridor", request.corridors,
                  "A corridor, for example MEX-USA; may be repeated")
      ->type_name("ORIG-DEST")
      ->allow_extra_args(false);
  takes_whole(command.add_option("--year", request.years,
                                 "In this year (default: the last); may be repeated"))
      ->type_name("Y")
      ->allow_extra_args(false);
}

std::string drivers_in_words() {
  std::string text =
      "Simulates the scenario (default: the reference) once for each driver with that driver\n"
      "frozen, and once with new luck for that driver, always on the same draws. Reports on the\n"
      "world and on the places that you ask for.\n"
      "\n"
      "effect       mean of the scenario less the mean with the driver frozen\n"
      "first order  share of the variance that would disappear if the driver's luck were known.\n"
      "             The shares need not add up to 100 %; the rest are interactions, which drivers\n"
      "             make only together\n"
      "total        share that would remain if all other luck were known: the driver with all of\n"
      "             its interactions\n"
      "\n"
      "Drivers, and what is left of each when it is frozen:\n";
  for (const Driver& driver : drivers()) {
    text += fmt::format("  {:<13}{}\n", driver.name, driver.frozen);
  }
  return text +
         "\n"
         "Examples:\n"
         "  peregrine decompose\n"
         "  peregrine decompose inputs/scenarios/ssp585.toml --to 2100 --corridor SYR-TUR\n"
         "  peregrine decompose --country BGD --year 2030 --year 2050 --csv > parts.csv\n"
         "  mpirun -n 4 peregrine decompose --threads 1\n";
}

}  // namespace

void add_decompose_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand(
      "decompose", "Show what each driver does to the mean and the spread of a scenario");
  const auto arguments = std::make_shared<DecomposeArguments>();
  add_scenario_options(*command, arguments->scenario);
  add_quantity_options(*command, arguments->request);
  add_form_options(*command, arguments->form);
  add_machine_options(*command, arguments->machine);
  command->add_flag("-q,--quiet", arguments->quiet, "Show no progress");
  command->footer(drivers_in_words());
  command->callback(
      [arguments, &action] { action = [arguments] { return decompose_scenario(*arguments); }; });
}

}  // namespace peregrine
