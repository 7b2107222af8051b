// The fit of displacement finds the law that made a record.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "host/model/displacement/fit/displacement.h"
#include "host/model/displacement/record.h"
#include "kernels/displacement/laws.h"
#include "kernels/ground/random.h"

namespace peregrine {
namespace {

constexpr int origins = 150;
constexpr int hosts = 3;
constexpr OutflowLaw violent{0.2f, 0.6f, 0.2f, 0.1f, 0.2f, 0.2f};
constexpr OutflowLaw calm{0.1f, 0.5f, 0.4f, 0.3f, 0.0f, 0.0f};
constexpr double leaving = 0.08;      // a year, after a conflict
constexpr double quiet_scale = 0.05;  // of the counts of the first host,
constexpr double loud_scale = 0.20;   // ... and of the others

// Every origin has its level, a conflict now and then, and hosts that share its outflow evenly.
DisplacementPanel make_record() {
  std::mt19937 random(7);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform;
  DisplacementPanel panel;
  panel.last_year = 2024;
  panel.areas = origins + hosts;
  const auto years = static_cast<std::size_t>(panel.years());
  panel.deaths.assign(static_cast<std::size_t>(panel.areas) * years, 0.0f);
  panel.stock.assign(static_cast<std::size_t>(origins * hosts) * years, 0.0f);
  panel.claims = panel.displaced = panel.stock;
  for (int area = 0; area <= panel.areas; ++area) {
    panel.first_pair.push_back(std::min(area, origins) * hosts);
  }
  const auto floor = static_cast<double>(displacement_floor);
  for (int area = 0; area < origins; ++area) {
    const double level = 5.0 + 4.0 * uniform(random);
    double log_before = level, before = 0, own_sum = 2.0 * std::log(floor), own_years = 2;
    float since = longest_calm;
    bool fighting = false;
    double stock[hosts] = {2e4, 5e4, 3e4};
    for (int host = 0; host < hosts; ++host) {
      panel.source_pair.push_back(area * hosts + host);
      panel.origin.push_back(area);
      panel.destination.push_back(origins + host);
      panel.contiguous.push_back(host == 0 ? 1.0f : 0.0f);
      panel.log_distance.push_back(6.0f + static_cast<float>(host));
    }
    for (int year = DisplacementPanel::first_year; year <= panel.last_year; ++year) {
      fighting = uniform(random) < (fighting ? 0.8 : 0.08);
      const double deaths = fighting ? 30.0 * std::exp(4.0 * uniform(random)) : 0.0;
      panel.deaths[panel.at(area, year)] = static_cast<float>(deaths);
      since = calm_years_after(since, static_cast<float>(deaths));
      const double own = year > first_account_year ? own_sum / own_years : level;
      const double center = static_cast<double>(central_log_outflow(
          static_cast<float>(log_before), static_cast<float>(own),
          static_cast<float>(std::log(deaths + floor)),
          static_cast<float>(std::log(before + floor)), fighting ? violent : calm));
      const double log_now = std::max(center + 0.5 * normal(random), std::log(floor) + 0.1);
      const double fled = std::exp(log_now) - floor;
      if (year >= first_account_year) {
        own_sum += log_now;
        own_years += 1;
      }
      for (int host = 0; host < hosts; ++host) {
        const double stays = !fighting && since <= years_after_conflict ? 1.0 - leaving : 1.0;
        const double scale = host == 0 ? quiet_scale : loud_scale;
        stock[host] = (stays * stock[host] + fled / hosts) * std::exp(scale * normal(random));
        const std::size_t at = panel.at(area * hosts + host, year);
        panel.stock[at] = static_cast<float>(stock[host]);
        panel.displaced[at] = static_cast<float>(fled / hosts);
      }
      log_before = log_now;
      before = deaths;
    }
  }
  return panel;
}

const DisplacementPanel& record() {
  static const DisplacementPanel made = make_record();
  return made;
}

const DisplacementFit& fitted() {
  static const DisplacementFit fit = fit_displacement(record());
  return fit;
}

TEST(OutflowFit, finds_the_laws_of_conflict_and_of_peace) {
  const auto& found = fitted().parameters;
  EXPECT_NEAR(found[outflow_memory], violent.memory, 0.06);
  EXPECT_NEAR(found[outflow_own], violent.own, 0.08);
  EXPECT_NEAR(found[outflow_level] + found[outflow_jump], violent.level + violent.jump, 0.06);
  EXPECT_NEAR(found[outflow_scale], 0.5, 0.05);
  EXPECT_NEAR(found[calm_memory], calm.memory, 0.06);
  EXPECT_NEAR(found[calm_own], calm.own, 0.08);
  EXPECT_NEAR(found[calm_scale], 0.5, 0.05);
}

TEST(ExitFit, finds_the_share_that_leaves_after_a_conflict) {
  EXPECT_NEAR(fitted().parameters[exit_after], leaving, 0.01);
  // In this record whoever flees from a conflict stays.
  EXPECT_LT(fitted().parameters[conflict_turnover], 0.1);
}

TEST(CountFit, tells_quiet_pairs_from_loud_ones) {
  const auto& found = fitted().parameters;
  const CountScale scale{found[count_scale], found[count_scale_by_size]};
  const std::vector<StockCount> counts =
      gather_counts(record(), fitted().claim_share, found[exit_after]);
  const std::vector<double> volatility = log_volatilities(record(), counts, scale);
  double quiet = 0, loud = 0;
  for (int pair = 0; pair < record().pairs(); ++pair) {
    (pair % hosts == 0 ? quiet : loud) += volatility[static_cast<std::size_t>(pair)];
  }
  // Drawn towards each other by two years of ten, as many as the half-life counts.
  EXPECT_LT(quiet / origins, loud / (origins * (hosts - 1)) - 0.8);
  for (const double shock : last_shocks(record(), counts, scale, volatility)) {
    EXPECT_LE(shock, 0.0);
    EXPECT_GE(shock, -2.0);
  }
}

// A symmetric error of the logarithm has a mean factor above 1: rises are made to go less far.
TEST(CountFit, keeps_the_mean_of_counts_in_conflict_where_it_was_expected) {
  const auto& found = fitted().parameters;
  const auto tail = static_cast<float>(found[count_tail]);
  constexpr int cells = 400;
  double symmetric = 0, skewed = 0;
  for (int cell = 0; cell < cells; ++cell) {
    const auto bits = static_cast<std::uint32_t>((cell + 0.5) / cells * 0x1p32);
    const auto factor = [&](float rise) {
      return std::exp(static_cast<double>(count_noise(normal_from_bits(bits),
                                                      static_cast<float>(std::log(loud_scale)),
                                                      rise, tail, fleishman_unit(tail))));
    };
    symmetric += factor(1.0f) / cells;
    skewed += factor(static_cast<float>(found[count_rise])) / cells;
  }
  EXPECT_NEAR(symmetric, 1.02, 0.006);
  EXPECT_NEAR(skewed, 1.0, 0.006);
  EXPECT_EQ(found[closing_war], 0.0);  // nothing closes in this record
}

TEST(CalmYears, are_counted_from_the_last_year_of_conflict) {
  DisplacementPanel panel;
  panel.last_year = 1995;
  panel.areas = 1;
  panel.deaths = {0, 30, 0, 24, 2'000, 0};
  EXPECT_EQ(calm_years(panel), (std::vector<float>{99, 0, 1, 2, 0, 1}));
  EXPECT_EQ(origin_states(panel),
            (std::vector<OriginState>{in_peace, in_minor_conflict, after_conflict, after_conflict,
                                      in_war, after_conflict}));
}

}  // namespace
}  // namespace peregrine
