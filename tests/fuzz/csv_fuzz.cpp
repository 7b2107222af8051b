// Any bytes read as a table end in sound rows or in problems of one printable line each.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "host/model/tables/country_names.h"
#include "host/model/tables/csv.h"
#include "host/support/month.h"
#include "host/support/month_reader.h"
#include "host/support/number_text.h"
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
    {"month", CsvType::text, 0, 0, CsvEmpty::allowed, CsvPresence::optional,
     [](const std::string& cell) -> std::optional<CsvFault> {
       const WrittenMonth month = read_month(cell);
       if (month.sound()) return std::nullopt;
       return CsvFault{month.problem, month.remedy};
     }},
};

void read_as_table(std::string_view text, CsvEnd end) {
  CsvProblems problems("fuzz.csv");
  const CsvTable table = parse_csv(text, columns, problems, end);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double persons = table.numbers(2)[row], rate = table.numbers(3)[row];
    require(table.line(row) > 1);
    require(table.texts(0)[row].size() == 3 && is_utf8(table.texts(1)[row]));
    require(persons >= 0 && persons <= csv_most_persons && std::floor(persons) == persons);
    require(std::isnan(rate) || (rate >= -1 && rate <= 1));
    const std::string& month = table.texts(4)[row];
    require(month.empty() || read_month(month_text(read_month(month).number())).number() ==
                                 read_month(month).number());
  }
  require(table.refused().empty() || !problems.empty());
  require(problems.all().size() <= CsvProblems::most_kept + 1);
  for (const Problem& problem : problems.all()) {
    require(is_utf8(problem.text()) && problem.text().find('\n') == std::string::npos);
  }
}

// One reading, or a reason of one line.
template <typename Number>
void require_reason(const WrittenNumber<Number>& number) {
  require(number.value.has_value() == number.problem.empty());
  require(number.problem.find('\n') == std::string::npos);
}

void read_as_cell(std::string_view text) {
  require_reason(read_whole(text));
  require_reason(read_real(text));
  const WrittenMonth month = read_month(text);
  require(month.sound() == month.problem.empty());
  const std::string country = country_meant(text);
  require(country.empty() || country_nearly_meant(text) == country);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  read_as_table(text, CsvEnd::any);
  // Most random bytes fail at the header; with a sound one the rows are reached as well.
  read_as_table("iso3,name,persons,rate\n" + text, CsvEnd::line_break);
  read_as_table("\"iso3\",\"name\",\"persons\",\"rate\",\"month\"\n" + text, CsvEnd::any);
  read_as_cell(text);
  return 0;
}
