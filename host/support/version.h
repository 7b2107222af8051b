// What this program is: printed by --version and stored in every ensemble file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace peregrine {

// Changes when the bits of a forecast do (docs/running.md, "The same bits").
inline constexpr std::string_view model_version = "12";

// Release of the program, for example "0.1.0".
std::string_view program_version();

// Compiler, its version, build type and CPU level.
std::string_view build_description();

// Revision of the source, as git describes it, or "unknown".
std::string_view git_revision();

// Names of the devices this binary carries, as --device takes them.
std::vector<std::string> built_devices();

}  // namespace peregrine
