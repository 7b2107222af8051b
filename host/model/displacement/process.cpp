#include "host/model/displacement/process.h"

#include <algorithm>
#include <cmath>

namespace peregrine {
namespace {

// Most who leave within a year, as a share of the population: Rwanda lost about a third in 1994
// (2.3 of 7 million, UNHCR and WPP 2024).
constexpr double most_leaving = 0.35;
constexpr double unknown_population = 1.0e6;  // of areas without one: stateless, unknown, Tibetans
constexpr double least_population = 1000.0;

}  // namespace

DisplacementWorld::DisplacementWorld(const DisplacementPanel& panel, double claim_share,
                                     DisplacementYears years, const std::vector<double>& population,
                                     std::vector<float> posterior)
    : areas_(panel.areas),
      observed_years_(years.observed_until - years.first_year),
      first_pair_(panel.first_pair),
      contiguous_(panel.contiguous),
      log_distance_(panel.log_distance),
      log_openness_(log_openness(panel, years.observed_until, claim_share)),
      posterior_(std::move(posterior)) {
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    stock_.push_back(panel.stock[panel.at(pair, years.first_year)]);
    arrivals_.push_back(panel.arrivals(pair, years.first_year, claim_share));
  }
  for (int year = years.first_year + 1; year <= years.observed_until; ++year) {
    for (int pair = 0; pair < panel.pairs(); ++pair) {
      observed_stock_.push_back(panel.stock[panel.at(pair, year)]);
      observed_arrivals_.push_back(panel.arrivals(pair, year, claim_share));
    }
  }
  for (int area = 0; area < panel.areas; ++area) {
    deaths_row_.push_back(area);
    const double known = population[static_cast<std::size_t>(area)];
    const double persons = known > 0 ? std::max(known, least_population) : unknown_population;
    deaths_.push_back(panel.deaths[panel.at(area, years.first_year)]);
    log_outflow_cap_.push_back(static_cast<float>(std::log(most_leaving * persons)));
  }
}

std::vector<double> population_of_areas(const std::string& inputs_dir,
                                        const DisplacementHistory& history, int year) {
  const Countries countries = load_countries(inputs_dir);
  const PopulationHistory population = load_population_history(inputs_dir);
  std::vector<double> persons;
  for (const int country : countries_of_areas(history, countries)) {
    const double known =
        country < 0 ? no_estimate : population.population[PopulationHistory::at(country, year)];
    persons.push_back(std::isnan(known) ? 0.0 : known);
  }
  return persons;
}

}  // namespace peregrine
