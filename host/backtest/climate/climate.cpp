#include "host/backtest/climate/climate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>

#include "host/backtest/climate/runs.h"
#include "host/backtest/scoring/report.h"

namespace peregrine {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();

// Linear interpolation between order statistics, as numpy's default, by which FaIR's quantiles were
// taken.
double quantile(const std::vector<double>& sorted, double level) {
  const double place = level * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

void add_sensitivity(FigureSection& section, const char* name, std::vector<double> values,
                     const std::array<double, 3>& published) {
  constexpr double tolerance = 0.01;
  constexpr const char* levels[] = {"5 %", "median", "95 %"};
  std::ranges::sort(values);
  for (std::size_t k = 0; k < published.size(); ++k) {
    section.figures.push_back({fmt::format("{}, {}", name, levels[k]), "K",
                               quantile(values, ClimateReferences::levels[k]),
                               published[k] * (1 - tolerance), published[k] * (1 + tolerance)});
  }
}

FigureSection sensitivities(const ClimateInputs& inputs) {
  // Years until all but 1e-4 of the response to constant forcing is there.
  constexpr int to_equilibrium = 5000;
  constexpr int doubling_years = 70;
  FigureSection section = {
      "Sensitivities of the members by the engine's own energy balance",
      "Smith et al., FaIR calibration 1.4.1: median and 5-95 % of 841 members, to 1 %",
      {}};
  add_sensitivity(section, "equilibrium climate sensitivity",
                  doubling_response(inputs, to_equilibrium, 1), {1.92, 2.82, 4.75});
  add_sensitivity(section, "transient climate response",
                  doubling_response(inputs, doubling_years, doubling_years), {1.25, 1.71, 2.27});
  return section;
}

// Root mean square over members of the difference in one year.
double member_rms(const ClimateRun& run, const ClimateReferences::Scenario& reference,
                  std::size_t point) {
  const std::size_t points = ClimateReferences::points.size();
  const auto year = static_cast<std::size_t>(ClimateReferences::points[point] - run.first_year);
  double square = 0.0;
  for (std::size_t row = 0; row < run.rows(); ++row) {
    const double own = run.temperature[row * static_cast<std::size_t>(run.years) + year];
    const double difference = own - reference.member[row * points + point];
    square += difference * difference;
  }
  return std::sqrt(square / static_cast<double>(run.rows()));
}

FigureSection reproduction(const ClimateInputs& inputs, const ClimateReferences& references) {
  FigureSection section = {
      "FaIR's own runs, from the same emissions, forcing and internal variability",
      "FaIR 2.2.3 with the 841 members: member by member in 2020, 2050 and 2100; quantiles (5, 50, "
      "95 %) in every year of 2020-2100",
      {}};
  constexpr std::array paths = {EmissionPath::ssp126, EmissionPath::ssp245, EmissionPath::ssp585,
                                EmissionPath::verylow, EmissionPath::medium_extension};
  for (std::size_t s = 0; s < paths.size(); ++s) {
    const std::string name(emission_scenario_names[s]);
    const ClimateReferences::Scenario& reference = references.scenarios[s];
    const ClimateRun run = run_members(inputs, paths[s], references.noise_seed);
    double rms = 0.0;
    for (std::size_t point = 0; point < ClimateReferences::points.size(); ++point) {
      rms = std::max(rms, member_rms(run, reference, point));
    }
    double temperature = 0.0;
    double co2 = 0.0;
    std::size_t at = 0;
    for (int year = ClimateReferences::first_year; year <= ClimateReferences::last_year; ++year) {
      const std::vector<double> warm = run.sorted(run.temperature, year);
      const std::vector<double> ppm = run.sorted(run.co2, year);
      for (const double level : ClimateReferences::levels) {
        temperature =
            std::max(temperature, std::abs(quantile(warm, level) - reference.temperature[at]));
        co2 = std::max(co2, std::abs(quantile(ppm, level) / reference.co2[at] - 1.0));
        ++at;
      }
    }
    section.figures.push_back(
        {name + ": rms over members, worst of three years", "K", rms, 0, 0.05});
    section.figures.push_back(
        {name + ": largest difference of a quantile", "K", temperature, 0, 0.05});
    section.figures.push_back(
        {name + ": largest difference of a quantile of CO2", "%", 100 * co2, 0, 1});
  }
  return section;
}

// Draws of the climate as a run makes them, on present policies, which share the past with all.
FigureSection history(const ClimateInputs& inputs, const ClimateReferences& references, int draws,
                      std::uint64_t seed) {
  ClimateSettings settings;
  settings.emissions = EmissionPath::current_policies;
  constexpr int first_year = 1850;
  const ClimateRun run = run_draws_of_climate(inputs, settings, {first_year, 2025}, draws, seed);
  FigureSection section = {"History, 1850 to 2023",
                           "IGCC, K above 1850-1900. The members were constrained on this record "
                           "by their authors: a check "
                           "of the engine, not of skill",
                           {}};
  const auto years = static_cast<std::size_t>(run.years);
  const auto mean_of_year = [&](int year) {
    // The calendar year lies between two Januaries.
    std::vector<double> values;
    for (std::size_t row = 0; row < run.rows(); ++row) {
      const double* const at =
          run.temperature.data() + row * years + static_cast<std::size_t>(year - first_year);
      values.push_back(0.5 * (at[0] + at[1]));
    }
    return values;
  };
  double inside = 0.0;
  double square = 0.0;
  double counted = 0.0;
  std::vector<double> decade(run.rows(), 0.0);
  double observed_decade = 0.0;
  for (std::size_t k = 0; k < references.observed.size(); ++k) {
    const int year = references.observed_year[k];
    if (year > 2023) continue;
    std::vector<double> values = mean_of_year(year);
    if (year > 2010 && year <= 2020) {
      for (std::size_t row = 0; row < decade.size(); ++row) decade[row] += values[row] / 10;
      observed_decade += references.observed[k] / 10;
    }
    std::ranges::sort(values);
    const double observed = references.observed[k];
    inside += observed >= quantile(values, 0.05) && observed <= quantile(values, 0.95) ? 1.0 : 0.0;
    square += std::pow(quantile(values, 0.5) - observed, 2);
    counted += 1.0;
  }
  std::ranges::sort(decade);
  section.figures.push_back(
      {"observed years inside the 90 % band", "%", 100 * inside / counted, 80, 100});
  section.figures.push_back(
      {"rms of the median's error", "K", std::sqrt(square / counted), 0, 0.15});
  section.figures.push_back({"observed mean of 2011-2020", "K", observed_decade,
                             quantile(decade, 0.05), quantile(decade, 0.95)});
  section.figures.push_back({"median of 2011-2020 less observed", "K",
                             quantile(decade, 0.5) - observed_decade, -0.1, 0.1});
  return section;
}

struct Outcome {
  const char* name;
  EmissionPath emissions;
  double delivery;  // of every bloc; negative: the defaults
  double low;
  double high;
};

FigureSection outcomes(const ClimateInputs& inputs, int draws, std::uint64_t seed) {
  constexpr Outcome asked[] = {
      {"all pledges kept", EmissionPath::pledges, 1.0, 1.7, 2.1},
      {"reference", EmissionPath::pledges, -1.0, -unbounded, unbounded},
      {"all pledges two decades late", EmissionPath::pledges, 0.0, -unbounded, unbounded},
      {"current policies", EmissionPath::current_policies, -1.0, 2.6, 3.1}};
  FigureSection section = {
      "Where it leads: mean of 2091-2100",
      "UNEP Emissions Gap Report 2024; blocs' paths and dates were set before these figures were "
      "seen",
      {}};
  for (const Outcome& outcome : asked) {
    ClimateSettings settings;
    settings.emissions = outcome.emissions;
    if (outcome.delivery >= 0) settings.delivery.fill(outcome.delivery);
    const ClimateRun run = run_draws_of_climate(inputs, settings, {2020, 2100}, draws, seed);
    std::vector<double> decade;
    const auto years = static_cast<std::size_t>(run.years);
    for (std::size_t row = 0; row < run.rows(); ++row) {
      double sum = 0.0;
      for (std::size_t y = years - 10; y < years; ++y) sum += run.temperature[row * years + y];
      decade.push_back(sum / 10);
    }
    std::ranges::sort(decade);
    section.figures.push_back({fmt::format("{}, median", outcome.name), "K", quantile(decade, 0.5),
                               outcome.low, outcome.high});
    for (const double level : {0.05, 0.95}) {
      section.figures.push_back({fmt::format("{}, {:.0f} %", outcome.name, 100 * level), "K",
                                 quantile(decade, level), -unbounded, unbounded});
    }
  }
  return section;
}

}  // namespace

std::vector<FigureSection> backtest_climate(const std::string& inputs_dir, int draws,
                                            std::uint64_t seed) {
  const ClimateInputs inputs = load_climate(inputs_dir, load_countries(inputs_dir));
  const ClimateReferences references = load_climate_references(inputs_dir);
  return {sensitivities(inputs), reproduction(inputs, references),
          history(inputs, references, draws, seed), outcomes(inputs, draws, seed)};
}

}  // namespace peregrine
