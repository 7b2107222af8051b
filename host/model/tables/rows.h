// What the readers of several tables share: rows keyed by a pair of countries or by country and
// year.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "host/model/tables/csv.h"
#include "host/model/tables/tables.h"

namespace peregrine {

// A column of country codes, of persons (or events) from 0, of real numbers from 0.
CsvColumn code_column(std::string name);
CsvColumn persons_column(std::string name, CsvEmpty empty = CsvEmpty::refused);
CsvColumn number_column(std::string name, double most, CsvEmpty empty = CsvEmpty::refused);

void append(const CsvProblems& from, std::vector<Problem>& to);

// A key of two numbers is the first times this plus the second.
inline constexpr std::int64_t key_stride = std::int64_t{1} << 32;

// Half the equator (WGS 84): no two places are farther apart.
inline constexpr double most_kilometres = 20037.6;

// Keys of the rows of a table: each once, in ascending order.
class RowOrder {
 public:
  RowOrder(CsvProblems& problems, std::string key_name)
      : problems_(problems), key_name_(std::move(key_name)) {}
  // Whether `key`, written `text` on `line`, comes after all keys so far; tells where it does not.
  bool accept(long line, std::int64_t key, std::string_view text);

 private:
  CsvProblems& problems_;
  std::string key_name_;
  std::unordered_map<std::int64_t, long> line_of_;
  std::int64_t last_ = -1;
};

// The index of a code among the countries; -1, with a problem told, where it has none.
int known_country(const Countries& countries, const std::string& code, long line,
                  std::string_view column, CsvProblems& problems);

// A table whose first columns are a destination and an origin, sorted by them.
struct PairRows {
  CsvTable table;
  std::vector<int> destination;  // [row of table] country index
  std::vector<int> origin;       // [row of table]
  bool sound = false;            // without it the other members are not to be used
};
PairRows read_pairs(const std::string& path, const Countries& countries,
                    const std::vector<CsvColumn>& values, CsvProblems& problems);
// Whether these are the corridors of the baseline, in its order; tells where they are not, with a
// remedy.
bool same_corridors(const PairRows& pairs, const Countries& countries, const Corridors& corridors,
                    std::string_view remedy, CsvProblems& problems);

enum class Coverage {
  every_country,  // all countries but OOO, all years
  every_year,     // countries may be absent, years may not
  any,
};

// A table of country-years: iso3, year, then values.
struct CountryYears {
  int first_year;
  int last_year;
  int step_years;
  Coverage coverage;
};

// Returns [value column][country][time]; no_estimate where there is no row.
std::vector<std::vector<double>> read_country_years(const std::string& path,
                                                    const CountryYears& shape,
                                                    const Countries& countries,
                                                    const std::vector<CsvColumn>& values,
                                                    CsvProblems& problems);

}  // namespace peregrine
