// Draws are led to a table that was published later: how far, on what way, and in whose name.
#include "host/calibrate/assimilation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "host/model/assimilation/fit/gains.h"
#include "tests/cli/command_line.h"
#include "tests/model/forecast_world.h"

namespace peregrine::test {
namespace {

constexpr int table_year = CorridorGain::steps;  // years after the first

const ForecastInputs& inputs() {
  static const ForecastInputs loaded = load_forecast_inputs(inputs_dir);
  return loaded;
}

World world_with(Sampling stock, int to_year = 2026) {
  RunSettings settings;
  settings.to_year = to_year;
  settings.assimilation.stock = stock;
  return make_forecast_world(inputs(), settings);
}

const Draws& led() {
  static const Draws draws(world_with(Sampling::on));
  return draws;
}
const Draws& free() {
  static const Draws draws(world_with(Sampling::off));
  return draws;
}

int corridor(const char* origin, const char* destination) {
  const BaselineInputs& base = inputs().baseline;
  const int from = base.countries.index_of(origin);
  const int to = base.countries.index_of(destination);
  for (int c = 0; c < base.corridors.size(); ++c) {
    const auto at = static_cast<std::size_t>(c);
    if (base.corridors.origin[at] == from && base.corridors.destination[at] == to) return c;
  }
  ADD_FAILURE() << origin << " to " << destination << " is no corridor";
  return 0;
}

double median_world(const Draws& draws, int year) {
  std::vector<double> world;
  for (int draw = 0; draw < Draws::count; ++draw) world.push_back(draws.world_stock(draw, year));
  std::nth_element(world.begin(), world.begin() + Draws::count / 2, world.end());
  return world[Draws::count / 2];
}

TEST(Assimilation, brings_the_world_of_2024_near_its_table) {
  constexpr double published = 304'021'813;
  EXPECT_NEAR(median_world(led(), table_year), published, 4e6);
  EXPECT_GT(median_world(free(), table_year) - published, 4e6);
}

TEST(Assimilation, leaves_the_first_year_as_it_is) {
  for (int draw = 0; draw < Draws::count; ++draw) {
    EXPECT_EQ(led().world_stock(draw, 0), free().world_stock(draw, 0));
  }
}

TEST(Assimilation, is_a_term_of_its_own_that_every_country_has_its_share_of) {
  for (int draw = 0; draw < Draws::count; ++draw) {
    for (int year = 1; year <= led().world().view.years; ++year) {
      const double revised = led().flow(draw, year, revision_flow);
      double by_country = 0.0;
      for (int country = 0; country < led().world().view.countries; ++country) {
        by_country += led().stock_revision(draw, year, country);
      }
      EXPECT_NEAR(by_country, revised, 1e-6 * std::abs(revised) + 1e-6);
      if (year > table_year) {
        EXPECT_EQ(revised, 0.0);
      }
      EXPECT_EQ(free().flow(draw, year, revision_flow), 0.0);
    }
  }
}

TEST(Assimilation, goes_to_the_table_in_steps_of_the_same_order) {
  std::vector<double> steps;
  for (int year = 1; year <= table_year; ++year) {
    double sum = 0.0;
    for (int draw = 0; draw < Draws::count; ++draw) sum += led().flow(draw, year, revision_flow);
    steps.push_back(sum / Draws::count);
  }
  const auto [least, most] = std::minmax_element(steps.begin(), steps.end());
  EXPECT_LT(*most - *least, 3.0e6) << ::testing::PrintToString(steps);
}

// In the year of the table a log stock is x + K (y + e - x): without errors, draws that are far
// apart come nearer to each other by the gain, and to the figure.
TEST(Assimilation, takes_the_gain_away_from_what_divides_a_draw_and_the_figure) {
  const int c = corridor("MEX", "USA");
  const auto at = static_cast<std::size_t>(c);
  const double figure = std::log(inputs().figures.persons[at]);
  double before = 0.0;
  double after = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) {
    before += std::abs(std::log(static_cast<double>(free().stock(draw, table_year, c))) - figure);
    after += std::abs(std::log(static_cast<double>(led().stock(draw, table_year, c))) - figure);
  }
  EXPECT_LT(after, 0.85 * before);
  EXPECT_GT(inputs().assimilation.corridors[at].gain, 0.3);
}

TEST(Assimilation, lets_pairs_go_that_the_table_does_not_list) {
  const StockFigures& figures = inputs().figures;
  int tried = 0;
  for (std::size_t c = 0; c < figures.persons.size(); ++c) {
    if (figures.persons[c] != 0.0 || inputs().baseline.corridors.stock[c] < 50'000) continue;
    ++tried;
    const auto listed = static_cast<int>(c);
    for (int draw = 0; draw < Draws::count; draw += 8) {
      EXPECT_LT(led().stock(draw, table_year, listed), 0.3f * free().stock(draw, 0, listed));
      EXPECT_GT(led().stock(draw, 1, listed), 0.5f * led().stock(draw, 0, listed));
    }
  }
  EXPECT_GT(tried, 20);
}

// Led to the table by its figures alone, whatever they say of pressure.
const Draws& led_by_figures() {
  static const Draws draws = [] {
    World world = world_with(Sampling::on);
    std::ranges::fill(world.edit(world.view.figures.pressure_known), 0.0f);
    return Draws(world);
  }();
  return draws;
}

// The laws of the stock know no unit, so a draw goes on from a corrected stock as from any other.
TEST(Assimilation, leaves_growth_after_the_table_as_it_was_where_no_pressure_is_known) {
  const double led_growth =
      median_world(led_by_figures(), 6) / median_world(led_by_figures(), table_year);
  const double free_growth = median_world(free(), 6) / median_world(free(), table_year);
  EXPECT_NEAR(led_growth, free_growth, 0.01);
}

double mean_growth(const Draws& draws, int c) {
  double sum = 0.0;
  for (int draw = 0; draw < Draws::count; ++draw) {
    sum += std::log(static_cast<double>(draws.stock(draw, table_year + 1, c)) /
                    static_cast<double>(draws.stock(draw, table_year, c)));
  }
  return sum / Draws::count;
}

double correlation(const std::vector<double>& one, const std::vector<double>& other) {
  const auto mean = [](const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  };
  double product = 0.0, square_one = 0.0, square_other = 0.0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    const double x = one[i] - mean(one), y = other[i] - mean(other);
    product += x * y;
    square_one += x * x;
    square_other += y * y;
  }
  return product / std::sqrt(square_one * square_other);
}

// In the year after it a corridor grows as it grew between the two tables of the revision.
TEST(Assimilation, lets_corridors_go_on_as_they_grew_between_the_tables) {
  std::vector<double> pressure, led_growth, growth_by_figures;
  const World& world = led().world();
  for (int c = 0; c < inputs().baseline.corridors.size(); ++c) {
    const CorridorGain& gain = inputs().assimilation.corridors[static_cast<std::size_t>(c)];
    const bool displaced = world.view.refugees.pair[c] >= 0;
    if (displaced || std::isnan(gain.pressure) || world.view.stock[c] < 20'000.0f) continue;
    pressure.push_back(gain.pressure);
    led_growth.push_back(mean_growth(led(), c));
    growth_by_figures.push_back(mean_growth(led_by_figures(), c));
  }
  EXPECT_GT(pressure.size(), 100U);
  EXPECT_GT(correlation(pressure, led_growth), 0.8);
  EXPECT_GT(correlation(pressure, led_growth), correlation(pressure, growth_by_figures) + 0.2);
}

// A corridor that stood empty grows on as its table's own figures do (Taiwan to the United States:
// 0.15 % a year), and not from its figure to a multiple of the size at which it would have opened.
TEST(Assimilation, of_corridors_that_stood_empty_ends_at_their_figure) {
  const StockFigures& figures = inputs().figures;
  double growth = 0.0;
  int tried = 0;
  for (std::size_t c = 0; c < figures.persons.size(); ++c) {
    if (!(figures.persons[c] > 20'000.0) || inputs().baseline.corridors.stock[c] > 0.0) continue;
    ++tried;
    growth += mean_growth(led(), static_cast<int>(c));
  }
  ASSERT_GT(tried, 5);
  EXPECT_NEAR(growth / tried, 0.0, 0.05);
  const int taiwan = corridor("TWN", "USA");
  EXPECT_NEAR(mean_growth(led(), taiwan), 0.0, 0.08);
}

// Two tables of one revision share their errors: what lies between the figures is known exactly.
TEST(Assimilation, to_a_table_of_the_same_revision_has_its_errors_cancel_in_growth) {
  World world = world_with(Sampling::on);
  StockFiguresView& figures = world.view.figures;
  figures.same_revision = 1;
  std::ranges::fill(world.edit(figures.precision), 0.0f);
  std::ranges::fill(world.edit(figures.gain), 1.0f);
  std::ranges::copy(world.array(world.view.revision_scale), world.edit(figures.own_error).begin());
  std::ranges::copy(world.array(world.view.revision_destination),
                    world.edit(figures.shared_error).begin());
  const Draws draws(world);
  const int c = corridor("IND", "ARE");
  const double growth = inputs().figures.persons[static_cast<std::size_t>(c)] /
                        static_cast<double>(world.view.stock[c]);
  for (int draw = 0; draw < Draws::count; ++draw) {
    const double grown = static_cast<double>(draws.stock(draw, table_year, c)) /
                         static_cast<double>(draws.stock(draw, 0, c));
    EXPECT_NEAR(grown, growth, 1e-3 * growth);
  }
  EXPECT_NE(draws.stock(0, 0, c), draws.stock(1, 0, c)) << "both years err";
}

TEST(AssimilationCalibration, of_the_inputs_is_what_the_pilot_gives) {
  const TemporaryFolder folder;
  const AssimilationFit fit = calibrate_assimilation(inputs_dir, pilot_draws);
  save_assimilation(folder.path(), fit.gains, inputs().baseline.countries,
                    inputs().baseline.corridors);
  for (const char* table : {"assimilation_corridors.csv", "assimilation_destinations.csv"}) {
    EXPECT_EQ(bytes_of(folder.file(table)), bytes_of(inputs_dir + "/calibration/" + table))
        << "run `peregrine calibrate assimilation`";
  }
}

TEST(Figures, without_a_corridor_count_with_the_unknown_origin) {
  StockHistory table;
  table.destination = {0, 0, 1};
  table.origin = {1, 2, 0};
  const std::vector<int> origin = {1, 3, 2, 0};
  const std::vector<int> destination = {0, 0, 1, 2};
  const StockFigures figures = match_figures(table, {100, 20, 5}, 2024, {origin, destination}, 3);
  EXPECT_EQ(figures.persons[0], 100.0);
  EXPECT_EQ(figures.persons[1], 20.0) << "the unknown origin has what no corridor has";
  EXPECT_EQ(figures.persons[2], 0.0) << "a destination with figures, a pair without";
  EXPECT_TRUE(std::isnan(figures.persons[3])) << "no figures of the destination";
  EXPECT_EQ(figures.without_corridor, 5.0);
}

// P = s 11' + diag(p) and R alike: K as two numbers a destination and two a corridor is
// P (P + R)^-1, here for two corridors by hand.
TEST(Gains, are_matherons_rule_for_a_block) {
  World world = make_world({{1, 2}, {0, 0}, {100.0, 100.0}, {1e6, 1e6, 1e6, 0.0}, {}, {}, 0},
                           {std::vector<double>(stock_parameter_count, 0.0),
                            std::vector<CorridorCalibration>(2),
                            {0.0, 0.0, 0.0, 0.0},
                            {0.0, 0.0, 0.0, 0.0}});
  StockFigures figures;
  figures.persons = {100.0, 100.0};
  const double s = 0.02;
  const double p = 0.06;
  PilotMoments pilot;
  pilot.mean = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.1, 0.2}};
  pilot.variance = {s + p, s + p};
  pilot.pressure_covariance = {0.005, 0.0};
  pilot.shared_variance = {s + p / 2, 0.0, 0.0, 0.0};
  RevisionFit revisions;
  revisions.destination = {0.1, 0.1, 0.1, 0.1};
  revisions.own_by_destination = {0.2, 0.2, 0.2, 0.2};
  revisions.own_by_size.fill(0.2);
  const AssimilationCalibration gains =
      fit_gains(world.view, figures, pilot, revisions, {no_estimate, 1.5}, {0.3, 0.4});
  const double t = 0.01;
  const double r = 0.04;
  // Of the sum and of the difference of both deviations K has eigenvalues of its own.
  const double of_sum = (2 * s + p) / (2 * s + p + 2 * t + r);
  const double of_difference = p / (p + r);
  const CorridorGain& first = gains.corridors[0];
  const DestinationGain& place = gains.destinations[0];
  const double together = 2 * first.precision;  // m for d = (1, 1)
  EXPECT_NEAR(first.gain + (place.shared_gain - first.gain * place.shared_part) * together, of_sum,
              1e-12);
  EXPECT_NEAR(first.gain, of_difference, 1e-12);
  EXPECT_NEAR(first.pressure_slope, 0.0625, 1e-12);
  EXPECT_NEAR(gains.corridors[1].growth_to_come[0], 0.2, 1e-12);
  EXPECT_EQ(gains.corridors[1].pressure, 1.5);
  EXPECT_EQ(gains.corridors[1].shock_scale, 0.4);
  EXPECT_EQ(gains.corridors[1].pressure_slope, 0.0) << "its pressure is known";

  pilot.variance = {1e-6, 1e-6};
  pilot.shared_variance = {0.0, 0.0, 0.0, 0.0};
  EXPECT_NEAR(fit_gains(world.view, figures, pilot, revisions, {no_estimate, 1.5}, {0.3, 0.4})
                  .corridors[0]
                  .gain,
              0.5, 1e-12)
      << "no forecast is surer than a figure";
}

TEST(Assimilation, shakes_a_corridor_as_one_of_the_size_that_its_figure_has) {
  const World on = world_with(Sampling::on);
  const World off = world_with(Sampling::off);
  const auto opened = static_cast<std::size_t>(corridor("TWN", "USA"));
  const auto large = static_cast<std::size_t>(corridor("MEX", "USA"));
  const double persons = inputs().figures.persons[opened];
  ASSERT_GT(persons, 100'000);
  EXPECT_EQ(off.view.stock[opened], 0.0f);
  EXPECT_NEAR(on.view.size[opened], std::log10(persons / 1e5), 1e-5);
  EXPECT_LT(off.view.size[opened], -3.0f) << "a handful of people would open it";
  EXPECT_GT(off.view.shock_scale[opened], 0.5f);
  EXPECT_LT(on.view.shock_scale[opened], 1.15f * on.view.shock_scale[large]);
  EXPECT_EQ(on.view.shock_scale[large], off.view.shock_scale[large]);
  for (std::size_t c = 0; c < inputs().figures.persons.size(); ++c) {
    if (inputs().figures.persons[c] > 0.0) continue;
    ASSERT_EQ(on.view.size[c], off.view.size[c]);
    ASSERT_EQ(on.view.shock_scale[c], off.view.shock_scale[c]);
  }
}

}  // namespace
}  // namespace peregrine::test
