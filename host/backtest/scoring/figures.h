// Figures of a model beside the ranges that they should fall in.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace peregrine {

// A figure and the range that it should fall in.
struct CheckedFigure {
  std::string name;
  std::string unit;
  double value = 0;
  double low = 0;
  double high = 0;

  bool holds() const { return value >= low && value <= high; }
};

struct FigureSection {
  std::string title;
  std::string against;  // whose figures the ranges are, and what was fitted on what
  std::vector<CheckedFigure> figures;
};

// At most 110 columns wide.
std::string format_figures(const std::vector<FigureSection>& sections);

nlohmann::json figures_json(const std::vector<FigureSection>& sections);

}  // namespace peregrine
