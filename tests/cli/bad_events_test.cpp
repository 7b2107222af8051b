// Every wrong event of a scenario: exit code 3, one message that names the line, and no file left
// behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

struct BadEvent {
  std::string name;
  std::string text;     // of the scenario
  std::string message;  // after the file's name
};

void PrintTo(const BadEvent& bad, std::ostream* stream) {
  *stream << bad.name;
}

class BadEventFile : public testing::TestWithParam<BadEvent> {};

TEST_P(BadEventFile, is_refused_with_one_message_and_leaves_no_file) {
  const TemporaryFolder folder;
  write_bytes(folder.file("bad.toml"), GetParam().text);
  const Outcome outcome = run_command({"run", "bad.toml", "-o", "out.h5"}, folder);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("peregrine: bad.toml:" + GetParam().message));
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  EXPECT_EQ(names_in(folder), std::set<std::string>{"bad.toml"});
}

// An event that is sound but for what is added to it, on line 5 and after.
std::string fence(const std::string& more) {
  return "[[event]]\nkind = \"fence\"\nborder = \"belarus-poland\"\nmonth = \"2026-07\"\n" + more +
         "\n";
}

std::string campaign(const std::string& more) {
  return "[[event]]\nkind = \"campaign\"\nfront = \"russia-finland\"\nmonth = \"2026-11\"\n" +
         more + "\n";
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, BadEventFile,
    testing::Values(
        BadEvent{"single_brackets", "[event]\nkind = \"fence\"\n",
                 "1: event = {...} is no list of events (write [[event]], in double brackets"},
        BadEvent{"a_number", "event = 3\n", "1: event = 3 is no list of events"},
        BadEvent{"a_list_of_texts", "event = [\"fence\"]\n",
                 "1: event = [...] is no list of events"},
        BadEvent{"no_kind", "[[event]]\nborder = \"belarus-poland\"\nmonth = \"2026-07\"\n",
                 "1: event.kind is missing (peregrine scenario --events lists the kinds)"},
        BadEvent{"misspelt_kind",
                 "[[event]]\nkind = \"fense\"\nborder = \"belarus-poland\"\nmonth = \"2026-07\"\n",
                 "2: event.kind = 'fense' is not a choice (did you mean fence?"},
        BadEvent{"kind_that_is_a_number",
                 "[[event]]\nkind = 4\nborder = \"belarus-poland\"\nmonth = \"2026-07\"\n",
                 "2: event.kind = 4 is not text"},
        BadEvent{"misspelt_key", fence("probabilty = 0.5"),
                 "5: event.probabilty = 0.5 is not a key of an event (did you mean probability?)"},
        BadEvent{"key_given_twice", fence("month = \"2026-08\""), "5: month is given twice"}));

INSTANTIATE_TEST_SUITE_P(
    Places, BadEventFile,
    testing::Values(
        BadEvent{"no_place", "[[event]]\nkind = \"fence\"\nmonth = \"2026-07\"\n",
                 "1: event.border, route or country is missing (say where: fence needs border, "
                 "route or country)"},
        BadEvent{"two_places", fence("route = \"eastern-borders\""),
                 "5: event.route = 'eastern-borders' is a second place (give border or route, not "
                 "both)"},
        BadEvent{"misspelt_border",
                 "[[event]]\nkind = \"fence\"\nborder = \"belarus-polen\"\nmonth = \"2026-07\"\n",
                 "3: event.border = belarus-polen is no border of an event (did you mean "
                 "belarus-poland?)"},
        BadEvent{"misspelt_route",
                 "[[event]]\nkind = \"fence\"\nroute = \"eastern-border\"\nmonth = \"2026-07\"\n",
                 "3: event.route = eastern-border is no route of an event (did you mean "
                 "eastern-borders?)"},
        BadEvent{"country_without_a_border",
                 "[[event]]\nkind = \"fence\"\ncountry = \"CHE\"\nmonth = \"2026-07\"\n",
                 "3: event.country = CHE has no border of an irregular route (must be one of "},
        BadEvent{"war_in_a_small_country",
                 "[[event]]\nkind = \"war\"\ncountry = \"AND\"\nmonth = \"2026-07\"\n",
                 "3: event.country = AND has no conflict in the model"},
        BadEvent{"campaign_at_a_border",
                 "[[event]]\nkind = \"campaign\"\nborder = \"belarus-poland\"\nmonth = "
                 "\"2026-07\"\nsize = 4000\n",
                 "3: event.border = belarus-poland is no place of campaign (give front)"},
        BadEvent{"fence_on_a_front",
                 "[[event]]\nkind = \"fence\"\nfront = \"belarus-poland\"\nmonth = \"2026-07\"\n",
                 "3: event.front = belarus-poland is no place of fence (give border, route or "
                 "country)"},
        BadEvent{"front_without_a_border",
                 "[[event]]\nkind = \"campaign\"\nfront = \"rest-of-world\"\nmonth = "
                 "\"2026-07\"\nsize = 4000\n",
                 "3: event.front = rest-of-world is no front of an event"},
        BadEvent{"empty_list_of_places",
                 "[[event]]\nkind = \"fence\"\nborder = []\nmonth = \"2026-07\"\n",
                 "3: event.border = [...] is an empty list (give at least one code)"},
        BadEvent{"place_that_is_a_number",
                 "[[event]]\nkind = \"fence\"\nborder = 12\nmonth = \"2026-07\"\n",
                 "3: event.border = 12 is not text"},
        BadEvent{"empty_place",
                 "[[event]]\nkind = \"fence\"\nborder = [\"belarus-poland\", \"\"]\nmonth = "
                 "\"2026-07\"\n",
                 "3: event.border"}));

INSTANTIATE_TEST_SUITE_P(
    Months, BadEventFile,
    testing::Values(
        BadEvent{"no_month", "[[event]]\nkind = \"fence\"\nborder = \"belarus-poland\"\n",
                 "1: event.month is missing (give the month in which it may first begin)"},
        BadEvent{"month_without_quotes",
                 "[[event]]\nkind = \"fence\"\nborder = \"belarus-poland\"\nmonth = 2026-07\n",
                 "4: event.month = 2026-07 is not in quotes (a month is written \"2026-07\", in "
                 "quotes)"},
        BadEvent{"a_year",
                 "[[event]]\nkind = \"fence\"\nborder = \"belarus-poland\"\nmonth = \"2026\"\n",
                 "4: event.month = '2026' is a year alone (write it as 2026-07)"},
        BadEvent{"thirteenth_month",
                 "[[event]]\nkind = \"fence\"\nborder = \"belarus-poland\"\nmonth = \"2026-13\"\n",
                 "4: event.month = '2026-13' is no month"},
        BadEvent{"month_on_record",
                 "[[event]]\nkind = \"fence\"\nborder = \"belarus-poland\"\nmonth = \"2024-11\"\n",
                 "4: event.month = 2024-11 is a month that repeats the record there (write "
                 "\"2025-01\" or a later month)"},
        BadEvent{"month_before_the_run",
                 "[[event]]\nkind = \"fence\"\nborder = \"belarus-poland\"\nmonth = \"2019-11\"\n",
                 "4: event.month = '2019-11' is out of bounds (must be a month from 2020-01 to "
                 "2100-12)"},
        BadEvent{"no_window", fence("window = 0"),
                 "5: event.window = 0 is out of bounds (must be within 1 and 972 months)"},
        BadEvent{"half_a_window", fence("window = 1.5"),
                 "5: event.window = 1.5 is not a whole number"},
        BadEvent{"negative_duration", fence("months = -3"),
                 "5: event.months = -3 is out of bounds (must be within 0 and 972 months)"},
        BadEvent{
            "duration_of_a_coup",
            "[[event]]\nkind = \"coup\"\ncountry = \"NER\"\nmonth = \"2027-01\"\nmonths = 40\n",
            "5: event.months = 40 means nothing for coup (remove it)"},
        BadEvent{"duration_in_words", fence("months = \"long\""),
                 "5: event.months = 'long' is not a whole number"}));

INSTANTIATE_TEST_SUITE_P(
    Sizes, BadEventFile,
    testing::Values(
        BadEvent{"probability_in_percent", fence("probability = 30"),
                 "5: event.probability = 30 is not a probability (must be within 0 and 1)"},
        BadEvent{"probability_in_words", fence("probability = \"likely\""),
                 "5: event.probability = 'likely' is not a number"},
        BadEvent{"size_of_zero", fence("size = 0.0"), "5: event.size = 0.0 is out of bounds"},
        BadEvent{"negative_size", fence("size = -0.3"), "5: event.size = -0.3 is out of bounds"},
        BadEvent{"factor_that_is_a_count", fence("size = 40000"),
                 "5: event.size = 40000 is out of bounds (a factor is at most 1000)"},
        BadEvent{"range_without_its_median", fence("range = [0.9, 1.1]"),
                 "5: event.range = [0.9, 1.1] does not contain the median, 0.75 (give `size`, the "
                 "median, as well)"},
        BadEvent{"range_the_wrong_way_round", fence("size = 0.5\nrange = [0.9, 0.2]"),
                 "6: event.range = [0.9, 0.2] has the larger quantile first"},
        BadEvent{"range_of_one", fence("range = [0.4]"),
                 "5: event.range = [...] is no list of two numbers"},
        BadEvent{"range_of_texts", fence("range = [\"low\", 1.2]"),
                 "5: event.range = 'low' is not a number"},
        BadEvent{"campaign_without_a_size", campaign(""),
                 "1: event.size is missing (give the attempts in all of this campaign)"},
        BadEvent{"campaign_of_a_world", campaign("size = 1e9"),
                 "5: event.size = 1e9 is out of bounds"},
        BadEvent{"misspelt_manner", campaign("size = 4000\nmanner = \"proxi\""),
                 "6: event.manner = 'proxi' is not a choice (must be one of open, proxy, decoy, "
                 "unnamed)"},
        BadEvent{"manner_of_a_fence", fence("manner = \"open\""),
                 "5: event.manner = open means nothing for fence (remove it)"},
        BadEvent{"level_of_a_fence", fence("level = \"national\""),
                 "5: event.level = national means nothing for fence (remove it)"},
        BadEvent{"response_without_a_level",
                 "[[event]]\nkind = \"response\"\nborder = \"belarus-poland\"\nmonth = "
                 "\"2026-07\"\n",
                 "1: event.level is missing (must be one of none, national, frontex"},
        BadEvent{"response_with_a_size",
                 "[[event]]\nkind = \"response\"\nborder = \"belarus-poland\"\nmonth = "
                 "\"2026-07\"\nlevel = \"frontex\"\nsize = 2.0\n",
                 "6: event.size = 2 means nothing for response (remove it)"}));

}  // namespace
}  // namespace peregrine::test
