// The climate against what it must reproduce: published sensitivities, FaIR's own runs, the
// observed record, and where pledges and present policies lead.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace peregrine {

// A figure and the range that it should fall in.
struct ClimateFigure {
  std::string name;
  std::string unit;
  double value = 0;
  double low = 0;
  double high = 0;

  bool holds() const { return value >= low && value <= high; }
};

struct ClimateSection {
  std::string title;
  std::string against;  // whose figures the ranges are, and what was fitted on what
  std::vector<ClimateFigure> figures;
};

// `draws` realizations of each ensemble, at least 2. Throws InputError.
std::vector<ClimateSection> backtest_climate(const std::string& inputs_dir, int draws,
                                             std::uint64_t seed);

// At most 110 columns wide.
std::string format_climate(const std::vector<ClimateSection>& sections);

nlohmann::json climate_json(const std::vector<ClimateSection>& sections);

}  // namespace peregrine
