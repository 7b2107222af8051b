// The schema, written out: as a scenario file and as documentation.
#include <fmt/format.h>

#include "host/scenario/events.h"
#include "host/scenario/scenario.h"
#include "host/scenario/schema.h"

namespace peregrine {
namespace {

constexpr std::size_t comment_width = 96;

// A paragraph as lines of `# ...`.
std::string as_comment(std::string_view text) {
  std::string lines;
  while (!text.empty()) {
    std::size_t length = text.size();
    if (length > comment_width) length = text.rfind(' ', comment_width);
    lines += fmt::format("# {}\n", text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return lines;
}

std::string type_and_rule(const ScenarioKey& key) {
  if (is_switch(key)) return "true or false";
  const std::string unit = key.unit.empty() ? "" : fmt::format(" ({})", key.unit);
  return fmt::format("{}{}, {}", type_in_words(key), unit, rule_in_words(key));
}

}  // namespace

std::string render_scenario(const RunSettings& settings, Comments comments) {
  const RunSettings defaults;
  std::string text;
  if (comments == Comments::all) {
    text += as_comment(
        "A complete Peregrine scenario: every key with its default. A scenario needs to give only "
        "the keys that differ.");
  }
  std::string_view section;
  for (const ScenarioKey& key : scenario_schema()) {
    if (key.section() != section) {
      section = key.section();
      text += fmt::format("{}[{}]\n", text.empty() ? "" : "\n", section);
    }
    if (comments == Comments::all) {
      text += as_comment(key.meaning);
      text +=
          as_comment(fmt::format("{}; default {}", type_and_rule(key), toml_value(defaults, key)));
    }
    text += fmt::format("{} = {}\n", key.name(), toml_value(settings, key));
  }
  text += render_events(settings.events);
  return text;
}

std::string scenario_keys_markdown() {
  const RunSettings defaults;
  std::string text = "| key | type and bounds | default | meaning |\n|---|---|---|---|\n";
  for (const ScenarioKey& key : scenario_schema()) {
    text += fmt::format("| `{}` | {} | `{}` | {} |\n", key.key, type_and_rule(key),
                        toml_value(defaults, key), key.meaning);
  }
  return text;
}

}  // namespace peregrine
