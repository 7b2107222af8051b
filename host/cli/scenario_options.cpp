#include "host/cli/scenario_options.h"

#include <fmt/format.h>

#include <string>

#include "host/cli/number_options.h"

namespace peregrine {

CLI::Option* add_scenario_options(CLI::App& command, ScenarioArguments& arguments) {
  CLI::Option* scenario = command.add_option("scenario", arguments.scenario, "Scenario file")
                              ->type_name("SCENARIO.toml");
  takes_something(command.add_option("--draws", arguments.draws, "Realizations (run.draws)"))
      ->type_name("N");
  takes_something(
      command.add_option("--seed", arguments.seed, "Key of the random streams (run.seed)"))
      ->type_name("S");
  takes_something(command.add_option("--to", arguments.to_year, "Last year forecast (run.to_year)"))
      ->type_name("YEAR");
  takes_something(command.add_option("--observed", arguments.observed,
                                     "Your own months at borders (irregular.observed)"))
      ->type_name("MONTHS.csv");
  command.add_option("--set", arguments.overrides, "Any key of the scenario; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  return scenario;
}

std::vector<std::string> overrides_of(const ScenarioArguments& arguments) {
  std::vector<std::string> overrides = arguments.overrides;
  add_override(overrides, "run.draws", arguments.draws);
  add_override(overrides, "run.seed", arguments.seed);
  add_override(overrides, "run.to_year", arguments.to_year);
  add_override(overrides, "irregular.observed", arguments.observed);
  return overrides;
}

void add_override(std::vector<std::string>& overrides, std::string_view key,
                  const std::string& value) {
  if (!value.empty()) overrides.push_back(fmt::format("{}={}", key, value));
}

void add_compression_option(CLI::App& command, MachineSettings& machine) {
  command
      .add_option_function<std::string>(
          "--compression",
          [&machine](const std::string& name) {
            machine.compression = name == "none" ? Compression::none : Compression::deflate;
          },
          "How the file is stored: deflate or none (default: deflate)")
      ->check(CLI::IsMember({"deflate", "none"}).description(""))
      ->type_name("C");
}

void add_machine_options(CLI::App& command, MachineSettings& machine) {
  constexpr int most_threads = 4096;
  command.add_option("--inputs", machine.inputs, "Folder of the compiled inputs")->type_name("DIR");
  takes_whole(command.add_option("--threads", machine.threads,
                                 "CPU threads a rank (default: all it may use)"))
      ->check(CLI::Range(1, most_threads).description(""))
      ->type_name("N");
  command.add_option("--device", machine.device, "auto, serial, omp, tbb or cuda (default: auto)")
      ->check(CLI::IsMember({"auto", "serial", "omp", "tbb", "cuda"}).description(""))
      ->type_name("D");
  takes_whole(command.add_option("--tile", machine.tile_width,
                                 "1, 8, 16 or 32 draws that advance together on a thread"))
      ->check(CLI::IsMember({1, 8, 16, 32}).description(""))
      ->type_name("W");
}

}  // namespace peregrine
