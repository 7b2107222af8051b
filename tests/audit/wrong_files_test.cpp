// What `peregrine audit` finds in files that are wrong on purpose.
#include "tests/audit/audited_run.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

TEST_F(Audit, finds_half_of_the_worlds_migrants_missing) {
  const Json wrong = card_with({{"global_migrant_stock_quantile", times(0.5)}});
  expect_found(wrong, {"world.stock_2020", "world.stock_2024", "world.share_2050"});
  EXPECT_NEAR(row(wrong, "world.stock_2024")["value"].get<double>(),
              row(sound_, "world.stock_2024")["value"].get<double>() / 2, 1e-9);
}

TEST_F(Audit, finds_a_peaceful_country_that_is_at_war_in_every_draw) {
  const std::size_t switzerland = country("CHE");
  const std::size_t width = countries();
  const Json wrong = card_with({{"war_probability", [&](Values& chance) {
                                   for (std::size_t year = first_forecast; year < years; ++year) {
                                     chance[year * width + switzerland] = 1;
                                   }
                                 }}});
  expect_found(wrong, {"conflict.peaceful_rich", "conflict.surest_war"});
  EXPECT_EQ(row(wrong, "conflict.surest_war")["where"], "Switzerland");
  EXPECT_EQ(row(wrong, "conflict.surest_war")["value"], 1.0);
}

TEST_F(Audit, finds_routes_a_hundredfold) {
  const Json wrong = card_with({{"irregular_detections_year_quantile", times(100)},
                                {"irregular_detections_year_mean", times(100)},
                                {"irregular_detections", times(100)}});
  expect_found(wrong,
               {"routes.observed", "routes.europe_2030", "routes.median_central-mediterranean",
                "routes.beyond_us-south-west", "routes.largest_draw"});
}

TEST_F(Audit, finds_displaced_persons_who_never_return_and_double_every_other_year) {
  const Json wrong = card_with({{"displaced_abroad", [](Values& counts) {
                                   for (std::size_t i = 0; i < counts.size(); ++i) {
                                     if (i % years >= first_forecast)
                                       counts[i] = counts[i - 1] * 1.4;
                                   }
                                 }}});
  expect_found(wrong, {"displacement.falls", "displacement.steep_rises", "displacement.count_2050",
                       "displacement.largest_draw"});
}

TEST_F(Audit, finds_another_past_than_the_one_observed) {
  const Json wrong = card_with({{"displaced_abroad", times(1.05)},
                                {"conflict_deaths_mean", times(1.2)},
                                {"war_probability", times(0.5)}});
  expect_found(wrong, {"displacement.observed", "conflict.observed_deaths",
                       "conflict.observed_wars", "conflict.war_goes_on"});
}

TEST_F(Audit, finds_a_country_of_more_migrants_than_people) {
  const std::size_t germany = country("DEU");
  const std::size_t width = countries();
  const Json wrong = card_with({{"immigrant_stock_quantile", [&](Values& stock) {
                                   for (std::size_t q = 0; q < quantiles; ++q) {
                                     stock[(q * years + years - 1) * width + germany] = 2e8;
                                   }
                                 }}});
  expect_found(wrong, {"countries.migrants_median", "countries.largest_gain"});
  EXPECT_EQ(row(wrong, "countries.largest_gain")["where"], "Germany");
  EXPECT_THAT(row(wrong, "countries.migrants_upper")["where"].get<std::string>(),
              HasSubstr("Germany"));
}

TEST_F(Audit, finds_populations_far_from_the_uns) {
  const Json wrong =
      card_with({{"population_mean", times(0.7)}, {"world_population_mean", times(0.7)}});
  expect_found(wrong, {"countries.outside_un_band", "countries.large_outside_un_band",
                       "world.population_2050"});
}

TEST_F(Audit, finds_gains_of_one_country_alone_and_that_the_large_are_others) {
  const std::size_t india = country("IND");
  const std::size_t width = countries();
  const Json wrong =
      card_with({{"emigrant_stock_quantile",
                  [&](Values& stock) {
                    for (std::size_t q = 0; q < quantiles; ++q) {
                      stock[(q * years + years - 1) * width + india] = 2e8;
                    }
                  }},
                 {"emigrant_stock", [&](Values& stock) {
                    for (std::size_t draw = 0; draw < stock.size() / years / width; ++draw) {
                      stock[(draw * years + years - 1) * width + india] = 1e9;
                    }
                  }}});
  expect_found(wrong, {"countries.largest_origin_gain", "countries.share_of_ten_origins"});
  EXPECT_EQ(row(wrong, "countries.largest_origin_gain")["where"], "India");
}

TEST_F(Audit, finds_origins_that_flee_every_year) {
  const Json wrong = card_with({{"displaced_from",
                                 [&](Values& counts) {
                                   const std::size_t width = countries();
                                   for (std::size_t i = 0; i < counts.size(); ++i) {
                                     const std::size_t year = i / width % years;
                                     if (year >= first_forecast && counts[i] < 1e36) {
                                       counts[i] = counts[i - width] * 2;
                                     }
                                   }
                                 }},
                                {"newly_displaced", times(1000)}});
  expect_found(wrong, {"origins.rise_50", "origins.fall", "origins.surge_beyond_record",
                       "displacement.newly", "displacement.per_death"});
}

TEST_F(Audit, finds_corridors_that_nothing_is_known_of) {
  const Json wrong = card_with({{"corridor_stock_quantile", [](Values& stock) {
                                   const std::size_t row = stock.size() / quantiles;
                                   for (std::size_t i = 0; i < row; ++i) {
                                     stock[row + i] /= 100;      // 2.5 %
                                     stock[9 * row + i] *= 100;  // 97.5 %
                                   }
                                 }}});
  expect_found(wrong,
               {"corridors.usual_band", "corridors.thousandfold_bands", "corridors.widest_band"});
}

TEST_F(Audit, finds_another_climate) {
  const Json wrong = card_with({{"global_mean_temperature", times(2)},
                                {"co2_emissions", times(0.5)},
                                {"co2_concentration", times(2)}});
  expect_found(wrong, {"climate.temperature_now", "climate.temperature_2050",
                       "climate.emissions_2024", "climate.co2_2050"});
}

TEST_F(Audit, finds_deaths_at_sea_that_nobody_dies) {
  const Json wrong =
      card_with({{"irregular_deaths_mean", times(0)}, {"irregular_deaths", times(0)}});
  expect_found(wrong, {"routes.deaths_central-mediterranean", "routes.deaths_western-africa",
                       "routes.deaths_a_year"});
}

}  // namespace
}  // namespace peregrine::test
