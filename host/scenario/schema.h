// The keys of a scenario: one table from which reading, checking, defaults and documentation
// derive.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "host/model/assembly/settings.h"

namespace peregrine {

// A member of the settings, wherever in them it lies.
template <typename T>
struct Member {
  T& (*in)(RunSettings&);
  const T& (*of)(const RunSettings&);
};

// A month_number, written as 2026-07.
struct MonthMember {
  Member<int> number;
};

// An enumerator, written as a word: one of the key's choices.
struct ChoiceMember {
  void (*set)(RunSettings&, int);
  int (*of)(const RunSettings&);
};

// The type of the member is the type of the key.
using ScenarioMember =
    std::variant<Member<std::string>, Member<std::int64_t>, Member<std::uint64_t>, Member<int>,
                 Member<double>, Member<Sampling>, MonthMember, ChoiceMember>;

struct Choice {
  std::string_view word;
  int value;  // of a ChoiceMember: the enumerator; of a text not used
};

struct ScenarioKey {
  std::string key;  // "section.name", or "section.part.name"
  ScenarioMember member;
  std::string_view unit;             // empty where there is none
  std::int64_t low = 0;              // least and greatest value, or length in bytes of a text;
  std::int64_t high = 0;             // of numbers and texts alone
  std::string meaning;               // what it does
  std::vector<Choice> choices = {};  // empty: any

  std::string_view section() const { return std::string_view(key).substr(0, key.find('.')); }
  std::string_view name() const { return std::string_view(key).substr(key.find('.') + 1); }
};

// All keys, those of a section together, in the order in which they are documented.
std::span<const ScenarioKey> scenario_schema();

// Null where there is no such key.
const ScenarioKey* find_scenario_key(std::string_view key);

bool is_scenario_section(std::string_view name);

// The key of the schema that a misspelt one is likely to mean; empty where none is near.
std::string_view nearest_scenario_key(std::string_view key);
std::string_view nearest_scenario_section(std::string_view name);

bool is_text(const ScenarioKey& key);  // written in quotes: a text, a month or one of some words
bool is_switch(const ScenarioKey& key);
bool is_real(const ScenarioKey& key);
bool is_month(const ScenarioKey& key);

// Null where the word is none of the key's choices.
const Choice* find_choice(const ScenarioKey& key, std::string_view word);

inline constexpr int first_scenario_month = month_number(2020, 1);
inline constexpr int last_scenario_month = month_number(2100, 12);

// Whether some key lies in the table of that name, for example "climate.delivery".
bool is_scenario_table(std::string_view name);

// "text", "whole number", "number" or "true or false".
std::string_view type_in_words(const ScenarioKey& key);

// What a value must be, for example "must be within 1 and 100".
std::string rule_in_words(const ScenarioKey& key);

// A key's value in these settings, as TOML writes it.
std::string toml_value(const RunSettings& settings, const ScenarioKey& key);

// A text as TOML writes it, in quotes.
std::string toml_quoted(const std::string& text);

// A finite number as TOML writes it, with a point or an exponent.
std::string toml_number(double value);

// Sets the member of a key. Throws std::bad_variant_access where the key is of another type; bounds
// and choices are the caller's to check, but for set_word, which throws std::invalid_argument.
void set_text(RunSettings& settings, const ScenarioKey& key, std::string value);
void set_word(RunSettings& settings, const ScenarioKey& key, std::string_view word);
void set_month(RunSettings& settings, const ScenarioKey& key, int month);
void set_integer(RunSettings& settings, const ScenarioKey& key, std::int64_t value);
void set_real(RunSettings& settings, const ScenarioKey& key, double value);
void set_switch(RunSettings& settings, const ScenarioKey& key, Sampling value);

}  // namespace peregrine
