#include <cmath>
#include <numeric>
#include <utility>

#include "host/model/routes/parts.h"
#include "host/model/tables/columns.h"

namespace peregrine {

namespace {

// A figure that may be missing.
float known_or_minus_one(double value) {
  return std::isfinite(value) ? static_cast<float>(value) : -1.0f;
}

// [border + 1]
std::vector<int> first_corridors(const IrregularHistory& history) {
  std::vector<int> first(history.borders.size() + 1, 0);
  for (const RouteCorridor& corridor : history.corridors) {
    ++first[static_cast<std::size_t>(corridor.border) + 1];
  }
  std::partial_sum(first.begin(), first.end(), first.begin());
  return first;
}

// Logs of weights as those of shares that sum to one at every border, padded.
std::vector<float> log_shares(std::vector<float> logs, const std::vector<int>& first_corridor,
                              std::size_t padded) {
  for (std::size_t b = 0; b + 1 < first_corridor.size(); ++b) {
    double sum = 0.0;
    for (int k = first_corridor[b]; k < first_corridor[b + 1]; ++k) {
      sum += std::exp(static_cast<double>(logs[static_cast<std::size_t>(k)]));
    }
    for (int k = first_corridor[b]; k < first_corridor[b + 1]; ++k) {
      logs[static_cast<std::size_t>(k)] -= static_cast<float>(std::log(sum));
    }
  }
  logs.resize(padded, 0.0f);
  return logs;
}

}  // namespace

void put_corridors(const RouteInputs& inputs, const Countries& countries, Routes& routes) {
  const IrregularHistory& history = inputs.history;
  const std::vector<RouteCorridorCalibration>& fitted = inputs.calibration.corridors;
  const std::size_t padded = (history.corridors.size() + 3) / 4 * 4;
  const std::vector<int> first = first_corridors(history);
  std::vector<int> border =
      column<int>(history.corridors, [](const RouteCorridor& corridor) { return corridor.border; });
  std::vector<int> origin = column<int>(history.corridors, [&](const RouteCorridor& corridor) {
    const int country = countries.index_of(corridor.nationality);
    return country < 0 ? countries.unknown_origin() : country;
  });
  border.resize(padded, 0);
  origin.resize(padded, countries.unknown_origin());
  // Without months by chance nothing shakes the shares.
  const double shaken = routes.view.simulated == 0 ? 0.0 : 1.0;
  std::vector<float> scale = column<float>(fitted, [&](const RouteCorridorCalibration& corridor) {
    return shaken * corridor.share_scale;
  });
  scale.resize(padded, 0.0f);
  RouteCorridorsView& view = routes.view.corridors;
  view.count = static_cast<int>(padded);
  view.share_memory = static_cast<float>(inputs.calibration.share_memory);
  view.tail = static_cast<float>(inputs.calibration.tail);
  routes.put(view.border, std::move(border));
  routes.put(view.origin, std::move(origin));
  routes.put(view.share_scale, std::move(scale));
  routes.put(view.log_share, log_shares(narrowed(inputs.state.log_share), first, padded));
  routes.put(view.long_run, log_shares(column<float>(fitted,
                                                     [](const RouteCorridorCalibration& corridor) {
                                                       return corridor.long_run_log_share;
                                                     }),
                                       first, padded));
  routes.put(routes.view.borders.first_corridor, first);
}

void put_observed(const IrregularHistory& history, int first_month, Routes& routes) {
  const int observed_months = routes.view.observed_months;
  std::vector<float> detections;
  std::vector<float> deaths;
  for (int month = first_month; month < first_month + observed_months; ++month) {
    for (int k = 0; k < routes.view.corridors.count; ++k) {
      const double crossings =
          k < history.corridor_count() ? history.detections[history.at(month, k)] : 0.0;
      detections.push_back(std::isfinite(crossings) ? static_cast<float>(crossings) : 0.0f);
    }
    for (int b = 0; b < history.border_count(); ++b) {
      deaths.push_back(known_or_minus_one(history.deaths[history.border_at(month, b)]));
    }
  }
  std::vector<float> attempts(deaths.size(), -1.0f);
  for (const BorderAttempts& reported : history.attempts) {
    const int month = reported.first_month - first_month;
    const bool whole = reported.first_month == reported.last_month && reported.first_day == 1;
    if (!whole || month < 0 || month >= observed_months) continue;
    if (reported.kind != AttemptKind::attempts) continue;
    const auto row = static_cast<std::size_t>(month) * history.borders.size();
    attempts[row + static_cast<std::size_t>(reported.border)] =
        static_cast<float>(reported.attempts);
  }
  RouteCorridorsView& view = routes.view.corridors;
  routes.put(view.observed, std::move(detections));
  routes.put(view.observed_deaths, std::move(deaths));
  routes.put(view.observed_attempts, std::move(attempts));
}

}  // namespace peregrine
