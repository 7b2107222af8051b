#include "host/scenario/scenario.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <regex>
#include <sstream>
#include <utility>

#include "host/report/numbers.h"
#include "host/scenario/schema.h"
#include "host/scenario/text.h"
#include "host/support/error.h"
#include "host/support/utf8.h"

namespace peregrine {
namespace {

// A file of another kind has a problem in every line; nobody reads more than this.
constexpr std::size_t most_problems = 100;

// Collects what is wrong with one source: a file, or the command line.
class ProblemList {
 public:
  enum class Lines { numbered, none };
  ProblemList(std::string source, Lines lines) : source_(std::move(source)), lines_(lines) {}

  void add(long line, const std::string& key, const std::string& value, std::string problem,
           std::string remedy) {
    if (lines_ == Lines::none) line = 0;
    if (found_.size() < most_problems) {
      found_.push_back(
          {source_, line, printable(key), printable(value), std::move(problem), std::move(remedy)});
    } else if (found_.size() == most_problems) {
      found_.push_back({source_, 0, "", "", "has more problems than these", "mend these first"});
    }
  }
  const std::vector<Problem>& found() const { return found_; }

 private:
  std::string source_;
  Lines lines_;
  std::vector<Problem> found_;
};

long line_of(const toml::node& node) {
  return static_cast<long>(node.source().begin.line);
}

std::string value_in_words(const toml::node& node) {
  if (node.is_table()) return "{...}";
  if (node.is_array()) return "[...]";
  // As short as it was written: the library prints 1.4 as 1.3999999999999999.
  if (const auto* number = node.as_floating_point()) {
    if (std::isfinite(number->get())) return toml_number(number->get());
  }
  std::ostringstream stream;
  node.visit([&stream](const auto& value) { stream << value; });
  return stream.str();
}

void check_and_set(RunSettings& settings, const ScenarioKey& key, const toml::node& node,
                   ProblemList& problems) {
  const auto refuse = [&](std::string problem) {
    problems.add(line_of(node), std::string(key.key), value_in_words(node), std::move(problem),
                 rule_in_words(key));
  };
  const auto outside = [&key](std::int64_t value) { return value < key.low || value > key.high; };
  if (is_switch(key)) {
    const auto value = node.value_exact<bool>();
    if (!value) return refuse("is neither true nor false");
    set_switch(settings, key, *value ? Sampling::on : Sampling::off);
  } else if (is_text(key)) {
    const auto value = node.value_exact<std::string>();
    if (!value) return refuse("is not text");
    if (is_month(key) && !is_month_text(*value)) return refuse("is no month");
    if (outside(static_cast<std::int64_t>(value->size()))) {
      return refuse(value->empty() ? "is empty" : "is too long");
    }
    if (!is_choice(key, *value)) return refuse("is not a choice");
    set_text(settings, key, *value);
  } else if (is_real(key)) {
    const auto value = node.value<double>();
    if (!node.is_number() || !value) return refuse("is not a number");
    // Not a number is neither below nor above.
    if (!(*value >= static_cast<double>(key.low) && *value <= static_cast<double>(key.high))) {
      return refuse(key.unit == "probability" ? "is not a probability" : "is out of bounds");
    }
    set_real(settings, key, *value);
  } else {
    const auto value = node.value_exact<std::int64_t>();
    if (!value) return refuse(node.is_string() ? "is text, not a number" : "is not a whole number");
    if (outside(*value)) return refuse("is out of bounds");
    set_integer(settings, key, *value);
  }
}

// The name becomes a file's name, so it must be one on every system.
void check_name(const RunSettings& settings, long line, ProblemList& problems) {
  const auto allowed = [](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_');
  };
  const std::string& name = settings.name;
  if (name.starts_with('.') || name.starts_with('-') || !std::ranges::all_of(name, allowed)) {
    problems.add(line, "scenario.name", name, "is no name for a file",
                 "use letters, digits, dot, dash and underscore, and a letter or digit first");
  }
}

void check_keep(const RunSettings& settings, long line, ProblemList& problems) {
  if (settings.keep == 0) {
    problems.add(line, "run.keep", "0", "keeps no realization",
                 "an ensemble file has at least one; -1 keeps all");
  }
}

void check_observed_month(const RunSettings& settings, long line, ProblemList& problems) {
  constexpr std::string_view last_month = "2023-12";  // of inputs/history/irregular_detections.csv
  if (settings.irregular_observed_until > last_month) {
    problems.add(line, "irregular.observed_until", settings.irregular_observed_until,
                 "is later than the last month on record", "write 2023-12 or an earlier month");
  }
}

// Draws and the number kept may each be sound and not go together.
void keep_what_there_is(RunSettings& settings, ProblemList& problems) {
  if (settings.keep > 0 && settings.keep <= settings.draws) return;
  const std::int64_t most_kept = find_scenario_key("run.keep")->high;
  if (settings.draws > most_kept) {
    problems.add(0, "run.keep", std::to_string(settings.keep), "keeps more than a file can hold",
                 fmt::format("keep at most {}", grouped(most_kept)));
  }
  settings.keep = settings.draws;
}

void refuse_unknown(const std::string& key, const toml::node& node, ProblemList& problems) {
  const std::string_view section = node.is_table() ? nearest_scenario_section(key) : "";
  const std::string_view meant = nearest_scenario_key(key);
  std::string remedy = "see peregrine scenario --show-defaults";
  if (!section.empty()) {
    remedy = fmt::format("did you mean [{}]?", section);
  } else if (!meant.empty()) {
    remedy = fmt::format("did you mean {}?", meant);
  }
  problems.add(line_of(node), key, value_in_words(node), "is not a key of a scenario",
               std::move(remedy));
}

void apply(RunSettings& settings, const std::string& key, const toml::node& node,
           ProblemList& problems) {
  const ScenarioKey* known = find_scenario_key(key);
  if (known == nullptr) return refuse_unknown(key, node, problems);
  check_and_set(settings, *known, node, problems);
  if (known->key == "scenario.name") check_name(settings, line_of(node), problems);
  if (known->key == "run.keep") check_keep(settings, line_of(node), problems);
  if (known->key == "irregular.observed_until") {
    check_observed_month(settings, line_of(node), problems);
  }
}

// The keys of a table and of the tables in it.
void apply_table(RunSettings& settings, const std::string& name, const toml::table& table,
                 ProblemList& problems) {
  for (const auto& [key, node] : table) {
    const std::string full = fmt::format("{}.{}", name, std::string_view(key.str()));
    if (node.is_table() && is_scenario_table(full)) {
      apply_table(settings, full, *node.as_table(), problems);
    } else {
      apply(settings, full, node, problems);
    }
  }
}

void apply_file(RunSettings& settings, const toml::table& file, ProblemList& problems) {
  for (const auto& [section, content] : file) {
    const std::string name(section.str());
    if (!is_scenario_section(name)) {
      refuse_unknown(name, content, problems);
    } else if (!content.is_table()) {
      problems.add(line_of(content), name, value_in_words(content), "is not a section",
                   fmt::format("write [{}] and its keys below", name));
    } else {
      apply_table(settings, name, *content.as_table(), problems);
    }
  }
}

// toml++ quotes what it found, line ends included; a message has one line.
std::string one_line(std::string_view description) {
  std::string line;
  for (const char c : description) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      line += fmt::format("\\x{:02X}", byte);
    } else {
      line += c;
    }
  }
  return line;
}

std::optional<toml::table> parse_toml(std::string_view text, ProblemList& problems) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    // toml++ 3.3: "...: cannot redefine existing integer 'run.draws'".
    static const std::regex twice("cannot redefine existing [^']*'([^']*)'");
    const std::string description(error.description());
    const long line = static_cast<long>(error.source().begin.line);
    std::smatch match;
    if (std::regex_search(description, match, twice)) {
      problems.add(line, match[1], "", "is given twice", "remove one of the two");
    } else {
      problems.add(line, "", "", fmt::format("is not TOML: {}", one_line(description)),
                   "see https://toml.io");
    }
    return std::nullopt;
  }
}

// `text` as a TOML value, or else as the text it is.
toml::table value_of_override(const std::string& text) {
  // A line end could smuggle in more than a value.
  const bool has_one_line = text.find_first_of("\r\n") == std::string::npos;
  try {
    if (has_one_line) return toml::parse("value = " + text);
  } catch (const toml::parse_error&) {
    // Bare words need no quotes on a command line.
  }
  return toml::table{{"value", text}};
}

void apply_overrides(RunSettings& settings, const std::vector<std::string>& overrides,
                     ProblemList& problems) {
  for (const std::string& text : overrides) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      problems.add(0, "", text, "is not of the form key=value", "for example --set run.draws=500");
      continue;
    }
    if (!is_utf8(text)) {
      problems.add(0, "", text, "is not UTF-8", "use a terminal with UTF-8");
      continue;
    }
    const std::string key = text.substr(0, text.find_last_not_of(" =", equals) + 1);
    const toml::table value = value_of_override(text.substr(equals + 1));
    apply(settings, key, *value.get("value"), problems);
  }
}

}  // namespace

RunSettings parse_scenario(std::string_view text, const std::string& name,
                           const std::vector<std::string>& overrides) {
  RunSettings settings;
  ProblemList in_file(name, ProblemList::Lines::numbered);
  ProblemList on_command_line("command line", ProblemList::Lines::none);
  if (const std::optional<Problem> unreadable = problem_of_text(text, name)) {
    throw InputError({*unreadable});
  }
  if (const auto file = parse_toml(text, in_file)) apply_file(settings, *file, in_file);
  apply_overrides(settings, overrides, on_command_line);
  keep_what_there_is(settings, overrides.empty() ? in_file : on_command_line);
  std::vector<Problem> all = in_file.found();
  std::ranges::stable_sort(all, {}, &Problem::line);
  all.insert(all.end(), on_command_line.found().begin(), on_command_line.found().end());
  if (in_file.found().empty() && !all.empty()) throw UsageError(InputError(all).what());
  if (!all.empty()) throw InputError(all);

  settings.resolved_toml = render_scenario(settings, Comments::none);
  return settings;
}

RunSettings load_scenario(const std::string& path, const std::vector<std::string>& overrides) {
  return parse_scenario(read_scenario_text(path), path, overrides);
}

}  // namespace peregrine
