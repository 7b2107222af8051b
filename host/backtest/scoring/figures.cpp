#include "host/backtest/scoring/figures.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "host/backtest/scoring/report.h"

namespace peregrine {

std::string format_figures(const std::vector<FigureSection>& sections) {
  std::string text;
  for (const FigureSection& section : sections) {
    text += fmt::format("{}\n{}{:<60}{:>10}  {:<4}{:>18}\n", section.title,
                        wrapped("against:", section.against), "", "figure", "", "aim");
    for (const CheckedFigure& figure : section.figures) {
      const bool aimed = std::isfinite(figure.low);
      text +=
          fmt::format("{:<60}{:>10.4f}  {:<4}{:>18}  {}\n", figure.name, figure.value, figure.unit,
                      aimed ? fmt::format("{:.3f} ... {:.3f}", figure.low, figure.high) : "",
                      !aimed           ? ""
                      : figure.holds() ? "holds"
                                       : "MISSED");
    }
    text += "\n";
  }
  return text;
}

nlohmann::json figures_json(const std::vector<FigureSection>& sections) {
  nlohmann::json document = nlohmann::json::array();
  for (const FigureSection& section : sections) {
    nlohmann::json figures = nlohmann::json::array();
    for (const CheckedFigure& figure : section.figures) {
      nlohmann::json one = {{"name", figure.name}, {"unit", figure.unit}, {"value", figure.value}};
      if (std::isfinite(figure.low)) {
        one["low"] = figure.low;
        one["high"] = figure.high;
        one["holds"] = figure.holds();
      }
      figures.push_back(std::move(one));
    }
    document.push_back(
        {{"title", section.title}, {"against", section.against}, {"figures", std::move(figures)}});
  }
  return document;
}

}  // namespace peregrine
