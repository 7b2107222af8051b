#include "host/backtest/routes/groups.h"

#include <algorithm>

namespace peregrine {

std::vector<float> RouteGroup::draws(const std::vector<float>& ensemble, int months_ahead,
                                     int border_count, int draws) const {
  std::vector<float> sum(static_cast<std::size_t>(draws), 0.0f);
  for (const int border : borders) {
    const auto begin = static_cast<std::size_t>((months_ahead - 1) * border_count + border) *
                       static_cast<std::size_t>(draws);
    for (std::size_t draw = 0; draw < sum.size(); ++draw) sum[draw] += ensemble[begin + draw];
  }
  return sum;
}

RouteGroup route_group(const IrregularHistory& history, const std::string& name,
                       const std::string& route, const std::vector<std::string>& without) {
  RouteGroup group;
  group.name = name;
  group.first_month = IrregularHistory::first_month;
  group.detections.assign(IrregularHistory::months, 0.0);
  for (int border = 0; border < history.border_count(); ++border) {
    const Border& one = history.borders[static_cast<std::size_t>(border)];
    if (one.route != route || std::count(without.begin(), without.end(), one.code) > 0) continue;
    group.borders.push_back(border);
    for (int i = 0; i < IrregularHistory::months; ++i) {
      group.detections[static_cast<std::size_t>(i)] +=
          history.totals[history.border_at(IrregularHistory::first_month + i, border)];
    }
  }
  return group;
}

std::vector<RouteGroup> six_routes(const IrregularHistory& history) {
  std::vector<RouteGroup> groups;
  for (const char* route : {"central-mediterranean", "eastern-borders", "eastern-mediterranean",
                            "western-africa", "western-balkans", "western-mediterranean"}) {
    groups.push_back(route_group(history, route, route));
  }
  return groups;
}

RouteGroup eastern_without_ukrainians(const IrregularHistory& history) {
  return route_group(history, "eastern-borders without Ukrainians", "eastern-borders",
                     {"eastern-ukrainians"});
}

}  // namespace peregrine
