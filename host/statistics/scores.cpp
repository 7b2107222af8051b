#include "host/statistics/scores.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "host/statistics/order.h"

namespace peregrine {
namespace {

// Upper edges of the size classes, persons.
constexpr std::array<double, 5> class_edges{0, 100, 1'000, 10'000, 100'000};
constexpr std::array<std::string_view, size_class_count> class_names{
    "0", "1-100", "100-1k", "1k-10k", "10k-100k", ">100k", "all"};

// One number per level of `Coverage`, made by `share(level)`.
template <typename Share>
Coverage coverage_of(Share share) {
  return {share(0.50), share(0.80), share(0.95)};
}

void accumulate(Coverage& sum, const Coverage& one) {
  sum.at_50 += one.at_50;
  sum.at_80 += one.at_80;
  sum.at_95 += one.at_95;
}

double mean(double sum, double count) {
  return count > 0 ? sum / count : 0.0;
}

Coverage mean(const Coverage& sum, double count) {
  return {mean(sum.at_50, count), mean(sum.at_80, count), mean(sum.at_95, count)};
}

double fair_crps(double outcome, std::span<const float> sorted) {
  const double members = static_cast<double>(sorted.size());
  double distance = 0;
  double spread = 0;  // sum over pairs i < j of x_j - x_i
  double weight = 1 - members;
  for (const float sample : sorted) {
    distance += std::abs(sample - outcome);
    spread += weight * sample;
    weight += 2;
  }
  return distance / members - spread / (members * (members - 1));
}

// Integral of (F - step at the outcome)^2 from `low` to `high`, over which F rises evenly from
// `below` to `upto`.
double even_part(double outcome, double low, double high, double below, double upto) {
  if (!(high > low)) return 0.0;
  const auto cubes = [](double from, double to) {
    return to == from ? from * from : (to * to * to - from * from * from) / (3.0 * (to - from));
  };
  const double slope = (upto - below) / (high - low);
  const double split = std::clamp(outcome, low, high);
  const double middle = below + slope * (split - low);
  return (split - low) * cubes(below, middle) + (high - split) * cubes(middle - 1.0, upto - 1.0);
}

double quantile_crps(double outcome, std::span<const double> levels,
                     std::span<const double> values) {
  double crps = std::max(values.front() - outcome, 0.0) + std::max(outcome - values.back(), 0.0);
  for (std::size_t at = 1; at < values.size(); ++at) {
    crps += even_part(outcome, values[at - 1], values[at], levels[at - 1], levels[at]);
  }
  return crps;
}

// Where an atom ends whose last known level is this one, or begins that has its first after it: as
// likely nearer to the one as to the other.
double atom_edge(std::span<const double> levels, std::size_t at) {
  return 0.5 * (levels[at] + levels[at + 1]);
}

// The quantile at a level within those known.
double value_at(std::span<const double> levels, std::span<const double> values, double level) {
  const auto above =
      static_cast<std::size_t>(std::ranges::lower_bound(levels, level) - levels.begin());
  if (above == 0) return values.front();
  if (above == levels.size()) return values.back();
  const double share = (level - levels[above - 1]) / (levels[above] - levels[above - 1]);
  return values[above - 1] + share * (values[above] - values[above - 1]);
}

}  // namespace

double band_share(double below, double upto, double level) {
  const double low = std::max(below, (1 - level) / 2);
  const double high = std::min(upto, (1 + level) / 2);
  return std::max(0.0, high - low) / (upto - below);
}

Score score_ensemble(double outcome, std::span<float> samples) {
  std::sort(samples.begin(), samples.end());
  // Samples are float: an outcome rounded likewise still meets its atom.
  const auto first = std::lower_bound(samples.begin(), samples.end(), static_cast<float>(outcome));
  const auto last = std::upper_bound(first, samples.end(), static_cast<float>(outcome));
  const double ranks = static_cast<double>(samples.size() + 1);
  const double below = static_cast<double>(first - samples.begin()) / ranks;
  const double upto = static_cast<double>(last - samples.begin() + 1) / ranks;
  Score score;
  score.point = sorted_quantile(samples, 0.5);
  score.absolute_error = std::abs(outcome - score.point);
  score.crps = fair_crps(outcome, samples);
  score.coverage = coverage_of([&](double level) { return band_share(below, upto, level); });
  score.plain_coverage = coverage_of([&](double level) {
    const bool inside = outcome >= sorted_quantile(samples, (1 - level) / 2) &&
                        outcome <= sorted_quantile(samples, (1 + level) / 2);
    return inside ? 1.0 : 0.0;
  });
  return score;
}

PitInterval pit_of_quantiles(double outcome, std::span<const double> levels,
                             std::span<const double> values) {
  const auto first = std::ranges::lower_bound(values, outcome);
  const auto last = std::ranges::upper_bound(values, outcome);
  const auto at = static_cast<std::size_t>(first - values.begin());
  const auto end = static_cast<std::size_t>(last - values.begin());
  const bool lowest = at == 0;
  const bool highest = end == values.size();
  if (at + 1 == end) return {levels[at], levels[at]};
  if (at < end) {
    return {lowest ? 0.0 : atom_edge(levels, at - 1), highest ? 1.0 : atom_edge(levels, end - 1)};
  }
  if (lowest) return {0.0, levels.front()};
  if (highest) return {levels.back(), 1.0};
  const bool above_atom = at >= 2 && values[at - 1] == values[at - 2];
  const bool below_atom = at + 1 < values.size() && values[at] == values[at + 1];
  const double low = above_atom ? atom_edge(levels, at - 1) : levels[at - 1];
  const double high = below_atom ? atom_edge(levels, at - 1) : levels[at];
  const double share = (outcome - values[at - 1]) / (values[at] - values[at - 1]);
  const double level = low + share * (high - low);
  return {level, level};
}

Score score_quantiles(double outcome, std::span<const double> levels,
                      std::span<const double> values) {
  const PitInterval pit = pit_of_quantiles(outcome, levels, values);
  Score score;
  score.point = values[values.size() / 2];
  score.absolute_error = std::abs(outcome - score.point);
  score.crps = quantile_crps(outcome, levels, values);
  score.coverage = coverage_of([&](double level) {
    if (pit.below < pit.upto) return band_share(pit.below, pit.upto, level);
    return std::abs(pit.below - 0.5) <= level / 2 ? 1.0 : 0.0;
  });
  score.plain_coverage = coverage_of([&](double level) {
    return outcome >= value_at(levels, values, (1 - level) / 2) &&
                   outcome <= value_at(levels, values, (1 + level) / 2)
               ? 1.0
               : 0.0;
  });
  return score;
}

Score score_point(double outcome, double forecast) {
  Score score;
  score.point = forecast;
  score.absolute_error = std::abs(outcome - forecast);
  score.crps = score.absolute_error;
  return score;
}

double normal_crps(double outcome, double mean, double deviation) {
  const double z = (outcome - mean) / deviation;
  const double density = std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
  const double twice_probability_less_one = std::erf(z / std::numbers::sqrt2);
  return deviation * (z * twice_probability_less_one + 2 * density - std::numbers::inv_sqrtpi);
}

SizeClass size_class(double persons_at_origin) {
  const auto edge = std::lower_bound(class_edges.begin(), class_edges.end(), persons_at_origin);
  return static_cast<SizeClass>(edge - class_edges.begin());
}

std::string_view size_class_name(SizeClass size) {
  return class_names[static_cast<std::size_t>(size)];
}

void ScoreSums::add(const Score& score) {
  count += 1;
  absolute_error += score.absolute_error;
  crps += score.crps;
  accumulate(coverage, score.coverage);
  accumulate(plain_coverage, score.plain_coverage);
}

double ScoreSums::mean_absolute_error() const {
  return mean(absolute_error, count);
}
double ScoreSums::mean_crps() const {
  return mean(crps, count);
}
Coverage ScoreSums::mean_coverage() const {
  return mean(coverage, count);
}
Coverage ScoreSums::mean_plain_coverage() const {
  return mean(plain_coverage, count);
}

void ScoreTable::add(double persons_at_origin, const Score& score) {
  sums_[static_cast<std::size_t>(size_class(persons_at_origin))].add(score);
  sums_[static_cast<std::size_t>(SizeClass::all)].add(score);
}

}  // namespace peregrine
