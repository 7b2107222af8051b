// A scenario's bytes, before anything is made of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "host/support/error.h"

namespace peregrine {

inline constexpr std::size_t most_scenario_bytes = 1'000'000;

// The first thing that keeps `text` from being a text of a scenario's size: NUL, not UTF-8.
std::optional<Problem> problem_of_text(std::string_view text, const std::string& name);

// The contents of the file. Throws InputError where it is missing, a folder, or cannot be read.
// Reads no more than one byte beyond most_scenario_bytes.
std::string read_scenario_text(const std::string& path);

}  // namespace peregrine
