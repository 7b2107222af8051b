// Every wrong scenario: exit code 3, one message a problem, and no file left behind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

struct BadScenario {
  std::string name;
  std::string text;
  std::vector<std::string> messages;
};

void PrintTo(const BadScenario& bad, std::ostream* stream) {
  *stream << bad.name;
}

class BadScenarioFile : public testing::TestWithParam<BadScenario> {};

TEST_P(BadScenarioFile, is_refused_with_clear_messages_and_leaves_no_file) {
  const TemporaryFolder folder;
  write_bytes(folder.file("bad.toml"), GetParam().text);
  const Outcome outcome = run_command({"run", "bad.toml", "-o", "out.h5"}, folder);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, "");
  for (const std::string& message : GetParam().messages) {
    EXPECT_THAT(outcome.err, HasSubstr("peregrine: bad.toml" + message));
  }
  EXPECT_EQ(static_cast<std::size_t>(std::count(outcome.err.begin(), outcome.err.end(), '\n')),
            GetParam().messages.size());
  EXPECT_EQ(names_in(folder), std::set<std::string>{"bad.toml"});
}

const std::string draws_rule = "(must be within 1 and 1,099,511,627,776)";

INSTANTIATE_TEST_SUITE_P(
    Cases, BadScenarioFile,
    testing::Values(
        BadScenario{"duplicate_key",
                    "[run]\ndraws = 5\ndraws = 6\n",
                    {":3: draws is given twice (remove one of the two)"}},
        BadScenario{"duplicate_section", "[run]\n[stock]\n[run]\n", {":3: run is given twice"}},
        BadScenario{"text_for_number",
                    "[run]\ndraws = \"many\"\n",
                    {":2: run.draws = 'many' is text, not a number " + draws_rule}},
        BadScenario{"fraction_for_whole_number",
                    "[run]\ndraws = 1.5\n",
                    {":2: run.draws = 1.5 is not a whole number " + draws_rule}},
        BadScenario{"thousands_for_whole_number",
                    "[run]\ndraws = 10.000\n",
                    {":2: run.draws = 10.000 has a dot, which may be a thousands mark (write 10000 "
                     "if it is one: a whole number has digits alone)"}},
        BadScenario{
            "thousands_for_number",
            "[campaign.first]\nattempts = 40.000\n",
            {":2: campaign.first.attempts = 40.000 has a dot, which may be a thousands mark "
             "(write 40000 if it is one: a whole number has digits alone; else write "
             "40.0)"}},
        BadScenario{"every_value_that_is_no_toml",
                    "[run]\ndraws = 010\nto_year = 2 030\nseed = 99999999999999999999\n"
                    "[climate]\nslip_years = 0,5\nemissions = pledges # all\n"
                    "[stock]\ninnovations = True\n[posture]\ncost.frontex = .5\n"
                    "hold = 1.000.000\n",
                    {":2: run.draws = 010 is no number as TOML writes it (write 10)",
                     ":3: run.to_year = 2 030 has a blank, which may be a thousands mark (write "
                     "2030",
                     ":4: run.seed = 99999999999999999999 is too large (must be within 0 and ",
                     ":6: climate.slip_years = 0,5 has a decimal comma (write 0.5)",
                     ":7: climate.emissions = pledges is not in quotes (write \"pledges\")",
                     ":9: stock.innovations = True is neither true nor false (write true or false, "
                     "without quotes)",
                     ":11: posture.cost.frontex = .5 is no number as TOML writes it (write 0.5)",
                     ":12: posture.hold = 1.000.000 has a thousands mark, a dot (write 1000000)"}},
        BadScenario{"no_toml_beside_other_problems",
                    "[run]\nseed = -1\n[campaign.first]\nmonth = 2026-07\nfrnt = \"x\"\n",
                    {":2: run.seed = -1 is out of bounds",
                     ":4: campaign.first.month = 2026-07 is not in quotes (a month is written "
                     "\"2026-07\", in quotes)",
                     ":5: campaign.first.frnt = 'x' is not a key of a scenario"}},
        BadScenario{"month_without_quotes",
                    "[scenario]\nname = \"d\"\n[run]\ndraws = 10\nto_year = 2027\n"
                    "[campaign.first]\nfront = \"belarus-poland\"\nmonth = 2026-07\n",
                    {":8: campaign.first.month = 2026-07 is not in quotes (a month is written "
                     "\"2026-07\", in quotes)"}},
        BadScenario{"month_as_a_date",
                    "[campaign]\nfirst.month = 2026-07-01\n",
                    {":2: campaign.first.month = 2026-07-01 is not in quotes (a month is written "
                     "\"2026-07\", in quotes)"}},
        BadScenario{"month_as_a_year",
                    "[posture]\nfrom = 2026\n",
                    {":2: posture.from = 2026 is a year alone (a month is written \"2026-07\", in "
                     "quotes)"}},
        BadScenario{"month_as_a_spreadsheet_shows_it",
                    "[posture]\nfrom = Jul-26 # soon\n",
                    {":2: posture.from = Jul-26 has a month's name, and may be a year or a day (a "
                     "month is written \"2026-07\", in quotes)"}},
        BadScenario{"not_a_number",
                    "[run]\ndraws = nan\n",
                    {":2: run.draws = nan is not finite " + draws_rule}},
        BadScenario{"infinity", "[run]\nto_year = inf\n", {":2: run.to_year = inf is not finite"}},
        BadScenario{"number_for_switch",
                    "[stock]\ninnovations = 1\n",
                    {":2: stock.innovations = 1 is neither true nor false"}},
        BadScenario{"text_for_switch",
                    "[baseline]\nmeasurement_error = \"on\"\n",
                    {":2: baseline.measurement_error = 'on' is neither true nor false (write true "
                     "or false, without quotes)"}},
        BadScenario{"no_probability",
                    "[climate]\ndelivery.china = 1.4\ndelivery.india = -1\n",
                    {":2: climate.delivery.china = 1.4 is not a probability (must be within 0 and "
                     "1)",
                     ":3: climate.delivery.india = -1 is not a probability"}},
        BadScenario{"nan_for_number",
                    "[climate]\nslip_years = nan\n",
                    {":2: climate.slip_years = nan is out of bounds (must be within 0 and 200)"}},
        BadScenario{"no_choice",
                    "[climate]\nemissions = \"rcp45\"\n",
                    {":2: climate.emissions = 'rcp45' is not a choice (must be one of pledges, "
                     "current-policies, ssp126,"}},
        BadScenario{"no_month",
                    "[campaign.first]\nmonth = \"2026-13\"\n",
                    {":2: campaign.first.month = '2026-13' is no month (must be a month, as "
                     "2026-07, from 2020-01 to 2100-12)"}},
        BadScenario{"no_front",
                    "[campaign.first]\nfront = \"belarus-polnad\"\n",
                    {":2: campaign.first.front = 'belarus-polnad' is not a choice (must be one of "
                     "none, belarus-poland,"}},
        BadScenario{"month_that_nobody_observed",
                    "[irregular]\nobserved_until = \"2025-01\"\n",
                    {":2: irregular.observed_until = 2025-01 is later than the last month on "
                     "record (write 2024-12 or an earlier month)"}},
        BadScenario{"no_bloc",
                    "[climate.delivery]\nchna = 1\n",
                    {":2: climate.delivery.chna = 1 is not a key of a scenario (did you mean "
                     "climate.delivery.china?)"}},
        BadScenario{"number_for_text",
                    "[scenario]\nname = 7\n",
                    {":2: scenario.name = 7 is not text (must have 1 to 64 bytes)"}},
        BadScenario{
            "array_for_number", "[run]\nseed = [1]\n", {":2: run.seed = [...] is not a whole"}},
        BadScenario{"date_for_number",
                    "[run]\nto_year = 2050-01-01\n",
                    {":2: run.to_year = 2050-01-01 is not a whole number"}},
        BadScenario{"no_draws", "[run]\ndraws = 0\n", {":2: run.draws = 0 is out of bounds"}},
        BadScenario{"too_many_draws",
                    "[run]\ndraws = 1099511627777\n",
                    {":2: run.draws = 1099511627777 is out of bounds " + draws_rule}},
        BadScenario{
            "number_too_long", "[run]\nseed = 99999999999999999999\n", {":2: run.seed = 999"}},
        BadScenario{"negative_seed", "[run]\nseed = -1\n", {":2: run.seed = -1 is out of bounds"}},
        BadScenario{"year_too_early",
                    "[run]\nto_year = 2020\n",
                    {":2: run.to_year = 2020 is out of bounds (must be within 2021 and 2100)"}},
        BadScenario{
            "year_too_late", "[run]\nto_year = 2101\n", {":2: run.to_year = 2101 is out of"}},
        BadScenario{"keep_below_all", "[run]\nkeep = -2\n", {":2: run.keep = -2 is out of bounds"}},
        BadScenario{"keep_none", "[run]\nkeep = 0\n", {":2: run.keep = 0 keeps no realization"}},
        BadScenario{
            "keep_more_than_a_file_can_number",
            "[run]\ndraws = 3000000000\nkeep = -1\n",
            {": run.keep = -1 keeps more than a file can hold (keep at most 2,147,483,647)"}},
        BadScenario{"misspelt_key",
                    "[run]\nto_yaer = 2030\n",
                    {":2: run.to_yaer = 2030 is not a key of a scenario (did you mean "
                     "run.to_year?)"}},
        BadScenario{"key_in_wrong_section",
                    "[stock]\ndraws = 3\n",
                    {":2: stock.draws = 3 is not a key of a scenario (did you mean run.draws?)"}},
        BadScenario{"key_without_section",
                    "draws = 3\n",
                    {":1: draws = 3 is not a key of a scenario (did you mean run.draws?)"}},
        BadScenario{"misspelt_section",
                    "[stok]\ninnovations = true\n",
                    {":1: stok = {...} is not a key of a scenario (did you mean [stock]?)"}},
        BadScenario{"unknown_section",
                    "[weather]\nrain = 3\n",
                    {":1: weather = {...} is not a key of a scenario (see peregrine scenario "
                     "--show-defaults)"}},
        BadScenario{"section_that_is_a_value",
                    "run = 3\n",
                    {":1: run = 3 is not a section (write [run] and its keys below)"}},
        BadScenario{"array_of_sections", "[[run]]\ndraws = 3\n", {":1: run = [...] is not a sec"}},
        BadScenario{"name_with_slash",
                    "[scenario]\nname = \"../etc/passwd\"\n",
                    {":2: scenario.name = ../etc/passwd is no name for a file"}},
        BadScenario{
            "empty_name", "[scenario]\nname = \"\"\n", {":2: scenario.name = '' is empty (must"}},
        BadScenario{"name_too_long",
                    "[scenario]\nname = \"" + std::string(65, 'n') + "\"\n",
                    {":2: scenario.name = 'nnnnn"}},
        BadScenario{"malformed", "[run\ndraws = 3\n", {":1: is not TOML: "}},
        BadScenario{"section_without_a_name", "[\ndraws = 3\n", {":1: is not TOML: "}},
        BadScenario{"no_value", "[run]\ndraws =\n", {":2: run.draws has no value " + draws_rule}},
        BadScenario{"nested_too_deeply", "x = " + std::string(100'000, '['), {":1: is not TOML: "}},
        BadScenario{"not_utf8",
                    "[scenario]\nname = \"M\xFCnchen\"\n",
                    {":2: name = \"M\\xFCnchen\" is not UTF-8 (save it as UTF-8 text)"}},
        BadScenario{"nul", std::string("[run]\n\0", 7), {":2: has a NUL character"}},
        BadScenario{"too_large",
                    "#" + std::string(1'000'000, ' '),
                    {": is larger than 1 MB, too large for a scenario"}},
        BadScenario{"several_problems_at_once",
                    "[run]\nseed = -1\n\ndraws = 0\n[stock]\ninnovations = \"no\"\n",
                    {":2: run.seed = -1", ":4: run.draws = 0", ":6: stock.innovations = 'no'"}}),
    [](const auto& case_info) { return case_info.param.name; });

TEST(BadScenarioPath, that_does_not_exist_is_named) {
  const TemporaryFolder folder;
  const Outcome outcome = run_command({"run", "none.toml"}, folder);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.err, "peregrine: none.toml: does not exist (check the path)\n");
  EXPECT_TRUE(names_in(folder).empty());
}

TEST(BadScenarioPath, that_is_a_folder_is_refused) {
  const TemporaryFolder folder;
  const Outcome outcome = run_command({"run", "."}, folder);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("peregrine: .: is a folder"));
}

TEST(BadScenarioPath, that_may_not_be_read_is_refused) {
  const TemporaryFolder folder;
  write_bytes(folder.file("secret.toml"), "");
  std::filesystem::permissions(folder.file("secret.toml"), std::filesystem::perms::none);
  const Outcome outcome = run_command({"run", "secret.toml"}, folder, Rights::those_of_the_folder);
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("secret.toml: cannot be opened: Permission denied"));
}

}  // namespace
}  // namespace peregrine::test
