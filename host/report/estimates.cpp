#include "host/report/estimates.h"

#include <algorithm>
#include <string>

namespace peregrine {
namespace {

constexpr std::size_t levels = quantile_levels.size();
constexpr std::size_t median_index = 5;
static_assert(quantile_levels[median_index] == 0.5);
static_assert(std::ranges::all_of(bands, [](const Band& band) {
  const double share = quantile_levels[band.high] - quantile_levels[band.low];
  return share - band.share < 1e-9 && band.share - share < 1e-9;
}));

}  // namespace

std::string_view stock_name(Stock stock) {
  constexpr std::array<std::string_view, 4> names = {"world", "immigrants", "emigrants",
                                                     "corridor"};
  return names[static_cast<std::size_t>(stock)];
}

std::string stem_of(Stock stock) {
  constexpr std::array<std::string_view, 4> stems = {"global_migrant_stock", "immigrant_stock",
                                                     "emigrant_stock", "corridor_stock"};
  return std::string(stems[static_cast<std::size_t>(stock)]);
}

double StockEstimate::median() const {
  return quantile[median_index];
}

double StockEstimate::median_error() const {
  return error[median_index];
}

std::int64_t place_count(const EnsembleReader& reader, Stock stock) {
  if (stock == Stock::world) return 1;
  return reader.extent(stock == Stock::corridor ? Dimension::corridor : Dimension::country);
}

std::vector<std::vector<StockEstimate>> read_estimates(const EnsembleReader& reader, Stock stock,
                                                       std::int64_t first_year, std::int64_t years,
                                                       std::int64_t first_place,
                                                       std::int64_t places) {
  Slab slab = {{first_year}, {years}};
  if (stock != Stock::world) {
    slab.offset.push_back(first_place);
    slab.count.push_back(places);
  }
  return read_estimates(reader, stem_of(stock), slab);
}

std::vector<std::vector<StockEstimate>> read_estimates(const EnsembleReader& reader,
                                                       const std::string& stem, const Slab& slab) {
  Slab by_level = slab;
  by_level.offset.insert(by_level.offset.begin(), 0);
  by_level.count.insert(by_level.count.begin(), levels);
  const std::vector<double> mean = reader.read(stem + "_mean", slab);
  const std::vector<double> quantile = reader.read(stem + "_quantile", by_level);
  const std::vector<double> error = reader.read(stem + "_quantile_error", by_level);

  const std::size_t times = static_cast<std::size_t>(slab.count.front());
  std::vector<std::vector<StockEstimate>> estimates(
      times, std::vector<StockEstimate>(mean.size() / times));
  std::size_t cell = 0;
  for (auto& time : estimates) {
    for (StockEstimate& estimate : time) {
      estimate.mean = mean[cell];
      for (std::size_t level = 0; level < levels; ++level) {
        estimate.quantile[level] = quantile[level * mean.size() + cell];
        estimate.error[level] = error[level * mean.size() + cell];
      }
      ++cell;
    }
  }
  return estimates;
}

}  // namespace peregrine
