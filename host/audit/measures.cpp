#include "host/audit/measures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>
#include <span>
#include <utility>

#include "host/statistics/order.h"

namespace peregrine {

void Range::take(double value) {
  if (!std::isfinite(value)) return;
  low = std::min(low, value);
  high = std::max(high, value);
}

Range range_of(const std::vector<double>& values) {
  return range_over(values, [](double value) { return value; });
}

double furthest_from_one(const Range& range) {
  return std::abs(range.low - 1) > std::abs(range.high - 1) ? range.low : range.high;
}

void Largest::take(double candidate, const std::string& of_place, const std::string& shown) {
  if (!std::isfinite(candidate) || candidate <= value) return;
  value = candidate;
  place = of_place;
  where = shown;
}

Finding within(double value, const Range& range, std::string where) {
  return {value, range.low, range.high, std::move(where)};
}

Finding between(double value, double low, double high) {
  return {value, low, high};
}

Finding at_most(double value, double high, std::string where) {
  Finding finding;
  finding.value = value;
  finding.high = high;
  finding.where = std::move(where);
  return finding;
}

Finding at_least(double value, double low, std::string where) {
  Finding finding;
  finding.value = value;
  finding.low = low;
  finding.where = std::move(where);
  return finding;
}

Finding at_most(const Largest& found, double high) {
  Finding finding = at_most(found.value, high, found.where);
  if (!found.place.empty()) finding.places = {found.place};
  return finding;
}

Finding at_most(const std::vector<std::string>& places, double high) {
  Finding finding = at_most(static_cast<double>(places.size()), high, listed(places));
  finding.places = places;
  return finding;
}

std::string listed(const std::vector<std::string>& places) {
  return fmt::format("{}", fmt::join(places, ", "));
}

Range range_of_means(const std::vector<double>& series, std::size_t years) {
  Range range;
  for (std::size_t first = 0; first + years <= series.size(); ++first) {
    double sum = 0;
    for (std::size_t year = first; year < first + years; ++year) sum += series[year];
    range.take(sum / static_cast<double>(years));
  }
  return range;
}

Range range_going_on(const std::vector<double>& at_stock_years) {
  constexpr std::size_t quarter_century_steps = 5;
  Range range;
  for (std::size_t i = 0; i < at_stock_years.size(); ++i) {
    range.take(at_stock_years[i]);
    const std::size_t later = i + quarter_century_steps;
    // The last step is of four years.
    if (later + 1 >= at_stock_years.size()) continue;
    range.take(at_stock_years.back() + at_stock_years[later] - at_stock_years[i]);
  }
  return range;
}

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double mean_in(const std::vector<double>& values) {
  return sum_of(values) / static_cast<double>(values.size());
}

double quantile_in(std::vector<double> values, double level) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::ranges::sort(values);
  return sorted_quantile(std::span<const double>(values), level);
}

double median_in(std::vector<double> values) {
  return quantile_in(std::move(values), 0.5);
}

Range share_range(double share, double cases) {
  constexpr double z = 1.959963984540054;
  const double centre = (share + z * z / (2 * cases)) / (1 + z * z / cases);
  const double half = z * std::sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases)) /
                      (1 + z * z / cases);
  Range range;
  range.low = std::max(0.0, centre - half);
  range.high = std::min(1.0, centre + half);
  return range;
}

double unbeaten_share(double years) {
  return 1 - std::pow(0.05, 1 / years);
}

std::vector<std::size_t> ranked_first(const std::vector<double>& values, std::size_t count) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return values[i]; });
  order.resize(std::min(count, order.size()));
  return order;
}

double count_among(const std::vector<std::size_t>& indices,
                   const std::vector<std::size_t>& others) {
  const std::set<std::size_t> among(others.begin(), others.end());
  return static_cast<double>(
      std::ranges::count_if(indices, [&](std::size_t i) { return among.contains(i); }));
}

}  // namespace peregrine
