// A month's crossings on the synthetic borders: who is stopped is somewhere.
#include "kernels/routes/crossings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "host/device/tile_memory.h"
#include "kernels/routes/months.h"
#include "kernels/tile_arrays.h"
#include "tests/model/synthetic_routes.h"

namespace peregrine::test {
namespace {

constexpr int width = 16;
// The synthetic neighbours that stand for Finland's and Norway's borders with Russia.
constexpr int finland = 3;
constexpr int norway = 4;

// Draws of the synthetic routes, month by month.
class Crossings : public testing::Test {
 protected:
  Crossings() {
    RouteParameter fixed[] = {near_diversion,
                              far_diversion,
                              interception_national,
                              interception_frontex,
                              interception_nato_non_military,
                              interception_nato_military};
    const float shares[] = {0.6f, 0.05f, 0.25f, 0.25f, 0.25f, 0.25f};
    for (int k = 0; k < 6; ++k) {
      const auto at = static_cast<std::size_t>(fixed[k]);
      synthetic_.routes.edit(synthetic_.routes.view.mean)[at] = shares[k];
      synthetic_.routes.edit(synthetic_.routes.view.spread)[at] = 0.0f;
    }
    world_.countries = countries;
    world_.years = 4;
    synthetic_.add_to(world_);
    memory_ = std::make_unique<TileMemory>(world_, 1, width, Planes::of_all_years(world_));
    const TileState& state = memory_->state();
    std::fill_n(state.origin_pull, std::int64_t{countries} * width, 0.0f);
    begin_routes<width>(world_.routes, false, tile_, state.routes);
  }
  float* row(float* array, int unit) const { return lanes_of(array, tile_)[unit]; }
  const RoutesState& state() const { return memory_->state().routes; }
  float at_border(const float* array, int month, int border, int lane) const {
    return array[(static_cast<std::int64_t>(month) * route_borders + border) * width + lane];
  }

  SyntheticRoutes synthetic_;
  WorldView world_ = {};
  Tile tile_{281, 0, 0, width};
  std::unique_ptr<TileMemory> memory_;
};

// Detections are what the process of the border says, however wrong the detected share of attempts
// is taken to be.
TEST_F(Crossings, ordinary_detections_do_not_hang_on_the_share_that_is_detected) {
  for (const float error : {-0.8f, 0.0f, 0.25f, 0.8f}) {
    const float interception = world_.routes.borders.interception[0];
    const float through = usual_through(world_.routes.borders, 0, error);
    EXPECT_LE(through, 1.0f);
    EXPECT_NEAR(through, std::min(1.0f, (1.0f - interception) * std::exp(error)), 1e-4f);
    const float detections = 1000.0f;
    const float attempts = detections / detected_share(world_.routes.borders, 0, error);
    EXPECT_NEAR(attempts * through * world_.routes.borders.detection[0], detections, 0.01f);
  }
}

// On the day after Finland closed a post the next one had 67 crossings in place of 5 (2023).
TEST_F(Crossings, stopped_at_finland_s_border_are_at_norway_s_a_month_later) {
  for (int border = 0; border < route_borders; ++border) {
    fill_lanes<width>(row(state().stopped_more, border), 0.0f);
    fill_lanes<width>(row(state().kept, border), 0.0f);
  }
  fill_lanes<width>(row(state().stopped_more, finland), 1000.0f);
  divert<width>(world_.routes.borders, tile_, 8, state(), memory_->output().routes.diverted);
  for (int lane = 0; lane < width; ++lane) {
    EXPECT_FLOAT_EQ(row(state().diverted, norway)[lane], 600.0f);
    // The other routes.
    EXPECT_FLOAT_EQ(row(state().diverted, 0)[lane], 0.75f * 0.05f * 400.0f);
    EXPECT_FLOAT_EQ(row(state().diverted, 1)[lane], 0.25f * 0.05f * 400.0f);
    EXPECT_FLOAT_EQ(at_border(memory_->output().routes.diverted, 8, finland, lane), 620.0f);
  }
  BorderLanes<width> month;
  month.border = norway;
  fill_lanes<width>(month.ordinary, 7.0f);
  const int front = world_.routes.borders.front[norway];
  fill_lanes<width>(row(state().attempts_by_campaign, front), 0.0f);
  count_attempts<width>(world_.routes.borders, tile_, state(), month);
  for (int lane = 0; lane < width; ++lane) EXPECT_FLOAT_EQ(month.attempts[lane], 607.0f);
}

// Who tries again and gets in again is one person: at a border where three in ten entries repeat
// one before, seven in ten join, of whom stay_share stay.
TEST_F(Crossings, join_the_stock_as_persons) {
  constexpr int repeated = 1;
  for (int month = 12; month < 24; ++month) {
    synthetic_.routes.edit(synthetic_.routes.view.borders.joining)[static_cast<std::size_t>(
        month * route_borders + repeated)] = 0.7f;
  }
  for (int year = 0; year < 2; ++year) {
    const TileOutput now = output_of_year(world_, memory_->output(), year, width);
    advance_route_year<width>(world_, tile_, year, memory_->state(), now);
  }
  const int* const first = world_.routes.borders.first_corridor;
  for (int border = 0; border < route_borders; ++border) {
    if (world_.routes.borders.first_entry[border] == 0.0f) continue;
    for (int lane = 0; lane < width; ++lane) {
      float joins = 0.0f;
      for (int k = first[border]; k < first[border + 1]; ++k)
        joins += row(state().entering, k)[lane];
      float entries = 0.0f;
      for (int month = 12; month < 24; ++month) {
        entries += at_border(memory_->output().routes.entries, month, border, lane);
      }
      const float persons = (border == repeated ? 0.7f : 1.0f) * entries;
      EXPECT_NEAR(joins, row(state().parameters, stay_share)[lane] * persons, 1e-4f * entries);
    }
  }
}

TEST_F(Crossings, lose_nobody_and_divert_only_whom_they_stopped_or_kept) {
  const RoutesOutput& out = memory_->output().routes;
  double most_diverted = 0.0;
  float came[route_borders][width] = {};
  for (int year = 0; year <= world_.years; ++year) {
    const TileOutput now = output_of_year(world_, memory_->output(), year, width);
    clear_route_year<width>(world_.routes.corridors, tile_, state(), now.routes);
    weigh_desire<width>(world_, tile_, year, memory_->state(), now.displaced_from);
    weigh_tension<width>(world_.routes.fronts, tile_, year, state().tension);
    for (int month = 12 * year; month < 12 * year + 12; ++month) {
      advance_route_month<width>(world_, tile_, month, memory_->state(), now.routes);
      for (int lane = 0; lane < width; ++lane) {
        double sent = 0.0;
        double expected = 0.0;
        for (int border = 0; border < route_borders; ++border) {
          const float attempts = at_border(out.attempts, month, border, lane);
          const float entries = at_border(out.entries, month, border, lane);
          const float deaths = at_border(out.deaths, month, border, lane);
          const float diverted = at_border(out.diverted, month, border, lane);
          const float stopped = row(state().stopped, border)[lane];
          const float stopped_more = row(state().stopped_more, border)[lane];
          const float kept = row(state().kept, border)[lane];
          ASSERT_GE(entries, 0.0f);
          ASSERT_GE(deaths, 0.0f);
          ASSERT_NEAR(entries + deaths + stopped, attempts, 1e-6f * attempts + 1e-3f);
          ASSERT_GE(stopped_more, -1e-6f * attempts);
          ASSERT_LE(stopped_more, stopped + 1e-6f * attempts);
          ASSERT_LE(diverted, 1.00001f * (stopped_more + kept) + 0.01f);
          // Those who came from elsewhere are among the attempts.
          ASSERT_GE(attempts, 0.99999f * came[border][lane]);
          came[border][lane] = row(state().diverted, border)[lane];
          sent += static_cast<double>(diverted);
          expected += static_cast<double>(came[border][lane]);
        }
        // Whoever leaves a border for another is expected there.
        ASSERT_NEAR(expected, sent, 1e-6 * sent + 1e-3);
        most_diverted = std::max(most_diverted, sent);
      }
    }
  }
  EXPECT_GT(most_diverted, 0.0);
}

}  // namespace
}  // namespace peregrine::test
