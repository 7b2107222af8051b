// A year of displacement: its law, its books, and that tiles of any width see the same.
#include "kernels/displacement/displacement.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace peregrine {
namespace {

// Two origins with three pairs each; a third area takes people in and sends none.
class SmallWorld {
 public:
  SmallWorld() {
    parameters_.resize(displacement_parameter_count, 0.0f);
    set(outflow_constant, 0.36f);
    set(outflow_memory, 0.85f);
    set(outflow_own, 0.05f);
    set(outflow_level, 0.12f);
    set(outflow_jump, 0.37f);
    set(outflow_scale, 0.8f);
    set(outflow_tail, 0.2f);
    set(calm_constant, 0.1f);
    set(calm_memory, 0.7f);
    set(calm_own, 0.25f);
    set(calm_fade, 0.8f);
    set(calm_scale, 0.6f);
    set(calm_tail, 0.2f);
    set(share_memory, 0.4f);
    set(share_contiguity, 0.6f);
    set(share_distance, -0.3f);
    set(share_diaspora, 0.2f);
    set(share_openness, 0.2f);
    set(share_scale, 0.5f);
    set(exit_after, 0.05f);
    set(count_scale, -0.4f);
    set(count_scale_by_size, -0.06f);
    set(count_rise, 0.9f);
    set(count_tail, 0.5f);
    set(count_memory, 0.3f);
    set(count_origin_share, 0.1f);
    for (const auto closing : {closing_peace, closing_minor, closing_war, closing_after}) {
      set(closing, 0.05f);
    }
    set(closing_depth, 3.0f);
  }
  void set(DisplacementParameter parameter, float value) { parameters_[parameter] = value; }
  DisplacementView view(int observed_years = 0) const {
    return {3,
            6,
            observed_years,
            first_pair_.data(),
            host_.data(),
            contiguous_.data(),
            log_distance_.data(),
            openness_.data(),
            log_volatility.data(),
            first_shock.data(),
            stock_.data(),
            arrivals_.data(),
            rows_.data(),
            deaths_.data(),
            calm_years.data(),
            log_own_outflow.data(),
            cap_.data(),
            most_abroad.data(),
            most_hosted.data(),
            observed_stock_.data(),
            observed_arrivals_.data(),
            parameters_.data(),
            1};
  }
  std::vector<float> observed_stock_{90'000, 0, 5, 200'000, 70, 1};
  std::vector<float> observed_arrivals_{1'000, 0, 5, 150'000, 0, 0};
  std::vector<float> log_volatility{0, -1, 0.3f, 0, -0.5f, 0};
  std::vector<float> first_shock{0, -1, 0, -0.5f, 0, 0};
  std::vector<float> calm_years{3, 0, 99};
  std::vector<float> log_own_outflow{6, 8, 2.302585f};
  std::vector<float> most_abroad{1e7f, 1e7f, 1e7f};
  std::vector<float> most_hosted{1e9f, 1e9f, 1e9f};
  std::vector<float> arrivals_{5'000, 300, 0, 20'000, 0, 0};

 private:
  std::vector<float> parameters_;
  std::vector<int> first_pair_{0, 3, 6, 6};
  std::vector<int> rows_{0, 1, -1};
  std::vector<int> host_{1, 2, 0, 0, 2, 1};
  std::vector<float> contiguous_{1, 0, 0, 1, 0, 0};
  std::vector<float> log_distance_{6, 7, 8, 6, 7, 8};
  std::vector<float> openness_{9, 11, 5, 9, 11, 5};
  std::vector<float> stock_{100'000, 2'000, 0, 50'000, 60, 1};
  std::vector<float> deaths_{20, 5'000, 0};
  std::vector<float> cap_{15, 15, 15};
};

// Runs `draws` realizations in tiles of W; deaths stay as they were.
template <int W>
struct Ensemble {
  static constexpr int draws = 32;
  std::vector<float> parameters, stock, fresh, shock, log_deaths, calm_years, hosted, arrivals,
      exits, ended, staying, deaths;
  std::vector<double> by_origin, outflow, world;
  DisplacementState state;
  DisplacementOutput output;

  Ensemble(const DisplacementView& view, int steps, float first_deaths = 20.0f)
      : parameters(displacement_parameter_count * draws),
        stock(6 * draws),
        fresh(6 * draws),
        shock(6 * draws),
        log_deaths(3 * draws),
        calm_years(3 * draws),
        hosted(3 * draws),
        arrivals(6 * draws),
        exits(6 * draws),
        ended(6 * draws),
        staying(6 * draws),
        deaths(2 * draws),
        by_origin(3 * draws),
        outflow(3 * draws),
        world(draws) {
    std::fill(deaths.begin(), deaths.begin() + draws, first_deaths);
    std::fill(deaths.begin() + draws, deaths.end(), 5'000.0f);
    state = {parameters.data(), stock.data(),      fresh.data(), shock.data(),
             log_deaths.data(), calm_years.data(), hosted.data()};
    output = {arrivals.data(),  exits.data(),   ended.data(), staying.data(),
              by_origin.data(), outflow.data(), world.data()};
    for (int first = 0; first < draws; first += W) {
      const Tile tile{1, static_cast<std::uint64_t>(first), first, draws};
      begin_displacement<W>(view, 0, tile, state);
      for (int step = 1; step <= steps; ++step) advance(view, tile, step);
    }
  }
  void advance(const DisplacementView& view, const Tile& tile, int step) {
    advance_displacement<W>(view, tile, step, deaths.data(), state, output);
  }
};

TEST(Outflow, answers_deaths_by_its_elasticities) {
  const float constant = 0.4f, memory = 0.8f, level = 0.2f, jump = 0.29f;
  const auto year = [&](float before, float deaths, float deaths_before) {
    return central_log_outflow(before, 0.0f, std::log(deaths), std::log(deaths_before),
                               {constant, memory, 0.0f, 0.0f, level, jump});
  };
  // Doubled within a year: level + jump = 0.49, as in ESOC Working Paper 25.
  EXPECT_NEAR((year(8, 2000, 1000) - year(8, 1000, 1000)) / std::log(2.0), 0.49, 1e-5);
  // Twice the deaths for good: level / (1 - memory) = 1.
  float twice = 8, once = 8;
  for (int i = 0; i < 200; ++i) {
    twice = year(twice, 2000, 2000);
    once = year(once, 1000, 1000);
  }
  EXPECT_NEAR((twice - once) / std::log(2.0), 1.0, 1e-4);
}

TEST(Outflow, without_violence_goes_back_to_the_origins_own_level) {
  const OutflowLaw calm{0.1f, 0.7f, 0.25f, 0.0f, 0.0f, 0.0f};
  float many = 12, none = std::log(10.0f);
  for (int i = 0; i < 100; ++i) {
    many = central_log_outflow(many, 6.0f, 5.0f, 5.0f, calm);
    none = central_log_outflow(none, 6.0f, 2.3f, 2.3f, calm);
  }
  EXPECT_NEAR(many, (0.1 + 0.25 * 6.0) / 0.3, 1e-4);
  EXPECT_NEAR(many, none, 1e-4);
}

TEST(OriginState, is_that_of_ucdp_and_the_ten_years_after_a_conflict) {
  const auto state = [](float deaths, float calm) {
    return by_state(deaths, calm, 0.1f, 0.2f, 0.3f, 0.4f);
  };
  EXPECT_EQ(state(24.0f, 11.0f), 0.1f);
  EXPECT_EQ(state(25.0f, 0.0f), 0.2f);
  EXPECT_EQ(state(999.0f, 0.0f), 0.2f);
  EXPECT_EQ(state(1000.0f, 0.0f), 0.3f);
  EXPECT_EQ(state(0.0f, 1.0f), 0.4f);
  EXPECT_EQ(state(0.0f, 10.0f), 0.4f);
  EXPECT_EQ(calm_years_after(4.0f, 25.0f), 0.0f);
  EXPECT_EQ(calm_years_after(4.0f, 24.0f), 5.0f);
  EXPECT_EQ(calm_years_after(longest_calm, 0.0f), longest_calm);
}

// A world without shocks in which nobody new flees.
SmallWorld quiet_world() {
  SmallWorld world;
  world.set(count_scale, -30.0f);
  for (const auto closing : {closing_peace, closing_minor, closing_war, closing_after}) {
    world.set(closing, 0.0f);
  }
  world.arrivals_.assign(6, 0.0f);
  world.log_own_outflow.assign(3, std::log(10.0f));
  return world;
}

TEST(Exits, are_those_of_the_ten_years_after_a_conflict_alone) {
  const SmallWorld world = quiet_world();
  // The first origin had three years of peace at the start: seven more are left.
  const Ensemble<16> run(world.view(), 12);
  EXPECT_NEAR(run.stock[0], 100'000 * std::pow(0.95, 7), 1.0);
  SmallWorld long_peace = quiet_world();
  long_peace.calm_years[0] = longest_calm;
  EXPECT_EQ(Ensemble<16>(long_peace.view(), 12).stock[0], 100'000.0f);
  // The years begin anew with a conflict.
  EXPECT_EQ(Ensemble<16>(world.view(), 12, 25.0f).calm_years[0], 0.0f);
}

TEST(Outflow, is_nobody_without_violence_and_without_a_record_of_flight) {
  const SmallWorld world = quiet_world();
  const auto fled = [](const SmallWorld& from, float deaths) {
    const Ensemble<16> run(from.view(), 5, deaths);
    return std::accumulate(run.outflow.begin(), run.outflow.begin() + run.draws, 0.0);
  };
  EXPECT_EQ(fled(world, 20.0f), 0.0);
  EXPECT_GT(fled(world, 500.0f), 0.0);
  SmallWorld recorded = quiet_world();
  recorded.log_own_outflow[0] = 8.0f;  // as Eritrea's or Venezuela's
  EXPECT_GT(fled(recorded, 20.0f), 0.0);
}

TEST(Outflow, ends_where_nobody_is_left_to_flee) {
  EXPECT_EQ(share_left(0.0f, 1'000.0f), 1.0f);
  EXPECT_EQ(share_left(500.0f, 1'000.0f), 1.0f);
  EXPECT_EQ(share_left(750.0f, 1'000.0f), 0.5f);
  EXPECT_EQ(share_left(2'000.0f, 1'000.0f), 0.0f);
  SmallWorld emptied;
  emptied.most_abroad[1] = 40'000.0f;  // 50,061 are abroad
  const Ensemble<16> run(emptied.view(), 1);
  for (int lane = 0; lane < run.draws; ++lane) {
    EXPECT_EQ(run.fresh[static_cast<std::size_t>(3 * run.draws + lane)], 0.0f);
    EXPECT_LE(run.by_origin[static_cast<std::size_t>(run.draws + lane)], 50'061.0);
  }
}

TEST(Host, takes_in_no_more_than_it_has_room_for_and_others_take_in_more) {
  SmallWorld world;
  const auto at = [](int pair) { return static_cast<std::size_t>(pair * Ensemble<16>::draws); };
  const Ensemble<16> open(world.view(), 3);
  // 50,000 of the second area are in the first one, which grows.
  world.most_hosted[0] = 60'000.0f;
  const Ensemble<16> narrow(world.view(), 3);
  double elsewhere = 0.0;
  double grown = 0.0;
  for (std::size_t lane = 0; lane < static_cast<std::size_t>(narrow.draws); ++lane) {
    EXPECT_LE(narrow.stock[at(2) + lane] + narrow.stock[at(3) + lane], 60'000.0f * 1.0001f);
    EXPECT_NEAR(narrow.hosted[lane], narrow.stock[at(2) + lane] + narrow.stock[at(3) + lane], 1.0);
    elsewhere += static_cast<double>(narrow.fresh[at(4) + lane] - open.fresh[at(4) + lane]);
    grown += open.stock[at(3) + lane] > 60'000.0f ? 1.0 : 0.0;
  }
  EXPECT_GT(grown, 0.0);
  EXPECT_GT(elsewhere, 0.0);
}

TEST(Host, that_is_full_loses_nobody_and_no_number) {
  SmallWorld world;
  world.most_hosted = {1.0f, 1.0f, 1.0f};
  const Ensemble<16> run(world.view(), 4);
  for (std::size_t k = 0; k < run.stock.size(); ++k) {
    ASSERT_TRUE(std::isfinite(run.stock[k]));
    EXPECT_LE(run.stock[k], 100'000.0f);
    EXPECT_EQ(run.fresh[k], 0.0f);
  }
}

TEST(Count, moves_as_far_as_the_pairs_own_record_says) {
  SmallWorld world;
  const auto spread = [&](float log_volatility) {
    world.log_volatility[0] = log_volatility;
    const Ensemble<16> run(world.view(), 1);
    double squares = 0;
    for (int lane = 0; lane < run.draws; ++lane) {
      squares += std::pow(std::log(run.stock[static_cast<std::size_t>(lane)] / 100'000.0), 2);
    }
    return squares;
  };
  for (const auto closing : {closing_peace, closing_minor, closing_war, closing_after}) {
    world.set(closing, 0.0f);
  }
  EXPECT_LT(spread(-2.0f), 0.2 * spread(0.0f));
}

TEST(Pair, closes_its_books_on_any_count) {
  for (const float counted : {0.0f, 900.0f, 1'050.0f, 4'000.0f}) {
    const DisplacementYear year = balance_pair(1'000.0f, 1'150.0f, 200.0f, counted);
    EXPECT_EQ(year.stock, counted);
    EXPECT_GE(year.exits, 0.0f);
    EXPECT_GE(year.arrivals, 200.0f);
    EXPECT_EQ(1'000.0f + year.arrivals - year.exits, counted);
  }
}

TEST(Displacement, closes_its_books_in_every_draw_and_year) {
  const SmallWorld world;
  Ensemble<16> run(world.view(), 0);
  for (int step = 1; step <= 8; ++step) {
    const std::vector<float> before = run.stock;
    for (int first = 0; first < run.draws; first += 16) {
      run.advance(world.view(), {1, static_cast<std::uint64_t>(first), first, run.draws}, step);
    }
    double persons = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      const double expected = static_cast<double>(before[i]) +
                              static_cast<double>(run.arrivals[i]) -
                              static_cast<double>(run.exits[i]);
      EXPECT_NEAR(run.stock[i], expected, 1e-6 * (before[i] + run.arrivals[i]) + 1e-3);
      EXPECT_GE(run.stock[i], 0.0f);
      EXPECT_TRUE(std::isfinite(run.stock[i]));
      persons += static_cast<double>(run.stock[i]);
    }
    EXPECT_NEAR(std::accumulate(run.world.begin(), run.world.end(), 0.0), persons, 1e-6 * persons);
  }
}

TEST(Displacement, has_the_same_bits_for_any_width_of_tile) {
  const SmallWorld world;
  const Ensemble<16> wide(world.view(), 6);
  EXPECT_EQ(wide.stock, Ensemble<1>(world.view(), 6).stock);
  EXPECT_EQ(wide.stock, Ensemble<32>(world.view(), 6).stock);
  EXPECT_EQ(wide.exits, Ensemble<4>(world.view(), 6).exits);
}

TEST(Displacement, repeats_what_was_observed) {
  const SmallWorld world;
  const Ensemble<16> run(world.view(1), 1);
  for (std::size_t pair = 0; pair < 6; ++pair) {
    for (std::size_t lane = 0; lane < 32; ++lane) {
      EXPECT_EQ(run.stock[pair * 32 + lane], world.observed_stock_[pair]);
      EXPECT_EQ(run.fresh[pair * 32 + lane], world.observed_arrivals_[pair]);
    }
  }
}

TEST(Displacement, shares_an_outflow_out_whole) {
  SmallWorld world;
  world.set(count_scale, -30.0f);
  for (const auto closing : {closing_peace, closing_minor, closing_war, closing_after}) {
    world.set(closing, 0.0f);
  }
  world.set(outflow_scale, 0.0f);
  const Ensemble<16> run(world.view(), 1);
  const double expected =
      std::exp(0.36 + 0.85 * std::log(20'010.0) + 0.05 * 8 + 0.12 * std::log(5'010.0)) - 10;
  for (int lane = 0; lane < 32; ++lane) {
    EXPECT_NEAR(run.outflow[static_cast<std::size_t>(32 + lane)], expected, 2e-3 * expected);
  }
}

}  // namespace
}  // namespace peregrine
