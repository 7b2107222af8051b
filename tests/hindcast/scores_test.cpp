#include "host/statistics/scores.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <numbers>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "host/backtest/scoring/report.h"
#include "host/statistics/bootstrap.h"
#include "host/statistics/order.h"
#include "kernels/ground/math.h"
#include "kernels/ground/random.h"

namespace peregrine {
namespace {

constexpr std::uint64_t seed = 2020;

// Normal scores of one forecast: sample `index` of forecast `draw`.
float normal_number(std::uint64_t draw, std::uint32_t index) {
  return normal_from_bits(random_words(seed, draw, Process::common_shock, index, 0).word[0]);
}

// Zero with probability 0.7, else log-normal.
float zero_inflated_number(std::uint64_t draw, std::uint32_t index) {
  const RandomWords words = random_words(seed, draw, Process::opening, index, 0);
  return uniform_open(words.word[1]) < 0.7f ? 0.0f : exponential(normal_from_bits(words.word[0]));
}

TEST(Crps, equals_values_worked_out_by_hand) {
  std::vector<float> two{3, 1};
  EXPECT_DOUBLE_EQ(score_ensemble(2, two).crps, 0);  // 1 - |1-3|/2
  std::vector<float> three{4, 0, 2};
  EXPECT_NEAR(score_ensemble(1, three).crps, 1.0 / 3, 1e-15);  // 5/3 - 16/12
  EXPECT_DOUBLE_EQ(score_point(7, 4).crps, 3);
}

TEST(Crps, of_a_normal_follows_gneiting_and_raftery) {
  EXPECT_NEAR(normal_crps(0, 0, 1), (std::numbers::sqrt2 - 1) / std::sqrt(std::numbers::pi), 1e-15);
  EXPECT_NEAR(normal_crps(1, 0, 1), 0.6826894921 + 0.4839414490 - 0.5641895835, 1e-9);
  EXPECT_NEAR(normal_crps(10, 4, 3), 3 * normal_crps(2, 0, 1), 1e-12);
  std::vector<float> samples(40'000);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = normal_number(i, 0);
  for (const double outcome : {-2.0, 0.0, 0.5, 3.0}) {
    EXPECT_NEAR(score_ensemble(outcome, samples).crps, normal_crps(outcome, 0, 1), 0.01);
  }
}

// Integral of (F - step)^2 by small steps, for F of the same form as score_quantiles takes it.
double crps_by_steps(double outcome, const std::vector<double>& levels,
                     const std::vector<double>& values) {
  constexpr double step = 1e-4;
  const double low = std::min(outcome, values.front()) - 1.0;
  const double high = std::max(outcome, values.back()) + 1.0;
  double sum = 0.0;
  for (double x = low + step / 2; x < high; x += step) {
    double f = x < values.front() ? 0.0 : 1.0;
    for (std::size_t k = 1; k < values.size(); ++k) {
      if (x < values[k - 1] || x >= values[k]) continue;
      const double share = (x - values[k - 1]) / (values[k] - values[k - 1]);
      f = levels[k - 1] + share * (levels[k] - levels[k - 1]);
    }
    const double above = x >= outcome ? 1.0 : 0.0;
    sum += (f - above) * (f - above) * step;
  }
  return sum;
}

TEST(Quantiles, have_the_crps_of_the_integral) {
  const std::vector<double> levels = {0.05, 0.25, 0.5, 0.75, 0.95};
  const std::vector<double> values = {0.0, 0.0, 2.0, 2.5, 9.0};
  for (const double outcome : {-3.0, 0.0, 0.7, 2.0, 2.2, 8.0, 12.0}) {
    EXPECT_NEAR(score_quantiles(outcome, levels, values).crps,
                crps_by_steps(outcome, levels, values), 1e-3)
        << outcome;
  }
  EXPECT_DOUBLE_EQ(score_quantiles(12.0, levels, values).point, 2.0);
  EXPECT_DOUBLE_EQ(score_quantiles(12.0, levels, values).absolute_error, 10.0);
}

TEST(Quantiles, place_an_outcome_between_them_on_an_atom_and_beyond) {
  const std::vector<double> levels = {0.05, 0.25, 0.5, 0.75, 0.95};
  const std::vector<double> values = {0.0, 0.0, 2.0, 2.5, 9.0};
  const auto place = [&](double outcome) {
    const PitInterval pit = pit_of_quantiles(outcome, levels, values);
    return std::pair(pit.below, pit.upto);
  };
  EXPECT_EQ(place(0.0), std::pair(0.0, 0.375));
  EXPECT_EQ(place(1.0), std::pair(0.4375, 0.4375));
  EXPECT_EQ(place(2.5), std::pair(0.75, 0.75));
  EXPECT_EQ(place(9.0), std::pair(0.95, 0.95));
  EXPECT_EQ(place(9.5), std::pair(0.95, 1.0));
  EXPECT_EQ(place(-1.0), std::pair(0.0, 0.05));
  const std::vector<double> atom = {0.0, 0.0, 0.0, 0.0, 1.0};
  EXPECT_EQ(pit_of_quantiles(0.0, levels, atom).upto, 0.85);
  EXPECT_EQ(score_quantiles(1.0, levels, values).coverage.at_50, 1.0);
  EXPECT_EQ(score_quantiles(5.0, levels, values).coverage.at_50, 0.0);
  EXPECT_EQ(score_quantiles(5.0, levels, values).coverage.at_80, 1.0);
  EXPECT_EQ(score_quantiles(10.0, levels, values).coverage.at_80, 0.0);
  EXPECT_NEAR(score_quantiles(10.0, levels, values).coverage.at_95, 0.5, 1e-12);
}

// A calibrated forecast's figures are within its bands as often as these say; where its atom ends
// between two levels is not known, here 0.7 for 0.625.
TEST(Quantiles, of_a_calibrated_forecast_cover_as_often_as_they_say) {
  std::vector<float> samples(20'000);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = zero_inflated_number(i, 0);
  std::sort(samples.begin(), samples.end());
  const std::vector<double> levels = {0.005, 0.025, 0.05, 0.1,   0.25, 0.5,
                                      0.75,  0.9,   0.95, 0.975, 0.995};
  std::vector<double> values;
  for (const double level : levels) values.push_back(sorted_quantile(samples, level));
  ScoreSums sums;
  for (std::uint64_t draw = 0; draw < 20'000; ++draw) {
    sums.add(score_quantiles(zero_inflated_number(draw, 1), levels, values));
  }
  EXPECT_NEAR(sums.mean_coverage().at_50, 0.50, 0.04);
  EXPECT_NEAR(sums.mean_coverage().at_80, 0.80, 0.02);
  EXPECT_NEAR(sums.mean_coverage().at_95, 0.95, 0.01);
}

TEST(Crps, of_small_and_large_ensembles_agrees_on_average) {
  for (const std::uint32_t members : {2u, 5u, 40u}) {
    constexpr int forecasts = 60'000;
    double sum = 0;
    std::vector<float> samples(members);
    for (std::uint64_t draw = 0; draw < forecasts; ++draw) {
      for (std::uint32_t i = 0; i < members; ++i) samples[i] = normal_number(draw, i);
      sum += score_ensemble(normal_number(draw, members), samples).crps;
    }
    EXPECT_NEAR(sum / forecasts, std::numbers::inv_sqrtpi, 0.01) << members << " members";
  }
}

TEST(Coverage, is_the_level_itself_where_forecast_and_outcome_are_one_atom) {
  std::vector<float> zeros(500, 0.0f);
  const Score score = score_ensemble(0, zeros);
  EXPECT_DOUBLE_EQ(score.coverage.at_50, 0.50);
  EXPECT_DOUBLE_EQ(score.coverage.at_80, 0.80);
  EXPECT_DOUBLE_EQ(score.coverage.at_95, 0.95);
  EXPECT_EQ(score.plain_coverage.at_50, 1);
}

TEST(Coverage, of_an_outcome_beyond_all_samples_is_nothing_at_any_level) {
  std::vector<float> samples(999);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<float>(i);
  EXPECT_EQ(score_ensemble(5'000, samples).coverage.at_95, 0);
  EXPECT_EQ(score_ensemble(500, samples).coverage.at_50, 1);
}

TEST(Coverage, is_nominal_for_a_calibrated_zero_inflated_forecast) {
  constexpr std::uint32_t members = 39;
  ScoreSums sums;
  std::vector<float> samples(members);
  for (std::uint64_t draw = 0; draw < 60'000; ++draw) {
    for (std::uint32_t i = 0; i < members; ++i) samples[i] = zero_inflated_number(draw, i);
    sums.add(score_ensemble(zero_inflated_number(draw, members), samples));
  }
  EXPECT_NEAR(sums.mean_coverage().at_50, 0.50, 0.005);
  EXPECT_NEAR(sums.mean_coverage().at_80, 0.80, 0.005);
  EXPECT_NEAR(sums.mean_coverage().at_95, 0.95, 0.003);
  EXPECT_GT(sums.mean_plain_coverage().at_50, 0.70) << "plain bands are flattered by the zeros";
}

TEST(SizeClass, takes_its_upper_edge) {
  EXPECT_EQ(size_class(0), SizeClass::zero);
  EXPECT_EQ(size_class(1), SizeClass::up_to_100);
  EXPECT_EQ(size_class(100), SizeClass::up_to_100);
  EXPECT_EQ(size_class(101), SizeClass::up_to_1k);
  EXPECT_EQ(size_class(100'000), SizeClass::up_to_100k);
  EXPECT_EQ(size_class(1e8), SizeClass::above_100k);
}

TEST(ScoreTable, counts_every_corridor_in_its_class_and_in_all) {
  ScoreTable table;
  table.add(50, score_point(10, 4));
  table.add(5'000, score_point(10, 8));
  EXPECT_EQ(table[SizeClass::up_to_100].mean_absolute_error(), 6);
  EXPECT_EQ(table[SizeClass::up_to_10k].mean_absolute_error(), 2);
  EXPECT_EQ(table[SizeClass::all].mean_absolute_error(), 4);
  EXPECT_EQ(table[SizeClass::zero].mean_absolute_error(), 0);
}

// 40 countries of 25 corridors each; the corridors of a country share most of their value.
struct Clustered {
  std::vector<double> values;
  std::vector<int> country;
};

Clustered clustered_values() {
  Clustered all;
  for (int i = 0; i < 1'000; ++i) {
    all.country.push_back(i / 25);
    all.values.push_back(normal_number(1, static_cast<std::uint32_t>(i / 25)) +
                         0.1 * normal_number(2, static_cast<std::uint32_t>(i)));
  }
  return all;
}

TEST(Bootstrap, repeats_itself_and_moves_with_the_seed) {
  const Clustered all = clustered_values();
  const MeanInterval once = cluster_bootstrap(all.values, all.country, 40, 7);
  const MeanInterval again = cluster_bootstrap(all.values, all.country, 40, 7);
  EXPECT_EQ(once.low, again.low);
  EXPECT_EQ(once.high, again.high);
  EXPECT_NE(once.low, cluster_bootstrap(all.values, all.country, 40, 8).low);
}

TEST(Bootstrap, is_as_wide_as_the_number_of_countries_says) {
  const Clustered all = clustered_values();
  const MeanInterval interval = cluster_bootstrap(all.values, all.country, 40, 7);
  EXPECT_LT(interval.low, interval.mean);
  EXPECT_GT(interval.high, interval.mean);
  const double expected = 2 * 1.96 / std::sqrt(40.0);  // standard error of 40 unit normals
  EXPECT_NEAR(interval.high - interval.low, expected, 0.35 * expected);
  const std::vector<double> same(1'000, 3.0);
  EXPECT_EQ(cluster_bootstrap(same, all.country, 40, 7).high, 3.0);
}

TEST(Bootstrap, refuses_values_without_a_country) {
  const std::vector<double> values{1, 2};
  EXPECT_THROW(cluster_bootstrap(values, std::vector<int>{0}, 1, 7), std::invalid_argument);
  EXPECT_THROW(cluster_bootstrap(values, std::vector<int>{0, 3}, 3, 7), std::invalid_argument);
}

BacktestReport small_report() {
  BacktestReport report;
  report.title = "A title";
  report.vintage = std::string(60, 'v') + " " + std::string(60, 'w');
  std::vector<CorridorScores> all;
  for (const std::string name : {"Peregrine", "a", "b", "c", "a rival with a very long name"}) {
    all.push_back({name, ForecastKind::point, {score_point(1, 2), score_point(1e9, 3e8)}});
  }
  all.front().kind = ForecastKind::distribution;
  add_scores(report, all, std::vector<double>{0, 5e6}, std::vector<int>{0, 1}, 2, 7);
  return report;
}

TEST(BacktestReport, keeps_to_a_terminal_of_110_columns) {
  std::istringstream text(format_report(small_report()));
  for (std::string line; std::getline(text, line);) EXPECT_LE(line.size(), 110u) << line;
}

TEST(BacktestReport, gives_a_json_row_for_every_forecaster_and_class) {
  const nlohmann::json document = report_json(small_report());
  ASSERT_EQ(document["rows"].size(), 5 * size_class_count);
  EXPECT_EQ(document["differences"].size(), 8u);
  EXPECT_TRUE(document["rows"][0].contains("coverage"));
  EXPECT_FALSE(document["rows"][size_class_count].contains("coverage"));
  EXPECT_EQ(document["rows"][size_class_count - 1]["mae"], 350'000'000.5);
}

}  // namespace
}  // namespace peregrine
