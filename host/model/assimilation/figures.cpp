#include "host/model/assimilation/figures.h"

#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace peregrine {

StockFigures match_figures(const StockHistory& pairs, const std::vector<double>& figures, int year,
                           const CorridorList& corridors, int unknown) {
  std::map<std::pair<int, int>, std::size_t> corridor_of;
  for (std::size_t c = 0; c < corridors.origin.size(); ++c) {
    corridor_of[{corridors.destination[c], corridors.origin[c]}] = c;
  }
  StockFigures matched;
  matched.year = year;
  matched.persons.assign(corridors.origin.size(), 0.0);
  std::set<int> destinations;
  for (std::size_t pair = 0; pair < pairs.pairs(); ++pair) {
    if (std::isnan(figures[pair])) continue;
    const int destination = pairs.destination[pair];
    destinations.insert(destination);
    auto found = corridor_of.find({destination, pairs.origin[pair]});
    if (found == corridor_of.end()) found = corridor_of.find({destination, unknown});
    if (found == corridor_of.end()) {
      matched.without_corridor += figures[pair];
    } else {
      matched.persons[found->second] += figures[pair];
    }
  }
  for (std::size_t c = 0; c < corridors.origin.size(); ++c) {
    if (!destinations.contains(corridors.destination[c])) matched.persons[c] = no_estimate;
  }
  return matched;
}

}  // namespace peregrine
