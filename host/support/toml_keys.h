// In which keys two TOML texts differ.
#pragma once

#include <string>
#include <vector>

namespace peregrine {

struct ChangedKey {
  std::string key;   // dotted
  std::string in_a;  // as TOML; empty where it is missing
  std::string in_b;
};

// The keys whose values differ, in the order of their names, but for a scenario's name and
// description; the whole text as one, `scenario_toml`, where either is no TOML.
std::vector<ChangedKey> changed_keys(const std::string& toml_a, const std::string& toml_b);

}  // namespace peregrine
