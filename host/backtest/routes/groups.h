// Routes as Frontex reports them: the borders that they consist of, added up.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "host/model/routes/tables.h"

namespace peregrine {

struct RouteGroup {
  std::string name;
  std::vector<int> borders;
  int first_month = 0;
  int months = 1;                  // of a figure: 3 where a border's are by quarter
  std::vector<double> detections;  // [month - first_month] of all its borders

  // Of the figure that ends with that month; NaN where there is none.
  double at(int month) const;
  // Whether a figure ends with that month.
  bool has(int month) const;
  // Its draws of the figure that ends `months_ahead` ahead, `months` and more, of an ensemble
  // [month][border][draw].
  std::vector<float> draws(const std::vector<float>& ensemble, int months_ahead, int border_count,
                           int draws) const;
};

// Those of a route but for the borders named in `without`.
RouteGroup route_group(const IrregularHistory& history, const std::string& name,
                       const std::string& route, const std::vector<std::string>& without = {});

// Central Mediterranean, Eastern Borders, Eastern Mediterranean, Western Africa, Western Balkans,
// Western Mediterranean.
std::vector<RouteGroup> six_routes(const IrregularHistory& history);
RouteGroup eastern_without_ukrainians(const IrregularHistory& history);
RouteGroup channel_by_quarter(const IrregularHistory& history);

}  // namespace peregrine
