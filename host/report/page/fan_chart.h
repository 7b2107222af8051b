// Charts of a forecast's bands over time that need no script.
#pragma once

#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/report/page/sources.h"

namespace peregrine {

// A line or points beside the bands.
struct ChartLine {
  std::string form;   // class in the style sheet: history, later, naive, path
  std::string label;  // in the legend; empty: not there
  std::vector<double> x;
  std::vector<double> y;
};

struct FanChart {
  std::string id;
  std::string title;            // read aloud, with the unit
  std::string unit;             // above the axis, for example "millions of persons"
  double shown_per_unit = 1.0;  // 1e-6 where the numbers are persons and the axis shows millions
  int digits = 6;               // significant digits of the numbers that the page holds
  std::vector<double> x;        // years; months as 2024 + 6.5 / 12
  std::vector<ChartedQuantiles> quantiles;  // [x]
  std::vector<ChartLine> lines;
  double last_observed = std::numeric_limits<double>::quiet_NaN();  // x of the dashed line
  std::string last_observed_words;
};

// Round numbers from `low` to `high` or beyond, about `count` of them; the two themselves where
// nothing lies between them that a number can tell.
std::vector<double> round_ticks(double low, double high, int count);

// Whether a chart says what its lines and bands are, or those around it share a legend.
enum class Legend { own, shared };
std::string legend_as_html(const FanChart& chart);

// "<figure class=fan ...>": labels are text of the page, so that they keep their size.
std::string chart_as_html(const FanChart& chart, Legend legend = Legend::own);

// The numbers of the chart, for hovering, for tables and to be downloaded.
nlohmann::json chart_as_json(const FanChart& chart);

}  // namespace peregrine
