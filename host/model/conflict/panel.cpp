#include "host/model/conflict/panel.h"

#include <algorithm>
#include <cmath>

#include "kernels/conflict/laws.h"

namespace peregrine {
namespace {

constexpr double least_persons = 500'000;  // Fearon and Laitin 2003, American Political Science
                                           // Review 97
constexpr double income_unit = 8'000;      // PPP dollars of 2021; see kernels/conflict/view.h
constexpr int heat_years = 10;
constexpr int panel_from = ConflictHistory::first_year;
constexpr int panel_to = ConflictHistory::last_year;

std::size_t at(int country, int year) {
  return ConflictHistory::at(country, year);
}

double log_deaths(const ConflictPanel& panel, int country, int year) {
  return std::log1p(panel.deaths(country, year));
}

void find_active(ConflictPanel& panel, const PopulationByYear& people) {
  for (int country = 0; country < panel.countries.unknown_origin(); ++country) {
    double most = 0.0;
    for (int year = panel_from; year <= PopulationHistory::last_year; ++year) {
      most = std::max(most, people.persons(country, year));
    }
    if (most >= least_persons) panel.active.push_back(country);
  }
}

void fill_heat(ConflictPanel& panel) {
  panel.heat = panel.history.heat;
  for (int year = panel_from; year <= panel_to; ++year) {
    double sum = 0.0;
    int known = 0;
    for (const int country : panel.active) {
      const double heat = panel.heat[at(country, year)];
      if (std::isnan(heat)) continue;
      sum += heat;
      ++known;
    }
    for (const int country : panel.active) {
      double& heat = panel.heat[at(country, year)];
      if (!std::isnan(heat)) continue;
      heat = known > 0 ? sum / known : panel.expected_heat(country, year);
    }
  }
  for (double& heat : panel.heat) heat = std::isnan(heat) ? 0.0 : heat;
}

void remember(ConflictPanel& panel) {
  constexpr auto decay = static_cast<double>(conflict_memory_decay);
  for (const int country : panel.active) {
    double memory = log_deaths(panel, country, panel_from);
    for (int year = panel_from; year <= panel_to; ++year) {
      memory = decay * memory + (1.0 - decay) * log_deaths(panel, country, year);
      panel.memory[at(country, year)] = memory;
    }
  }
}

void mark_interstate_wars(ConflictPanel& panel) {
  for (const InterstateWarYear& war : panel.history.interstate) {
    if (war.year < panel_from || panel.intensity(war.country, war.year) != Intensity::war) continue;
    panel.between_states[at(war.country, war.year)] = 1;
  }
}

}  // namespace

Intensity ConflictPanel::intensity(int country, int year) const {
  return static_cast<Intensity>(
      static_cast<int>(intensity_of(static_cast<float>(deaths(country, year)))));
}

double ConflictPanel::expected_heat(int country, int year) const {
  const int from = std::max(panel_from, year - heat_years);
  double sum = 0.0;
  for (int t = from; t < year; ++t) sum += heat[at(country, t)];
  return year > from ? sum / (year - from) : 0.0;
}

ConflictFeatures ConflictPanel::features(int country, int year, HeatKnown known) const {
  const int before = year - 1;
  const auto unit = static_cast<double>(log_deaths_unit);
  const std::vector<int>& around = history.neighbours[static_cast<std::size_t>(country)];
  double in_conflict = 0.0;
  for (const int neighbour : around) {
    in_conflict += intensity(neighbour, before) != Intensity::none ? 1.0 : 0.0;
  }
  ConflictFeatures x;
  x(of_one) = 1.0;
  x(of_minor) = intensity(country, before) == Intensity::minor ? 1.0 : 0.0;
  x(of_war) = intensity(country, before) == Intensity::war ? 1.0 : 0.0;
  x(of_deaths) = unit * log_deaths(*this, country, before);
  x(of_memory) = unit * memory[at(country, before)];
  x(of_neighbours) = around.empty() ? 0.0 : in_conflict / static_cast<double>(around.size());
  x(of_population) = log_population[at(country, before)];
  x(of_income) = log_income[at(country, before)];
  x(of_heat) =
      known == HeatKnown::observed ? heat[at(country, year)] : expected_heat(country, year);
  return x;
}

ConflictPanel make_conflict_panel(const std::string& inputs_dir) {
  ConflictPanel panel;
  panel.countries = load_countries(inputs_dir);
  panel.history = load_conflict_history(inputs_dir, panel.countries);
  const PopulationByYear people = load_population_by_year(inputs_dir);
  find_active(panel, people);
  const std::size_t size = panel.history.deaths.size();
  panel.memory.assign(size, 0.0);
  panel.log_population.assign(size, 0.0);
  panel.log_income.assign(size, 0.0);
  panel.between_states.assign(size, 0);
  for (const int country : panel.active) {
    for (int year = panel_from; year <= panel_to; ++year) {
      const double persons = people.persons(country, year);
      panel.log_population[at(country, year)] =
          std::log(persons / static_cast<double>(persons_unit));
      panel.log_income[at(country, year)] =
          std::log(panel.history.gdp_ppp[at(country, year)] / income_unit);
    }
  }
  fill_heat(panel);
  remember(panel);
  mark_interstate_wars(panel);
  return panel;
}

}  // namespace peregrine
