// A user's own monthly arrivals: the table that `peregrine attribute` and `run --observed` read.
// docs/formats.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/model/routes/tables.h"
#include "host/model/tables/tables.h"

namespace peregrine {

// First and last month that a table may have.
inline constexpr int first_arrivals_month = IrregularHistory::first_month;
inline constexpr int last_arrivals_month = month_number(2100, 12);

// Not seen: NaN, or no nationalities.
struct ObservedMonth {
  double arrivals = 0.0;                         // persons detected
  std::map<std::string, double> by_nationality;  // persons, by ISO 3166-1 alpha-3 code or REST
  double signals = no_estimate;                  // standard deviations
  double statements = no_estimate;               // standard deviations
};

struct ObservedPlace {
  std::string place;  // code of a border or route
  int first_month = 0;
  long first_line = 0;                // of the table, with a row of that month
  std::vector<ObservedMonth> months;  // one after the other

  int last_month() const { return first_month + static_cast<int>(months.size()) - 1; }
};

// The month that is written as host/support/month_reader.h understands it; -1 where none is.
int month_of_text(std::string_view text);

// Places in the order of their codes, of which `places` are all that there may be; `path` stands
// for the table in messages. Throws InputError with all problems of the table: unknown borders and
// nationalities, months that are missing or twice, arrivals that are no whole number, evidence that
// differs within a month.
std::vector<ObservedPlace> parse_observed(std::string_view text, const std::string& path,
                                          const std::vector<std::string>& places,
                                          const Countries& countries);

}  // namespace peregrine
