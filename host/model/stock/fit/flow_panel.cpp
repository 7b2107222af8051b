#include "host/model/stock/fit/flow_panel.h"

#include <cmath>
#include <cstddef>

#include "host/model/tables/tables.h"

namespace peregrine {
namespace {

// Index of the area of each country, -1 for countries outside the flow table.
std::vector<int> areas_of_countries(const FlowHistory& flows, int countries) {
  std::vector<int> area(static_cast<std::size_t>(countries), -1);
  for (std::size_t i = 0; i < flows.country.size(); ++i) {
    if (flows.country[i] >= 0)
      area[static_cast<std::size_t>(flows.country[i])] = static_cast<int>(i);
  }
  return area;
}

void fill_persons(FlowPanel& panel, const FlowHistory& flows) {
  panel.persons.assign(FlowHistory::periods, Eigen::MatrixXd::Zero(panel.size(), panel.size()));
  for (std::size_t pair = 0; pair < flows.pairs(); ++pair) {
    for (int period = 0; period < FlowHistory::periods; ++period) {
      panel.persons[static_cast<std::size_t>(period)](flows.origin[pair], flows.destination[pair]) =
          flows.persons[FlowHistory::at(pair, first_year_of(period))];
    }
  }
}

void fill_stock(FlowPanel& panel, const StockHistory& stocks, const std::vector<int>& area) {
  panel.stock.assign(FlowHistory::periods, Eigen::MatrixXd::Zero(panel.size(), panel.size()));
  for (std::size_t pair = 0; pair < stocks.pairs(); ++pair) {
    const int origin = area[static_cast<std::size_t>(stocks.origin[pair])];
    const int destination = area[static_cast<std::size_t>(stocks.destination[pair])];
    if (origin < 0 || destination < 0 || origin == destination) continue;
    for (int period = 0; period < FlowHistory::periods; ++period) {
      const double stock = stocks.stock[StockHistory::at(pair, first_year_of(period))];
      if (!std::isnan(stock))
        panel.stock[static_cast<std::size_t>(period)](origin, destination) = stock;
    }
  }
}

void fill_growth(FlowPanel& panel, const PopulationHistory& history, const std::vector<int>& area) {
  panel.growth.assign(FlowHistory::periods, Eigen::VectorXd::Zero(panel.size()));
  for (std::size_t country = 0; country < area.size(); ++country) {
    if (area[country] < 0) continue;
    const auto population = [&](int period) {
      return history
          .population[PopulationHistory::at(static_cast<int>(country), first_year_of(period))];
    };
    for (int period = 1; period < FlowHistory::periods; ++period) {
      const double growth = std::log(population(period) / population(period - 1));
      if (std::isfinite(growth))
        panel.growth[static_cast<std::size_t>(period)](area[country]) = growth;
    }
  }
}

}  // namespace

int first_year_of(int period) {
  return FlowHistory::first_period + FlowHistory::period_years * period;
}

FlowPanel load_flow_panel(const std::string& inputs_dir) {
  const FlowHistory flows = load_flow_history(inputs_dir);
  const Countries countries = load_countries(inputs_dir);
  const std::vector<int> area = areas_of_countries(flows, countries.size());
  FlowPanel panel;
  panel.areas = flows.areas;
  fill_persons(panel, flows);
  fill_stock(panel, load_stock_history(inputs_dir, Revision::rev2020), area);
  fill_growth(panel, load_population_history(inputs_dir), area);
  return panel;
}

bool has_history(const FlowPanel& panel, int period, int origin, int destination) {
  const Eigen::MatrixXd& before = panel.persons[static_cast<std::size_t>(period - 1)];
  const Eigen::MatrixXd& stock = panel.stock[static_cast<std::size_t>(period)];
  return before(origin, destination) > 0 || before(destination, origin) > 0 ||
         stock(origin, destination) > 0 || stock(destination, origin) > 0;
}

Eigen::VectorXd net_of(const Eigen::MatrixXd& persons) {
  return persons.colwise().sum().transpose() - persons.rowwise().sum();
}

double net_error(const Eigen::MatrixXd& observed, const Eigen::MatrixXd& forecast) {
  return (net_of(observed) - net_of(forecast)).cwiseAbs().mean();
}

}  // namespace peregrine
