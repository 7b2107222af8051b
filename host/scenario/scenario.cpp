#include "host/scenario/scenario.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <sstream>
#include <utility>

#include "host/model/routes/tables.h"
#include "host/model/tables/csv.h"
#include "host/scenario/events.h"
#include "host/scenario/problem_list.h"
#include "host/scenario/schema.h"
#include "host/scenario/text.h"
#include "host/scenario/toml_text.h"
#include "host/scenario/written.h"
#include "host/support/error.h"
#include "host/support/letters.h"
#include "host/support/month.h"
#include "host/support/month_reader.h"
#include "host/support/number_text.h"
#include "host/support/numbers.h"
#include "host/support/sha256.h"
#include "host/support/utf8.h"

namespace peregrine {
namespace {

// What is wrong with a value, and what to do where the rule of the key does not say it.
struct Fault {
  std::string problem;
  std::string remedy = {};
};
using MayBeWrong = std::optional<Fault>;

MayBeWrong check_month(RunSettings& settings, const ScenarioKey& key, const Written& value) {
  const auto text = value.node.value_exact<std::string>();
  if (!text) {
    const bool bare = value.node.is_integer() || value.node.is_date() || value.node.is_date_time();
    return Fault{bare ? fault_of_bare_month(value.text()) : "is no month", quoted_month};
  }
  const WrittenMonth month = read_month(*text);
  if (!month.sound()) return Fault{month.problem};
  if (month.number() < first_scenario_month || month.number() > last_scenario_month) {
    return Fault{"is out of bounds"};
  }
  set_month(settings, key, month.number());
  return std::nullopt;
}

MayBeWrong check_text(RunSettings& settings, const ScenarioKey& key, const Written& value) {
  const auto text = value.node.value_exact<std::string>();
  if (!text) return Fault{"is not text"};
  const bool chosen = !key.choices.empty();
  if (chosen && find_choice(key, *text) == nullptr) {
    return Fault{text->empty() ? "is empty" : "is not a choice"};
  }
  if (std::holds_alternative<ChoiceMember>(key.member)) {
    set_word(settings, key, *text);
    return std::nullopt;
  }
  const auto bytes = static_cast<std::int64_t>(text->size());
  if (bytes < key.low || bytes > key.high) return Fault{text->empty() ? "is empty" : "is too long"};
  set_text(settings, key, *text);
  return std::nullopt;
}

MayBeWrong check_number(RunSettings& settings, const ScenarioKey& key, const Written& value) {
  const auto number = value.node.value<double>();
  if (!value.node.is_number() || !number) return Fault{"is not a number"};
  // Not a number is neither below nor above.
  if (!(*number >= static_cast<double>(key.low) && *number <= static_cast<double>(key.high))) {
    return Fault{key.unit == "probability" ? "is not a probability" : "is out of bounds"};
  }
  // Of what may be thousands, 40.000 may be forty or as many thousands.
  constexpr std::int64_t thousand = 1000;
  const WrittenNumber<std::int64_t> whole = read_whole(value.text());
  if (key.high >= thousand && whole.problem.ends_with("thousands mark")) {
    return Fault{whole.problem,
                 fmt::format("{}; else write {}", whole.remedy, toml_number(*number))};
  }
  set_real(settings, key, *number);
  return std::nullopt;
}

MayBeWrong check_whole(RunSettings& settings, const ScenarioKey& key, const Written& value) {
  auto number = value.node.value_exact<std::int64_t>();
  if (value.node.is_floating_point()) {
    const WrittenNumber<std::int64_t> whole = read_whole(value.text());
    if (!whole.value) return Fault{whole.problem, whole.remedy};
    number = *whole.value;
  }
  if (!number) {
    return Fault{value.node.is_string() ? "is text, not a number" : "is not a whole number"};
  }
  if (*number < key.low || *number > key.high) return Fault{"is out of bounds"};
  set_integer(settings, key, *number);
  return std::nullopt;
}

MayBeWrong check_and_set(RunSettings& settings, const ScenarioKey& key, const Written& value) {
  if (is_switch(key)) {
    const auto on = value.node.value_exact<bool>();
    if (!on) return Fault{"is neither true nor false"};
    set_switch(settings, key, *on ? Sampling::on : Sampling::off);
    return std::nullopt;
  }
  if (is_month(key)) return check_month(settings, key, value);
  if (is_text(key)) return check_text(settings, key, value);
  return is_real(key) ? check_number(settings, key, value) : check_whole(settings, key, value);
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
  constexpr int last_month = IrregularHistory::last_month;
  if (settings.routes.observed_until > last_month) {
    problems.add(line, "irregular.observed_until", month_text(settings.routes.observed_until),
                 "is later than the last month on record",
                 fmt::format("write {} or an earlier month", month_text(last_month)));
  }
}

// Codes of corridors may be written in any case; the scenario has them as the tables do.
void write_corridors_in_capitals(RunSettings& settings) {
  std::string& list = settings.keep_corridors;
  std::string capitals;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string word = list.substr(begin, end - begin);
    capitals += word.find('-') == std::string::npos ? word : upper_case(word);
    if (end < list.size()) capitals += ',';
    begin = end + 1;
  }
  list = capitals;
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

void refuse_unknown(const std::string& key, const Written& value, ProblemList& problems) {
  const std::string_view section = value.node.is_table() ? nearest_scenario_section(key) : "";
  const std::string_view meant = nearest_scenario_key(key);
  std::string remedy = "see peregrine scenario --show-defaults";
  if (!section.empty()) {
    remedy = fmt::format("did you mean [{}]?", section);
  } else if (!meant.empty()) {
    remedy = fmt::format("did you mean {}?", meant);
  }
  problems.add(line_of(value.node), key, value_in_words(value), "is not a key of a scenario",
               std::move(remedy));
}

void apply(RunSettings& settings, const std::string& key, const Written& value,
           ProblemList& problems) {
  const ScenarioKey* known = find_scenario_key(key);
  if (known == nullptr) return refuse_unknown(key, value, problems);
  const long line = line_of(value.node);
  if (const MayBeWrong fault = check_and_set(settings, *known, value)) {
    problems.add(line, key, value_in_words(value), fault->problem,
                 fault->remedy.empty() ? rule_in_words(*known) : fault->remedy);
  }
  if (known->key == "scenario.name") check_name(settings, line, problems);
  if (known->key == "run.keep") check_keep(settings, line, problems);
  if (known->key == "run.keep_corridors") write_corridors_in_capitals(settings);
  if (known->key == "irregular.observed_until") check_observed_month(settings, line, problems);
}

// The keys of a table and of the tables in it.
void apply_table(RunSettings& settings, const std::string& name, const toml::table& table,
                 std::string_view source, ProblemList& problems) {
  for (const auto& [key, node] : table) {
    const std::string full = fmt::format("{}.{}", name, std::string_view(key.str()));
    if (node.is_table() && is_scenario_table(full)) {
      apply_table(settings, full, *node.as_table(), source, problems);
    } else {
      apply(settings, full, {node, source}, problems);
    }
  }
}

void apply_file(RunSettings& settings, const toml::table& file, std::string_view source,
                ProblemList& problems) {
  for (const auto& [section, content] : file) {
    const std::string name(section.str());
    if (name == "event") {
      settings.events = read_events(content, source, problems);
    } else if (!is_scenario_section(name)) {
      refuse_unknown(name, {content, source}, problems);
    } else if (!content.is_table()) {
      problems.add(line_of(content), name, value_in_words({content, source}), "is not a section",
                   fmt::format("write [{}] and its keys below", name));
    } else {
      apply_table(settings, name, *content.as_table(), source, problems);
    }
  }
}

// `text` as a TOML value, or else as what it means on a command line.
void apply_override(RunSettings& settings, const std::string& key, const std::string& text,
                    ProblemList& problems) {
  const ScenarioKey* const known = find_scenario_key(key);
  std::string source = "value = " + text;
  std::optional<toml::table> parsed = one_value(source);
  const bool is_number = known != nullptr && !is_text(*known) && !is_switch(*known);
  if (!parsed && is_number) {
    const MeantNumber meant = number_meant(*known, text);
    if (!meant.toml) {
      return problems.add(0, key, text, meant.problem,
                          meant.remedy.empty() ? rule_in_words(*known) : meant.remedy);
    }
    source = "value = " + *meant.toml;
    parsed = one_value(source);
  }
  // A name of digits, or a month that TOML takes for a date, is text where text is wanted.
  const bool wants_text = known != nullptr && is_text(*known);
  if (!parsed || (wants_text && !parsed->get("value")->is_string())) {
    parsed = toml::table{{"value", text}};
  }
  apply(settings, key, {*parsed->get("value"), source}, problems);
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
    const std::string value = text.substr(equals + 1);
    if (key.starts_with("event.")) {
      override_event(settings.events, key, value, problems);
    } else {
      apply_override(settings, key, value, problems);
    }
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
  if (const auto file = parse_toml(std::string(text), in_file)) {
    apply_file(settings, *file, text, in_file);
  }
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
  RunSettings settings = parse_scenario(read_scenario_text(path), path, overrides);
  RoutesSettings& routes = settings.routes;
  if (!routes.observed.empty() && routes.observed_sha256.empty()) {
    routes.observed_sha256 = sha256_of(read_own_table(routes.observed));
    settings.resolved_toml = render_scenario(settings, Comments::none);
  }
  return settings;
}

}  // namespace peregrine
