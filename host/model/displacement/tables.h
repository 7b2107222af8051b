// Forced displacement as its sources count it, pair by pair and year by year.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "host/model/tables/tables.h"

namespace peregrine {

// Stocks at the ends and flows in the course of the years 1990 ... 2024 (UNHCR; deaths: UCDP;
// applications: Eurostat). Areas are those of the sources: countries, and UNK (unknown), XXA
// (stateless), TIB (Tibetans), which are no countries of the stock table.
struct DisplacementHistory {
  static constexpr int first_year = 1990;
  static constexpr int last_year = 2024;
  static constexpr int years = last_year - first_year + 1;
  static constexpr int first_eu_year = 2011;

  std::vector<std::string> areas;        // codes, sorted
  std::vector<int> origin;               // [pair] area; pairs are sorted by (origin, destination)
  std::vector<int> destination;          // [pair] area; some stocks are counted in their own origin
  std::vector<double> distance_km;       // [pair] population weighted; no_estimate without a place
  std::vector<std::uint8_t> contiguous;  // [pair] 1: common border
  std::vector<std::uint8_t> in_stocks;   // [pair] 1: has a row in UNHCR's table of stocks
  std::vector<std::uint8_t> in_eu_table;  // [pair] 1: has a row in Eurostat's table

  // [pair][year - first_year] persons; zero where the source has no figure
  std::vector<float> refugees;      // refugees and people in refugee-like situations, end of year
  std::vector<float> others;        // asylum seekers and others in need of protection, end of year
  std::vector<float> new_refugees;  // newly displaced: recognised as a group or prima facie
  std::vector<float> new_others;    // newly displaced, others in need of protection
  std::vector<float> claims;        // asylum claims of the year
  std::vector<float> eu_applications;  // first-time applications in the EU and EFTA, from 2011 on

  std::vector<float> deaths;  // [area][year - first_year] in all organised violence

  int area_count() const { return static_cast<int>(areas.size()); }
  int pairs() const { return static_cast<int>(origin.size()); }
  static std::size_t at(int row, int year) {
    return static_cast<std::size_t>(row) * years + static_cast<std::size_t>(year - first_year);
  }
  int area_of(const std::string& code) const;  // -1 where there is none
};

// Reads history/displacement_*.csv, refugees.csv, asylum_*.csv. `inputs_dir` is the folder that
// holds history/. Throws InputError with all problems of all these tables.
DisplacementHistory load_displacement_history(const std::string& inputs_dir);

// Index among `countries` by area of the history; -1 for areas that are none of them.
std::vector<int> countries_of_areas(const DisplacementHistory& history, const Countries& countries);

}  // namespace peregrine
