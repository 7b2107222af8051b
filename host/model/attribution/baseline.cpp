#include "host/model/attribution/baseline.h"

#include <algorithm>
#include <cmath>

#include "host/statistics/order.h"

namespace peregrine {

namespace {

constexpr int season_months = 96;       // of which a season is made
constexpr int half_window = 6;          // months on either side of one, for its level then
constexpr double season_doubt = 2.0;    // years that say half of what a season is
constexpr int level_months = 36;        // whose middle is the usual level
constexpr int scale_months = 72;        // whose surprises say how large they are
constexpr double memory = 0.9;          // of a month's distance from the level, a month on
constexpr double usual_scale = 0.5;     // log units, of borders without a record
constexpr double scale_doubt = 12.0;    // months that say half of what a border's scale is
constexpr double least_scale = 0.25;    // log units
constexpr double group_persons = 30.0;  // who come together, as in a boat: counts vary by groups
constexpr double extreme = 2.5;         // robust standard deviations beyond which none counts more
constexpr double at_least_even = 0.5;

// Variance of the log of a count about `log_persons`.
double count_variance(double log_persons) {
  return group_persons / std::max(std::exp(log_persons), count_offset);
}

class Past {
 public:
  Past(const MonthlyRecord& record, const std::vector<double>& believed, int month)
      : believed_(believed), now_(static_cast<int>(record.at(month))) {
    for (int k = 0; k < now_; ++k) {
      log_.push_back(std::log(record.arrivals[static_cast<std::size_t>(k)] + count_offset));
    }
    for (int of_year = 0; of_year < 12; ++of_year) season_[at(of_year)] = 0.0;
    first_of_year_ = record.first_month % 12;
    find_season();
  }

  Expectation expectation() const {
    Expectation result;
    result.season = season_[at(of_year(now_))];
    result.last = deseasoned(now_ - 1);
    result.level = level();
    result.expected = result.level + memory * (result.last - result.level);
    result.scale = std::sqrt(std::max(process_variance(result.level), least_scale * least_scale) +
                             count_variance(result.expected + result.season));
    return result;
  }

 private:
  static std::size_t at(int k) { return static_cast<std::size_t>(k); }
  int of_year(int k) const { return (first_of_year_ + k) % 12; }
  bool ordinary(int k) const { return believed_[at(k)] <= at_least_even; }
  double deseasoned(int k) const { return log_[at(k)] - season_[at(of_year(k))]; }

  // The middle, over the years, of how far a month of the year is from the middle of the months
  // around it.
  void find_season() {
    std::array<std::vector<double>, 12> deviations;
    for (int k = std::max(half_window, now_ - season_months); k < now_ - half_window; ++k) {
      if (!ordinary(k)) continue;
      const auto from = log_.begin() + k - half_window;
      const double around = median({from, from + 2 * half_window + 1});
      deviations[at(of_year(k))].push_back(log_[at(k)] - around);
    }
    for (int month = 0; month < 12; ++month) {
      const auto years = static_cast<double>(deviations[at(month)].size());
      if (years < 2.0) continue;
      season_[at(month)] = median(deviations[at(month)]) * years / (years + season_doubt);
    }
  }

  double level() const {
    std::vector<double> recent;
    for (int k = std::max(0, now_ - level_months); k < now_; ++k) {
      if (ordinary(k)) recent.push_back(deseasoned(k));
    }
    constexpr std::size_t enough = 6;
    if (recent.size() >= enough) return median(recent);
    // Campaigns for three years: what was usual before them.
    recent.clear();
    for (int k = now_ - 1; k >= 0 && static_cast<int>(recent.size()) < level_months; --k) {
      if (ordinary(k)) recent.push_back(deseasoned(k));
    }
    return recent.empty() ? deseasoned(now_ - 1) : median(recent);
  }

  // Of surprises, less what counts alone would vary by.
  double process_variance(double level) const {
    std::vector<double> sizes;
    std::vector<double> counts;
    for (int k = std::max(1, now_ - scale_months); k < now_; ++k) {
      if (!ordinary(k) || !ordinary(k - 1)) continue;
      const double expected = level + memory * (deseasoned(k - 1) - level);
      sizes.push_back(std::abs(deseasoned(k) - expected));
      counts.push_back(count_variance(std::min(log_[at(k)], log_[at(k - 1)])));
    }
    constexpr double usual = usual_scale * usual_scale;
    if (sizes.empty()) return usual;
    constexpr double normal = 1.4826;  // sd of a normal over its median absolute deviation
    constexpr double least = 0.1;
    const double most = extreme * std::max(normal * median(sizes), least);
    double sum = 0.0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const double size = std::min(sizes[i], most);
      sum += size * size - counts[i];
    }
    const auto months = static_cast<double>(sizes.size());
    return (std::max(sum, 0.0) + scale_doubt * usual) / (months + scale_doubt);
  }

  const std::vector<double>& believed_;
  int now_;
  int first_of_year_ = 0;
  std::vector<double> log_;
  std::array<double, 12> season_{};
};

}  // namespace

Expectation expect(const MonthlyRecord& record, const std::vector<double>& believed, int month) {
  return Past(record, believed, month).expectation();
}

}  // namespace peregrine
