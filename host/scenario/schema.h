// The keys of a scenario: one table from which reading, checking, defaults and documentation
// derive.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "host/model/tables/settings.h"

namespace peregrine {

// Where a key's value lives; the type of the member is the type of the key.
using ScenarioField = std::variant<std::string RunSettings::*, std::int64_t RunSettings::*,
                                   std::uint64_t RunSettings::*, int RunSettings::*,
                                   double RunSettings::*, Sampling RunSettings::*>;

struct ScenarioKey {
  std::string_view key;  // "section.name", or "section.part.name"
  ScenarioField field;
  std::string_view unit;          // empty where there is none
  std::int64_t low = 0;           // least and greatest value, or length in bytes of a text;
  std::int64_t high = 0;          // not used by on/off keys
  std::string_view sentence;      // what it does
  std::string_view choices = {};  // of a text, separated by |; empty: any

  std::string_view section() const { return key.substr(0, key.find('.')); }
  std::string_view name() const { return key.substr(key.find('.') + 1); }
};

// All keys, those of a section together, in the order in which they are documented.
std::span<const ScenarioKey> scenario_schema();

// Null where there is no such key.
const ScenarioKey* find_scenario_key(std::string_view key);

bool is_scenario_section(std::string_view name);

// The key of the schema that a misspelt one is likely to mean; empty where none is near.
std::string_view nearest_scenario_key(std::string_view key);
std::string_view nearest_scenario_section(std::string_view name);

bool is_text(const ScenarioKey& key);
bool is_switch(const ScenarioKey& key);
bool is_real(const ScenarioKey& key);

// Whether `value` is among the choices of a text key, or the key takes any.
bool is_choice(const ScenarioKey& key, std::string_view value);

// A month is text in the form 2026-07.
inline constexpr std::string_view month_unit = "year and month";
bool is_month(const ScenarioKey& key);
inline constexpr std::string_view first_scenario_month = "2020-01";
inline constexpr std::string_view last_scenario_month = "2100-12";

// Whether some key lies in the table of that name, for example "climate.delivery".
bool is_scenario_table(std::string_view name);

// "text", "whole number", "number" or "true or false".
std::string_view type_in_words(const ScenarioKey& key);

// What a value must be, for example "must be within 1 and 100".
std::string rule_in_words(const ScenarioKey& key);

// A key's value in these settings, as TOML writes it.
std::string toml_value(const RunSettings& settings, const ScenarioKey& key);

// A finite number as TOML writes it, with a point or an exponent.
std::string toml_number(double value);

// Sets the field of a text, whole-number or on/off key. Throws std::bad_variant_access where the
// key is of another type; bounds are the caller's to check.
void set_text(RunSettings& settings, const ScenarioKey& key, std::string value);
void set_integer(RunSettings& settings, const ScenarioKey& key, std::int64_t value);
void set_real(RunSettings& settings, const ScenarioKey& key, double value);
void set_switch(RunSettings& settings, const ScenarioKey& key, Sampling value);

}  // namespace peregrine
