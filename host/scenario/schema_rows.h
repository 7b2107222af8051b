// How a row of the table of keys is written: key, member, unit, bounds, meaning; or key, member,
// choices, meaning.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "host/scenario/schema.h"

// A member of RunSettings by its name, for example climate.slip_years. A macro, since a pointer to
// member reaches neither into a member nor into an array.
#define PEREGRINE_MEMBER(path)  \
  [](auto& settings) -> auto& { \
    return settings.path;       \
  }

namespace peregrine {

// The parts of the table, in the order in which they are documented.
std::vector<ScenarioKey> forecast_keys();   // [scenario] to [policy]
std::vector<ScenarioKey> irregular_keys();  // [irregular], [campaign], [posture]

struct Bounds {
  std::int64_t low;
  std::int64_t high;
};

template <class Access>
using MemberType = std::remove_reference_t<std::invoke_result_t<Access, RunSettings&>>;

// By lambdas of their own: clang 14 makes no pointer to a function of a generic one that returns
// auto&.
template <class Access>
Member<MemberType<Access>> member(Access) {
  using T = MemberType<Access>;
  return {[](RunSettings& settings) -> T& { return Access{}(settings); },
          [](const RunSettings& settings) -> const T& { return Access{}(settings); }};
}

// A number with its bounds, or a text with those of its length in bytes.
template <class Access>
ScenarioKey bounded(std::string key, Access access, std::string_view unit, Bounds bounds,
                    std::string meaning) {
  return {std::move(key), member(access), unit, bounds.low, bounds.high, std::move(meaning)};
}

// On or off.
template <class Access>
ScenarioKey toggle(std::string key, Access access, std::string meaning) {
  return {std::move(key), member(access), "", 0, 0, std::move(meaning)};
}

template <class Access>
ScenarioKey month(std::string key, Access access, std::string meaning) {
  return {std::move(key), MonthMember{member(access)}, "year and month", 0, 0, std::move(meaning)};
}

template <class Enum>
struct Word {
  std::string_view word;
  Enum value;
};

// An enumeration, by the words that stand for its values.
template <class Access>
ScenarioKey choice(std::string key, Access, std::initializer_list<Word<MemberType<Access>>> choices,
                   std::string meaning) {
  using Enum = MemberType<Access>;
  const ChoiceMember member = {
      [](RunSettings& settings, int value) { Access{}(settings) = static_cast<Enum>(value); },
      [](const RunSettings& settings) { return static_cast<int>(Access{}(settings)); }};
  ScenarioKey row = {std::move(key), member, "", 0, 0, std::move(meaning)};
  for (const auto& [word, value] : choices) row.choices.push_back({word, static_cast<int>(value)});
  return row;
}

// A text that is one of these words.
template <class Access>
ScenarioKey one_of(std::string key, Access access, std::initializer_list<std::string_view> words,
                   std::string meaning) {
  ScenarioKey row = {std::move(key), member(access), "", 1, 64, std::move(meaning)};
  for (const std::string_view word : words) row.choices.push_back({word, 0});
  return row;
}

}  // namespace peregrine
