// Where a draw starts: the table of mid-2020, exactly or with the error of its figures.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "host/store/ensemble_reader.h"
#include "tests/cli/command_line.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

// UN DESA, International Migrant Stock, 2020 revision, both sexes.
constexpr double world_total_2020 = 280'598'105;

constexpr StockSwitches no_measurement_error = {0.0f, 1.0f, 1.0f, 1};

TEST(Baseline, is_the_table_to_the_person_in_every_draw_without_measurement_error) {
  const Draws draws(forecast_world(2021), no_measurement_error);
  for (int draw = 0; draw < Draws::count; ++draw) {
    EXPECT_EQ(draws.world_stock(draw, 0), world_total_2020) << "draw " << draw;
    for (int corridor = 0; corridor < baseline().corridors.size(); ++corridor) {
      ASSERT_EQ(draws.stock(draw, 0, corridor),
                static_cast<float>(baseline().corridors.stock[static_cast<std::size_t>(corridor)]));
    }
  }
}

struct Published {
  const char* origin;
  const char* destination;
  float persons;
};

TEST(Baseline, has_the_published_figures_of_large_corridors) {
  const Draws draws(forecast_world(2021), no_measurement_error);
  const Published published[] = {{"MEX", "USA", 10'853'105}, {"SYR", "TUR", 3'792'505},
                                 {"IND", "ARE", 3'471'300},  {"IND", "USA", 2'723'764},
                                 {"IND", "SAU", 2'502'337},  {"POL", "DEU", 2'141'722}};
  const Countries& countries = baseline().countries;
  for (const Published& one : published) {
    const int corridor = baseline().corridors.index_of(countries.index_of(one.origin),
                                                       countries.index_of(one.destination));
    ASSERT_GE(corridor, 0) << one.origin << " to " << one.destination;
    for (int draw = 0; draw < Draws::count; ++draw) {
      EXPECT_EQ(draws.stock(draw, 0, corridor), one.persons) << one.origin << one.destination;
    }
  }
}

TEST(Baseline, is_written_to_the_file_as_the_table_has_it) {
  const TemporaryFolder folder;
  const Outcome outcome = run_command(
      {"run", PEREGRINE_SOURCE_DIR "/inputs/scenarios/reference.toml", "--draws", "50", "--to",
       "2021", "--keep", "-1", "--set", "baseline.measurement_error=false", "-o", "out.h5", "-q"},
      folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const EnsembleReader reader(folder.file("out.h5"));
  for (const double total : reader.read("global_migrant_stock", {{0, 0}, {50, 1}})) {
    EXPECT_EQ(total, world_total_2020);
  }
  EXPECT_EQ(reader.read("global_migrant_stock_mean")[0], world_total_2020);
  const std::int64_t corridor = reader.corridor_index("MEX", "USA");
  EXPECT_EQ(reader.read("corridor_stock_mean", {{0, corridor}, {1, 1}})[0], 10'853'105);
}

// Errors have mean one, so that the expected total is the table's.
TEST(Baseline, keeps_the_expected_total_under_measurement_error) {
  constexpr int draws = 3000;
  const TemporaryFolder folder;
  const Outcome outcome =
      run_command({"run", PEREGRINE_SOURCE_DIR "/inputs/scenarios/reference.toml", "--draws",
                   std::to_string(draws), "--to", "2021", "--keep", "-1", "-o", "out.h5", "-q"},
                  folder);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const std::vector<double> totals =
      EnsembleReader(folder.file("out.h5")).read("global_migrant_stock", {{0, 0}, {draws, 1}});
  const double mean = std::accumulate(totals.begin(), totals.end(), 0.0) / draws;
  double squares = 0.0;
  for (const double total : totals) squares += (total - mean) * (total - mean);
  const double standard_error = std::sqrt(squares / (draws - 1) / draws);
  EXPECT_GT(standard_error, 0.0);
  EXPECT_NEAR(mean, world_total_2020, 4.0 * standard_error);
  EXPECT_NEAR(mean, world_total_2020, 0.02 * world_total_2020);
}

}  // namespace
}  // namespace peregrine::test
