// History as a fit may see it: nothing after the origin.
#pragma once

#include <string>
#include <vector>

#include "host/model/tables/tables.h"

namespace peregrine {

// Stocks of the 2024 revision at mid-1990, 1995 ... `origin_year`, with what was known by then of
// flows, populations and deaths.
struct StockPanel {
  int origin_year = 2020;
  int countries = 0;                       // the last is the unknown origin
  std::vector<int> origin;                 // [pair] country
  std::vector<int> destination;            // [pair] country; sorted by (destination, origin)
  std::vector<std::vector<double>> stock;  // [time][pair] persons, 0 where not estimated
  std::vector<std::vector<double>> log_population;  // [time][country] persons; 0 if unknown
  double deaths_rate = 0.0;  // a year per person, of the migrants' destinations
  // Moves of the last five-year period before the origin (da_pb_closed), where both ends are
  // countries of the panel.
  std::vector<int> flow_origin;
  std::vector<int> flow_destination;
  std::vector<double> flow;  // persons in five years
  double total_flow = 0.0;   // of all pairs

  int times() const { return static_cast<int>(stock.size()); }
  std::size_t pairs() const { return origin.size(); }
};

// Throws InputError. `origin_year` is 2005, 2010, 2015 or 2020.
StockPanel make_stock_panel(const std::string& inputs_dir, int origin_year);

}  // namespace peregrine
