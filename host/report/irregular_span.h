// Stretches of months of an ensemble, and means in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/report/irregular.h"
#include "host/report/places.h"

namespace peregrine {

// A stretch of months, and how many of them a row of a table takes: 1 or 12.
struct Span {
  std::int64_t first_month;
  std::int64_t months;
  std::size_t a_row;

  std::size_t rows() const { return static_cast<std::size_t>(months) / a_row; }
  Period period(const EnsembleReader& reader, std::size_t row) const;
};

Span years_span(const YearRange& years);
// The first month in which draws differ, of the middle route in the order of these months (the
// earlier of two): figures of one route may end before those of others, or months of the user's own
// go on for longer. 0 where draws never differ.
std::int64_t first_simulated_month(const EnsembleReader& reader);
// The same of these routes alone. A route on which nobody is ever detected is taken to be simulated
// with the others. Where no draw ever differs all months are observed: the number of months.
std::int64_t first_simulated_month(const EnsembleReader& reader,
                                   const std::vector<std::size_t>& wanted);
// The index of a month, YYYY-MM. Throws UsageError for what is none, or not in the file.
std::int64_t require_month(const EnsembleReader& reader, const std::string& from);
// The months asked for; else 24 from the first in which draws differ, or from the first of all
// where they never do. Throws UsageError for a month that the file lacks.
Span months_span(const EnsembleReader& reader, const IrregularRequest& request);

// Means over all draws by time and border or front.
struct Grid {
  std::vector<double> values;  // [time][place]
  std::size_t places;

  // `count` times from index `first` on.
  Grid(const EnsembleReader& reader, std::string_view variable, std::int64_t first,
       std::int64_t count, Dimension place);
  double at(std::size_t time, std::size_t place) const { return values[time * places + place]; }
  // Over `count` times from `first` of the grid on.
  double sum(std::size_t first, std::size_t count, std::size_t place) const;
};

}  // namespace peregrine
