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

// The keys whose values differ, in the order of their names, but for those that change no draw: a
// scenario's name and description, and the path of its own months, whose content has a key of its
// own. The whole text as one, `scenario_toml`, where either is no TOML.
std::vector<ChangedKey> changed_keys(const std::string& toml_a, const std::string& toml_b);

}  // namespace peregrine
