// Any bytes read as a table end in sound rows or in problems of one printable line each.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "host/inputs/csv.h"
#include "host/support/utf8.h"

namespace {

using namespace peregrine;

void require(bool claim) {
  if (!claim) std::abort();
}

const std::vector<CsvColumn> columns = {
    {"iso3", CsvType::code, 0, 0, CsvEmpty::refused},
    {"name", CsvType::text, 0, 0, CsvEmpty::refused},
    {"persons", CsvType::whole, 0, csv_most_persons, CsvEmpty::refused},
    {"rate", CsvType::real, -1, 1, CsvEmpty::allowed},
};

void read_as_table(std::string_view text) {
  CsvProblems problems("fuzz.csv");
  const CsvTable table = parse_csv(text, columns, problems);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double persons = table.numbers(2)[row], rate = table.numbers(3)[row];
    require(table.line(row) > 1);
    require(table.texts(0)[row].size() == 3 && is_utf8(table.texts(1)[row]));
    require(persons >= 0 && persons <= csv_most_persons && std::floor(persons) == persons);
    require(std::isnan(rate) || (rate >= -1 && rate <= 1));
  }
  require(problems.all().size() <= CsvProblems::most_kept + 1);
  for (const Problem& problem : problems.all()) {
    require(is_utf8(problem.text()) && problem.text().find('\n') == std::string::npos);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  read_as_table(text);
  // Most random bytes fail at the header; with a sound one the rows are reached as well.
  read_as_table("iso3,name,persons,rate\n" + text);
  return 0;
}
