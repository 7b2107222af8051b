#include "host/model/conflict/panel.h"

#include <algorithm>
#include <cmath>

#include "kernels/conflict/other_violence.h"

namespace peregrine {
namespace {

constexpr double least_persons = 500'000;  // Fearon and Laitin 2003, American Political Science
                                           // Review 97
constexpr double income_unit = 8'000;      // PPP dollars of 2021; see kernels/conflict/view.h
constexpr int heat_years = 10;
constexpr int panel_from = ConflictHistory::first_year;
constexpr int counted_from = ConflictHistory::first_counted;
constexpr int panel_to = ConflictHistory::last_year;

std::size_t at(int country, int year) {
  return ConflictHistory::at(country, year);
}

double log_fought(const ConflictPanel& panel, int country, int year) {
  return std::log1p(panel.fought(country, year));
}

void find_active(ConflictPanel& panel, const PopulationByYear& people) {
  for (int country = 0; country < panel.countries.unknown_origin(); ++country) {
    double most = 0.0;
    for (int year = counted_from; year <= PopulationHistory::last_year; ++year) {
      most = std::max(most, people.persons(country, year));
    }
    if (most >= least_persons) panel.active.push_back(country);
  }
}

void complain_of_gaps(const ConflictPanel& panel, const std::string& inputs_dir) {
  std::vector<Problem> problems;
  for (const int country : panel.active) {
    if (!std::isnan(panel.history.past_population[at(country, panel_from)])) continue;
    problems.push_back({inputs_dir + "/history/conflict_past.csv", 0, "iso3",
                        panel.countries.iso3[static_cast<std::size_t>(country)], "has no rows",
                        "add its years 1950 to 1989: it had 500,000 persons in some year since"});
  }
  if (!problems.empty()) throw InputError(std::move(problems));
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
  const auto keep = [](float share, double& memory, double now) {
    const auto decay = static_cast<double>(share);
    return memory = decay * memory + (1.0 - decay) * now;
  };
  for (const int country : panel.active) {
    double memory = log_fought(panel, country, panel_from);
    double long_memory = memory;
    double other = std::log1p(panel.other(country, counted_from));
    for (int year = panel_from; year <= panel_to; ++year) {
      const double now = log_fought(panel, country, year);
      panel.memory[at(country, year)] = keep(conflict_memory_decay, memory, now);
      panel.long_memory[at(country, year)] = keep(long_memory_decay, long_memory, now);
      if (year < counted_from) continue;
      panel.other_past[at(country, year)] =
          keep(other_level_decay, other, std::log1p(panel.other(country, year)));
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
      static_cast<int>(intensity_of(static_cast<float>(fought(country, year)))));
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
  x(of_deaths) = unit * log_fought(*this, country, before);
  x(of_memory) = unit * memory[at(country, before)];
  x(of_long_memory) = unit * long_memory[at(country, before)];
  x(of_neighbours) = around.empty() ? 0.0 : in_conflict / static_cast<double>(around.size());
  x(of_population) = log_population[at(country, before)];
  x(of_income) = log_income[at(country, before)];
  x(of_riches) = std::max(x(of_income) - static_cast<double>(riches_from), 0.0);
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
  complain_of_gaps(panel, inputs_dir);
  const std::size_t size = panel.history.deaths.size();
  panel.memory.assign(size, 0.0);
  panel.long_memory.assign(size, 0.0);
  panel.other_past.assign(size, 0.0);
  panel.log_population.assign(size, 0.0);
  panel.log_income.assign(size, 0.0);
  panel.between_states.assign(size, 0);
  for (const int country : panel.active) {
    for (int year = panel_from; year <= panel_to; ++year) {
      const double persons = year < counted_from ? panel.history.past_population[at(country, year)]
                                                 : people.persons(country, year);
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
