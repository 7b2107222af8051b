// Which country somebody means who writes a name or another code than ISO 3166-1 alpha-3.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace peregrine {

struct NamedCountry {
  std::string_view code;     // as in baseline/countries.csv; XKX is Kosovo, XXA the stateless
  std::string_view letters;  // its codes of two letters, separated by blanks
  std::string_view names;    // separated by |
};
std::span<const NamedCountry> named_countries();

// The code of a country by any of its codes or names, whatever their case and accents; empty where
// none or several have it.
std::string country_meant(std::string_view text);

// The code of the country with the name that is nearest, within a slip or two; empty where none is.
std::string country_nearly_meant(std::string_view text);

}  // namespace peregrine
