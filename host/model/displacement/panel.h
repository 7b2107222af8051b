// What is known of forced displacement at the end of a year, as a fit or a forecast sees it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/model/displacement/tables.h"

namespace peregrine {

// Who counts as displaced.
enum class DisplacedKind {
  refugees,          // UNHCR's refugees; arrivals: new refugees and the claims that last
  displaced_abroad,  // refugees, asylum seekers and others in need of protection (Venezuela)
  eu_asylum,         // no stock; arrivals: asylum claims in the countries of Eurostat's table
};

// Pairs that had any figure up to the last year, sorted by origin; none within one country.
struct DisplacementPanel {
  static constexpr int first_year = DisplacementHistory::first_year;

  DisplacedKind kind = DisplacedKind::refugees;
  int last_year = first_year;  // nothing later is in the panel
  int areas = 0;
  std::vector<int> source_pair;     // [pair] pair of the history
  std::vector<int> first_pair;      // [area + 1]
  std::vector<int> origin;          // [pair] area
  std::vector<int> destination;     // [pair] area
  std::vector<float> contiguous;    // [pair] 1: common border
  std::vector<float> log_distance;  // [pair] log kilometres

  // [pair][year - first_year] persons
  std::vector<float> stock;      // end of year
  std::vector<float> displaced;  // newly displaced in groups, in the year
  std::vector<float> claims;     // asylum claims of the year
  std::vector<float> deaths;     // [area][year - first_year]

  int pairs() const { return static_cast<int>(origin.size()); }
  int years() const { return last_year - first_year + 1; }
  std::size_t at(int row, int year) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(years()) +
           static_cast<std::size_t>(year - first_year);
  }
  // Persons newly displaced: groups, and the share of claims that lasts.
  float arrivals(int pair, int year, double claim_share) const {
    return displaced[at(pair, year)] + static_cast<float>(claim_share) * claims[at(pair, year)];
  }
};

// `last_year` in 1995 ... 2024.
DisplacementPanel make_displacement_panel(const DisplacementHistory& history, DisplacedKind kind,
                                          int last_year);

// [pair] log of the persons that the pair's destination took in over the five years to `year`,
// and 100 more.
std::vector<float> log_openness(const DisplacementPanel& panel, int year, double claim_share);

}  // namespace peregrine
