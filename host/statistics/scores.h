// Scores of forecasts against outcomes: CRPS, absolute error and interval coverage, by size class.
//
// Half of all corridors carry nobody, so a band that covers zero covers half of the world for
// nothing. Coverage is therefore counted from the probability integral transform as well: an
// outcome on an atom of the forecast spreads its unit of probability over the atom's share of
// [0, 1], and only the part inside the central band counts (Czado, Gneiting & Held 2009,
// Biometrics 65, the non-randomised PIT).
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace peregrine {

// Share of central bands that hold the outcome, in 0 ... 1.
struct Coverage {
  double at_50 = 0;
  double at_80 = 0;
  double at_95 = 0;
};

// The scores of one outcome. Persons unless said otherwise.
struct Score {
  double point = 0;           // the forecast's median
  double absolute_error = 0;  // |outcome - median|
  double crps = 0;            // continuous ranked probability score; of a point, the absolute error
  Coverage coverage;          // PIT-based: nominal for a calibrated forecast, atoms or none
  Coverage plain_coverage;    // closed bands between quantiles; too generous where there are atoms
};

// The central `level` band's share of the PIT interval [below, upto], in 0 ... 1. `below` = F(y-)
// and `upto` = F(y), 0 <= below < upto <= 1.
double band_share(double below, double upto, double level);

// Scores `outcome` against M >= 2 exchangeable samples, which are sorted in place: O(M log M).
// CRPS is the fair form, E|X-y| - E|X-X'|/2 over distinct pairs (Ferro 2014, QJRMS 140), whose
// expectation does not depend on M. The PIT interval of an outcome above k samples and equal to t
// of them is [k, k+t+1]/(M+1): exactly uniform ranks for a calibrated ensemble of any size.
Score score_ensemble(double outcome, std::span<float> samples);

// Scores `outcome` against a forecast of which quantiles are known: `values` at `levels`, both
// ascending, 0 < level < 1, three or more, the middle one the median. The forecast is taken to be
// even between neighbours, with what lies beyond the outermost at them: its CRPS is exact, and
// somewhat too low for an outcome beyond. Equal values are an atom,
// which ends half-way to the next level.
Score score_quantiles(double outcome, std::span<const double> levels,
                      std::span<const double> values);

// Where `outcome` lies in such a forecast, F(y-) and F(y); [0, first level] below the lowest.
struct PitInterval {
  double below;
  double upto;
};
PitInterval pit_of_quantiles(double outcome, std::span<const double> levels,
                             std::span<const double> values);

// A forecast without a spread: CRPS = absolute error, no coverage.
Score score_point(double outcome, double forecast);

// CRPS of N(mean, deviation) at `outcome`, deviation > 0 (Gneiting & Raftery 2007, JASA 102,
// section 4.2).
double normal_crps(double outcome, double mean, double deviation);

// Size of a corridor at the forecast's origin, persons; class k holds the sizes up to its edge.
enum class SizeClass { zero, up_to_100, up_to_1k, up_to_10k, up_to_100k, above_100k, all };
inline constexpr std::size_t size_class_count = 7;

SizeClass size_class(double persons_at_origin);
std::string_view size_class_name(SizeClass size);

// Sums over the corridors of one class; the means divide by `count` and are 0 for an empty class.
struct ScoreSums {
  double count = 0;
  double absolute_error = 0;
  double crps = 0;
  Coverage coverage;
  Coverage plain_coverage;

  void add(const Score& score);
  double mean_absolute_error() const;
  double mean_crps() const;
  Coverage mean_coverage() const;
  Coverage mean_plain_coverage() const;
};

// One forecaster's sums, by class of the corridor at the origin and for all.
class ScoreTable {
 public:
  void add(double persons_at_origin, const Score& score);
  const ScoreSums& operator[](SizeClass size) const {
    return sums_[static_cast<std::size_t>(size)];
  }

 private:
  std::array<ScoreSums, size_class_count> sums_{};
};

}  // namespace peregrine
