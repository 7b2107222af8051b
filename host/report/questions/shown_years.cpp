#include "host/report/questions/shown_years.h"

#include <algorithm>
#include <array>

#include "host/report/places.h"

namespace peregrine {

std::vector<std::int64_t> years_to_show(const EnsembleReader& reader,
                                        const std::optional<int>& year) {
  constexpr std::array<int, 4> usual = {2025, 2030, 2040, 2050};
  if (year) return {require_year(reader.header(), reader.path(), *year)};
  const std::vector<int>& years = reader.header().years;
  std::vector<std::int64_t> shown;
  for (std::size_t at = 0; at < years.size(); ++at) {
    const bool end = at == 0 || at + 1 == years.size();
    if (end || std::ranges::count(usual, years[at]) > 0) {
      shown.push_back(static_cast<std::int64_t>(at));
    }
  }
  return shown;
}

}  // namespace peregrine
