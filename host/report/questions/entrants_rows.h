// Irregular entries by nationality, for `peregrine summary` and for the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/report/questions/entrants.h"

namespace peregrine {

inline constexpr std::string_view entries_draws = "irregular_entries_by_nationality";
inline constexpr std::string_view other_nationals = "REST";    // not told apart by the figures
inline constexpr std::string_view further_nationals = "MORE";  // told apart, and not shown

struct EntryBorders {
  std::vector<std::size_t> counted;
  std::vector<std::size_t> left_out;  // who crosses these has entered before
  std::vector<int> without;           // countries asked for behind none of them
};

// Throws UsageError for countries without a border.
EntryBorders entry_borders(const EnsembleReader& reader, const AskedCountries& countries);

// Indices into month_ahead. Throws UsageError for months that are not kept by nationality.
MonthRange entry_months(const EnsembleReader& reader, const EntryBorders& borders,
                        const EntrantsRequest& request);

// Of a nationality over all borders: [kept draw].
struct Entrants {
  std::string code;
  std::string name;
  std::vector<double> sums;

  double mean() const;
};

// By nationality, most in the mean first, and those not told apart last. Throws UsageError where
// the file has no nationals at these borders.
std::vector<Entrants> entrants_of(const EnsembleReader& reader, const EntryBorders& borders,
                                  const MonthRange& months);
// The first `top` nationalities, the others together, and those not told apart: rows that add up to
// all.
std::vector<Entrants> shown_entrants(const std::vector<Entrants>& groups, std::size_t top);
Entrants total_entrants(const std::vector<Entrants>& groups);

}  // namespace peregrine
