// The record of irregular crossings, continued or corrected by a user's own months at borders: what
// `run --observed` starts from. docs/model/08-irregular-corridors.md, "Months of your own".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/model/routes/fronts.h"
#include "host/model/routes/settings.h"
#include "host/model/routes/tables.h"
#include "host/model/tables/tables.h"

namespace peregrine {

// Months of a border that a user's table has.
struct OwnMonths {
  std::string border;  // code
  int first = 0;
  int last = 0;
  // Nationalities of the table that the record has not at the border: counted with the rest.
  std::vector<std::string> with_the_rest;
};

struct ContinuedHistory {
  IrregularHistory history;    // the record, where nothing continues it
  std::vector<OwnMonths> own;  // in the order of the codes
};

// The record as settings.observed continues it; the record itself where that is empty. A month of
// the table takes the place of the record's. Months without nationalities (ALL) are divided by what
// the six months before say, the latest weighing most; who died in them is not known. Throws
// InputError with all problems: those of the table (host/model/routes/observed.h), routes of
// several borders, months before figures are monthly, a gap after the record, a table that is not
// the one of settings.observed_sha256, campaigns ordered in an observed month.
ContinuedHistory continue_history(const IrregularHistory& record, const Countries& countries,
                                  const FrontInputs& fronts, const RoutesSettings& settings);

// A line a border, as "belarus-poland 2025-01 2025-06": how an ensemble file keeps the months.
std::string own_months_as_text(const std::vector<OwnMonths>& own);
// Without the nationalities; what is no such line is passed over.
std::vector<OwnMonths> own_months_of_text(std::string_view text);

// For people, as "belarus-poland 2025-01 to 2025-06, of whom SYR count with the rest".
std::string in_words(const OwnMonths& own);

}  // namespace peregrine
