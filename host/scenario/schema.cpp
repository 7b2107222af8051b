#include "host/scenario/schema.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <limits>
#include <sstream>
#include <vector>

#include "host/scenario/schema_keys.h"
#include "host/support/nearest.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

const std::vector<ScenarioKey> schema = [] {
  std::vector<ScenarioKey> all;
  for (const std::span<const ScenarioKey> part : {forecast_keys(), irregular_keys()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}();

std::string quoted(const std::string& text) {
  const toml::value<std::string> value(text);
  std::ostringstream stream;
  stream << toml::toml_formatter{value, toml::format_flags::allow_unicode_strings};
  return stream.str();
}

}  // namespace

std::span<const ScenarioKey> scenario_schema() {
  return schema;
}

const ScenarioKey* find_scenario_key(std::string_view key) {
  const auto found = std::ranges::find(schema, key, &ScenarioKey::key);
  return found == schema.end() ? nullptr : &*found;
}

bool is_scenario_section(std::string_view name) {
  return std::ranges::find(schema, name, &ScenarioKey::section) != schema.end();
}

std::string_view nearest_scenario_key(std::string_view key) {
  constexpr std::size_t longest_worth_comparing = 64;
  if (key.size() > longest_worth_comparing) return {};
  // A key under the wrong section, or under none, is meant by its name.
  const std::string_view name = key.substr(key.rfind('.') + 1);
  const auto same_name = std::ranges::find(schema, name, &ScenarioKey::name);
  if (same_name != schema.end()) return same_name->key;
  std::string_view nearest;
  std::size_t least = std::max<std::size_t>(key.size() / 3, 2) + 1;
  for (const ScenarioKey& candidate : schema) {
    const std::size_t distance =
        std::min(edit_distance(key, candidate.key), edit_distance(name, candidate.name()) + 1);
    if (distance < least) {
      least = distance;
      nearest = candidate.key;
    }
  }
  return nearest;
}

std::string_view nearest_scenario_section(std::string_view name) {
  constexpr std::size_t most_slips = 2;
  if (name.size() > most_slips + std::string_view("scenario").size()) return {};
  const auto near = std::ranges::find_if(schema, [name](const ScenarioKey& key) {
    return edit_distance(name, key.section()) <= most_slips;
  });
  return near == schema.end() ? std::string_view() : near->section();
}

bool is_text(const ScenarioKey& key) {
  return std::holds_alternative<std::string RunSettings::*>(key.field);
}

bool is_switch(const ScenarioKey& key) {
  return std::holds_alternative<Sampling RunSettings::*>(key.field);
}

bool is_real(const ScenarioKey& key) {
  return std::holds_alternative<double RunSettings::*>(key.field);
}

bool is_choice(const ScenarioKey& key, std::string_view value) {
  if (key.choices.empty()) return true;
  const std::string bounded = fmt::format("|{}|", key.choices);
  return value.find('|') == std::string_view::npos &&
         bounded.find(fmt::format("|{}|", value)) != std::string::npos;
}

bool is_month(const ScenarioKey& key) {
  return key.unit == month_unit;
}

bool is_scenario_table(std::string_view name) {
  return std::ranges::any_of(schema, [name](const ScenarioKey& key) {
    return key.key.size() > name.size() && key.key.starts_with(name) && key.key[name.size()] == '.';
  });
}

std::string_view type_in_words(const ScenarioKey& key) {
  if (is_text(key)) return "text";
  if (is_real(key)) return "number";
  return is_switch(key) ? "true or false" : "whole number";
}

std::string rule_in_words(const ScenarioKey& key) {
  if (is_switch(key)) return "write true or false, without quotes";
  if (!key.choices.empty()) {
    std::string listed(key.choices);
    for (std::size_t at = 0; (at = listed.find('|', at)) != std::string::npos;) {
      listed.replace(at, 1, ", ");
    }
    return fmt::format("must be one of {}", listed);
  }
  if (is_month(key))
    return fmt::format("must be a month, as 2026-07, from {} to {}", first_scenario_month,
                       last_scenario_month);
  if (is_text(key)) return fmt::format("must have {} to {} bytes", key.low, grouped(key.high));
  const auto plain = [&key](std::int64_t bound) {
    return key.unit == "year" ? std::to_string(bound) : grouped(bound);
  };
  return fmt::format("must be within {} and {}", plain(key.low), plain(key.high));
}

std::string toml_number(double value) {
  const std::string text = fmt::format("{}", value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string toml_value(const RunSettings& settings, const ScenarioKey& key) {
  return std::visit(
      [&settings](auto field) -> std::string {
        const auto& value = settings.*field;
        using Value = std::remove_cvref_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, std::string>) {
          return quoted(value);
        } else if constexpr (std::is_same_v<Value, Sampling>) {
          return value == Sampling::on ? "true" : "false";
        } else if constexpr (std::is_same_v<Value, double>) {
          return toml_number(value);
        } else {
          return std::to_string(value);
        }
      },
      key.field);
}

void set_text(RunSettings& settings, const ScenarioKey& key, std::string value) {
  settings.*std::get<std::string RunSettings::*>(key.field) = std::move(value);
}

void set_integer(RunSettings& settings, const ScenarioKey& key, std::int64_t value) {
  std::visit(
      [&settings, value](auto field) {
        using Value = std::remove_cvref_t<decltype(settings.*field)>;
        if constexpr (std::is_integral_v<Value>) {
          settings.*field = static_cast<Value>(value);
        } else {
          throw std::bad_variant_access();
        }
      },
      key.field);
}

void set_real(RunSettings& settings, const ScenarioKey& key, double value) {
  settings.*std::get<double RunSettings::*>(key.field) = value;
}

void set_switch(RunSettings& settings, const ScenarioKey& key, Sampling value) {
  settings.*std::get<Sampling RunSettings::*>(key.field) = value;
}

}  // namespace peregrine
