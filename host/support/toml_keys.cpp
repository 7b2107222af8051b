#include "host/support/toml_keys.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <map>
#include <optional>
#include <sstream>

#include "host/support/utf8.h"

namespace peregrine {
namespace {

using ByKey = std::map<std::string, std::string>;

// A number as people write it, 0.6: the shortest text that reads back as the same.
std::string number_text(double number) {
  std::string text = fmt::format("{}", number);
  const bool whole = text.find_first_not_of("-0123456789") == std::string::npos;
  return whole ? text + ".0" : text;
}

std::string words_of(const toml::node& node) {
  if (const std::optional<double> number = node.value_exact<double>()) return number_text(*number);
  if (const std::optional<std::string> text = node.value_exact<std::string>()) return *text;
  std::string words;
  if (const toml::array* const list = node.as_array()) {
    for (const toml::node& one : *list) {
      words += fmt::format("{}{}", words.empty() ? "" : " ", words_of(one));
    }
    return words;
  }
  std::ostringstream text;
  text << toml::toml_formatter(node);
  return text.str();
}

// The tables of a list, such as [[event]]: each under its kind and place, so that it is found again
// wherever in the list it stands; what else it says is its value, but for what goes without saying.
void add_list(const toml::array& list, const std::string& name, ByKey& values) {
  for (const toml::node& node : list) {
    std::string what;
    std::string rest;
    for (const auto& [key, value] : *node.as_table()) {
      const std::string_view word = key.str();
      if (word == "kind") {
        what = words_of(value) + (what.empty() ? "" : " at " + what);
      } else if (word == "border" || word == "route" || word == "country" || word == "front") {
        what += (what.empty() ? "" : " at ") + words_of(value);
      } else if (!(word == "window" && words_of(value) == "1") &&
                 !(word == "probability" && words_of(value) == "1.0")) {
        rest += fmt::format("{}{} {}", rest.empty() ? "" : ", ", word, words_of(value));
      }
    }
    std::string unique = fmt::format("{}.{}", name, what);
    for (int more = 2; values.contains(unique); ++more) {
      unique = fmt::format("{}.{} ({})", name, what, more);
    }
    values[unique] = rest;
  }
}

void add_values(const toml::table& table, const std::string& prefix, ByKey& values) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const toml::table* section = node.as_table()) {
      add_values(*section, name + ".", values);
      continue;
    }
    const toml::array* const list = node.as_array();
    if (list != nullptr && !list->empty() && list->is_homogeneous(toml::node_type::table)) {
      add_list(*list, name, values);
      continue;
    }
    if (const std::optional<double> number = node.value_exact<double>()) {
      values[name] = number_text(*number);
      continue;
    }
    std::ostringstream text;
    text << toml::toml_formatter(node, toml::format_flags::allow_unicode_strings);
    values[name] = text.str();
  }
}

// Nothing where the text is no TOML, as in a file that another program wrote.
std::optional<ByKey> values_of(const std::string& toml) {
  try {
    ByKey values;
    add_values(toml::parse(toml), "", values);
    return values;
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

// The two texts as one key, where either has no keys.
std::vector<ChangedKey> changed_text(const std::string& text_a, const std::string& text_b) {
  if (text_a == text_b) return {};
  const auto in_words = [](const std::string& text) {
    return fmt::format("{} of {} bytes", values_of(text) ? "TOML" : "a text that is not TOML",
                       text.size());
  };
  return {{"scenario_toml", in_words(text_a), in_words(text_b)}};
}

}  // namespace

std::vector<ChangedKey> changed_keys(const std::string& toml_a, const std::string& toml_b) {
  const std::optional<ByKey> a = values_of(toml_a);
  const std::optional<ByKey> b = values_of(toml_b);
  if (!a || !b) return changed_text(toml_a, toml_b);
  ByKey all = *a;
  all.insert(b->begin(), b->end());
  const auto value_in = [](const ByKey& values, const std::string& key) {
    const auto found = values.find(key);
    return found == values.end() ? std::string() : found->second;
  };
  std::vector<ChangedKey> changed;
  for (const auto& [key, unused] : all) {
    if (key == "scenario.name" || key == "scenario.description" || key == "irregular.observed") {
      continue;
    }
    const std::string in_a = value_in(*a, key);
    const std::string in_b = value_in(*b, key);
    if (in_a != in_b) changed.push_back({printable(key), printable(in_a), printable(in_b)});
  }
  return changed;
}

}  // namespace peregrine
