// What history says of irregular crossings, and that the tables say so too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <numeric>
#include <string>

#include "host/model/routes/calibration.h"
#include "host/model/routes/fit/bands.h"
#include "host/model/routes/fit/routes.h"
#include "host/support/error.h"
#include "kernels/stock/shocks.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

const std::string inputs = PEREGRINE_SOURCE_DIR "/inputs";

const IrregularHistory& history() {
  static const IrregularHistory loaded = load_irregular_history(inputs);
  return loaded;
}

const RouteFit& fit_of_2024() {
  static const RouteFit made = calibrate_routes(inputs, IrregularHistory::last_month);
  return made;
}

const BorderCalibration& border_of_2024(const char* code) {
  return fit_of_2024().calibration.borders[static_cast<std::size_t>(history().border_of(code))];
}

void expect_near(const Estimate& stored, const Estimate& fitted, const std::string& name) {
  EXPECT_NEAR(stored.mean, fitted.mean, 1e-4) << name;
  EXPECT_NEAR(stored.spread, fitted.spread, 1e-4) << name;
}

TEST(RouteCalibration, of_the_inputs_is_what_the_fit_gives) {
  const RouteCalibration stored = load_route_calibration(inputs, history());
  const RouteCalibration& fitted = fit_of_2024().calibration;
  EXPECT_NEAR(stored.memory, fitted.memory, 1e-5);
  EXPECT_NEAR(stored.tail, fitted.tail, 1e-5);
  EXPECT_NEAR(stored.share_memory, fitted.share_memory, 1e-5);
  expect_near(stored.log_scale, fitted.log_scale, "log_scale");
  expect_near(stored.lead_effect, fitted.lead_effect, "lead_effect");
  expect_near(stored.displaced_effect, fitted.displaced_effect, "displaced_effect");
  ASSERT_EQ(stored.borders.size(), fitted.borders.size());
  for (std::size_t b = 0; b < fitted.borders.size(); ++b) {
    const std::string& code = history().borders[b].code;
    EXPECT_NEAR(stored.borders[b].persistent_scale, fitted.borders[b].persistent_scale, 1e-4);
    EXPECT_NEAR(stored.borders[b].transient_scale, fitted.borders[b].transient_scale, 1e-4);
    expect_near(stored.borders[b].log_death_risk, fitted.borders[b].log_death_risk, code);
    expect_near(stored.borders[b].log_detection_share, fitted.borders[b].log_detection_share, code);
    for (std::size_t month = 0; month < 12; ++month) {
      EXPECT_NEAR(stored.borders[b].season[month], fitted.borders[b].season[month], 1e-4) << code;
    }
  }
  ASSERT_EQ(stored.corridors.size(), fitted.corridors.size());
  for (std::size_t k = 0; k < fitted.corridors.size(); ++k) {
    EXPECT_NEAR(stored.corridors[k].long_run_log_share, fitted.corridors[k].long_run_log_share,
                1e-4);
    EXPECT_NEAR(stored.corridors[k].share_scale, fitted.corridors[k].share_scale, 1e-4);
  }
}

TEST(RouteFit, cannot_see_what_comes_after_its_month) {
  const int origin = month_number(2018, 12);
  IrregularHistory altered = history();
  const RouteFit seen = fit_routes(altered, origin);
  for (int month = origin + 1; month <= IrregularHistory::last_month; ++month) {
    for (int k = 0; k < altered.corridor_count(); ++k) {
      altered.detections[altered.at(month, k)] = 12'345.0;
    }
    for (int border = 0; border < altered.border_count(); ++border) {
      altered.totals[altered.border_at(month, border)] = 123'456.0;
      altered.deaths[altered.border_at(month, border)] = 99.0;
    }
  }
  for (BorderAttempts& count : altered.attempts) {
    if (count.last_month > origin) count.attempts = 1.0;
  }
  const RouteFit unseen = fit_routes(altered, origin);
  EXPECT_EQ(seen.band_multiplier, unseen.band_multiplier);
  EXPECT_EQ(seen.calibration.tail, unseen.calibration.tail);
  EXPECT_EQ(seen.calibration.lead_effect.mean, unseen.calibration.lead_effect.mean);
  EXPECT_EQ(seen.state.level, unseen.state.level);
  EXPECT_EQ(seen.state.anomaly, unseen.state.anomaly);
  EXPECT_EQ(seen.state.log_share, unseen.state.log_share);
  for (std::size_t b = 0; b < history().borders.size(); ++b) {
    const BorderCalibration& one = seen.calibration.borders[b];
    const BorderCalibration& other = unseen.calibration.borders[b];
    EXPECT_EQ(one.season, other.season);
    EXPECT_EQ(one.persistent_scale, other.persistent_scale);
    EXPECT_EQ(one.log_death_risk.mean, other.log_death_risk.mean);
    EXPECT_EQ(one.log_detection_share.mean, other.log_detection_share.mean);
  }
}

TEST(RouteState, adds_up_to_the_month_it_was_taken_from) {
  const RouteCalibration& calibration = fit_of_2024().calibration;
  const int month = month_number(2020, 12);
  const RouteState state = route_state(history(), calibration, month);
  for (std::size_t b = 0; b < history().borders.size(); ++b) {
    const double log = state.level[b] + state.anomaly[b] + calibration.borders[b].season[11];
    const double detections = history().totals[history().border_at(month, static_cast<int>(b))];
    EXPECT_NEAR(std::exp(log) - route_offset, detections, 1e-6 * (detections + route_offset))
        << history().borders[b].code;
  }
}

// Four Ukrainians a month came before martial law began, and 300 to 600 in most months since.
TEST(RouteState, judges_the_level_of_a_regime_by_its_own_months_half_a_year_after_it_began) {
  const int border = history().border_of("eastern-ukrainians");
  ASSERT_EQ(history().borders[static_cast<std::size_t>(border)].level_from, month_number(2022, 3));
  IrregularHistory unaware = history();
  for (Border& one : unaware.borders) one.level_from = 0;
  const auto level_at = [border](const IrregularHistory& of, int month) {
    const RouteState state = route_state(of, fit_of_2024().calibration, month);
    return std::exp(state.level[static_cast<std::size_t>(border)]) - route_offset;
  };
  const int last_without = month_number(2022, 8);
  EXPECT_EQ(level_at(history(), last_without), level_at(unaware, last_without));
  EXPECT_LT(level_at(history(), last_without), 20.0);
  EXPECT_GT(level_at(history(), last_without + 1), 200.0);
  const int december = month_number(2023, 12);
  EXPECT_GT(level_at(history(), december), 250.0);
  EXPECT_LT(level_at(history(), december), 500.0);
  EXPECT_LT(level_at(unaware, december), 50.0);
  // But for the Channel no other border has one.
  const RouteState aware = route_state(history(), fit_of_2024().calibration, december);
  const RouteState other = route_state(unaware, fit_of_2024().calibration, december);
  for (std::size_t b = 0; b < aware.level.size(); ++b) {
    if (static_cast<int>(b) == border) continue;
    const bool has_one = history().borders[b].code == "channel";
    EXPECT_EQ(aware.level[b] > other.level[b], has_one) << history().borders[b].code;
  }
}

// Shares of a border's nationals are those of the half year before.
TEST(RouteState, has_the_nationals_of_belarus_2021_in_its_shares) {
  const RouteState state =
      route_state(history(), fit_of_2024().calibration, month_number(2021, 11));
  const int border = history().border_of("belarus-lithuania");
  double most = -1e9;
  std::string nationality;
  for (std::size_t k = 0; k < history().corridors.size(); ++k) {
    if (history().corridors[k].border != border || state.log_share[k] < most) continue;
    most = state.log_share[k];
    nationality = history().corridors[k].nationality;
  }
  EXPECT_EQ(nationality, "IRQ");
}

TEST(RouteSeason, sends_boats_in_summer) {
  const BorderCalibration& border = border_of_2024("central-mediterranean");
  EXPECT_NEAR(std::accumulate(border.season.begin(), border.season.end(), 0.0), 0.0, 1e-9);
  EXPECT_GT(border.season[6], border.season[0] + 0.5);  // July over January
}

// Figures of the Channel are by quarter, spread evenly: no season within one, and no say in how
// other borders vary from month to month.
TEST(RouteSeason, of_quarters_is_the_same_in_their_months) {
  const BorderCalibration& border = border_of_2024("channel");
  for (std::size_t month = 0; month < 12; ++month) {
    EXPECT_EQ(border.season[month], border.season[month / 3 * 3]) << month;
  }
  EXPECT_GT(border.season[6], border.season[0] + 0.3);  // summer over winter
  IrregularHistory without = history();
  ASSERT_EQ(without.borders.back().code, "channel");
  std::ranges::fill(without.totals, 1000.0);
  for (std::size_t at = 0; at < without.totals.size(); ++at) {
    const bool channel = at % without.borders.size() + 1 == without.borders.size();
    if (!channel) without.totals[at] = history().totals[at];
  }
  const RouteCalibration fitted = fit_routes(without, IrregularHistory::last_month).calibration;
  const RouteCalibration& shipped = fit_of_2024().calibration;
  EXPECT_EQ(fitted.tail, shipped.tail);
  EXPECT_EQ(fitted.log_scale.spread, shipped.log_scale.spread);
  for (std::size_t b = 0; b + 1 < shipped.borders.size(); ++b) {
    EXPECT_EQ(fitted.borders[b].persistent_scale, shipped.borders[b].persistent_scale);
    EXPECT_EQ(fitted.borders[b].transient_scale, shipped.borders[b].transient_scale);
  }
}

// What nobody has counted of 2024 moves nothing: a fit of any month of it is that of December 2023.
TEST(RouteCalibration, of_the_channel_ends_with_its_figures) {
  const auto channel = static_cast<std::size_t>(history().border_of("channel"));
  const RouteFit before = fit_routes(history(), month_number(2023, 12));
  const RouteFit& after = fit_of_2024();
  EXPECT_EQ(after.state.last_month[channel], month_number(2023, 12));
  EXPECT_EQ(after.state.level[channel], before.state.level[channel]);
  EXPECT_EQ(after.state.anomaly[channel], before.state.anomaly[channel]);
  EXPECT_EQ(after.calibration.borders[channel].season, before.calibration.borders[channel].season);
  // December's figure is where its forecast begins.
  EXPECT_NEAR(after.state.level[channel] + after.state.anomaly[channel] +
                  after.calibration.borders[channel].season[11],
              std::log(4'607.0 / 3.0 + route_offset), 1e-9);
}

// International Organization for Migration: about one in fifty on the Central Mediterranean since
// 2019 dies or goes missing, more than on the Eastern Mediterranean.
TEST(RouteDeaths, are_as_many_per_detection_as_the_project_counts) {
  const double central = std::exp(border_of_2024("central-mediterranean").log_death_risk.mean);
  EXPECT_NEAR(central, 0.02, 0.005);
  EXPECT_LT(std::exp(border_of_2024("eastern-mediterranean-sea").log_death_risk.mean), central);
}

TEST(RouteDetectionShare, is_small_where_people_are_turned_away) {
  EXPECT_LT(std::exp(border_of_2024("belarus-poland").log_detection_share.mean), 0.1);
  EXPECT_NEAR(std::exp(border_of_2024("us-south-west").log_detection_share.mean), 0.78, 1e-9);
}

// Errors of one size, far ones in proportion: a band that is wider than all of them narrows after
// every hit until it is too narrow, and the other way about; then it stays within its last steps.
TEST(TrackedScales, come_to_the_size_of_the_errors_from_either_side) {
  constexpr RouteScales start{0.2, 0.3};
  const ByMonthsAhead<double> half = half_bands(start, 3.0);
  for (const double size : {0.75, 1.3}) {
    ByMonthsAhead<std::vector<double>> errors;
    for (std::size_t i = 0; i < errors.size(); ++i) errors[i].assign(400, size * half[i]);
    const double tracked = half_bands(tracked_scales(errors, start, 3.0), 3.0)[0];
    EXPECT_GT(tracked / half[0], size * std::exp(-0.04 - 1e-9)) << size;
    EXPECT_LT(tracked / half[0], size * std::exp(0.16 + 1e-9)) << size;
  }
}

TEST(TrackedScales, stay_within_half_as_much_again_and_a_third_less) {
  constexpr RouteScales start{0.2, 0.3};
  ByMonthsAhead<std::vector<double>> none;
  ByMonthsAhead<std::vector<double>> huge;
  for (std::size_t i = 0; i < none.size(); ++i) {
    none[i].assign(1000, 0.0);
    huge[i].assign(1000, 9.0);
  }
  const double before = half_bands(start, 3.0)[0];
  EXPECT_NEAR(half_bands(tracked_scales(none, start, 3.0), 3.0)[0], before / 1.5, 1e-6);
  EXPECT_NEAR(half_bands(tracked_scales(huge, start, 3.0), 3.0)[0], before * 1.5, 1e-6);
}

TEST(TrackedScales, are_those_given_where_nothing_came_yet) {
  constexpr RouteScales start{0.2, 0.3};
  const RouteScales same = tracked_scales({}, start, 3.0);
  EXPECT_NEAR(same.persistent, start.persistent, 1e-9);
  EXPECT_NEAR(same.transient, start.transient, 1e-9);
}

// Moments of z + t z^3 by numerical integration.
TEST(FleishmanTail, gives_the_kurtosis_asked_for) {
  for (const double kurtosis : {3.0, 4.5, 8.0, 14.0}) {
    const double tail = fleishman_tail(kurtosis);
    double second = 0.0;
    double fourth = 0.0;
    for (double z = -12.0; z <= 12.0; z += 1e-3) {
      const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi) * 1e-3;
      const double shock = z * (1.0 + tail * z * z);
      second += density * shock * shock;
      fourth += density * shock * shock * shock * shock;
    }
    EXPECT_NEAR(fourth / (second * second), kurtosis, 1e-3);
  }
}

TEST(RouteTables, tell_all_their_problems_at_once) {
  const std::string folder =
      (std::filesystem::temp_directory_path() / "peregrine-route-tables").string();
  save_route_calibration(folder + "/calibration", fit_of_2024().calibration, history());
  const auto change = [&](const std::string& name, const std::string& from, const std::string& to) {
    const std::string path = folder + "/calibration/" + name;
    std::string text = test::slurp(path);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    std::ofstream(path, std::ios::binary) << text.replace(at, from.size(), to);
  };
  change("routes.csv", "memory,0.95", "memory,1.95");
  change("routes.csv", "lead_effect", "lead");
  change("routes_borders.csv", "black-sea", "red-sea");
  change("routes_corridors.csv", "central-mediterranean,AFG,", "central-mediterranean,AFG,x");
  try {
    load_route_calibration(folder, history());
    ADD_FAILURE() << "was accepted";
  } catch (const InputError& error) {
    const std::string text = error.what();
    using testing::HasSubstr;
    EXPECT_EQ(error.problems().size(), 4U);
    EXPECT_THAT(text, HasSubstr("routes.csv:2: memory = 1.95 is not within 0 and 1"));
    EXPECT_THAT(text, HasSubstr("lead_effect is missing"));
    EXPECT_THAT(text, HasSubstr("border = red-sea stands where black-sea belongs"));
    EXPECT_THAT(text, HasSubstr("routes_corridors.csv:2: long_run_log_share"));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace peregrine
