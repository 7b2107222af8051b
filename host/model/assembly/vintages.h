// What the tables of an inputs folder were known from, and to when (VINTAGES.csv).
#pragma once

#include <string>
#include <vector>

#include "host/model/assembly/settings.h"
#include "host/model/routes/continued.h"

namespace peregrine {

// A table, or the part of one that is of one publisher. Empty: not known.
struct Vintage {
  std::string table;  // as history/refugees.csv
  std::string publisher;
  std::string edition;
  std::string published;         // a year, month or day
  std::string last_observation;  // likewise
  std::string accessed;          // likewise
};

// In the order of the file; none where the folder has no such file. Throws InputError.
std::vector<Vintage> load_vintages(const std::string& inputs_dir);

// A line a vintage, for people.
std::vector<std::string> vintage_lines(const std::vector<Vintage>& vintages);

// In a line, to when the figures reach that a run repeats or is led to, as "migrants by corridor
// 2024; displaced persons 2023"; of several publishers the earliest. Borders with other months than
// the record's, those of settings.routes.observed among them, are named. Empty where nothing is
// known.
std::string known_to(const std::vector<Vintage>& vintages, const RunSettings& settings,
                     const ContinuedHistory& crossings);

// The user's own table in a line, as vintage_lines(): its SHA-256 and months. Not of an empty one.
std::string own_vintage_line(const RoutesSettings& settings, const std::vector<OwnMonths>& own);

}  // namespace peregrine
