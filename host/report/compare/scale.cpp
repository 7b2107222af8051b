#include "host/report/compare/scale.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "host/support/numbers.h"

namespace peregrine {
namespace {

constexpr int most_difference_decimals = 6;

int decimals_for(double greatest) {
  if (greatest >= 1000) return 0;
  return greatest >= 10 ? 2 : 3;
}

// What a reader calls a unit of CF.
std::string name_of(const std::string& units) {
  if (units == "1e-6") return "ppm";
  return units == "1e6" ? "millions" : units;
}

}  // namespace

std::string TableScale::mean(double value) const {
  return grouped(value / per, decimals);
}

std::string TableScale::difference(double value) const {
  const std::string text = grouped(value / per, difference_decimals);
  const bool some = text.find_first_of("123456789") != std::string::npos;
  return some && !text.starts_with('-') ? "+" + text : text;
}

std::string TableScale::error(double value) const {
  return grouped(value / per, difference_decimals);
}

TableScale TableScale::with_digits_of(std::span<const PairedMean> means) const {
  std::vector<double> errors;
  for (const PairedMean& mean : means) {
    if (mean.error > 0) errors.push_back(mean.error / per);
  }
  TableScale scale = *this;
  if (errors.empty()) return scale;
  const auto middle = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() / 2);
  std::ranges::nth_element(errors, middle);
  scale.difference_decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(*middle))), 0,
                                         most_difference_decimals);
  return scale;
}

TableScale table_scale_of(const std::string& units, std::span<const PairedMean> means,
                          ScaledBy by) {
  double mean = 0;
  double difference = 0;
  for (const PairedMean& row : means) {
    mean = std::max({mean, std::abs(row.mean_a), std::abs(row.mean_b)});
    difference = std::max(difference, std::abs(row.difference));
  }
  TableScale scale;
  scale.unit = name_of(units);
  if (units == "1") {
    const bool by_difference = by == ScaledBy::differences && difference > 0;
    const Unit unit = unit_for(by_difference ? difference : mean);
    scale.unit = unit.persons == 1 ? "number" : std::string(unit.name);
    scale.per = unit.persons;
  }
  scale.decimals = decimals_for(mean / scale.per);
  scale.difference_decimals = scale.decimals;
  return scale.with_digits_of(means);
}

}  // namespace peregrine
