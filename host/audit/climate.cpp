// Statements on the climate and on food, which drive the rest.
#include "host/audit/audited.h"
#include "host/audit/draws.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

// Lowest and highest of the scenarios' quantiles, of which the outer ones are 5 and 95 %.
Range fair_range(const Record& record, int year,
                 const std::vector<double> ClimateReferences::Scenario::*series) {
  constexpr std::size_t median = 1;
  const std::size_t cell = static_cast<std::size_t>(year - ClimateReferences::first_year) *
                               ClimateReferences::levels.size() +
                           median;
  return range_over(record.climate.scenarios,
                    [&](const auto& scenario) { return (scenario.*series)[cell]; });
}

Finding temperature_of_2050(const Audited& audited) {
  return within(median_in(draws_in(audited, audited.grid("global_mean_temperature"), 2050)),
                fair_range(audited.record(), 2050, &ClimateReferences::Scenario::temperature));
}

Finding co2_of_2050(const Audited& audited) {
  return within(median_in(draws_in(audited, audited.grid("co2_concentration"), 2050)),
                fair_range(audited.record(), 2050, &ClimateReferences::Scenario::co2));
}

// The mean of 2020-24 beside what was measured.
Finding temperature_now(const Audited& audited) {
  const ClimateReferences& references = audited.record().climate;
  const Grid& warmth = audited.grid("global_mean_temperature");
  std::vector<double> apart;
  for (std::size_t i = 0; i < references.observed_year.size(); ++i) {
    const int year = references.observed_year[i];
    if (year < 2020 || year > 2024) continue;
    apart.push_back(mean_in(draws_in(audited, warmth, year)) - references.observed[i]);
  }
  if (apart.empty()) throw Untold("the record has no temperature of 2020-24");
  return between(mean_in(apart), -0.15, 0.15);
}

Finding warming_per_decade(const Audited& audited) {
  const Grid& warmth = audited.grid("global_mean_temperature");
  const std::size_t start = audited.year(2025);
  const std::size_t end = audited.year(2050);
  return between(
      median_in(over_draws(
          warmth,
          [&](std::size_t draw) { return (warmth.at(draw, end) - warmth.at(draw, start)) / 2.5; })),
      0.1, 0.4);
}

// The world's in each draw.
std::vector<double> emissions_in(const Audited& audited, int calendar) {
  const Grid& emissions = audited.grid("co2_emissions");
  const std::size_t year = audited.year(calendar);
  return over_draws(emissions, [&](std::size_t draw) {
    double sum = 0;
    for (const std::size_t bloc : up_to(emissions.places)) sum += emissions.at(draw, year, bloc);
    return sum;
  });
}

Finding emissions_of_2024(const Audited& audited) {
  return between(median_in(emissions_in(audited, 2024)), 41.6 - 3.2, 41.6 + 3.2);
}

Finding net_zero_before_2045(const Audited& audited) {
  return at_most(share_where(emissions_in(audited, 2045), [](double sum) { return sum < 0; }),
                 0.05);
}

Finding food_stress(const Audited& audited) {
  const double stressed = sum_of(forecast_years(audited, audited.grid("food_stressed_mean")));
  const double persons = sum_of(forecast_years(audited, audited.grid("world_population_mean")));
  return between(stressed / persons, 0.01, 0.25);
}

}  // namespace

Statements climate_statements() {
  return {
      {"climate.temperature_now", "temperature of 2020-24 less what was measured",
       "Indicators of Global Climate Change; 0.15 K, as single years vary", Basis::record,
       AuditUnit::kelvin, temperature_now},
      {"climate.temperature_2050", "warming above 1850-1900 in 2050, median",
       "FaIR 1.4.1: medians of five scenarios", Basis::record, AuditUnit::kelvin,
       temperature_of_2050},
      {"climate.co2_2050", "CO2 in the air in 2050, median",
       "FaIR 1.4.1: medians of five scenarios", Basis::record, AuditUnit::parts_per_million,
       co2_of_2050},
      {"climate.warming_rate", "warming a decade 2025-2050, median",
       recalled("Forster et al. 2024: 0.26 K (0.2 to 0.4) of late; falling with emissions"),
       Basis::judgement, AuditUnit::kelvin, warming_per_decade},
      {"climate.emissions_2024", "CO2 emissions of the world in 2024, median",
       recalled("Global Carbon Budget 2024: 41.6 (3.2) GtCO2, land use included"), Basis::published,
       AuditUnit::gigatonnes, emissions_of_2024},
      {"climate.early_net_zero", "draws in which the world takes up CO2 on balance in 2045",
       "one in twenty: no pledges sum to that", Basis::judgement, AuditUnit::share,
       net_zero_before_2045},
      {"climate.food_stress", "persons under food stress in the population from 2025 on, mean",
       recalled("a quarter works in agriculture (ILO); not all in a hot year"), Basis::judgement,
       AuditUnit::share, food_stress},
  };
}

}  // namespace peregrine
