// Runs of the climate's kernels alone, without a stock.
#pragma once

#include <cstdint>
#include <vector>

#include "host/model/climate/energy_step.h"
#include "host/model/climate/world.h"

namespace peregrine {

// [member] K: warming after `years` years of the engine's own energy balance where the forcing of
// doubled CO2 is reached linearly over `ramp_years` years and then held.
std::vector<double> doubling_response(const ClimateInputs& inputs, int years, int ramp_years);

// One temperature and concentration a row and year, rows being members or draws.
struct ClimateRun {
  int first_year = 0;
  int years = 0;                    // in a row
  std::vector<double> temperature;  // [row][year] K above 1850-1900
  std::vector<double> co2;          // [row][year] ppm

  std::size_t rows() const { return temperature.size() / static_cast<std::size_t>(years); }
  // Of all rows in one year, ascending.
  std::vector<double> sorted(const std::vector<double>& series, int year) const;
};

// Every member on one emission scenario, 1750-2100, with the internal variability that FaIR drew.
ClimateRun run_members(const ClimateInputs& inputs, EmissionPath scenario,
                       const std::vector<std::uint32_t>& noise_seeds);

struct YearSpan {
  int first;
  int last;
};

// Draws 0 ... draws - 1 of the whole climate process as a run makes them.
ClimateRun run_draws_of_climate(const ClimateInputs& inputs, const ClimateSettings& settings,
                                YearSpan span, int draws, std::uint64_t seed);

}  // namespace peregrine
