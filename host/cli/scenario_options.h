// Options that the commands share which simulate a scenario.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "host/model/assembly/settings.h"
#include "host/run/machine.h"

namespace peregrine {

struct ScenarioArguments {
  std::string scenario;  // file
  std::vector<std::string> overrides;
  std::string draws;
  std::string seed;
  std::string to_year;
  std::string observed;  // a user's own months
};

// The scenario's file, --draws, --seed, --to, --observed and --set.
CLI::Option* add_scenario_options(CLI::App& command, ScenarioArguments& arguments);

// What --set says and what the options with a name of their own say, which win.
std::vector<std::string> overrides_of(const ScenarioArguments& arguments);

// Appends "key=value" where there is a value.
void add_override(std::vector<std::string>& overrides, std::string_view key,
                  const std::string& value);

// --compression, of commands that write an ensemble file.
void add_compression_option(CLI::App& command, MachineSettings& machine);

// --inputs, --threads, --device and --tile.
void add_machine_options(CLI::App& command, MachineSettings& machine);

}  // namespace peregrine
