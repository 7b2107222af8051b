// Good scenarios: defaults, overrides, and what is recorded of them.
#include "host/scenario/scenario.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "host/cli/number_options.h"
#include "host/model/events/kinds.h"
#include "host/scenario/events.h"
#include "host/scenario/schema.h"
#include "host/support/error.h"
#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

std::string every_value(const RunSettings& settings) {
  std::string text;
  for (const ScenarioKey& key : scenario_schema()) text += toml_value(settings, key) + '\n';
  return text;
}

TEST(Scenario, that_says_nothing_has_every_default) {
  EXPECT_EQ(every_value(parse_scenario("", "empty.toml")), every_value(RunSettings()));
}

// A value of the key other than its default, as TOML writes it.
std::string another_value(const ScenarioKey& key) {
  const std::string usual = toml_value(RunSettings(), key);
  if (is_switch(key)) return usual == "true" ? "false" : "true";
  if (is_month(key)) return "\"2021-05\"";
  if (!key.choices.empty()) {
    const std::string last = fmt::format("\"{}\"", key.choices.back().word);
    return usual == last ? fmt::format("\"{}\"", key.choices.front().word) : last;
  }
  if (is_text(key)) return "\"another\"";
  const std::string point = is_real(key) ? ".0" : "";
  const std::string high = std::to_string(key.high) + point;
  return usual == high ? std::to_string(key.low) + point : high;
}

TEST(Scenario, key_sets_its_own_value_and_no_other) {
  const std::string with_draws = "[run]\ndraws = 1099511627776\n";
  for (const ScenarioKey& key : scenario_schema()) {
    if (key.key == "run.draws" || key.key == "run.keep") continue;  // keep follows from both
    const std::string value = another_value(key);
    const RunSettings changed =
        parse_scenario(with_draws, "a.toml", {fmt::format("{}={}", key.key, value)});
    const RunSettings usual = parse_scenario(with_draws, "a.toml");
    for (const ScenarioKey& other : scenario_schema()) {
      EXPECT_EQ(toml_value(changed, other), &other == &key ? value : toml_value(usual, other))
          << key.key << " changes " << other.key;
    }
  }
}

TEST(Scenario, as_shown_with_defaults_reads_back_as_the_defaults) {
  const TemporaryFolder folder;
  const Outcome outcome = run_command({"scenario", "--show-defaults"}, folder);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(every_value(parse_scenario(outcome.out, "shown.toml")), every_value(RunSettings()));
  for (const ScenarioKey& key : scenario_schema()) {
    EXPECT_THAT(outcome.out, HasSubstr('\n' + std::string(key.name()) + " = "));
  }
}

TEST(Scenario, resolved_gives_the_same_settings_again) {
  const RunSettings settings = parse_scenario(
      "[scenario]\nname = \"a-1\"\ndescription = \"\"\"Line\n\\\"quoted\\\" \u00e9\\t\"\"\"\n"
      "[run]\nseed = 9223372036854775807\n[stock]\nnew_corridors = false\n",
      "a.toml");
  const RunSettings again = parse_scenario(settings.resolved_toml, "again.toml");
  EXPECT_EQ(again.resolved_toml, settings.resolved_toml);
  EXPECT_EQ(again.description, "Line\n\"quoted\" \u00e9\t");
  EXPECT_EQ(again.seed, 9223372036854775807U);
  EXPECT_EQ(again.stock.new_corridors, Sampling::off);
  EXPECT_EQ(again.stock.innovations, Sampling::on);
}

TEST(Scenario, of_the_project_is_sound_and_named_after_its_file) {
  const std::filesystem::path folder =
      std::filesystem::path(PEREGRINE_SOURCE_DIR) / "inputs" / "scenarios";
  int found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    EXPECT_EQ(load_scenario(entry.path().string()).name, entry.path().stem().string());
    ++found;
  }
  EXPECT_GE(found, 1);
}

TEST(Scenario, keeps_all_draws_where_minus_one_or_more_than_all_are_asked) {
  EXPECT_EQ(parse_scenario("[run]\ndraws = 64\nkeep = -1\n", "a.toml").keep, 64);
  EXPECT_EQ(parse_scenario("[run]\ndraws = 64\nkeep = 65\n", "a.toml").keep, 64);
  EXPECT_EQ(parse_scenario("[run]\ndraws = 64\nkeep = 63\n", "a.toml").keep, 63);
}

TEST(Scenario, may_start_with_a_byte_order_mark_and_end_lines_as_windows_does) {
  EXPECT_EQ(parse_scenario("\xEF\xBB\xBF[run]\r\ndraws = 5\r\n", "a.toml").draws, 5);
}

TEST(Override, wins_over_the_file_and_over_earlier_ones) {
  const RunSettings settings = parse_scenario(
      "[run]\ndraws = 5\n", "a.toml",
      {"run.draws=6", "run.draws = 7", "scenario.name=word", "stock.innovations=false"});
  EXPECT_EQ(settings.draws, 7);
  EXPECT_EQ(settings.name, "word");
  EXPECT_EQ(settings.stock.innovations, Sampling::off);
}

TEST(Override, may_hold_an_equals_sign_and_quotes) {
  EXPECT_EQ(parse_scenario("", "a.toml", {"scenario.description=a=b"}).description, "a=b");
  EXPECT_EQ(parse_scenario("", "a.toml", {"scenario.description=\"a b\""}).description, "a b");
  EXPECT_EQ(parse_scenario("", "a.toml", {"scenario.description="}).description, "");
}

TEST(Override, is_decimal_and_may_be_written_as_people_write_numbers) {
  for (const auto& [text, draws] : std::map<std::string, std::int64_t>{{"010", 10},
                                                                       {"+5", 5},
                                                                       {" 7 ", 7},
                                                                       {"1_000", 1000},
                                                                       {"1000.0", 1000},
                                                                       {"1e5", 100000},
                                                                       {"1e+05", 100000},
                                                                       {"0x10", 16}}) {
    EXPECT_EQ(parse_scenario("", "a.toml", {"run.draws=" + text}).draws, draws) << text;
  }
  EXPECT_EQ(parse_scenario("", "a.toml", {"climate.slip_years=.5"}).climate.slip_years, 0.5);
  EXPECT_EQ(parse_scenario("", "a.toml", {"climate.slip_years=010"}).climate.slip_years, 10.0);
  EXPECT_EQ(parse_scenario("", "a.toml", {"campaign.first.attempts=40.5"})
                .routes.campaigns.ordered[0]
                .attempts,
            40.5);
}

TEST(Override, that_may_be_another_number_says_so) {
  for (const auto& [text, message] : std::map<std::string, std::string>{
           {"run.draws=1.000", "run.draws = 1.000 has a dot, which may be a thousands mark"},
           {"run.draws=1,000", "run.draws = 1,000 has a comma, which may be a thousands mark"},
           {"run.draws=1 000", "run.draws = 1 000 has a blank, which may be a thousands mark"},
           {"run.draws=1'000", "run.draws = 1'000 has an apostrophe, which may be a thousands"},
           {"run.draws=1E6", "run.draws = 1E6 is written with an E"},
           {"run.draws=", "run.draws is empty"},
           {"run.draws=nan", "run.draws = nan is not finite"},
           {"run.draws=1e17", "run.draws = 1e17 is too large"},
           {"run.draws=99999999999999999999", "is too large (must be within 1 and"},
           {"run.draws=many", "run.draws = many is not a number (must be within 1 and"},
           {"climate.slip_years=0,5", "climate.slip_years = 0,5 has a decimal comma (write 0.5)"},
           {"campaign.first.attempts=40.000",
            "campaign.first.attempts = 40.000 has a dot, which may be a thousands mark (write "
            "40000 "
            "if it is one: a whole number has digits alone; else write 40.0)"},
           {"campaign.first.month=Jul-26", "campaign.first.month = 'Jul-26' has a month's name"},
           {"campaign.first.month=2026-07-15", "is a day, of which only the first stands"},
           {"campaign.first.month=2019-07", "campaign.first.month = '2019-07' is out of bounds"}}) {
    try {
      parse_scenario("", "a.toml", {text});
      ADD_FAILURE() << text << " was accepted";
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), HasSubstr(message));
    }
  }
}

TEST(Month, of_a_scenario_is_kept_in_one_form) {
  for (const char* text : {"2026-07", "2026M07", "2026-M07", "2026-07-01"}) {
    EXPECT_EQ(parse_scenario("", "a.toml", {std::string("campaign.first.month=") + text})
                  .routes.campaigns.ordered[0]
                  .month,
              month_number(2026, 7));
    EXPECT_EQ(parse_scenario("[campaign.first]\nmonth = \"" + std::string(text) + "\"\n", "a.toml")
                  .routes.campaigns.ordered[0]
                  .month,
              month_number(2026, 7));
  }
}

TEST(Override, of_a_text_is_text_though_it_looks_like_a_number) {
  EXPECT_EQ(parse_scenario("", "a.toml", {"scenario.name=2026"}).name, "2026");
  EXPECT_EQ(parse_scenario("", "a.toml", {"scenario.description=2026-07-01"}).description,
            "2026-07-01");
}

TEST(NumberOption, is_decimal_whatever_it_begins_with) {
  const auto parsed = [](const std::string& text) {
    CLI::App app;
    int number = -1;
    double real = -1;
    takes_whole(app.add_option("--whole", number));
    takes_real(app.add_option("--real", real));
    app.parse("--whole=" + text + " --real=" + text);
    EXPECT_EQ(real, number);
    return number;
  };
  EXPECT_EQ(parsed("010"), 10);
  EXPECT_EQ(parsed("08"), 8);
  EXPECT_EQ(parsed("+5"), 5);
  EXPECT_EQ(parsed("1e3"), 1000);
  EXPECT_EQ(parsed("1_000"), 1000);
  for (const char* text : {"0x10", "nan", "many", "1,5", "5%", "99999999999999999999"}) {
    EXPECT_THROW(parsed(text), CLI::ValidationError) << text;
  }
}

TEST(NumberOption, that_is_wrong_says_why) {
  const TemporaryFolder folder;
  write_bytes(folder.file("good.toml"), "");
  for (const auto& [option, text, message] : std::vector<std::array<std::string, 3>>{
           {"--threads", "0x10", "0x10 is hexadecimal"},
           {"--threads", "1.5", "1.5 is not a whole number"},
           {"--threads", "", "\"\" is empty"},
           {"--tile", "1.000", "may be a thousands mark"},
           {"--patience", "0,5", "has a decimal comma"},
           {"--patience", "inf", "is not finite"},
           {"--draws", "", "--draws"},
           {"--keep", "", "--keep"},
           {"--checkpoint-every", "0x1", "--checkpoint-every"}}) {
    const Outcome outcome = run_command({"run", "good.toml", "--dry-run", option, text}, folder);
    EXPECT_EQ(outcome.exit_code, 2) << option << ' ' << text;
    EXPECT_THAT(outcome.err, HasSubstr(message));
  }
}

TEST(Override, cannot_smuggle_in_a_second_key) {
  EXPECT_THROW(parse_scenario("", "a.toml", {"run.draws=1\nseed=2"}), UsageError);
}

TEST(Override, that_is_wrong_is_a_usage_error_unless_the_file_is_wrong_too) {
  EXPECT_THROW(parse_scenario("", "a.toml", {"run.draws=0"}), UsageError);
  try {
    parse_scenario("[run]\nseed = -1\n", "a.toml", {"run.draws=0"});
    FAIL() << "accepted";
  } catch (const InputError& error) {
    ASSERT_EQ(error.problems().size(), 2U);
    EXPECT_THAT(error.what(), HasSubstr("a.toml:2: run.seed = -1"));
    EXPECT_THAT(error.what(), HasSubstr("command line: run.draws = 0"));
  }
}

TEST(ScenarioProblems, of_a_file_of_another_kind_come_to_an_end) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "key" + std::to_string(i) + " = 1\n";
  try {
    parse_scenario(text, "a.toml");
    FAIL() << "accepted";
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().size(), 101U);
  }
}

TEST(ScenarioEvents, are_written_out_whole_and_read_back_the_same) {
  const RunSettings settings = parse_scenario(
      "[[event]]\nkind = \"fence\"\nborder = [\"belarus-poland\", \"belarus-latvia\"]\n"
      "month = \"2026-07\"\nprobability = 0.5\n[[event]]\nkind = \"campaign\"\nfront = "
      "\"russia-finland\"\nmonth = \"2026-11\"\nsize = 4000\n[[event]]\nkind = \"response\"\n"
      "country = \"POL\"\nmonth = \"2027-01\"\nlevel = \"national\"\n",
      "a.toml");
  ASSERT_EQ(settings.events.size(), 3U);
  EXPECT_EQ(settings.events[0].places.size(), 2U);
  EXPECT_EQ(settings.events[0].size, find_event_kind("fence")->median);
  EXPECT_EQ(settings.events[0].high, find_event_kind("fence")->high);
  // A size alone is every realization's.
  EXPECT_EQ(settings.events[1].low, 4000.0);
  EXPECT_EQ(settings.events[1].manner, CampaignKind::open);
  EXPECT_EQ(settings.events[2].months, find_event_kind("response")->months);
  const RunSettings again = parse_scenario(settings.resolved_toml, "resolved.toml");
  EXPECT_EQ(again.resolved_toml, settings.resolved_toml);
}

TEST(ScenarioEvents, are_changed_key_by_key_on_the_command_line) {
  const std::string text =
      "[[event]]\nkind = \"fence\"\nborder = \"belarus-poland\"\nmonth = \"2026-07\"\n"
      "[[event]]\nkind = \"response\"\ncountry = \"POL\"\nmonth = \"2027-01\"\n"
      "level = \"national\"\n";
  const auto with = [&text](const std::vector<std::string>& overrides) {
    return parse_scenario(text, "a.toml", overrides).events;
  };
  const auto events = with({"event.1.size=0.5", "event.1.probability=0.25", "event.1.month=2027-03",
                            "event.2.level=nato-military", "event.1.border=[\"belarus-latvia\"]"});
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].size, 0.5);
  EXPECT_EQ(events[0].low, 0.5);
  EXPECT_EQ(events[0].probability, 0.25);
  EXPECT_EQ(events[0].month, month_number(2027, 3));
  EXPECT_EQ(events[0].places, std::vector<std::string>{"belarus-latvia"});
  EXPECT_EQ(events[1].level, ResponseLevel::nato_military);
  EXPECT_EQ(with({"event.1.size=0.5", "event.1.range=[0.25, 0.75]"})[0].high, 0.75);
}

TEST(ScenarioEvents, that_are_wrong_on_the_command_line_are_refused) {
  const std::string fence =
      "[[event]]\nkind = \"fence\"\nborder = \"belarus-poland\"\nmonth = \"2026-07\"\n";
  const auto message = [&fence](const std::string& override) -> std::string {
    try {
      parse_scenario(fence, "a.toml", {override});
    } catch (const UsageError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(message("event.2.size=0.5"), HasSubstr("is of no event: the scenario has 1"));
  EXPECT_THAT(message("event.size=0.5"), HasSubstr("event.1.size"));
  EXPECT_THAT(message("event.1.size=-1"), HasSubstr("event.size = -1 is out of bounds"));
  EXPECT_THAT(message("event.1.sise=1"), HasSubstr("did you mean size?"));
  EXPECT_THAT(message("event.1.kind=campaign"), HasSubstr("write another event in the file"));
  EXPECT_THAT(message("event.1=2"), HasSubstr("event.1.size"));
  EXPECT_THAT(message("event.1.a b=1"), HasSubstr("is not a key of a scenario"));
  EXPECT_THAT(message("event.1.x\n[y]\nz=1"), HasSubstr("is not a key of a scenario"));
  EXPECT_THAT(message("event.1.level=national"), HasSubstr("means nothing for fence"));
  EXPECT_THAT(message("event.1.probability=2"), HasSubstr("is not a probability"));
}

// After a change of keys: PEREGRINE_WRITE_DOCS=1 test_cli --gtest_filter='RunningManual.*'
void expect_table_in(const std::string& document, const std::string& table) {
  const std::string path = PEREGRINE_SOURCE_DIR "/docs/" + document;
  const std::string manual = bytes_of(path);
  const std::size_t start = manual.find(table.substr(0, table.find('\n')));
  ASSERT_NE(start, std::string::npos) << path;
  const std::size_t blank = manual.find("\n\n", start);
  const std::size_t end = blank == std::string::npos ? manual.size() : blank + 1;
  if (std::getenv("PEREGRINE_WRITE_DOCS") != nullptr) {
    std::ofstream(path) << manual.substr(0, start) + table + manual.substr(end);
    GTEST_SKIP() << path << " written anew";
  }
  // Line by line, as a difference of the whole would be a page.
  std::istringstream written(manual.substr(start, end - start));
  std::istringstream made(table);
  for (std::string line, wanted; std::getline(made, wanted);) {
    std::getline(written, line);
    ASSERT_EQ(line, wanted) << path;
  }
  EXPECT_EQ(manual.substr(start, end - start), table);
}

TEST(RunningManual, has_the_table_of_scenario_keys_that_the_schema_gives) {
  expect_table_in("running.md", scenario_keys_markdown());
}

TEST(RunningManual, has_the_table_of_event_keys) {
  expect_table_in("running.md", event_keys_markdown());
}

TEST(RunningManual, has_the_kinds_of_events_with_their_evidence) {
  expect_table_in("model/17-events.md", event_kinds_markdown());
}

}  // namespace
}  // namespace peregrine::test
