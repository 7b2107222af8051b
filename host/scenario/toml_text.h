// A scenario's text as TOML, and what its author meant where it is none.
#pragma once

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>

#include "host/scenario/problem_list.h"
#include "host/scenario/schema.h"

namespace peregrine {

// The table that `text` holds; nothing where it cannot be read on. A line whose value alone is no
// TOML, such as `month = 2026-07`, is told and left out, so that the others are read all the same.
std::optional<toml::table> parse_toml(const std::string& text, ProblemList& problems);

// What `value = ...` holds; nothing where that is no TOML, or more than one line.
std::optional<toml::table> one_value(const std::string& source);

// A number that TOML does not take as it was written, as it takes it: 010 is ten.
struct MeantNumber {
  std::optional<std::string> toml;
  std::string problem;  // where there is none
  std::string remedy;
};
MeantNumber number_meant(const ScenarioKey& key, std::string_view text);

// What is wrong with a month without quotes, and what to do about it.
std::string fault_of_bare_month(std::string_view text);
inline constexpr const char* quoted_month = "a month is written \"2026-07\", in quotes";

// A scalar as it is written at `position` of `text`; empty where the text is shorter.
std::string written_at(std::string_view text, const toml::source_position& position);

}  // namespace peregrine
