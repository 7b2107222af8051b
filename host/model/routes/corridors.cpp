#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "host/model/routes/calibration.h"
#include "host/model/routes/parts.h"
#include "host/model/tables/columns.h"

namespace peregrine {

namespace {

// A figure that may be missing.
float known_or_minus_one(double value) {
  return std::isfinite(value) ? static_cast<float>(value) : -1.0f;
}

// Months of which a reported period has half of the days or more.
struct Months {
  int first = 0;
  int last = 0;
  int count() const { return last - first + 1; }
};

Months months_of(const BorderAttempts& reported) {
  constexpr int middle = 15;
  return {reported.first_month + (reported.first_day > middle ? 1 : 0),
          reported.last_month - (reported.last_day < middle ? 1 : 0)};
}

// Attempts within a period as its border guards' figure gives them: those whom they turned away or
// prevented are not among the detected, as in the fit of the detected share; -1 where the figure is
// none of attempts.
double attempts_of(const BorderAttempts& reported, const IrregularHistory& history) {
  if (reported.kind == AttemptKind::attempts) return reported.attempts;
  const bool stopped =
      reported.kind == AttemptKind::turned_away || reported.kind == AttemptKind::prevented;
  if (!stopped) return -1.0;
  const Months months = months_of(reported);
  double attempts = reported.attempts;
  for (int month = months.first; month <= months.last; ++month) {
    attempts += history.totals[history.border_at(month, reported.border)];
  }
  return attempts;
}

// [observed month][border] attempts as border guards reported them, else -1: a month's own figure,
// or what the shortest period around it leaves to its months without one, in proportion to
// detections. `observed_months` [border].
std::vector<float> reported_attempts(const IrregularHistory& history, int first_month,
                                     const std::vector<int>& observed_months) {
  std::vector<BorderAttempts> periods;
  for (const BorderAttempts& reported : history.attempts) {
    const Months months = months_of(reported);
    const int observed_at = observed_months[static_cast<std::size_t>(reported.border)];
    const bool observed = months.first >= first_month && months.last < first_month + observed_at;
    if (!observed) continue;
    BorderAttempts period = reported;
    period.attempts = attempts_of(reported, history);
    if (period.attempts >= 0.0) periods.push_back(period);
  }
  std::ranges::stable_sort(periods, {},
                           [](const BorderAttempts& one) { return months_of(one).count(); });
  const int most = *std::ranges::max_element(observed_months);
  std::vector<float> attempts(static_cast<std::size_t>(most) * history.borders.size(), -1.0f);
  for (const BorderAttempts& reported : periods) {
    const Months months = months_of(reported);
    const auto of_month = [&](int month) -> float& {
      return attempts[static_cast<std::size_t>(month - first_month) * history.borders.size() +
                      static_cast<std::size_t>(reported.border)];
    };
    const auto weight = [&](int month) {
      return history.totals[history.border_at(month, reported.border)] + route_offset;
    };
    double left = reported.attempts;
    double weights = 0.0;
    for (int month = months.first; month <= months.last; ++month) {
      const auto known = static_cast<double>(of_month(month));
      if (known >= 0.0) {
        left -= known;
      } else {
        weights += weight(month);
      }
    }
    for (int month = months.first; month <= months.last; ++month) {
      if (of_month(month) >= 0.0f) continue;
      of_month(month) = static_cast<float>(std::max(left, 0.0) * weight(month) / weights);
    }
  }
  return attempts;
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

void put_observed(const IrregularHistory& history, int first_month,
                  std::vector<int> observed_months, Routes& routes) {
  const int most = routes.view.observed_months = *std::ranges::max_element(observed_months);
  routes.view.simulated_from = *std::ranges::min_element(observed_months);
  std::vector<float> detections;
  std::vector<float> deaths;
  for (int month = first_month; month < first_month + most; ++month) {
    for (int k = 0; k < routes.view.corridors.count; ++k) {
      const double crossings =
          k < history.corridor_count() ? history.detections[history.at(month, k)] : 0.0;
      detections.push_back(std::isfinite(crossings) ? static_cast<float>(crossings) : 0.0f);
    }
    for (int b = 0; b < history.border_count(); ++b) {
      deaths.push_back(known_or_minus_one(history.deaths[history.border_at(month, b)]));
    }
  }
  RouteCorridorsView& view = routes.view.corridors;
  routes.put(view.observed, std::move(detections));
  routes.put(view.observed_deaths, std::move(deaths));
  routes.put(view.observed_attempts, reported_attempts(history, first_month, observed_months));
  routes.put(routes.view.borders.observed_months, std::move(observed_months));
}

}  // namespace peregrine
