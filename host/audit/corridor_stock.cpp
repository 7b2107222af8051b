#include "host/audit/corridor_stock.h"

#include <algorithm>

namespace peregrine {
namespace {

Largest corridor_at(const Audited& audited, const CorridorNumbers& numbers, std::ptrdiff_t at) {
  Largest found;
  const auto index = static_cast<std::size_t>(at);
  found.take(numbers.number[index], corridor_code(audited, numbers.corridor[index]));
  return found;
}

// What `of_corridor` says of those whose median of 2025 has so many persons.
template <typename OfCorridor>
CorridorNumbers over_corridors(const Audited& audited, double least,
                               const OfCorridor& of_corridor) {
  const Grid& stock = audited.grid("corridor_stock_quantile");
  const std::size_t start = audited.year(corridor_start);
  CorridorNumbers found;
  for (std::size_t corridor = 0; corridor < stock.places; ++corridor) {
    if (stock.at(q50, start, corridor) < least) continue;
    found.number.push_back(of_corridor(stock, corridor));
    found.corridor.push_back(corridor);
  }
  if (found.number.empty()) throw Untold("the file has no corridor of that size");
  return found;
}

}  // namespace

std::string corridor_code(const Audited& audited, std::size_t corridor) {
  const EnsembleHeader& header = audited.header();
  return header.country_iso3[static_cast<std::size_t>(header.corridor_origin[corridor])] + "-" +
         header.country_iso3[static_cast<std::size_t>(header.corridor_destination[corridor])];
}

Largest CorridorNumbers::largest(const Audited& audited) const {
  return corridor_at(audited, *this, std::ranges::max_element(number) - number.begin());
}

Largest CorridorNumbers::smallest(const Audited& audited) const {
  return corridor_at(audited, *this, std::ranges::min_element(number) - number.begin());
}

std::vector<double> recorded_factors(const Record& record, int start, double least) {
  std::vector<double> factors;
  for (std::size_t pair = 0; pair < record.stock.pairs(); ++pair) {
    const double before = record.stock_of(pair, start);
    if (before < least) continue;
    factors.push_back(record.stock_of(pair, start + quarter_century) / before);
  }
  return factors;
}

CorridorNumbers median_factors(const Audited& audited, double least) {
  const std::size_t start = audited.year(corridor_start);
  const std::size_t end = audited.year(corridor_end);
  return over_corridors(audited, least, [&](const Grid& stock, std::size_t corridor) {
    return stock.at(q50, end, corridor) / stock.at(q50, start, corridor);
  });
}

CorridorNumbers band_ratios(const Audited& audited, double least) {
  const std::size_t end = audited.year(corridor_end);
  return over_corridors(audited, least, [&](const Grid& stock, std::size_t corridor) {
    return stock.at(q975, end, corridor) / std::max(1.0, stock.at(q025, end, corridor));
  });
}

std::vector<double> drawn_factors(const Audited& audited, std::size_t draw, double least) {
  const Grid& stock = audited.grid("corridor_stock");
  const std::size_t start = audited.year(corridor_start);
  const std::size_t end = audited.year(corridor_end);
  std::vector<double> factors;
  for (std::size_t place = 0; place < stock.places; ++place) {
    const double before = stock.at(draw, start, place);
    if (before >= least) factors.push_back(stock.at(draw, end, place) / before);
  }
  if (factors.empty()) throw Untold("the file has no single draws of corridors of that size");
  return factors;
}

}  // namespace peregrine
