// Tables that are wrong in one way each: one message, which names file, line, column and value and
// says what to do.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <ostream>

#include "host/model/assembly/check_inputs.h"
#include "host/model/tables/csv.h"
#include "host/model/tables/tables.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

using namespace std::string_literals;

// In `file`, the first `from` becomes `to`; `message` is what follows the file's name.
struct BadCsv {
  const char* name;
  const char* file;
  std::string from;
  std::string to;
  std::string message;
};

std::ostream& operator<<(std::ostream& out, const BadCsv& bad) {
  return out << bad.name;
}

constexpr const char* countries = "baseline/countries.csv";
constexpr const char* corridors = "baseline/corridors.csv";
constexpr const char* candidates = "baseline/opening_candidates.csv";
constexpr const char* trend = "baseline/population_trend.csv";
constexpr const char* gdp_trend = "baseline/gdp_trend.csv";
constexpr const char* stock = "history/stock_rev2024.csv";
constexpr const char* flows = "history/flows_da_pb_closed.csv";
constexpr const char* covariates = "history/covariates.csv";

const std::string persons_range = " (must be within 0 and 10000000000)";
const std::string pair_fields = " (must be 3, as in the header)";
const std::string pair_header = " (must be destination,origin,stock_2020)";
const std::string known_code = " (must be one of baseline/countries.csv)";
const std::string as_utf8 =
    " (save the file as UTF-8; in a spreadsheet: CSV UTF-8 (comma delimited))";
const std::string trend_years = " (needs 2020 to 2100 in steps of 1)";

const BadCsv bad_tables[] = {
    {"unknown_origin", corridors, "ABW,BES,331\n", "ABW,QQQ,331\n",
     ":2: origin = QQQ is an unknown country code" + known_code},
    {"unknown_destination", corridors, "ABW,BES,331\n", "QQQ,BES,331\n",
     ":2: destination = QQQ is an unknown country code" + known_code},
    {"lower_case_code", corridors, "ABW,BES,331\n", "ABW,bes,331\n",
     ":2: origin = bes is not a country code (must be three capital letters; is BES meant?)"},
    {"unknown_as_destination", corridors, "ABW,BES,331\n", "OOO,BES,331\n",
     ":2: destination = OOO cannot be a destination (is an origin only)"},
    {"self_corridor", corridors, "ABW,BES,331\n", "ABW,ABW,331\n",
     ":2: origin = ABW is its own destination (a corridor joins two countries)"},
    {"duplicate_pair", corridors, "ABW,BES,331\n", "ABW,BES,331\nABW,BES,331\n",
     ":3: destination,origin = ABW,BES is on line 2 already (keep one of the two rows)"},
    {"rows_out_of_order", corridors, "ABW,BES,331\nABW,CHN,1260\n", "ABW,CHN,1260\nABW,BES,331\n",
     ":3: destination,origin = ABW,BES is out of order (sort the rows by destination,origin)"},
    {"negative_stock", corridors, "ABW,BES,331\n", "ABW,BES,-331\n",
     ":2: stock_2020 = -331 is out of range" + persons_range},
    {"not_a_number", corridors, "ABW,BES,331\n", "ABW,BES,many\n",
     ":2: stock_2020 = many is not a number" + persons_range},
    {"nan", corridors, "ABW,BES,331\n", "ABW,BES,nan\n",
     ":2: stock_2020 = nan is not finite" + persons_range},
    {"infinite", corridors, "ABW,BES,331\n", "ABW,BES,-inf\n",
     ":2: stock_2020 = -inf is not finite" + persons_range},
    {"beyond_double", corridors, "ABW,BES,331\n", "ABW,BES,1e999\n",
     ":2: stock_2020 = 1e999 is too large" + persons_range},
    {"fraction", corridors, "ABW,BES,331\n", "ABW,BES,331.5\n",
     ":2: stock_2020 = 331.5 is not a whole number" + persons_range},
    {"thousands_separator", corridors, "ABW,CHN,1260\n", "ABW,CHN,\"1,260\"\n",
     ":3: stock_2020 = 1,260 has a comma, which may be a thousands mark (write 1260 if it is one: "
     "a "
     "whole number has digits alone)"},
    {"huge", corridors, "ABW,BES,331\n", "ABW,BES,10000000001\n",
     ":2: stock_2020 = 10000000001 is out of range" + persons_range},
    {"empty_stock", corridors, "ABW,BES,331\n", "ABW,BES,\n",
     ":2: stock_2020 = \"\" is empty (every row needs it)"},
    {"truncated_line", corridors, "ABW,BES,331\n", "ABW,BES\n",
     ":2: stock_2020 is missing: the line has 2 fields" + pair_fields},
    {"too_many_fields", corridors, "ABW,BES,331\n", "ABW,BES,331,0\n",
     ":2: 0 is one field too many: the line has 4 fields (must be 3, as in the header, without a "
     "comma in a number)"},
    {"blank_line", corridors, "ABW,BES,331\n", "\nABW,BES,331\n", ":2: line is empty (remove it)"},
    {"stray_quote", corridors, "ABW,BES,331\n", "ABW,\"BES,331\n",
     ":2: ABW,\"BES,331 has a stray or open quote (quote a whole field, on one line, and write "
     "\"\" for a quote in it)"},
    {"no_last_line_break", corridors, "ZWE,OOO,116734\n", "ZWE,OOO,1167",
     ":12188: ZWE,OOO,1167 is not ended by a line break, as if the file were cut (complete the "
     "file; every line ends in one)"},
    {"nul_byte", corridors, "ABW,BES,331\n", "ABW,B\0S,331\n"s,
     ":2: ABW,B\\x00S,331 holds a NUL byte, as UTF-16 does" + as_utf8},
    {"latin_1", countries, "Curaçao",
     "Cura\xE7"
     "ao",
     ":50: name = Cura\\xE7ao is not UTF-8, but perhaps Latin-1 or Windows-1252" + as_utf8},
    {"long_line", countries, "Aruba", std::string(5000, 'A'),
     ":2: ABW,533,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA... is a line of 5056 "
     "bytes (must be at most 4096)"},
    {"missing_column", corridors, "destination,origin,stock_2020\n", "destination,origin\n",
     ":1: stock_2020 is missing from the header" + pair_header},
    {"duplicate_column", corridors, "destination,origin,stock_2020\n",
     "destination,origin,stock_2020,origin\n", ":1: origin is a column twice (keep one of them)"},
    {"unknown_column", corridors, "destination,origin,stock_2020\n",
     "destination,origin,stock_2020,note\n",
     ":1: note is not a column of this table" + pair_header},
    {"duplicate_country", countries, "AFG,4,", "ABW,4,",
     ":3: iso3 = ABW is on line 2 already (keep one of the two rows)"},
    {"no_unknown_origin", countries, "OOO,0,Origin unknown or other,Unknown,Unknown,0\n", "",
     ": iso3 = OOO is missing (must be the last row)"},
    {"candidate_has_stock", candidates, "destination,origin\n", "destination,origin\nABW,BES\n",
     ":2: destination,origin = ABW,BES is in baseline/corridors.csv (a candidate has no stock yet: "
     "keep one of the two)"},
    {"trend_misses_a_year", trend, "ABW,2021,0.00968717,0.0117696,107565,,\n", "",
     ": iso3 = ABW has no row for 2021" + trend_years},
    {"trend_repeats_a_year", trend, "ABW,2021,", "ABW,2020,",
     ":3: iso3,year = ABW,2020 is on line 2 already (keep one of the two rows)"},
    {"trend_before_2020", trend, "ABW,2020,", "ABW,2019,",
     ":2: year = 2019 is out of range (must be within 2020 and 2100)"},
    {"trend_of_unknown_origin", trend, "ABW,2020,", "OOO,2020,",
     ":2: iso3 = OOO is no country (remove the row)"},
    {"rate_above_one", trend, "ABW,2020,0.00998967,", "ABW,2020,9.98967,",
     ":2: births_rate = 9.98967 is out of range (must be within 0 and 1)"},
    {"hexadecimal_rate", trend, "ABW,2020,0.00998967,", "ABW,2020,0x1p-7,",
     ":2: births_rate = 0x1p-7 is hexadecimal (write it in decimal digits)"},
    {"year_off_the_step", gdp_trend, "ABW,2025,", "ABW,2024,",
     ":3: year = 2024 is not a year of this table (must be 2020 or a multiple of 5 years later)"},
    {"half_a_migrant", stock, "ABW,BES,53,", "ABW,BES,52.5,",
     ":2: s1990 = 52.5 is not a whole number" + persons_range},
    {"flow_to_itself", flows, "ABW,ARE,", "ABW,ABW,",
     ":2: destination = ABW is its own origin (a flow joins two countries)"},
    {"flag_of_two", covariates, "BES,ABW,196.0,0,", "BES,ABW,196.0,2,",
     ":2: contiguous = 2 is out of range (must be within 0 and 1)"},
    {"distance_beyond_the_globe", covariates, "BES,ABW,196.0,", "BES,ABW,196000,",
     ":2: distance_km = 196000 is out of range (must be within 0 and 20037.6)"},
    {"corridor_without_covariates", covariates, "BES,ABW,196.0,0,0,0\n", "",
     ": destination,origin = ABW,BES is missing (every corridor of baseline/ needs a row)"},
};

class BadTable : public ::testing::TestWithParam<BadCsv> {};

std::vector<std::string> messages(const std::string& folder) {
  std::vector<std::string> texts;
  try {
    check_inputs(folder);
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) texts.push_back(problem.text());
  }
  return texts;
}

TEST_P(BadTable, gives_one_clear_message) {
  const BadCsv& bad = GetParam();
  const test::InputsFolder folder;
  std::string text = test::slurp(test::source_inputs() + "/" + bad.file);
  const std::size_t at = text.find(bad.from);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, bad.from.size(), bad.to);
  folder.write(bad.file, text);
  EXPECT_THAT(messages(folder.path()),
              ::testing::ElementsAre(folder.path() + "/" + bad.file + bad.message));
}

INSTANTIATE_TEST_SUITE_P(Inputs, BadTable, ::testing::ValuesIn(bad_tables),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(BadFile, that_is_missing_empty_or_a_folder_is_told_as_such) {
  const test::InputsFolder folder;
  const std::string name = folder.path() + "/" + corridors;
  folder.remove(corridors);
  EXPECT_THAT(
      messages(folder.path()),
      ::testing::ElementsAre(name + ": does not exist (check the folder given with --inputs)"));
  folder.write(corridors, "");
  EXPECT_THAT(messages(folder.path()),
              ::testing::ElementsAre(
                  name + ": is empty (needs a header line: " + "destination,origin,stock_2020)"));
  folder.make_folder(corridors);
  EXPECT_THAT(messages(folder.path()),
              ::testing::ElementsAre(name + ": is not a file (must be a CSV table)"));
}

TEST(BadFile, of_utf_16_or_with_another_separator_is_refused_as_a_whole) {
  const test::InputsFolder folder;
  const std::string name = folder.path() + "/" + corridors;
  folder.write(corridors, "\xFF\xFE"s + "d\0e\0\n\0"s);
  EXPECT_THAT(messages(folder.path()), ::testing::ElementsAre(name + ": is UTF-16" + as_utf8));
  folder.write(corridors, "d\0e\0\n\0"s);
  EXPECT_THAT(messages(folder.path()), ::testing::Contains(::testing::HasSubstr("NUL byte")));
  folder.write(corridors, "destination;origin;stock_2020\nABW;BES;331\n");
  EXPECT_THAT(messages(folder.path()),
              ::testing::ElementsAre(
                  name + ":1: destination;origin;stock_2020 has its fields separated by "
                         "semicolons (must be commas; save the table as CSV UTF-8 (comma "
                         "delimited), from R by write.csv)"));
}

TEST(BadFile, above_the_size_limit_is_not_read) {
  const test::InputsFolder folder;
  folder.write(corridors, "destination,origin,stock_2020\n");
  std::filesystem::resize_file(folder.path() + "/" + corridors, csv_most_bytes + 1);
  EXPECT_THAT(messages(folder.path()),
              ::testing::ElementsAre(folder.path() + "/" + corridors +
                                     ": is 67108865 bytes long (must be at most 67108864)"));
}

TEST(BadInputs, are_told_over_all_tables_at_once) {
  const test::InputsFolder folder;
  folder.remove(stock);
  folder.remove(flows);
  folder.write(corridors, "destination,origin,stock_2020\nABW,QQQ,-1\nABW,ABW,1\nABW,BES,x\n");
  EXPECT_THAT(messages(folder.path()), ::testing::SizeIs(5));
}

const std::vector<CsvColumn> two_columns = {
    {"place", CsvType::text, 0, 0, CsvEmpty::refused},
    {"count", CsvType::whole, -1e9, 1e9, CsvEmpty::allowed}};

TEST(CsvProblems, keep_fifty_and_count_the_rest) {
  std::string text = "place,count\n";
  for (int i = 0; i < 80; ++i) text += "x,y\n";
  CsvProblems problems("x.csv");
  EXPECT_EQ(parse_csv(text, two_columns, problems).rows(), 0U);
  ASSERT_EQ(problems.all().size(), 51U);
  EXPECT_EQ(problems.all().back().text(),
            "x.csv: 30 more problems (put these right first, then check again)");
}

TEST(CsvReader, takes_byte_order_mark_carriage_returns_quotes_and_any_column_order) {
  CsvProblems problems("x.csv");
  const CsvTable table = parse_csv(
      "\xEF\xBB\xBF"
      "count,place\r\n-7,\"Côte, \"\"d'Ivoire\"\"\"\r\n,b\r\n",
      two_columns, problems);
  ASSERT_TRUE(problems.empty()) << problems.all().front().text();
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.texts(0)[0], "Côte, \"d'Ivoire\"");
  EXPECT_EQ(table.numbers(1)[0], -7);
  EXPECT_TRUE(std::isnan(table.numbers(1)[1]));
  EXPECT_EQ(table.line(1), 3);
}

}  // namespace
}  // namespace peregrine
