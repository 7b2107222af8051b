#include "host/model/displacement/process.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "host/model/displacement/record.h"
#include "host/model/tables/columns.h"

namespace peregrine {
namespace {

// Most who leave within a year, as a share of the population: Rwanda lost about a third in 1994
// (2.3 of 7 million, UNHCR and WPP 2024).
constexpr double most_leaving = 0.35;
// Most who are abroad, as a share of a population of up to 20 million: a third of Syrians (2021)
// and of Afghans (1990) were. Above it goes with the root: 15 % of Ukraine (2022) and of Bangladesh
// (1971).
constexpr double most_displaced = 0.5;
constexpr double large_population = 2.0e7;
// Most whom a country hosts, as a share of its population: from half of it on fewer are taken in.
// Lebanon had a fifth in UNHCR's count (2014), a quarter with the Palestinians of UNRWA's.
constexpr double most_taken_in = 0.5;
constexpr double unknown_population = 1.0e6;  // of areas without one: stateless, unknown, Tibetans
constexpr double least_population = 1000.0;

double persons_of(double known) {
  return known > 0 ? std::max(known, least_population) : unknown_population;
}

// Most persons of an area abroad, of whom `record` have been.
float most_abroad_of(double population, double record) {
  const double large = std::max(population / large_population, 1.0);
  return static_cast<float>(std::max(most_displaced * population / std::sqrt(large), 2.0 * record));
}

}  // namespace

Owned<DisplacementView> make_displacement_process(const DisplacementPanel& panel,
                                                  double claim_share, DisplacementYears years,
                                                  const std::vector<double>& population,
                                                  std::vector<float> posterior) {
  const int first_year = years.first_year;
  const int observed_years = years.observed_until - first_year;
  const int pairs = panel.pairs();
  const auto stock = [&](int pair, int year) { return panel.stock[panel.at(pair, year)]; };
  const auto arrivals = [&](int pair, int year) { return panel.arrivals(pair, year, claim_share); };
  // [pair] of the first year.
  const auto at_start = [&](const auto& of) {
    return listed<float>(pairs, [&](int pair) { return of(pair, first_year); });
  };
  // [observed year][pair]
  const auto observed = [&](const auto& of) {
    return listed<float>(observed_years * pairs,
                         [&](int cell) { return of(cell % pairs, first_year + 1 + cell / pairs); });
  };
  Owned<DisplacementView> process;
  DisplacementView& view = process.view;
  view.areas = panel.areas;
  view.pairs = pairs;
  view.observed_years = observed_years;
  process.put(view.first_pair, panel.first_pair);
  process.put(view.host, panel.destination);
  process.put(view.contiguous, panel.contiguous);
  process.put(view.log_distance, panel.log_distance);
  process.put(view.log_openness, log_openness(panel, years.observed_until, claim_share));
  process.put(view.stock, at_start(stock));
  process.put(view.arrivals, at_start(arrivals));
  process.put(view.observed_stock, observed(stock));
  process.put(view.observed_arrivals, observed(arrivals));
  process.put(view.deaths_row, listed<int>(panel.areas, [](int area) { return area; }));
  process.put(view.deaths, listed<float>(panel.areas, [&](int area) {
                return panel.deaths[panel.at(area, first_year)];
              }));
  process.put(view.log_outflow_cap, listed<float>(panel.areas, [&](int area) {
                const double persons = persons_of(population[static_cast<std::size_t>(area)]);
                return static_cast<float>(std::log(most_leaving * persons));
              }));
  const std::vector<double> most_recorded = largest_stocks(panel);
  process.put(view.most_abroad, listed<float>(panel.areas, [&](int area) {
                const auto at = static_cast<std::size_t>(area);
                return most_abroad_of(persons_of(population[at]), most_recorded[at]);
              }));
  process.put(view.most_hosted, listed<float>(panel.areas, [&](int area) {
                const double persons = persons_of(population[static_cast<std::size_t>(area)]);
                return static_cast<float>(most_taken_in * persons);
              }));
  const auto last_of_areas = [&](const auto& values) {
    return listed<float>(panel.areas, [&](int area) {
      return static_cast<float>(values[panel.at(area, panel.last_year)]);
    });
  };
  process.put(view.log_own_outflow,
              last_of_areas(own_levels(panel, log_outflows(panel, claim_share))));
  const std::vector<float> since = calm_years(panel);
  process.put(view.calm_years, listed<float>(panel.areas, [&](int area) {
                return since[panel.at(area, first_year)];
              }));
  const CountScale scale{static_cast<double>(posterior[count_scale]),
                         static_cast<double>(posterior[count_scale_by_size])};
  const std::vector<StockCount> counts =
      gather_counts(panel, claim_share, static_cast<double>(posterior[exit_after]));
  const std::vector<double> log_volatility = log_volatilities(panel, counts, scale);
  process.put(view.log_volatility, narrowed(log_volatility));
  process.put(view.first_shock, narrowed(last_shocks(panel, counts, scale, log_volatility)));
  view.posterior_rows = static_cast<int>(posterior.size()) / displacement_parameter_count;
  process.put(view.posterior, std::move(posterior));
  return process;
}

std::vector<double> population_of_areas(const std::string& inputs_dir,
                                        const DisplacementHistory& history, int year) {
  const Countries countries = load_countries(inputs_dir);
  const PopulationByYear population = load_population_by_year(inputs_dir);
  std::vector<double> persons;
  for (const int country : countries_of_areas(history, countries)) {
    const double known = country < 0 ? no_estimate : population.persons(country, year);
    persons.push_back(std::isnan(known) ? 0.0 : known);
  }
  return persons;
}

}  // namespace peregrine
