#include "host/backtest/routes/groups.h"

#include <algorithm>
#include <cmath>

namespace peregrine {

double RouteGroup::at(int month) const {
  double sum = 0.0;
  for (int ago = 0; ago < months; ++ago) {
    const int one = month - ago;
    sum +=
        one < first_month ? no_estimate : detections[static_cast<std::size_t>(one - first_month)];
  }
  return sum;
}

bool RouteGroup::has(int month) const {
  return (month + 1) % months == 0 && std::isfinite(at(month));
}

std::vector<float> RouteGroup::draws(const std::vector<float>& ensemble, int months_ahead,
                                     int border_count, int draws) const {
  std::vector<float> sum(static_cast<std::size_t>(draws), 0.0f);
  for (const int border : borders) {
    for (int ahead = months_ahead - months + 1; ahead <= months_ahead; ++ahead) {
      const auto begin = static_cast<std::size_t>((ahead - 1) * border_count + border) *
                         static_cast<std::size_t>(draws);
      for (std::size_t draw = 0; draw < sum.size(); ++draw) sum[draw] += ensemble[begin + draw];
    }
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
    if (one.by_quarter) group.months = 3;
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

RouteGroup channel_by_quarter(const IrregularHistory& history) {
  return route_group(history, "channel", "channel");
}

}  // namespace peregrine
