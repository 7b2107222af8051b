// The tables of inputs/climate, as plain arrays. inputs/SOURCES.md says where each figure is from.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/model/tables/readers.h"
#include "host/model/tables/tables.h"

namespace peregrine {

// Years 1750 ... 2100 of every climate series; [year - ClimateYears::first].
struct ClimateYears {
  static constexpr int first = 1750;
  static constexpr int last = 2100;
  static constexpr int count = last - first + 1;
};

// Emission scenarios whose forcing is known member by member.
enum class EmissionScenario { ssp126, ssp245, ssp585, verylow, medium_extension };
inline constexpr std::array<std::string_view, 5> emission_scenario_names = {
    "ssp126", "ssp245", "ssp585", "verylow", "medium-extension"};

inline constexpr std::array<std::string_view, 5> bloc_names = {
    "china", "united_states", "european_union", "india", "rest_of_world"};

// A row of the FaIR 1.4.1 posterior, its parameters correlated with each other.
struct ClimateMember {
  int number = 0;                    // in the source
  double gamma = 0;                  // 1/year
  std::array<double, 3> capacity{};  // of the layers, W year/m2/K
  std::array<double, 3> transfer{};  // to space, to the middle, to the deep layer, W/m2/K
  double efficacy = 0;               // of heat uptake by the deep layer
  double sigma_forcing = 0;          // W/m2 per square root of a year
  double sigma_surface = 0;          // the same
  double forcing_4co2 = 0;           // W/m2
  double iirf_start = 0;             // years
  double iirf_uptake = 0;            // years/GtCO2
  double iirf_temperature = 0;       // years/K
  double iirf_airborne = 0;          // years/GtCO2
  double co2_forcing_scale = 0;      // before the tropospheric adjustment
  double co2_1750 = 0;               // ppm
};

struct ClimateScenarioSeries {
  std::vector<float> other_forcing;  // [member][year] of all but CO2, W/m2
  std::vector<double> fossil;        // [year] GtCO2
  std::vector<double> land;          // [year] GtCO2, land use
};

struct BlocPledge {
  double peak_year = 0;
  double net_zero_year = 0;
  double coverage = 0;  // share of the bloc's emissions under the pledge
};

struct ClimateInputs {
  std::vector<ClimateMember> members;
  std::array<ClimateScenarioSeries, emission_scenario_names.size()> scenarios;
  std::array<BlocPledge, bloc_names.size()> pledges;
  std::vector<double> shares;      // [year][bloc] of fossil emissions; 0 before the table
  std::vector<double> pattern;     // [country] K/K; 0 for OOO
  std::vector<double> pattern_sd;  // [country]
  std::vector<double> yearly_sd;   // [country] K

  const ClimateScenarioSeries& of(EmissionScenario scenario) const {
    return scenarios[static_cast<std::size_t>(scenario)];
  }
};

// What the climate is scored against.
struct ClimateReferences {
  static constexpr int first_year = 2020;
  static constexpr int last_year = 2100;
  static constexpr std::array<int, 3> points = {2020, 2050, 2100};
  static constexpr std::array<double, 3> levels = {0.05, 0.5, 0.95};

  struct Scenario {
    std::vector<double> temperature;  // [year][level] K above 1850-1900
    std::vector<double> co2;          // [year][level] ppm
    std::vector<double> member;       // [member][point] K above 1850-1900
  };
  std::array<Scenario, emission_scenario_names.size()> scenarios;
  std::vector<std::uint32_t> noise_seed;  // [member] of the source's internal variability
  std::vector<int> observed_year;
  std::vector<double> observed;  // K above 1850-1900
};

// Both throw InputError with the problems of all tables.
ClimateInputs load_climate(const std::string& inputs_dir, const Countries& countries);
ClimateReferences load_climate_references(const std::string& inputs_dir);

// As those of host/model/tables/readers.h: problems are appended.
ClimateInputs read_climate(const std::string& inputs_dir, const Countries& countries,
                           Problems& problems);
ClimateReferences read_climate_references(const std::string& inputs_dir, Problems& problems);

}  // namespace peregrine
