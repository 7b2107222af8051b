#include "host/model/assembly/check_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "host/model/attribution/list.h"
#include "host/model/climate/tables.h"
#include "host/model/conflict/tables.h"
#include "host/model/displacement/tables.h"
#include "host/model/net_migration/tables.h"
#include "host/model/routes/fronts.h"
#include "host/model/routes/tables.h"
#include "host/model/tables/readers.h"

namespace peregrine {
namespace {

// Persons of the last time of each row of a [row][time] array.
template <typename Number>
double last_total(const std::vector<Number>& values, std::size_t times) {
  double sum = 0;
  for (std::size_t i = times - 1; i < values.size(); i += times) {
    if (!std::isnan(values[i])) sum += static_cast<double>(values[i]);
  }
  return sum;
}

std::string grouped(double number) {
  std::string digits = fmt::format("{:.0f}", number);
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3) {
    digits.insert(static_cast<std::size_t>(i), 1, ',');
  }
  return digits;
}

std::size_t given(const std::vector<double>& values) {
  return static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [](double v) { return !std::isnan(v); }));
}

}  // namespace

std::vector<std::string> check_inputs(const std::string& inputs_dir) {
  // Without countries no code is known, so the other tables wait until these are sound.
  const Countries countries = load_countries(inputs_dir);
  Problems problems;
  const Corridors corridors = read_corridors(inputs_dir, countries, problems);
  const PopulationTrend population = read_population_trend(inputs_dir, countries, problems);
  const GdpTrend gdp = read_gdp_trend(inputs_dir, countries, problems);
  const StockHistory rev2020 =
      read_stock_history(inputs_dir, Revision::rev2020, countries, problems);
  const StockHistory rev2024 =
      read_stock_history(inputs_dir, Revision::rev2024, countries, problems);
  const FlowHistory flows = read_flow_history(inputs_dir, countries, problems);
  const PopulationHistory past = read_population_history(inputs_dir, countries, problems);
  const GdpHistory past_gdp = read_gdp_history(inputs_dir, countries, problems);
  const ConflictHistory conflict = read_conflict_history(inputs_dir, countries, past_gdp, problems);
  const NetMigrationHistory net_migration = read_net_migration_history(inputs_dir, problems);
  if (corridors.size() > 0) read_covariates(inputs_dir, countries, corridors, problems);
  const ClimateInputs climate = read_climate(inputs_dir, countries, problems);
  const ClimateReferences references = read_climate_references(inputs_dir, problems);
  const IrregularHistory irregular = read_irregular_history(inputs_dir, countries, problems);
  throw_if_any(problems);
  const DisplacementHistory displacement = load_displacement_history(inputs_dir);
  const FrontInputs fronts = load_fronts(inputs_dir, irregular, countries);
  const CampaignList campaigns = load_campaign_list(inputs_dir, irregular);

  const double people =
      std::accumulate(countries.population.begin(), countries.population.end(), 0.0);
  const auto line = [](const char* name, std::size_t rows, const std::string& what) {
    return fmt::format("{:<32} {:>7} {}", name, grouped(static_cast<double>(rows)), what);
  };
  const auto listed = static_cast<std::size_t>(corridors.listed_count);
  return {
      line("baseline/countries.csv", countries.iso3.size(),
           "countries and areas with OOO, " + grouped(people) + " persons in 2020"),
      line("baseline/corridors.csv", listed,
           "corridors, " + grouped(static_cast<double>(corridors.total_stock())) +
               " migrants in 2020"),
      line("baseline/opening_candidates.csv", corridors.origin.size() - listed,
           "pairs without migrants in 2020"),
      line("baseline/population_trend.csv", population.births_rate.size() - PopulationTrend::years,
           "country-years, " + grouped(last_total(population.population, PopulationTrend::years)) +
               " persons in 2100"),
      line("baseline/gdp_trend.csv", given(gdp.population),
           "country-years, " + grouped(last_total(gdp.population, GdpTrend::steps)) +
               " persons in 2100 (SSP2)"),
      line("history/stock_rev2020.csv", rev2020.pairs(),
           "pairs, " + grouped(last_total(rev2020.stock, StockHistory::times)) +
               " migrants in 2020"),
      line("history/stock_rev2024.csv", rev2024.pairs(),
           "pairs, " + grouped(last_total(rev2024.latest, 1)) + " migrants in 2024"),
      line("history/flows_da_pb_closed.csv", flows.pairs(),
           "pairs, " + grouped(last_total(flows.persons, FlowHistory::periods)) +
               " persons in 2015-2020"),
      line("history/population.csv", given(past.population),
           "country-years, " + grouped(last_total(past.population, PopulationHistory::years)) +
               " persons in 2023"),
      line("history/gdp_per_capita.csv", given(past_gdp.gdp_ppp), "country-years"),
      line("history/conflict_deaths.csv",
           static_cast<std::size_t>(std::count_if(conflict.deaths.begin(), conflict.deaths.end(),
                                                  [](double deaths) { return deaths > 0.0; })),
           "country-years with deaths, " +
               grouped(last_total(conflict.deaths, ConflictHistory::years)) + " deaths in 2024"),
      line("history/conflict_past.csv", given(conflict.past_population),
           "country-years before deaths were counted"),
      line("history/conflict_heat.csv", given(conflict.heat), "country-years"),
      line("history/interstate_wars.csv", conflict.interstate.size(), "parties and years"),
      line("history/net_migration.csv", net_migration.person_years.size(),
           fmt::format("area-periods of {} areas", net_migration.size())),
      line("history/covariates.csv",
           static_cast<std::size_t>(corridors.size()) -
               static_cast<std::size_t>(std::count(corridors.origin.begin(), corridors.origin.end(),
                                                   countries.unknown_origin())),
           "corridors with a known origin"),
      line("climate/members.csv", climate.members.size(), "members of the climate posterior"),
      line("climate/forcing_loadings.csv", climate.members.size(),
           "members' forcing of everything but CO2, five scenarios"),
      line("climate/emissions.csv", ClimateYears::count, "years, five scenarios"),
      line("climate/blocs.csv", climate.pledges.size(), "emission blocs"),
      line("climate/countries.csv", climate.pattern.size() - 1, "countries' warming"),
      line("climate/observed_temperature.csv", references.observed.size(), "years"),
      line("climate/fair_members.csv", references.noise_seed.size(), "members' runs by FaIR"),
      line("history/displacement_pairs.csv", displacement.origin.size(),
           "pairs of displacement, " +
               grouped(last_total(displacement.refugees, DisplacementHistory::years)) +
               " refugees in 2024"),
      line("calibration/fronts.csv", fronts.fronts.size(), "fronts of campaigns"),
      line("baseline/borders.csv", irregular.borders.size(), "borders of irregular crossings"),
      line("history/irregular_detections.csv", irregular.corridors.size(),
           "corridors, months of 2009 to 2024"),
      line("history/border_attempts.csv", irregular.attempts.size(), "figures of border guards"),
      line("history/irregular_deaths.csv", given(irregular.deaths), "months of borders"),
      line("calibration/campaigns.csv", campaigns.episodes.size(),
           "campaigns, ordinary surges and quiet periods"),
      line("calibration/campaign_figures.csv", campaigns.figures.size(), "figures of these"),
      line("calibration/actor_statements.csv", campaigns.statements.size(), "statements of actors"),
  };
}

}  // namespace peregrine
