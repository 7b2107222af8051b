// What a run makes of the months of irregular corridors: rows of draws, histograms and means, from
// a made-up simulator's output whose every number is known.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/outcome/output_rows.h"
#include "host/outcome/output_statistics.h"
#include "host/output/outputs.h"
#include "host/store/batches.h"
#include "host/store/content_hash.h"
#include "host/store/ensemble_reader.h"
#include "host/support/parallel.h"
#include "tests/store/sample_ensemble.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

using sample::TemporaryFolder;

constexpr std::int64_t draws = 37;  // batches of two and three
constexpr int years = 6;
constexpr int months = 12 * years;
constexpr int routes = 2;
constexpr int borders = 3;
constexpr int fronts = 2;
constexpr int padded_corridors = 8;  // of four
const int first_corridor[] = {0, 2, 3, 4};

// The world of sample::header().
WorldView sample_world() {
  WorldView world = {};
  world.years = years - 1;
  world.routes.present = 1;
  world.routes.routes = routes;
  world.routes.borders.count = borders;
  world.routes.borders.first_corridor = first_corridor;
  world.routes.fronts.count = fronts;
  world.routes.corridors.count = padded_corridors;
  return world;
}

// Numbers that jump about, some of them zero; they depend on the draw and not on the tile.
double persons(std::int64_t draw, std::int64_t row, int what) {
  const std::int64_t mixed = (draw * 7919 + row * 104'729 + what * 1'299'709) % 1009;
  return mixed < 100 ? 0.0 : static_cast<double>(mixed) * 0.25;
}
double probability(std::int64_t draw, std::int64_t row, int what) {
  return std::fmod(persons(draw, row, what), 16.0) / 16.0;
}
double is_active(std::int64_t draw, std::int64_t row) {
  return persons(draw, row, 7) > 150.0 ? 1.0 : 0.0;
}
double level(std::int64_t draw, std::int64_t row) {
  return std::fmod(std::floor(persons(draw, row, 6)), 5.0);
}

// As a simulator leaves them: [tile][row][lane].
struct Simulated {
  int width;
  std::vector<std::vector<float>> floats;
  std::vector<std::vector<double>> doubles;
  TileOutput whole = {};
  RoutesOutput& output = whole.routes;

  template <typename Value, typename Of>
  Value* fill(std::vector<std::vector<Value>>& arrays, std::int64_t rows, const Of& of) {
    const std::int64_t tiles = (draws + width - 1) / width;
    std::vector<Value> array(static_cast<std::size_t>(tiles * rows * width));
    for (std::int64_t tile = 0; tile < tiles; ++tile) {
      for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t lane = 0; lane < width; ++lane) {
          array[static_cast<std::size_t>((tile * rows + row) * width + lane)] =
              static_cast<Value>(of(tile * width + lane, row));
        }
      }
    }
    arrays.push_back(std::move(array));
    return arrays.back().data();
  }

  explicit Simulated(int tile_width) : width(tile_width) {
    whole.planes = whole.stock_planes = years;
    floats.reserve(10);
    doubles.reserve(4);
    const auto counted = [this](std::int64_t rows, int what) {
      return fill(floats, rows, [what](auto draw, auto row) { return persons(draw, row, what); });
    };
    output.detections = counted(months * routes, 0);
    output.attempts = counted(months * borders, 1);
    output.entries = counted(months * borders, 2);
    output.deaths = counted(months * borders, 3);
    output.diverted = counted(months * borders, 4);
    output.by_corridor = counted(years * padded_corridors, 5);
    output.level = fill(floats, months * borders, level);
    output.active = fill(floats, months * fronts, is_active);
    output.campaign = fill(floats, months * fronts,
                           [](auto draw, auto row) { return probability(draw, row, 8); });
    output.actor = fill(floats, months * fronts,
                        [](auto draw, auto row) { return probability(draw, row, 9); });
    double** const yearly[] = {&output.entries_year, &output.flow_year, &output.joined_year,
                               &output.cost_year};
    for (int what = 0; what < 4; ++what) {
      *yearly[what] = fill(doubles, years,
                           [what](auto draw, auto row) { return persons(draw, row, 10 + what); });
    }
  }
};

EnsembleHeader sample_header() {
  EnsembleHeader header = sample::header(20, years);
  header.draws = draws;
  return header;
}

// Writes a file whose irregular variables are the simulated ones; draws go in two calls. Returns
// the content hash.
std::string write_simulated(const std::string& path, int width, int threads) {
  const OutputExtents extents(sample_world(), 0);
  const EnsembleHeader header = sample_header();
  const Simulated simulated(width);
  EnsembleWriter writer(path, header);
  sample::write_results(writer, extents_of(header));
  std::vector<OutputStatistics> all = statistics_of(irregular_outputs(), extents, draws);
  const auto year_of = [&](int step, std::int64_t count) {
    return YearLanes{simulated.whole, width, 0, count, step};
  };
  parallel_ranges(years, threads, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t step = begin; step < end; ++step) {
      for (OutputStatistics& statistics : all)
        statistics.add(year_of(static_cast<int>(step), draws));
    }
  });
  for (OutputStatistics& statistics : all) {
    statistics.write_batches(writer);
    statistics.write(writer, draws, threads);
  }
  OutputRows rows(irregular_outputs(), extents);
  for (int step = 0; step < years; ++step) rows.add(year_of(step, header.kept));
  ByteWriter bytes;
  rows.store_and_clear(bytes);
  ByteReader reader(bytes.bytes());
  const auto count = static_cast<std::int64_t>(reader.count());
  const auto read = [&](std::size_t, std::uint64_t offset, std::span<std::byte> out) {
    std::ranges::copy(reader.rest().subspan(offset, out.size()), out.begin());
  };
  rows.write({0, {count}, read}, writer);
  return writer.finish();
}

class RouteOutput : public testing::Test {
 protected:
  RouteOutput() : hash_(write_simulated(path_, 8, 1)), reader_(path_) {}

  double at(std::string_view name, std::vector<std::int64_t> place) const {
    const std::vector<std::int64_t> one(place.size(), 1);
    return reader_.read(name, {std::move(place), one}).front();
  }
  // The mean over draws of a number.
  template <typename Of>
  static double mean(const Of& of) {
    double sum = 0;
    for (std::int64_t draw = 0; draw < draws; ++draw) sum += of(draw);
    return sum / static_cast<double>(draws);
  }

  const TemporaryFolder folder_;
  const std::string path_ = folder_.file("e.h5");
  std::string hash_;
  EnsembleReader reader_;
};

TEST_F(RouteOutput, has_the_same_bits_for_any_tile_width_and_number_of_threads) {
  EXPECT_TRUE(verify_file(path_).passed());
  for (const int width : {1, 16, 64}) {
    EXPECT_EQ(write_simulated(folder_.file("other.h5"), width, width == 1 ? 3 : 2), hash_) << width;
  }
}

TEST_F(RouteOutput, has_the_months_of_every_draw_kept) {
  EXPECT_EQ(at("irregular_detections", {19, 71, 1}), persons(19, 71 * routes + 1, 0));
  EXPECT_EQ(at("irregular_attempts", {3, 5, 2}), persons(3, 5 * borders + 2, 1));
  EXPECT_EQ(at("irregular_entries", {3, 5, 2}), persons(3, 5 * borders + 2, 2));
  EXPECT_EQ(at("irregular_deaths", {11, 0, 0}), persons(11, 0, 3));
  EXPECT_EQ(at("irregular_diverted", {11, 1, 0}), persons(11, borders, 4));
  EXPECT_EQ(at("response_level", {7, 70, 1}), level(7, 70 * borders + 1));
  EXPECT_EQ(at("campaign_active", {8, 33, 1}), is_active(8, 33 * fronts + 1));
  EXPECT_EQ(at("campaign_probability", {8, 33, 1}), probability(8, 33 * fronts + 1, 8));
  EXPECT_EQ(at("campaign_actor_probability", {9, 33, 0}), probability(9, 33 * fronts, 9));
  EXPECT_EQ(at("irregular_entries_year", {9, 0}), persons(9, 0, 10));
  EXPECT_EQ(at("irregular_flow", {9, 5}), persons(9, 5, 11));
  EXPECT_EQ(at("response_cost", {9, 2}), persons(9, 2, 13));
  EXPECT_TRUE(std::isnan(at("irregular_joined", {9, 0})));
  EXPECT_EQ(at("irregular_joined", {9, 1}), persons(9, 1, 12));
}

TEST_F(RouteOutput, has_means_and_medians_over_all_draws) {
  const std::int64_t row = 40 * borders + 1;
  EXPECT_NEAR(at("irregular_attempts_mean", {40, 1}),
              mean([&](auto draw) { return persons(draw, row, 1); }), 1e-4);
  EXPECT_NEAR(at("irregular_entries_mean", {40, 1}),
              mean([&](auto draw) { return persons(draw, row, 2); }), 1e-4);
  EXPECT_NEAR(at("response_level_mean", {40, 1}), mean([&](auto draw) { return level(draw, row); }),
              1e-6);
  std::vector<double> attempts;
  for (std::int64_t draw = 0; draw < draws; ++draw) attempts.push_back(persons(draw, row, 1));
  std::ranges::sort(attempts);
  // Bins are of a person, and of one per cent from a hundred on.
  EXPECT_NEAR(at("irregular_attempts_quantile", {5, 40, 1}), attempts[18], 2.5);
  EXPECT_NEAR(at("irregular_corridor_mean", {2, 3}),
              mean([](auto draw) { return persons(draw, 2 * padded_corridors + 3, 5); }), 1e-4);
  EXPECT_TRUE(std::isnan(at("irregular_flow_quantile", {5, 0})));
  EXPECT_TRUE(std::isnan(at("irregular_flow_mean", {0})));
  EXPECT_NEAR(at("irregular_flow_mean", {4}), mean([](auto draw) { return persons(draw, 4, 11); }),
              1e-9);
}

TEST_F(RouteOutput, sums_a_routes_year_before_it_takes_quantiles) {
  std::vector<double> totals;
  for (std::int64_t draw = 0; draw < draws; ++draw) {
    double total = 0;
    for (int month = 24; month < 36; ++month) total += persons(draw, month * routes + 1, 0);
    totals.push_back(total);
  }
  std::ranges::sort(totals);
  EXPECT_NEAR(at("irregular_detections_year_quantile", {5, 2, 1}), totals[18], 0.002 * totals[18]);
}

TEST_F(RouteOutput, tells_observers_of_a_campaign_from_those_without) {
  const std::int64_t row = 50 * fronts;
  EXPECT_NEAR(at("campaign_active_mean", {50, 0}),
              mean([&](auto draw) { return is_active(draw, row); }), 1e-6);
  EXPECT_NEAR(at("campaign_probability_active_mean", {50, 0}),
              mean([&](auto draw) { return is_active(draw, row) * probability(draw, row, 8); }),
              1e-6);
  EXPECT_NEAR(at("campaign_actor_probability_active_mean", {50, 0}),
              mean([&](auto draw) { return is_active(draw, row) * probability(draw, row, 9); }),
              1e-6);
  const auto onsets = [](std::int64_t draw, int year) {
    double count = 0;
    for (int month = 12 * year; month < 12 * year + 12; ++month) {
      const bool before = month > 0 && is_active(draw, (month - 1) * fronts + 1) > 0;
      count += is_active(draw, month * fronts + 1) > 0 && !before ? 1 : 0;
    }
    return count;
  };
  for (const int year : {0, 3}) {
    EXPECT_NEAR(at("campaign_onset_mean", {year, 1}),
                mean([&](auto draw) { return onsets(draw, year); }), 1e-6);
  }
  EXPECT_GT(at("campaign_year_probability", {3, 1}), 0.9);
}

TEST_F(RouteOutput, has_years_by_batch_of_draws_for_comparisons) {
  // Of 37 draws, the second batch holds 1, 17 and 33.
  const auto year_of = [](std::int64_t draw, int what) {
    double total = 0;
    for (int month = 12; month < 24; ++month) total += persons(draw, month * borders + 2, what);
    return total;
  };
  const auto batch_mean = [](const auto& of) { return (of(1) + of(17) + of(33)) / 3.0; };
  EXPECT_EQ(at("irregular_attempts_batch_mean", {1, 1, 2}),
            batch_mean([&](auto draw) { return year_of(draw, 1); }));
  EXPECT_EQ(at("irregular_deaths_batch_mean", {1, 1, 2}),
            batch_mean([&](auto draw) { return year_of(draw, 3); }));
  // Border 0 has the first two corridors.
  const auto detections = [](auto draw) { return persons(draw, 8, 5) + persons(draw, 9, 5); };
  EXPECT_EQ(at("border_detections_batch_mean", {1, 1, 0}), batch_mean(detections));
  const auto campaign_months = [](auto draw) {
    double total = 0;
    for (int month = 12; month < 24; ++month) total += is_active(draw, month * fronts);
    return total;
  };
  EXPECT_EQ(at("campaign_months_batch_mean", {1, 1, 0}), batch_mean(campaign_months));
}

TEST(RouteRowsOfNothing, are_none) {
  const OutputExtents extents(WorldView{}, 0);
  OutputRows rows(irregular_outputs(), extents);
  rows.add({{}, 8, 0, 5, 0});
  EXPECT_EQ(rows.row_bytes(), 0);
  EXPECT_TRUE(statistics_of(irregular_outputs(), extents, 5).empty());
  ByteWriter bytes;
  rows.store_and_clear(bytes);
  EXPECT_EQ(bytes.bytes().size(), 1U);
}

}  // namespace
}  // namespace peregrine
