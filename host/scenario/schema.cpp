#include "host/scenario/schema.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "host/scenario/schema_rows.h"
#include "host/support/nearest.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

const std::vector<ScenarioKey> schema = [] {
  std::vector<ScenarioKey> all;
  for (const std::vector<ScenarioKey>& part : {forecast_keys(), irregular_keys()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}();

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
  return std::holds_alternative<Member<std::string>>(key.member) || is_month(key) ||
         std::holds_alternative<ChoiceMember>(key.member);
}

bool is_switch(const ScenarioKey& key) {
  return std::holds_alternative<Member<Sampling>>(key.member);
}

bool is_real(const ScenarioKey& key) {
  return std::holds_alternative<Member<double>>(key.member);
}

bool is_month(const ScenarioKey& key) {
  return std::holds_alternative<MonthMember>(key.member);
}

const Choice* find_choice(const ScenarioKey& key, std::string_view word) {
  const auto found = std::ranges::find(key.choices, word, &Choice::word);
  return found == key.choices.end() ? nullptr : &*found;
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
    std::string listed;
    for (const Choice& choice : key.choices) {
      listed += fmt::format("{}{}", listed.empty() ? "" : ", ", choice.word);
    }
    return fmt::format("must be one of {}", listed);
  }
  if (is_month(key))
    return fmt::format("must be a month, as 2026-07, from {} to {}",
                       month_text(first_scenario_month), month_text(last_scenario_month));
  if (is_text(key)) return fmt::format("must have {} to {} bytes", key.low, grouped(key.high));
  const auto plain = [&key](std::int64_t bound) {
    return key.unit == "year" ? std::to_string(bound) : grouped(bound);
  };
  return fmt::format("must be within {} and {}", plain(key.low), plain(key.high));
}

std::string toml_quoted(const std::string& text) {
  const toml::value<std::string> value(text);
  std::ostringstream stream;
  stream << toml::toml_formatter{value, toml::format_flags::allow_unicode_strings};
  return stream.str();
}

std::string toml_number(double value) {
  const std::string text = fmt::format("{}", value);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string toml_value(const RunSettings& settings, const ScenarioKey& key) {
  return std::visit(
      [&](const auto& member) -> std::string {
        using Kind = std::remove_cvref_t<decltype(member)>;
        if constexpr (std::is_same_v<Kind, MonthMember>) {
          return toml_quoted(month_text(member.number.of(settings)));
        } else if constexpr (std::is_same_v<Kind, ChoiceMember>) {
          const auto chosen = std::ranges::find(key.choices, member.of(settings), &Choice::value);
          return toml_quoted(std::string(chosen->word));
        } else if constexpr (std::is_same_v<Kind, Member<std::string>>) {
          return toml_quoted(member.of(settings));
        } else if constexpr (std::is_same_v<Kind, Member<Sampling>>) {
          return member.of(settings) == Sampling::on ? "true" : "false";
        } else if constexpr (std::is_same_v<Kind, Member<double>>) {
          return toml_number(member.of(settings));
        } else {
          return std::to_string(member.of(settings));
        }
      },
      key.member);
}

void set_text(RunSettings& settings, const ScenarioKey& key, std::string value) {
  std::get<Member<std::string>>(key.member).in(settings) = std::move(value);
}

void set_word(RunSettings& settings, const ScenarioKey& key, std::string_view word) {
  const Choice* const choice = find_choice(key, word);
  if (choice == nullptr)
    throw std::invalid_argument(fmt::format("{}: no choice {}", key.key, word));
  std::get<ChoiceMember>(key.member).set(settings, choice->value);
}

void set_month(RunSettings& settings, const ScenarioKey& key, int month) {
  std::get<MonthMember>(key.member).number.in(settings) = month;
}

void set_integer(RunSettings& settings, const ScenarioKey& key, std::int64_t value) {
  const auto set = [&]<typename T>(const Member<T>& member) {
    member.in(settings) = static_cast<T>(value);
  };
  if (const auto* const narrow = std::get_if<Member<int>>(&key.member)) return set(*narrow);
  if (const auto* const wide = std::get_if<Member<std::int64_t>>(&key.member)) return set(*wide);
  set(std::get<Member<std::uint64_t>>(key.member));
}

void set_real(RunSettings& settings, const ScenarioKey& key, double value) {
  std::get<Member<double>>(key.member).in(settings) = value;
}

void set_switch(RunSettings& settings, const ScenarioKey& key, Sampling value) {
  std::get<Member<Sampling>>(key.member).in(settings) = value;
}

}  // namespace peregrine
