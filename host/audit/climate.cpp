// Statements on the climate and on food, which drive the rest.
#include <numeric>

#include "host/audit/audited.h"
#include "host/audit/measures.h"
#include "host/audit/statement.h"

namespace peregrine {
namespace {

std::vector<double> over_draws(const Audited& audited, const char* variable, int calendar) {
  const Grid& grid = audited.grid(variable);
  std::vector<double> values;
  for (std::size_t draw = 0; draw < grid.rows; ++draw) {
    values.push_back(grid.at(draw, audited.year(calendar)));
  }
  return values;
}

// Lowest and highest of the scenarios' quantiles, of which the outer ones are 5 and 95 %.
Range fair_range(const Record& record, int year,
                 const std::vector<double> ClimateReferences::Scenario::*series) {
  const std::size_t levels = ClimateReferences::levels.size();
  Range range;
  for (const auto& scenario : record.climate.scenarios) {
    range.take(
        (scenario.*
         series)[static_cast<std::size_t>(year - ClimateReferences::first_year) * levels + 1]);
  }
  return range;
}

Finding temperature_of_2050(const Audited& audited) {
  return within(median_in(over_draws(audited, "global_mean_temperature", 2050)),
                fair_range(audited.record(), 2050, &ClimateReferences::Scenario::temperature));
}

Finding co2_of_2050(const Audited& audited) {
  return within(median_in(over_draws(audited, "co2_concentration", 2050)),
                fair_range(audited.record(), 2050, &ClimateReferences::Scenario::co2));
}

// The mean of 2020-24 beside what was measured.
Finding temperature_now(const Audited& audited) {
  const ClimateReferences& references = audited.record().climate;
  double measured = 0;
  double drawn = 0;
  double years = 0;
  for (std::size_t i = 0; i < references.observed_year.size(); ++i) {
    const int year = references.observed_year[i];
    if (year < 2020 || year > 2024) continue;
    const std::vector<double> values = over_draws(audited, "global_mean_temperature", year);
    measured += references.observed[i];
    drawn +=
        std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    ++years;
  }
  if (years == 0) throw Untold("the record has no temperature of 2020-24");
  return {drawn / years - measured / years, -0.15, 0.15, ""};
}

Finding warming_per_decade(const Audited& audited) {
  const Grid& warmth = audited.grid("global_mean_temperature");
  std::vector<double> rises;
  for (std::size_t draw = 0; draw < warmth.rows; ++draw) {
    rises.push_back((warmth.at(draw, audited.year(2050)) - warmth.at(draw, audited.year(2025))) /
                    2.5);
  }
  return {median_in(std::move(rises)), 0.1, 0.4, ""};
}

double emissions_of(const Grid& emissions, std::size_t draw, std::size_t year) {
  double sum = 0;
  for (std::size_t bloc = 0; bloc < emissions.places; ++bloc) sum += emissions.at(draw, year, bloc);
  return sum;
}

Finding emissions_of_2024(const Audited& audited) {
  const Grid& emissions = audited.grid("co2_emissions");
  std::vector<double> sums;
  for (std::size_t draw = 0; draw < emissions.rows; ++draw) {
    sums.push_back(emissions_of(emissions, draw, audited.year(2024)));
  }
  return {median_in(std::move(sums)), 41.6 - 3.2, 41.6 + 3.2, ""};
}

Finding net_zero_before_2045(const Audited& audited) {
  const Grid& emissions = audited.grid("co2_emissions");
  double early = 0;
  for (std::size_t draw = 0; draw < emissions.rows; ++draw) {
    early += emissions_of(emissions, draw, audited.year(2045)) < 0 ? 1 : 0;
  }
  return at_most(early / static_cast<double>(emissions.rows), 0.05);
}

Finding food_stress(const Audited& audited) {
  double sum = 0;
  double persons = 0;
  for (std::size_t year = audited.first_forecast(); year <= audited.last_year(); ++year) {
    sum += audited.grid("food_stressed_mean").at(0, year);
    persons += audited.grid("world_population_mean").at(0, year);
  }
  return {sum / persons, 0.01, 0.25, ""};
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
      {"climate.co2_2050", "CO2 in 2050, parts per million, median",
       "FaIR 1.4.1: medians of five scenarios", Basis::record, AuditUnit::number, co2_of_2050},
      {"climate.warming_rate", "warming a decade 2025-2050, median",
       "Forster et al. 2024: 0.26 K (0.2 to 0.4) of late; falling with emissions", Basis::judgement,
       AuditUnit::kelvin, warming_per_decade},
      {"climate.emissions_2024", "CO2 emissions of the world in 2024, median",
       "Global Carbon Budget 2024: 41.6 (3.2) GtCO2, land use included", Basis::published,
       AuditUnit::gigatonnes, emissions_of_2024},
      {"climate.early_net_zero", "draws in which the world takes up CO2 on balance in 2045",
       "one in twenty: no pledges sum to that", Basis::judgement, AuditUnit::share,
       net_zero_before_2045},
      {"climate.food_stress", "persons under food stress in the population from 2025 on, mean",
       "a quarter works in agriculture (ILO); not all in a hot year", Basis::judgement,
       AuditUnit::share, food_stress},
  };
}

}  // namespace peregrine
