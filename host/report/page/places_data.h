// Countries and corridors as the script of a page looks them up.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "host/report/page/sources.h"

namespace peregrine {

// Significant digits that the page keeps of persons in a country or corridor; the histograms behind
// them resolve 1 %.
inline constexpr int place_digits = 4;

// Whole persons with place_digits, or as many digits as asked for.
nlohmann::json persons_json(double persons, int digits = place_digits);

// [quantile][time] of the seven charted quantiles, and last the error of the median.
nlohmann::json fan_json(const std::vector<StockEstimate>& times);

// Numbers with place_digits; null where all are missing.
nlohmann::json record_json(const StockRecord& record);

// The places with the greatest median, the first of equal ones first; missing ones are left out.
std::vector<std::size_t> largest_places(const std::vector<StockEstimate>& places,
                                        std::size_t count);

}  // namespace peregrine
