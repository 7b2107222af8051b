#include "host/model/conflict/start.h"

#include <algorithm>
#include <cmath>

#include "kernels/conflict/coups.h"

namespace peregrine {
namespace {

void remember_coups(const ConflictPanel& panel, int origin_year,
                    std::vector<ConflictStart>& starts) {
  for (const CoupYear& coup : panel.history.coups) {
    if (coup.year > origin_year) continue;
    starts[static_cast<std::size_t>(coup.country)].coup_memory +=
        std::pow(static_cast<double>(coup_memory_decay), origin_year - coup.year);
  }
}

// Within a region attempts fall in proportion to income: Londregan and Poole (1990) find the
// government of a poorest country 21 times as likely to be overthrown as that of a richest.
void share_coups(const ConflictPanel& panel, std::vector<ConflictStart>& starts) {
  double africa = 0.0;
  double elsewhere = 0.0;
  for (const int country : panel.active) {
    const auto index = static_cast<std::size_t>(country);
    const bool african = panel.countries.region[index] == "Africa";
    ConflictStart& start = starts[index];
    (african ? start.coup_weight_africa : start.coup_weight_elsewhere) =
        std::exp(-start.log_income);
    (african ? africa : elsewhere) += std::exp(-start.log_income);
  }
  for (ConflictStart& start : starts) {
    start.coup_weight_africa /= africa;
    start.coup_weight_elsewhere /= elsewhere;
  }
}

}  // namespace

std::vector<double> interstate_weights(const ConflictPanel& panel) {
  std::vector<double> weight(static_cast<std::size_t>(panel.countries.size()), 0.0);
  double borders = 0.0;
  for (const int country : panel.active) {
    const auto index = static_cast<std::size_t>(country);
    weight[index] = static_cast<double>(panel.history.neighbours[index].size());
    borders += weight[index];
  }
  for (double& share : weight) share /= borders;
  return weight;
}

std::vector<ConflictStart> conflict_starts(const ConflictPanel& panel, int origin_year) {
  std::vector<ConflictStart> starts(static_cast<std::size_t>(panel.countries.size()));
  const std::vector<double> weights = interstate_weights(panel);
  for (const int country : panel.active) {
    const auto index = static_cast<std::size_t>(country);
    const std::size_t at = ConflictHistory::at(country, origin_year);
    ConflictStart& start = starts[index];
    start.active = 1.0;
    start.deaths = panel.history.deaths[at];
    start.fought = panel.history.fought[at];
    start.memory = panel.memory[at];
    start.long_memory = panel.long_memory[at];
    start.other_past = panel.other_past[at];
    start.interstate = panel.between_states[at];
    start.log_population = panel.log_population[at];
    start.log_income = panel.log_income[at];
    start.heat = panel.expected_heat(country, origin_year + 1);
    const double kelvin = panel.history.temperature_deviation[index];
    start.heat_kelvin = std::isnan(kelvin) ? 0.0 : kelvin;
    start.interstate_weight = weights[index];
    const std::string& code = panel.countries.iso3[index];
    start.coup_belt = std::ranges::count(coup_belt_codes, code) > 0 ? 1.0 : 0.0;
  }
  remember_coups(panel, origin_year, starts);
  share_coups(panel, starts);
  return starts;
}

}  // namespace peregrine
