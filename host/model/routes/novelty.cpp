#include "host/model/routes/novelty.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace peregrine {

namespace {

constexpr double least_detections = 50.0;  // of a month that says something
constexpr std::size_t least_months = 24;
// Of all borders and months with enough detections: the mean and sd to fall back on.
constexpr NoveltyScale pooled = {0.3, 0.12};
constexpr double newest = 1.0 / 12.0;  // weight of a month in the year's nationals
constexpr double least_spread = 0.05;

}  // namespace

NoveltyScale usual_novelty(const IrregularHistory& history, int border, int last_month) {
  if (border < 0) return pooled;
  std::vector<std::size_t> own;
  for (std::size_t k = 0; k < history.corridors.size(); ++k) {
    if (history.corridors[k].border == border) own.push_back(k);
  }
  std::vector<double> year(own.size(), 0.0);
  std::vector<double> distances;
  bool begun = false;
  for (int month = IrregularHistory::first_month; month <= last_month; ++month) {
    const std::size_t row = history.at(month, 0);
    double total = 0.0;
    for (const std::size_t k : own) total += history.detections[row + k];
    // Also where a figure is missing.
    if (!(total >= least_detections)) continue;
    double overlap = 0.0;
    for (std::size_t i = 0; i < own.size(); ++i) {
      const double share = history.detections[row + own[i]] / total;
      overlap += std::sqrt(share * year[i]);
      year[i] += (begun ? newest : 1.0) * (share - year[i]);
    }
    if (begun) distances.push_back(std::sqrt(std::max(1.0 - overlap, 0.0)));
    begun = true;
  }
  if (distances.size() < least_months) return pooled;
  // Median and interquartile range: months of campaigns are among them.
  std::sort(distances.begin(), distances.end());
  const auto at = [&](double share) {
    return distances[static_cast<std::size_t>(share * static_cast<double>(distances.size() - 1))];
  };
  constexpr double normal_range = 1.349;  // interquartile range of a standard normal
  return {at(0.5), std::max((at(0.75) - at(0.25)) / normal_range, least_spread)};
}

}  // namespace peregrine
