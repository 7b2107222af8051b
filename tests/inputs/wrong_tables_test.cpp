// Tables of arrivals that cannot be read as they are: each problem is told with file, line, column,
// value and what to do, and no number is read wrongly.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "tests/inputs/arrivals_tables.h"

namespace peregrine {
namespace {

using namespace std::string_literals;
using test::evidence_header;
using test::header;
using test::messages;
using testing::ElementsAreArray;

// One row of the border and month, with these last fields.
std::string row(const std::string& fields) {
  return header + "belarus-poland,2024-01," + fields + "\n";
}

std::string row_with_evidence(const std::string& fields) {
  return evidence_header + "belarus-poland,2024-01,ALL,100," + fields + "\n";
}

std::string row_of_month(const std::string& month) {
  return header + "belarus-poland," + month + ",ALL,100\n";
}

struct WrongTable {
  const char* name;
  std::string text;
  std::vector<std::string> messages;
};

std::ostream& operator<<(std::ostream& out, const WrongTable& wrong) {
  return out << wrong.name;
}

const std::string digits_alone = " if it is one: a whole number has digits alone)";
const std::string range = " (must be within 0 and 10000000)";
const std::string evidence_range = " (must be within -10 and 10)";
const std::string commas =
    " (must be commas; save the table as CSV UTF-8 (comma delimited), from R by write.csv)";
const std::string utf8 = " (save the file as UTF-8; in a spreadsheet: CSV UTF-8 (comma delimited))";
const std::string columns = "border,month,nationality,arrivals";
const std::string codes =
    " is no nationality (must be a code of baseline/countries.csv, XKX, XXA, REST for all others, "
    "or ALL";

const WrongTable wrong_tables[] = {
    {"thousands_by_dot",
     header + "belarus-poland,2024-01,ALL,1.234\nbelarus-poland,2024-02,ALL,12.345\n"
              "belarus-poland,2024-03,ALL,987\n",
     {":2: arrivals = 1.234 has a dot, which may be a thousands mark (write 1234" + digits_alone,
      ":3: arrivals = 12.345 has a dot, which may be a thousands mark (write 12345" +
          digits_alone}},
    {"thousands_by_comma",
     row("ALL,\"1,234\""),
     {":2: arrivals = 1,234 has a comma, which may be a thousands mark (write 1234" +
      digits_alone}},
    {"thousands_by_comma_without_quotes",
     row("ALL,1,234"),
     {":2: 234 is one field too many: the line has 5 fields (must be 4, as in the header, without "
      "a comma in a number)"}},
    {"thousands_by_comma_into_an_empty_column",
     evidence_header + "belarus-poland,2024-01,ALL,1,005,\n",
     {":2: signals = 005 has a zero before its digits, as after a thousands mark" +
      evidence_range}},
    {"thousands_by_blank",
     row("ALL,1 234 567"),
     {":2: arrivals = 1 234 567 has a blank, which may be a thousands mark (write 1234567" +
      digits_alone}},
    {"thousands_by_no_break_blank",
     row("ALL,1\u00A0234"),
     {":2: arrivals = 1\u00A0234 has a no-break blank, which may be a thousands mark (write 1234" +
      digits_alone}},
    {"thousands_by_narrow_no_break_blank",
     row("ALL,1\u202F234"),
     {":2: arrivals = 1\u202F234 has a narrow no-break blank, which may be a thousands mark "
      "(write 1234" +
      digits_alone}},
    {"thousands_by_thin_blank",
     row("ALL,1\u2009234"),
     {":2: arrivals = 1\u2009234 has a thin blank, which may be a thousands mark (write 1234" +
      digits_alone}},
    {"thousands_by_apostrophe",
     row("ALL,1'234"),
     {":2: arrivals = 1'234 has an apostrophe, which may be a thousands mark (write 1234" +
      digits_alone}},
    {"thousands_by_typographic_apostrophe",
     row("ALL,1\u2019234"),
     {":2: arrivals = 1\u2019234 has an apostrophe, which may be a thousands mark (write 1234" +
      digits_alone}},
    {"thousands_and_decimals",
     row("ALL,\"1.234,0\""),
     {":2: arrivals = 1.234,0 has a thousands mark, a dot (write 1234)"}},
    {"zeros_that_may_be_thousands",
     row("ALL,5.000"),
     {":2: arrivals = 5.000 has a dot, which may be a thousands mark (write 5000" + digits_alone}},
    {"decimal_comma_in_a_count",
     row("ALL,\"12,5\""),
     {":2: arrivals = 12,5 has a decimal comma (must be a whole number)"}},
    {"fraction_of_a_person",
     row("ALL,12.5"),
     {":2: arrivals = 12.5 is not a whole number" + range}},
    {"decimal_comma",
     row_with_evidence("\"0,3\","),
     {":2: signals = 0,3 has a decimal comma (write 0.3)"}},
    {"comma_that_may_be_either",
     row_with_evidence(",\"1,234\""),
     {":2: statements = 1,234 has a comma, a thousands mark or a decimal one (write 1234 or "
      "1.234)"}},
    {"rounded_by_a_spreadsheet",
     row("ALL,1.23E+05"),
     {":2: arrivals = 1.23E+05 is written with an E, as spreadsheets show a number they rounded "
      "(write all its digits)"}},
    {"hexadecimal",
     row("ALL,0x10"),
     {":2: arrivals = 0x10 is hexadecimal (write it in decimal digits)"}},
    {"beyond_any_integer",
     row("ALL,99999999999999999999"),
     {":2: arrivals = 99999999999999999999 is too large" + range}},
    {"more_than_a_month_can_have",
     row("ALL,10000001"),
     {":2: arrivals = 10000001 is out of range" + range}},
    {"negative", row("ALL,-5"), {":2: arrivals = -5 is out of range" + range}},
    {"minus_of_a_typesetter",
     row_with_evidence("\u22120.3,"),
     {":2: signals = \u22120.3 begins with a dash that is no minus sign (write -)"}},
    {"not_a_number", row("ALL,NaN"), {":2: arrivals = NaN is not finite" + range}},
    {"missing_count", row("ALL,NA"), {":2: arrivals = NA is not a number" + range}},
    {"empty_count", row("ALL,"), {":2: arrivals = \"\" is empty (every row needs it)"}},
    {"percentage", row("ALL,5%"), {":2: arrivals = 5% is not a number" + range}},
    {"semicolons",
     "border;month;nationality;arrivals\nbelarus-poland;2024-01;ALL;1234\n",
     {":1: border;month;nationality;arrivals has its fields separated by semicolons" + commas}},
    {"semicolons_and_quotes",
     "\"border\";\"month\";\"nationality\";\"arrivals\"\n\"belarus-poland\";\"2024-01\";\"ALL\";"
     "\"1234\"\n",
     {":1: \"border\";\"month\";\"nationality\";\"arrivals\" has its fields separated by "
      "semicolons" +
      commas}},
    {"semicolons_in_a_row",
     header + "belarus-poland;2024-01;ALL;1234\n",
     {":2: belarus-poland;2024-01;ALL;1234 has its fields separated by semicolons" + commas}},
    {"tabs",
     "border\tmonth\tnationality\tarrivals\nbelarus-poland\t2024-01\tALL\t1234\n",
     {":1: border\\x09month\\x09nationality\\x09arrivals has its fields separated by tabs" +
      commas}},
    {"bars",
     "border|month|nationality|arrivals\n",
     {":1: border|month|nationality|arrivals has its fields separated by vertical bars" + commas}},
    {"line_for_a_spreadsheet",
     "sep=,\n" + row("ALL,1"),
     {":1: sep=, is a line for a spreadsheet, not a header (remove it)"}},
    {"carriage_returns_alone",
     "border,month,nationality,arrivals\rbelarus-poland,2024-01,ALL,1234\r",
     {": has lines that end in CR alone, as on old Macintosh systems (must end in LF or CR LF; "
      "save the table as CSV UTF-8)"}},
    {"carriage_return_in_a_line",
     header + "belarus-poland,2024-01,ALL,1\rbelarus-poland,2024-02,ALL,1\n",
     {":2: belarus-poland,2024-01,ALL,1\\x0Dbelarus-poland,2024-02,ALL,1 holds a CR that ends no "
      "line (must end in LF or CR LF)"}},
    {"utf_16", "\xFF\xFE" + "b\0o\0"s, {": is UTF-16" + utf8}},
    {"utf_16_big_endian", "\xFE\xFF" + "\0b\0o"s, {": is UTF-16" + utf8}},
    {"latin_1",
     row("C\xF4te d'Ivoire,5"),
     {":2: nationality = C\\xF4te d'Ivoire is not UTF-8, but perhaps Latin-1 or Windows-1252" +
      utf8}},
    {"latin_1_header",
     "border,month,nationalit\xE9,arrivals\n",
     {":1: border,month,nationalit\\xE9,arrivals is not UTF-8, but perhaps Latin-1 or "
      "Windows-1252" +
      utf8}},
    {"month_of_a_spreadsheet",
     row_of_month("Jul-21"),
     {":2: month = Jul-21 has a month's name, and may be a year or a day (write it as 2026-07)"}},
    {"month_before_year",
     row_of_month("07/2026"),
     {":2: month = 07/2026 is no month (write it as 2026-07)"}},
    {"day",
     row_of_month("2026-07-15"),
     {":2: month = 2026-07-15 is a day, of which only the first stands for its month (write "
      "2026-07 for the figures of the whole month)"}},
    {"thirteenth_month",
     row_of_month("2024-13"),
     {":2: month = 2024-13 is no month (write it as 2026-07)"}},
    {"month_of_one_digit",
     row_of_month("2024-7"),
     {":2: month = 2024-7 has a month of one digit (write it as 2024-07)"}},
    {"month_too_early",
     row_of_month("2008-12"),
     {":2: month = 2008-12 is no month of this table (must be within 2009-01 and 2100-12)"}},
    {"one_of_two_countries",
     row("Congo,5"),
     {":2: nationality = Congo may be two countries (write COD (Kinshasa) or COG (Brazzaville))"}},
    {"misspelt_country",
     row("Afganistan,5"),
     {":2: nationality = Afganistan" + codes + "; is AFG meant?)"}},
    {"namibia_or_nothing",
     row("NA,5"),
     {":2: nationality = NA is Namibia, or what R writes where nothing is known (write NAM or "
      "REST, or ALL in the only row of the month)"}},
    {"namibia_or_nothing_in_small_letters",
     row("na,5"),
     {":2: nationality = na is Namibia, or what R writes where nothing is known (write NAM or "
      "REST, or ALL in the only row of the month)"}},
    {"border_nearly_named",
     header + "belarus-polnd,2024-01,ALL,1\n",
     {":2: border = belarus-polnd is an unknown border (a code of baseline/borders.csv or a route "
      "of several fronts; is belarus-poland meant?)"}},
    {"one_country_by_two_names",
     header + "belarus-poland,2024-01,SYR,1\nbelarus-poland,2024-01,Syria,2\n",
     {":3: border,month,nationality = belarus-poland,2024-01,SYR is on line 2 already (keep one of "
      "the two rows)"}},
    {"cut_off_in_a_row",
     header + "belarus-poland,2024-01,ALL,1\nbelarus-poland,2024-0",
     {":3: nationality is missing: the line has 2 fields (must be 4, as in the header)"}},
    {"open_quote",
     row("\"ALL,5"),
     {":2: belarus-poland,2024-01,\"ALL,5 has a stray or open quote (quote a whole field, on one "
      "line, and write \"\" for a quote in it)"}},
    {"row_of_commas", row("ALL,1") + ",,,\n", {":3: has no values (remove the line)"}},
    {"empty_line_between",
     header + "\nbelarus-poland,2024-01,ALL,1\n",
     {":2: line is empty (remove it)"}},
    {"numbers_of_rows",
     "\"\",\"border\",\"month\",\"nationality\",\"arrivals\"\n"
     "\"1\",\"belarus-poland\",\"2024-01\",\"ALL\",5\n",
     {":1: column 1 has no name (remove it; numbers of rows are left out by row.names = FALSE in R "
      "and by index=False in pandas)"}},
    {"column_without_a_name",
     "border,month,nationality,arrivals,\nbelarus-poland,2024-01,ALL,5,\n",
     {":1: column 5 has no name (remove it)"}},
    {"no_header",
     "belarus-poland,2024-01,ALL,5\n",
     {":1: belarus-poland,2024-01,ALL,5 is no header of this table (the first line must be " +
      columns + ")"}},
    {"empty_file", "\xEF\xBB\xBF\r\n", {": is empty (needs a header line: " + columns + ")"}},
    {"header_alone", header, {": has no rows (give at least one month of a border)"}},
    {"everything_at_once",
     "border,month,nationality,attempts\n"
     "belarus-poland,Jul-21,Congo,1.234\n"
     "nowhere,2024-01,ALL,5\n",
     {":1: attempts is not a column of this table (must be " + columns + ")",
      ":1: arrivals is missing from the header (must be " + columns + ")",
      ":2: month = Jul-21 has a month's name, and may be a year or a day (write it as 2026-07)",
      ":2: nationality = Congo may be two countries (write COD (Kinshasa) or COG (Brazzaville))",
      ":3: border = nowhere is an unknown border (a code of baseline/borders.csv or a route of "
      "several fronts; is other meant?)"}},
    {"all_cells_of_a_row_at_once",
     header + "nowhere,2024-13,Nobody,-1\n",
     {":2: border = nowhere is an unknown border (a code of baseline/borders.csv or a route of "
      "several fronts; is other meant?)",
      ":2: month = 2024-13 is no month (write it as 2026-07)",
      ":2: nationality = Nobody" + codes + ")", ":2: arrivals = -1 is out of range" + range}},
    {"no_gap_where_a_row_was_refused",
     header + "belarus-poland,2024-01,ALL,1\nbelarus-poland,2024-02,ALL,x\n"
              "belarus-poland,2024-03,ALL,1\n",
     {":3: arrivals = x is not a number" + range}},
};

class WrongTables : public testing::TestWithParam<WrongTable> {};

TEST_P(WrongTables, are_refused_with_every_problem_and_its_remedy) {
  EXPECT_THAT(messages(GetParam().text), ElementsAreArray(GetParam().messages));
}

INSTANTIATE_TEST_SUITE_P(Observed, WrongTables, testing::ValuesIn(wrong_tables),
                         [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace peregrine
