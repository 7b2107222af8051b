#include "host/model/fitting/stock_panel.h"

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

double figure(double value) {
  return std::isnan(value) ? 0.0 : value;
}

// Of a pair that opened later, the panel has nothing to learn.
bool has_figure(const StockHistory& history, std::size_t pair) {
  for (int year = StockHistory::first_year; year <= StockHistory::last_year;
       year += StockHistory::step_years) {
    if (!std::isnan(history.stock[StockHistory::at(pair, year)])) return true;
  }
  return false;
}

// Crude death rate at the destinations, weighted by the migrants there.
double migrants_deaths_rate(const StockPanel& panel, const PopulationHistory& population) {
  double deaths = 0.0;
  double persons = 0.0;
  const int year = std::min(panel.origin_year, PopulationHistory::last_year);
  for (std::size_t pair = 0; pair < panel.pairs(); ++pair) {
    const std::size_t at = PopulationHistory::at(panel.destination[pair], year);
    const double people = figure(population.population[at]);
    if (people <= 0.0) continue;
    deaths += panel.stock.back()[pair] * figure(population.deaths[at]) / people;
    persons += panel.stock.back()[pair];
  }
  return persons > 0.0 ? deaths / persons : 0.0;
}

void add_flows(StockPanel& panel, const FlowHistory& flows) {
  const int period = panel.origin_year - FlowHistory::period_years;
  for (std::size_t pair = 0; pair < flows.pairs(); ++pair) {
    const double persons = flows.persons[FlowHistory::at(pair, period)];
    panel.total_flow += persons;
    const int origin = flows.country[static_cast<std::size_t>(flows.origin[pair])];
    const int destination = flows.country[static_cast<std::size_t>(flows.destination[pair])];
    if (origin < 0 || destination < 0) continue;
    panel.flow_origin.push_back(origin);
    panel.flow_destination.push_back(destination);
    panel.flow.push_back(persons);
  }
}

}  // namespace

StockPanel make_stock_panel(const std::string& inputs_dir, int origin_year) {
  const StockHistory history = load_stock_history(inputs_dir, Revision::rev2024);
  const PopulationHistory population = load_population_history(inputs_dir);
  StockPanel panel;
  panel.origin_year = origin_year;
  panel.countries = load_countries(inputs_dir).size();
  std::vector<std::size_t> pairs;
  for (std::size_t pair = 0; pair < history.pairs(); ++pair) {
    if (!has_figure(history, pair)) continue;
    pairs.push_back(pair);
    panel.origin.push_back(history.origin[pair]);
    panel.destination.push_back(history.destination[pair]);
  }
  for (int year = StockHistory::first_year; year <= origin_year; year += StockHistory::step_years) {
    std::vector<double>& stock = panel.stock.emplace_back();
    for (const std::size_t pair : pairs) {
      stock.push_back(figure(history.stock[StockHistory::at(pair, year)]));
    }
  }
  for (int year = StockHistory::first_year; year <= origin_year; year += StockHistory::step_years) {
    std::vector<double>& logs = panel.log_population.emplace_back();
    for (int country = 0; country < panel.countries; ++country) {
      const double persons = figure(population.population[PopulationHistory::at(country, year)]);
      logs.push_back(persons > 0.0 ? std::log(persons) : 0.0);
    }
  }
  panel.deaths_rate = migrants_deaths_rate(panel, population);
  add_flows(panel, load_flow_history(inputs_dir));
  return panel;
}

}  // namespace peregrine
