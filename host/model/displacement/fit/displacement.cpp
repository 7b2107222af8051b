#include "host/model/displacement/fit/displacement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/model/displacement/fit/rows.h"
#include "host/model/displacement/posterior.h"
#include "kernels/ground/random.h"

namespace peregrine {
namespace {

constexpr int calibration_draws = 200;

constexpr float smallest_count = 20.0f;  // persons: below, counts are rounded
constexpr double small_change = 3.0;     // persons added to both sides of a log ratio
constexpr double closing_fall = -1.5;    // log ratio below which a situation is taken as closed
constexpr int first_count_year = 1993;

struct Count {
  int origin;
  int year;
  int pair;
  double log_expected;
  double change;  // log of counted over expected
  double weight;
};

std::vector<Count> gather_counts(const DisplacementPanel& panel, const OriginWeights& weights,
                                 const DisplacementFit& fit) {
  std::vector<Count> counts;
  const auto exits = [&](float deaths) {
    return exit_share(deaths, static_cast<float>(fit.parameters[exit_peace]),
                      static_cast<float>(fit.parameters[exit_minor]),
                      static_cast<float>(fit.parameters[exit_war]));
  };
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const int origin = panel.origin[static_cast<std::size_t>(pair)];
    if (weights[origin] <= 0) continue;
    for (int year = first_count_year + 1; year <= panel.last_year; ++year) {
      const float before = panel.stock[panel.at(pair, year - 1)];
      if (before < smallest_count) continue;
      const double expected =
          static_cast<double>(before * (1.0f - exits(panel.deaths[panel.at(origin, year)])) +
                              panel.arrivals(pair, year, fit.claim_share));
      const auto counted = static_cast<double>(panel.stock[panel.at(pair, year)]);
      counts.push_back({origin, year, pair, std::log(std::max(expected, 1.0)),
                        std::log((counted + small_change) / (expected + small_change)),
                        weights[origin]});
    }
  }
  return counts;
}

void fit_closings(const std::vector<Count>& counts, DisplacementFit& fit) {
  double closed = 0, all = 0, fall = 0;
  for (const Count& one : counts) {
    all += one.weight;
    if (one.change >= closing_fall) continue;
    closed += one.weight;
    fall -= one.weight * one.change;
  }
  fit.parameters[closing_hazard] = all > 0 ? closed / all : 0.0;
  fit.parameters[closing_depth] = closed > 0 ? fall / closed : 1.0;
}

// A line through the logs of the median absolute change by class of size, least squares.
void fit_scale_by_size(const std::vector<Count>& counts, DisplacementFit& fit) {
  constexpr std::array<double, 6> edges{3.0, 4.5, 6.0, 7.5, 9.0, 11.0};  // log persons
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (std::size_t k = 0; k < edges.size(); ++k) {
    const double high = k + 1 < edges.size() ? edges[k + 1] : 99.0;
    std::vector<Weighted> changes;
    double size = 0, weight = 0;
    for (const Count& one : counts) {
      if (one.log_expected < edges[k] || one.log_expected >= high || one.change < closing_fall) {
        continue;
      }
      changes.push_back({std::abs(one.change), one.weight});
      size += one.weight * one.log_expected;
      weight += one.weight;
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
  fit.parameters[count_scale_by_size] = slope;
  fit.parameters[count_scale] = (sum_y - slope * sum_x) / n;
}

// What standardised changes, held within two scales, have in common between a pair's years and
// between an origin's pairs.
void fit_dependence(const std::vector<Count>& counts, const std::vector<double>& standard,
                    DisplacementFit& fit) {
  double squares = 0, weight = 0, serial = 0, serial_weight = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double value = standard[i];
    squares += counts[i].weight * value * value;
    weight += counts[i].weight;
    if (i > 0 && counts[i].pair == counts[i - 1].pair && counts[i].year == counts[i - 1].year + 1) {
      serial += counts[i].weight * value * standard[i - 1];
      serial_weight += counts[i].weight;
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
      products += counts[begin].weight * (total[year] * total[year] - own[year]);
      pairs += counts[begin].weight * (size[year] * size[year] - size[year]);
    }
    begin = end;
  }
  const double variance = squares / weight;
  fit.parameters[count_memory] = std::clamp(serial / serial_weight / variance, 0.0, 0.9);
  fit.parameters[count_origin_share] = std::clamp(products / pairs / variance, 0.0, 0.9);
}

// The mean factor of a count's shock at a size, the centre left out.
double mean_factor(double log_expected, const DisplacementFit& fit) {
  constexpr int cells = 200;  // of equal probability
  const auto value = [&](DisplacementParameter which) {
    return static_cast<float>(fit.parameters[which]);
  };
  const float unit = fleishman_unit(value(count_tail));
  double sum = 0;
  for (int cell = 0; cell < cells; ++cell) {
    const double middle = (static_cast<double>(cell) + 0.5) / cells;
    const auto bits = static_cast<std::uint32_t>(middle * 0x1p32);
    sum += std::exp(static_cast<double>(
        count_noise(normal_from_bits(bits), static_cast<float>(log_expected), value(count_scale),
                    value(count_scale_by_size), value(count_tail), unit)));
  }
  // A closed situation keeps exp(depth log u) of its people, on average 1 / (1 + depth).
  const double depth = fit.parameters[closing_depth];
  return sum / cells * (1.0 - fit.parameters[closing_hazard] * depth / (1.0 + depth));
}

// So that the factor is 1 on average over the persons counted: the symmetric error of a logarithm
// would else let stocks grow by its own (Duan 1983, smearing).
void fit_centre(const std::vector<Count>& counts, DisplacementFit& fit) {
  constexpr double step = 0.5;  // log persons
  constexpr int steps = 40;
  std::array<double, steps + 1> mean{};
  for (int k = 0; k <= steps; ++k) mean[static_cast<std::size_t>(k)] = mean_factor(k * step, fit);
  double moved = 0, expected = 0;
  for (const Count& one : counts) {
    const double persons = one.weight * std::exp(one.log_expected);
    const auto k = static_cast<std::size_t>(
        std::clamp(std::lround(one.log_expected / step), 0L, static_cast<long>(steps)));
    moved += persons * mean[k];
    expected += persons;
  }
  if (expected > 0) fit.parameters[count_centre] = std::log(moved / expected);
}

}  // namespace

void fit_counts(const DisplacementPanel& panel, const OriginWeights& weights,
                DisplacementFit& fit) {
  if (panel.kind == DisplacedKind::eu_asylum) return;  // has no stock
  const std::vector<Count> counts = gather_counts(panel, weights, fit);
  fit_closings(counts, fit);
  fit_scale_by_size(counts, fit);
  constexpr double most_standard = 2.0;
  std::vector<Weighted> deviations;
  std::vector<double> standard;
  for (const Count& one : counts) {
    const double scale = std::exp(fit.parameters[count_scale] +
                                  fit.parameters[count_scale_by_size] * one.log_expected);
    standard.push_back(std::clamp(one.change / scale, -most_standard, most_standard));
    if (one.change >= closing_fall) deviations.push_back({one.change / scale, one.weight});
  }
  const HeavyTail law = match_heavy_tail(deviations);
  fit.parameters[count_tail] = law.tail;
  fit.parameters[count_scale] += std::log(law.scale);
  fit_dependence(counts, standard, fit);
  fit_centre(counts, fit);
}

DisplacementFit fit_displacement(const DisplacementPanel& panel,
                                 const std::vector<double>& origin_weight) {
  const OriginWeights weights(origin_weight);
  DisplacementFit fit;
  fit_accounts(panel, weights, fit);
  fit_outflow(panel, weights, fit);
  fit_shares(panel, weights, fit);
  fit_counts(panel, weights, fit);
  return fit;
}

std::vector<float> displacement_posterior(const DisplacementPanel& panel,
                                          const DisplacementFit& fit, int draws) {
  constexpr std::uint64_t seed = 2023;
  std::vector<int> origins;
  for (int area = 0; area < panel.areas; ++area) {
    const auto at = static_cast<std::size_t>(area);
    if (panel.first_pair[at] < panel.first_pair[at + 1]) origins.push_back(area);
  }
  std::vector<float> rows(fit.parameters.begin(), fit.parameters.end());
  for (int draw = 0; draw < draws; ++draw) {
    std::vector<double> weight(static_cast<std::size_t>(panel.areas), 0.0);
    for (std::uint32_t pick = 0; pick < origins.size(); ++pick) {
      const RandomWords words = random_words(seed, static_cast<std::uint64_t>(draw),
                                             Process::displacement_posterior, pick, 0);
      const std::uint64_t chosen = (std::uint64_t{words.word[0]} * origins.size()) >> 32;
      weight[static_cast<std::size_t>(origins[static_cast<std::size_t>(chosen)])] += 1.0;
    }
    const DisplacementFit again = fit_displacement(panel, weight);
    rows.insert(rows.end(), again.parameters.begin(), again.parameters.end());
  }
  return rows;
}

std::string describe(const DisplacementFit& fit) {
  std::string text = fmt::format("  {:<22}{:>10.4f}\n", "claim_share", fit.claim_share);
  for (std::size_t p = 0; p < fit.parameters.size(); ++p) {
    text +=
        fmt::format("  {:<22}{:>10.4f}\n", displacement_parameter_names()[p], fit.parameters[p]);
  }
  return text;
}

std::string calibrate_displacement(const std::string& inputs_dir, const std::string& output_dir) {
  const DisplacementPanel panel =
      make_displacement_panel(load_displacement_history(inputs_dir),
                              DisplacedKind::displaced_abroad, DisplacementHistory::last_year);
  const DisplacementFit fit = fit_displacement(panel);
  save_displacement_posterior(
      output_dir, {fit.claim_share, displacement_posterior(panel, fit, calibration_draws)});
  return fmt::format("Displacement abroad fitted on {} pairs, 1990 to {}\n{}", panel.pairs(),
                     panel.last_year, describe(fit));
}

}  // namespace peregrine
