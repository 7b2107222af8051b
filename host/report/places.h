// Which places and years of an ensemble a report is asked for, and what they are called.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host/report/estimates.h"

namespace peregrine {

struct PlaceRequest {
  std::string country;      // ISO code: its immigrants and emigrants
  std::string corridor;     // ORIG-DEST
  std::optional<int> year;  // this year alone
};

// Whose stock a series shows.
struct Place {
  Stock stock = Stock::world;
  std::string origin;       // ISO 3166-1 alpha-3; empty: all
  std::string destination;  // ISO 3166-1 alpha-3; empty: all
  std::string label;        // in words
};

Place place_of(const EnsembleReader& reader, Stock stock, std::int64_t index);
Place place_of(const EnsembleHeader& header, Stock stock, std::int64_t index);

// What its stock is called over a table, for example "Immigrants living in Germany".
std::string title_of(const Place& place);

// "MEX-USA" for a corridor, "MEX" for a country.
std::string code_of(const Place& place);

// Indices of a country, of a corridor "ORIG-DEST" and of years. Each throws UsageError for what the
// file lacks, or the header, which `source` is the name of.
int require_country(const EnsembleReader& reader, const std::string& code);
int require_country(const EnsembleHeader& header, const std::string& source,
                    const std::string& code);
int require_corridor(const EnsembleReader& reader, const std::string& corridor);
int require_corridor(const EnsembleHeader& header, const std::string& source,
                     const std::string& corridor);

// Places in the header's lists; all of them for "all". Throw UsageError that names the nearest code
// and lists all, or says that the file has no irregular corridors.
std::vector<std::size_t> require_routes(const EnsembleReader& reader, const std::string& code);
std::vector<std::size_t> require_fronts(const EnsembleReader& reader, const std::string& code);
std::vector<std::size_t> require_borders(const EnsembleReader& reader, const std::string& code);

struct YearRange {
  std::int64_t first;
  std::int64_t count;
};

// Of the year asked for, or of all.
YearRange require_years(const EnsembleReader& reader, const std::optional<int>& year);
std::int64_t require_year(const EnsembleHeader& header, const std::string& source, int year);

// How many places a ranking shows.
inline constexpr std::size_t ranking_length = 10;

}  // namespace peregrine
