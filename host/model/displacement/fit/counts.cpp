// What the counts' shock is fitted to: fit/displacement.cpp has the order of the fits.
#include <algorithm>
#include <array>
#include <cmath>

#include "host/model/displacement/fit/rows.h"
#include "host/model/displacement/record.h"
#include "kernels/ground/random.h"

namespace peregrine {
namespace {

constexpr DisplacementParameter closing_of[origin_state_count] = {closing_peace, closing_minor,
                                                                  closing_war, closing_after};
constexpr double most_standard = 2.0;       // standard deviations that memory and shared part count
constexpr double most_closings = 0.5;       // a year
constexpr double conflict_closings = 0.25;  // of the falls in conflict that are closings
constexpr double of_record = 0.75;          // of the way from no change to the record's mean
constexpr double least_rise = 0.3;

struct CountRows {
  std::vector<StockCount> counts;
  std::vector<double> weight;
  std::vector<double> log_volatility;  // [pair]
  double volatility(const StockCount& one) const {
    return std::exp(log_volatility[static_cast<std::size_t>(one.pair)]);
  }
};

CountScale scale_of(const DisplacementFit& fit) {
  return {fit.parameters[count_scale], fit.parameters[count_scale_by_size]};
}

CountRows gather_rows(const DisplacementPanel& panel, const OriginWeights& weights,
                      const DisplacementFit& fit) {
  CountRows rows;
  for (const StockCount& one : gather_counts(panel, fit.claim_share, fit.parameters[exit_after])) {
    if (weights[one.origin] <= 0) continue;
    rows.counts.push_back(one);
    rows.weight.push_back(weights[one.origin]);
  }
  rows.log_volatility.assign(static_cast<std::size_t>(panel.pairs()), 0.0);
  return rows;
}

// How often situations close, by state of the origin, and how far they fall.
void fit_closings(const CountRows& rows, DisplacementFit& fit) {
  std::array<double, origin_state_count> closed{}, all{};
  double fall = 0, falls = 0;
  for (std::size_t i = 0; i < rows.counts.size(); ++i) {
    const StockCount& one = rows.counts[i];
    all[one.state] += rows.weight[i];
    if (one.change >= closing_fall) continue;
    closed[one.state] += rows.weight[i];
    falls += rows.weight[i];
    fall -= rows.weight[i] * one.change;
  }
  for (std::size_t state = 0; state < all.size(); ++state) {
    fit.parameters[closing_of[state]] = all[state] > 0 ? closed[state] / all[state] : 0.0;
  }
  fit.parameters[closing_depth] = falls > 0 ? fall / falls : 1.0;
}

// A line through the logs of the median absolute change by class of size, least squares; then the
// law's scale and tail beside it.
void fit_scale(const CountRows& rows, DisplacementFit& fit) {
  constexpr std::array<double, 6> edges{3.0, 4.5, 6.0, 7.5, 9.0, 11.0};  // log persons
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (std::size_t k = 0; k < edges.size(); ++k) {
    const double high = k + 1 < edges.size() ? edges[k + 1] : 99.0;
    std::vector<Weighted> changes;
    double size = 0, weight = 0;
    for (std::size_t i = 0; i < rows.counts.size(); ++i) {
      const StockCount& one = rows.counts[i];
      if (one.log_expected < edges[k] || one.log_expected >= high || one.change < closing_fall) {
        continue;
      }
      changes.push_back({std::abs(one.change) / rows.volatility(one), rows.weight[i]});
      size += rows.weight[i] * one.log_expected;
      weight += rows.weight[i];
    }
    if (weight < 50) continue;
    const double x = size / weight;
    const double y = std::log(std::max(weighted_quantile(changes, 0.80), 1e-2));
    n += 1;
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_xy += x * y;
  }
  const double slope = (sum_xy - sum_x * sum_y / n) / (sum_xx - sum_x * sum_x / n);
  const CountScale line{(sum_y - slope * sum_x) / n, slope};
  std::vector<Weighted> deviations;
  for (std::size_t i = 0; i < rows.counts.size(); ++i) {
    const StockCount& one = rows.counts[i];
    if (one.change < closing_fall) continue;
    const double sd = rows.volatility(one) * std::exp(line.log_sd(one.log_expected));
    deviations.push_back({one.change / sd, rows.weight[i]});
  }
  const HeavyTail law = match_heavy_tail(deviations);
  fit.parameters[count_tail] = law.tail;
  fit.parameters[count_scale_by_size] = slope;
  fit.parameters[count_scale] = line.scale + std::log(law.scale);
}

// What standardised changes, held within two scales, have in common between a pair's years and
// between an origin's pairs.
void fit_dependence(const CountRows& rows, DisplacementFit& fit) {
  const std::vector<StockCount>& counts = rows.counts;
  const CountScale scale = scale_of(fit);
  std::vector<double> standard;
  for (const StockCount& one : counts) {
    const double sd = rows.volatility(one) * std::exp(scale.log_sd(one.log_expected));
    standard.push_back(std::clamp(one.change / sd, -most_standard, most_standard));
  }
  double squares = 0, weight = 0, serial = 0, serial_weight = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double value = standard[i];
    squares += rows.weight[i] * value * value;
    weight += rows.weight[i];
    if (i > 0 && counts[i].pair == counts[i - 1].pair && counts[i].year == counts[i - 1].year + 1) {
      serial += rows.weight[i] * value * standard[i - 1];
      serial_weight += rows.weight[i];
    }
  }
  // Counts come pair by pair, an origin's pairs together.
  double products = 0, pairs = 0;
  for (std::size_t begin = 0; begin < counts.size();) {
    std::size_t end = begin;
    std::array<double, DisplacementHistory::years> total{}, own{}, size{};
    for (; end < counts.size() && counts[end].origin == counts[begin].origin; ++end) {
      const auto year =
          static_cast<std::size_t>(counts[end].year - DisplacementHistory::first_year);
      total[year] += standard[end];
      own[year] += standard[end] * standard[end];
      size[year] += 1;
    }
    for (std::size_t year = 0; year < total.size(); ++year) {
      products += rows.weight[begin] * (total[year] * total[year] - own[year]);
      pairs += rows.weight[begin] * (size[year] * size[year] - size[year]);
    }
    begin = end;
  }
  const double variance = squares / weight;
  fit.parameters[count_memory] = std::clamp(serial / serial_weight / variance, 0.0, 0.9);
  fit.parameters[count_origin_share] = std::clamp(products / pairs / variance, 0.0, 0.9);
}

// The mean factor of a count's shock by the log of its scale, closings left out.
class MeanFactor {
 public:
  MeanFactor(double rise, const DisplacementFit& fit) {
    constexpr int cells = 200;  // of equal probability
    const auto tail = static_cast<float>(fit.parameters[count_tail]);
    const float unit = fleishman_unit(tail);
    for (int k = 0; k <= steps; ++k) {
      double sum = 0;
      for (int cell = 0; cell < cells; ++cell) {
        const double middle = (static_cast<double>(cell) + 0.5) / cells;
        const auto bits = static_cast<std::uint32_t>(middle * 0x1p32);
        sum += std::exp(static_cast<double>(count_noise(normal_from_bits(bits),
                                                        static_cast<float>(lowest + k * step),
                                                        static_cast<float>(rise), tail, unit)));
      }
      mean_[static_cast<std::size_t>(k)] = sum / cells;
    }
  }
  double operator()(double log_sd) const {
    const auto k = std::lround((log_sd - lowest) / step);
    return mean_[static_cast<std::size_t>(std::clamp(k, 0L, static_cast<long>(steps)))];
  }

 private:
  static constexpr double step = 0.1;  // log of a standard deviation
  static constexpr double lowest = -6.0;
  static constexpr int steps = 80;
  std::array<double, steps + 1> mean_{};
};

// Persons by state: expected; after the shock; of these, by how often their pairs close; counted.
struct Balance {
  std::array<double, origin_state_count> expected{}, moved{}, closing{}, counted{};
};

Balance balance_of(const CountRows& rows, double rise, const DisplacementFit& fit) {
  const MeanFactor mean(rise, fit);
  const CountScale scale = scale_of(fit);
  Balance balance;
  for (std::size_t i = 0; i < rows.counts.size(); ++i) {
    const StockCount& one = rows.counts[i];
    const double persons = rows.weight[i] * std::exp(one.log_expected);
    const double moved = persons * mean(scale.log_sd(one.log_expected) +
                                        rows.log_volatility[static_cast<std::size_t>(one.pair)]);
    balance.expected[one.state] += persons;
    balance.moved[one.state] += moved;
    balance.closing[one.state] += moved * rows.volatility(one);
    balance.counted[one.state] += persons * std::exp(one.change);
  }
  return balance;
}

// An error that is symmetric in the logarithm has a mean factor above 1 (Duan 1983, smearing), and
// stocks would grow by it. It is not the middle that is moved, which is where the record has it:
// rises go less far than falls, so that in conflict the mean factor over the persons counted,
// closings included, is 1. Without conflict situations close so often that it comes near that of
// the record, which a few great returns make.
void fit_balance(const CountRows& rows, DisplacementFit& fit) {
  constexpr int halvings = 10;
  // A closed situation keeps exp(depth log u) of its people, on average 1 / (1 + depth).
  const double lost = fit.parameters[closing_depth] / (1.0 + fit.parameters[closing_depth]);
  for (const OriginState state : {in_minor_conflict, in_war}) {
    fit.parameters[closing_of[state]] *= conflict_closings;
  }
  double low = least_rise, high = 1.0;
  for (int halving = 0; halving < halvings; ++halving) {
    const double rise = 0.5 * (low + high);
    const Balance balance = balance_of(rows, rise, fit);
    double gained = 0;
    for (const OriginState state : {in_minor_conflict, in_war}) {
      gained += balance.moved[state] - balance.expected[state] -
                lost * fit.parameters[closing_of[state]] * balance.closing[state];
    }
    (gained > 0 ? high : low) = rise;
  }
  fit.parameters[count_rise] = low;
  const Balance balance = balance_of(rows, low, fit);
  for (const OriginState state : {in_peace, after_conflict}) {
    if (balance.closing[state] <= 0) continue;
    const double target =
        balance.expected[state] + of_record * (balance.counted[state] - balance.expected[state]);
    double& hazard = fit.parameters[closing_of[state]];
    // Pairs that move much close often.
    const double needed = (balance.moved[state] - target) / balance.closing[state] / lost;
    hazard = std::clamp(needed, hazard, most_closings);
  }
}

}  // namespace

void fit_counts(const DisplacementPanel& panel, const OriginWeights& weights,
                DisplacementFit& fit) {
  if (panel.kind == DisplacedKind::eu_asylum) return;  // has no stock
  constexpr int rounds = 3;  // scale and volatilities depend on each other
  CountRows rows = gather_rows(panel, weights, fit);
  fit_closings(rows, fit);
  fit_scale(rows, fit);
  for (int round = 0; round < rounds; ++round) {
    rows.log_volatility = log_volatilities(panel, rows.counts, scale_of(fit));
    fit_scale(rows, fit);
  }
  fit_dependence(rows, fit);
  fit_balance(rows, fit);
}

}  // namespace peregrine
