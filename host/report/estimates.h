// Stocks over all draws, as an ensemble file has them.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "host/store/ensemble_reader.h"

namespace peregrine {

// Whose stock: everybody's, of the residents of a country, of those from it, of a corridor.
enum class Stock { world, immigrants, emigrants, corridor };

std::string_view stock_name(Stock stock);

// What the names of its variables begin with, for example "corridor_stock".
std::string stem_of(Stock stock);

// Of one place in one year, persons (or what the variable counts); NaN where the file has none.
struct StockEstimate {
  double mean = 0;
  std::array<double, quantile_levels.size()> quantile{};
  std::array<double, quantile_levels.size()> error{};  // Monte Carlo standard error

  double median() const;
  double median_error() const;
};

// An interval that holds this share of the draws, as many above as below.
struct Band {
  double share;
  std::size_t low;  // indices into quantile_levels
  std::size_t high;
};
inline constexpr std::array<Band, 3> bands = {Band{0.50, 4, 6}, Band{0.80, 3, 7}, Band{0.95, 1, 9}};

// Estimates [year][place] of `years` years from index `first_year` on and `places` places from
// index `first_place` on; the world is a single place. Throws InputError.
std::vector<std::vector<StockEstimate>> read_estimates(const EnsembleReader& reader, Stock stock,
                                                       std::int64_t first_year, std::int64_t years,
                                                       std::int64_t first_place,
                                                       std::int64_t places);

// The same of any variables STEM_mean (time[, place]), STEM_quantile and STEM_quantile_error;
// `slab` is one of the mean.
std::vector<std::vector<StockEstimate>> read_estimates(const EnsembleReader& reader,
                                                       const std::string& stem, const Slab& slab);

// Number of places that a stock has in this file.
std::int64_t place_count(const EnsembleReader& reader, Stock stock);

}  // namespace peregrine
