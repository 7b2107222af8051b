#include "host/report/questions/shown_years.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "host/report/places.h"
#include "host/support/error.h"

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

YearsAhead years_ahead(const EnsembleReader& reader, std::size_t record,
                       const std::vector<int>& asked) {
  const std::vector<int>& years = reader.header().years;
  const auto left = static_cast<int>(years.size() - record);
  YearsAhead ahead = {record, years[record - 1], {}, {}};
  std::vector<int> wanted = asked;
  for (int year = 1; asked.empty() && year <= std::min(usual_years_ahead, left); ++year) {
    wanted.push_back(year);
  }
  std::ranges::sort(wanted);
  wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
  for (const int year : wanted) {
    if (year < 1 || year > left) {
      throw UsageError(fmt::format("--years {}: the file has {} after {}, the last on record ({})",
                                   year,
                                   left == 1 ? "1 year" : fmt::format("from 1 to {} years", left),
                                   ahead.last_record, reader.path()));
    }
    ahead.years.push_back(record - 1 + static_cast<std::size_t>(year));
    ahead.numbers.push_back(years[ahead.years.back()]);
  }
  if (wanted.size() > most_years_ahead) {
    throw UsageError(
        fmt::format("--years: {} years are more than a table has room for (at most {})",
                    wanted.size(), most_years_ahead));
  }
  return ahead;
}

std::string years_on_record_in_words(int years, std::size_t record) {
  return fmt::format("in {} of the {} {} on record", years, record, record == 1 ? "year" : "years");
}

}  // namespace peregrine
