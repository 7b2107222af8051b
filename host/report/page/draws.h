// Bands of what a file holds draw by draw.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/report/kept_draws.h"
#include "host/report/page/sources.h"

namespace peregrine {

// Of one number in one year, over the draws that are kept one by one.
struct DrawBands {
  ChartedQuantiles quantiles{};  // interpolated between draws as NumPy's default does
  double median_error = 0;       // Monte Carlo standard error, from the draws around the median
};

// NaN where there are no draws, or one of them is missing.
DrawBands bands_of(std::vector<double> draws);

// Why bands and chances of single draws are not on the page, where the file keeps few, as HTML.
std::string few_draws_note(const EnsembleReader& reader);

// The last year up to which a table published later corrected the migrants; 0 where none did.
int last_revised_year(const EnsembleReader& reader);

// Values [realization][year] of a variable, by year.
std::vector<std::vector<double>> draws_by_year(const EnsembleReader& reader,
                                               const std::string& variable);

}  // namespace peregrine
