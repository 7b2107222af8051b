// Tables of arrivals as spreadsheets, R, pandas and statistical offices write them: those that are
// odd and sound are read to the same numbers as the plain one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/inputs/arrivals_tables.h"

namespace peregrine {
namespace {

using test::evidence_header;
using test::in_words;
using test::messages;
using test::reader;
using testing::ElementsAre;

struct OddTable {
  const char* name;
  std::string text;
};

std::ostream& operator<<(std::ostream& out, const OddTable& odd) {
  return out << odd.name;
}

const std::string plain_table = evidence_header +
                                "belarus-poland,2024-01,SYR,100000,0.3,\n"
                                "belarus-poland,2024-01,REST,80,0.3,\n"
                                "belarus-poland,2024-02,ALL,1234,,-1.5\n";

// The plain table with every `from` replaced.
std::string with(const std::string& from, const std::string& to) {
  std::string text = plain_table;
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string quoted_everywhere() {
  std::string text = "\"";
  for (const char c : plain_table) {
    text += c == ',' ? "\",\"" : c == '\n' ? "\"\n\"" : std::string(1, c);
  }
  return text.substr(0, text.size() - 1);
}

const OddTable odd_tables[] = {
    {"as_it_is", plain_table},
    {"byte_order_mark", "\xEF\xBB\xBF" + plain_table},
    {"carriage_returns", with("\n", "\r\n")},
    {"no_final_line_break", plain_table.substr(0, plain_table.size() - 1)},
    {"empty_lines_at_the_end", plain_table + "\r\n\n  \n"},
    {"every_field_in_quotes", quoted_everywhere()},
    {"quotes_in_the_header_alone",
     "\"border\",\"month\",\"nationality\",\"arrivals\",\"signals\",\"statements\"\n" +
         plain_table.substr(evidence_header.size())},
    {"byte_order_mark_quotes_and_no_final_line_break",
     "\xEF\xBB\xBF" + quoted_everywhere().substr(0, quoted_everywhere().size() - 1)},
    {"names_of_columns_in_capitals", with("nationality,arrivals", "Nationality,ARRIVALS")},
    {"blanks_around_fields", with(",", " , ")},
    {"other_order_of_columns",
     "arrivals,nationality,statements,signals,month,border\n"
     "100000,SYR,,0.3,2024-01,belarus-poland\n80,REST,,0.3,2024-01,belarus-poland\n"
     "1234,ALL,-1.5,,2024-02,belarus-poland\n"},
    {"other_order_of_rows",
     evidence_header +
         "belarus-poland,2024-02,ALL,1234,,-1.5\nbelarus-poland,2024-01,REST,80,0.3,\n"
         "belarus-poland,2024-01,SYR,100000,0.3,\n"},
    {"months_of_eurostat", with("2024-", "2024M")},
    {"months_of_sdmx", with("2024-", "2024-M")},
    {"months_of_stata", with("2024-0", "2024m")},
    {"months_as_their_first_day", with(",ALL", "-01,ALL")},
    {"missing_as_r_writes_it",
     evidence_header +
         "belarus-poland,2024-01,SYR,100000,0.3,NA\nbelarus-poland,2024-01,REST,80,0.3,NA\n"
         "belarus-poland,2024-02,ALL,1234,NA,-1.5\n"},
    {"round_number_as_r_writes_it", with("100000", "1e+05")},
    {"counts_as_pandas_writes_them", with(",1234,", ",1234.0,")},
    {"leading_zeros", with(",80,", ",080,")},
    {"plus_signs", with("0.3", "+0.3")},
    {"country_by_name", with("SYR", "Syria")},
    {"country_by_its_long_name", with("SYR", "\"Syrian Arab Republic\"")},
    {"country_in_capitals", with("SYR", "SYRIA")},
    {"country_of_two_letters", with("SYR", "SY")},
    {"small_letters", with("SYR", "syr")},
    {"all_and_rest_as_words", with("REST", "Rest")},
};

class OddTables : public testing::TestWithParam<OddTable> {};

TEST_P(OddTables, are_read_to_the_numbers_of_the_plain_one) {
  EXPECT_THAT(messages(GetParam().text), ElementsAre());
  EXPECT_EQ(in_words(reader().read(GetParam().text)), in_words(reader().read(plain_table)));
}

INSTANTIATE_TEST_SUITE_P(Observed, OddTables, testing::ValuesIn(odd_tables),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(PlainTable, has_the_numbers_that_stand_in_it) {
  EXPECT_EQ(in_words(reader().read(plain_table)),
            "belarus-poland 2024-01 100080 0.3 nan: REST 80 SYR 100000\n"
            "belarus-poland 2024-02 1234 nan -1.5:\n");
}
}  // namespace
}  // namespace peregrine
