// What the commands that simulate an ensemble share: options of checkpoints, and the end.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "host/model/assembly/settings.h"
#include "host/run/machine.h"
#include "host/run/run.h"

namespace peregrine {

// --resume, --restart, --overwrite, --checkpoint-every and --patience.
void add_checkpoint_options(CLI::App& command, MachineSettings& machine, std::string& every);

// --overwrite.
void add_overwrite_option(CLI::App& command, MachineSettings& machine);

// What --checkpoint-every says, 0 for auto. Throws UsageError.
std::int64_t blocks_of(const std::string& every);

// Prints how the run ended and, unless it is to be quiet, the summary of what it wrote. Returns the
// exit code.
int print_report(const RunReport& report, const std::string& output, bool quiet);

}  // namespace peregrine
