// Irregular entries by nationality, for `peregrine summary` and for the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/report/questions/entrants.h"

namespace peregrine {

inline constexpr std::string_view entries_draws = "irregular_entries_by_nationality";
inline constexpr std::string_view other_nationals = "REST";

struct EntryBorders {
  std::vector<std::size_t> counted;
  std::vector<std::size_t> left_out;  // who crosses these has entered before
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

// By nationality, most in the mean first, and the rest last.
std::vector<Entrants> entrants_of(const EnsembleReader& reader, const EntryBorders& borders,
                                  const MonthRange& months);
Entrants total_entrants(const std::vector<Entrants>& groups);

}  // namespace peregrine
