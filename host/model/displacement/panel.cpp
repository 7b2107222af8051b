#include "host/model/displacement/panel.h"

#include <algorithm>
#include <cmath>

namespace peregrine {
namespace {

// For the few pairs with an area that has no place (unknown, stateless): as far as the median pair.
constexpr double unknown_distance_km = 5000.0;

bool known_by(const DisplacementHistory& history, int pair, int last_year) {
  for (int year = DisplacementHistory::first_year; year <= last_year; ++year) {
    const std::size_t at = DisplacementHistory::at(pair, year);
    if (history.refugees[at] > 0 || history.others[at] > 0 || history.new_refugees[at] > 0 ||
        history.new_others[at] > 0 || history.claims[at] > 0 || history.eu_applications[at] > 0) {
      return true;
    }
  }
  return false;
}

std::vector<char> eu_destinations(const DisplacementHistory& history) {
  std::vector<char> reporting(history.areas.size(), 0);
  for (std::size_t pair = 0; pair < history.origin.size(); ++pair) {
    if (history.in_eu_table[pair])
      reporting[static_cast<std::size_t>(history.destination[pair])] = 1;
  }
  return reporting;
}

void add_pair(const DisplacementHistory& history, int pair, DisplacementPanel& panel) {
  const auto row = static_cast<std::size_t>(pair);
  const double distance = history.distance_km[row];
  panel.source_pair.push_back(pair);
  panel.origin.push_back(history.origin[row]);
  panel.destination.push_back(history.destination[row]);
  panel.contiguous.push_back(history.contiguous[row] ? 1.0f : 0.0f);
  panel.log_distance.push_back(static_cast<float>(
      std::log(std::isnan(distance) ? unknown_distance_km : std::max(distance, 1.0))));
  for (int year = DisplacementPanel::first_year; year <= panel.last_year; ++year) {
    const std::size_t at = DisplacementHistory::at(pair, year);
    const bool all = panel.kind == DisplacedKind::displaced_abroad;
    const bool asylum = panel.kind == DisplacedKind::eu_asylum;
    panel.stock.push_back(asylum ? 0.0f : history.refugees[at] + (all ? history.others[at] : 0.0f));
    panel.displaced.push_back(
        asylum ? 0.0f : history.new_refugees[at] + (all ? history.new_others[at] : 0.0f));
    panel.claims.push_back(history.claims[at]);
  }
}

}  // namespace

DisplacementPanel make_displacement_panel(const DisplacementHistory& history, DisplacedKind kind,
                                          int last_year) {
  DisplacementPanel panel;
  panel.kind = kind;
  panel.last_year = last_year;
  panel.areas = history.area_count();
  const std::vector<char> in_eu = eu_destinations(history);
  for (int pair = 0; pair < history.pairs(); ++pair) {
    const auto row = static_cast<std::size_t>(pair);
    const bool wanted = kind != DisplacedKind::eu_asylum ||
                        in_eu[static_cast<std::size_t>(history.destination[row])];
    if (wanted && history.origin[row] != history.destination[row] &&
        known_by(history, pair, last_year)) {
      add_pair(history, pair, panel);
    }
  }
  for (int area = 0; area <= panel.areas; ++area) {
    const auto first = std::lower_bound(panel.origin.begin(), panel.origin.end(), area);
    panel.first_pair.push_back(static_cast<int>(first - panel.origin.begin()));
  }
  for (int area = 0; area < panel.areas; ++area) {
    const auto begin = history.deaths.begin() +
                       static_cast<std::ptrdiff_t>(DisplacementHistory::at(area, panel.first_year));
    panel.deaths.insert(panel.deaths.end(), begin, begin + panel.years());
  }
  return panel;
}

std::vector<float> log_openness(const DisplacementPanel& panel, int year, double claim_share) {
  constexpr int window_years = 5;
  constexpr double floor_persons = 100.0;
  std::vector<double> taken_in(static_cast<std::size_t>(panel.areas), floor_persons);
  for (int pair = 0; pair < panel.pairs(); ++pair) {
    const int first = std::max(year - window_years + 1, DisplacementPanel::first_year);
    for (int past = first; past <= year; ++past) {
      taken_in[static_cast<std::size_t>(panel.destination[static_cast<std::size_t>(pair)])] +=
          static_cast<double>(panel.arrivals(pair, past, claim_share));
    }
  }
  std::vector<float> openness;
  for (const int destination : panel.destination) {
    openness.push_back(
        static_cast<float>(std::log(taken_in[static_cast<std::size_t>(destination)])));
  }
  return openness;
}

}  // namespace peregrine
