// Countries that a question is asked of: one, a list, a group by its name, or a file of codes.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/store/ensemble_header.h"

namespace peregrine {

// Members as of 2024; the coup belt as the model has it (host/model/conflict/start.cpp).
struct NamedGroup {
  std::string_view name;
  std::span<const std::string_view> codes;  // ISO 3166-1 alpha-3
};
std::span<const NamedGroup> named_groups();

// Each once, by its index in the header, ascending.
struct AskedCountries {
  std::string name;  // "DEU", "EU27", "DEU+FRA", the name of a file
  std::vector<int> countries;

  bool single() const { return countries.size() == 1; }
  bool holds(int country) const;
};

// `asked`: words separated by commas, each a code, a group's name in any case, or the path of a
// file of codes and groups, separated by commas, blanks or lines, with comments after #. `source`
// is the name of the ensemble file. Throws UsageError for a word that is none of these, with the
// nearest that is, and for a group of which the ensemble lacks members; InputError, with all its
// problems, for a file of codes.
AskedCountries require_countries(const EnsembleHeader& header, const std::string& source,
                                 const std::string& asked);

// "Germany", "Germany and Poland", "EU27 (27 countries)": at most three by their names.
std::string countries_in_words(const EnsembleHeader& header, const AskedCountries& asked);
// After "Countries": "", " (Germany and Poland)", " of EU27 (27 countries)".
std::string among_in_words(const EnsembleHeader& header,
                           const std::optional<AskedCountries>& among);

}  // namespace peregrine
