#include "host/model/attribution/novelty.h"

#include <algorithm>
#include <cmath>

#include "host/statistics/order.h"

namespace peregrine {

namespace {

constexpr double least_persons = 20.0;         // of known nationality, for a month to say something
constexpr double half_known = 100.0;           // persons that say half of what many say
constexpr double newest_of_year = 1.0 / 12.0;  // weight of a month in the year's nationals
constexpr std::size_t kept_distances = 60;     // of which the usual distance is made
constexpr std::size_t enough = 24;             // of them, for a border's own scale
constexpr double usual_distance = 0.3;         // of borders without one (Frontex, all borders)
constexpr double usual_spread = 0.12;          // the same
constexpr double least_spread = 0.05;

struct Usual {
  double middle = usual_distance;
  double spread = usual_spread;
};

Usual usual_of(const std::vector<double>& all) {
  const std::size_t kept = std::min(all.size(), kept_distances);
  if (kept < enough) return {};
  const std::vector<double> recent(all.end() - static_cast<std::ptrdiff_t>(kept), all.end());
  const double middle = median(recent);
  std::vector<double> off;
  for (const double distance : recent) off.push_back(std::abs(distance - middle));
  constexpr double normal = 1.4826;  // sd of a normal over its median absolute deviation
  return {middle, std::max(normal * median(off), least_spread)};
}

}  // namespace

double overlap_of(const NationalShares& a, const NationalShares& b) {
  double sum = 0.0;
  for (const auto& [nationality, share] : a) {
    const auto other = b.find(nationality);
    if (other != b.end()) sum += std::sqrt(share * other->second);
  }
  return sum;
}

std::optional<double> NoveltyMemory::add(const std::map<std::string, double>& persons,
                                         bool ordinary) {
  double total = 0.0;
  for (const auto& [nationality, count] : persons) total += count;
  if (total < least_persons) return std::nullopt;
  month_.clear();
  for (const auto& [nationality, count] : persons) month_[nationality] = count / total;
  if (year_.empty()) {
    year_ = month_;
    return std::nullopt;
  }
  const double distance = std::sqrt(std::max(1.0 - overlap_of(month_, year_), 0.0));
  const Usual usual = usual_of(distances_);
  if (ordinary) distances_.push_back(distance);
  for (auto& [nationality, share] : year_) share *= 1.0 - newest_of_year;
  for (const auto& [nationality, share] : month_) year_[nationality] += newest_of_year * share;
  return std::clamp((distance - usual.middle) / usual.spread, -4.0, 6.0) * total /
         (total + half_known);
}

}  // namespace peregrine
