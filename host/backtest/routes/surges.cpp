// Where the surges of 2021 and 2023 lie in the forecasts made before them.
#include <fmt/format.h>

#include <algorithm>

#include "host/backtest/routes/ensemble.h"
#include "host/backtest/routes/groups.h"
#include "host/backtest/routes/routes.h"
#include "host/statistics/order.h"

namespace peregrine {
namespace {

Surge rank_surge(const RouteRecord& record, const RouteGroup& group, int origin, int first_month,
                 int last_month, int draws, std::uint64_t seed) {
  Surge surge;
  surge.name = group.name;
  surge.origin = origin;
  const std::vector<float> ensemble =
      route_ensemble(record, fit_routes(record.history, origin), last_month - origin, draws, seed);
  for (int month = first_month; month <= last_month; ++month) {
    std::vector<float> sorted =
        group.draws(ensemble, month - origin, record.history.border_count(), draws);
    std::sort(sorted.begin(), sorted.end());
    SurgeRank rank;
    rank.month = month;
    rank.outcome = group.at(month);
    rank.median = sorted_quantile(sorted, 0.5);
    rank.low_99 = sorted_quantile(sorted, 0.005);
    rank.high_99 = sorted_quantile(sorted, 0.995);
    const auto above =
        std::lower_bound(sorted.begin(), sorted.end(), static_cast<float>(rank.outcome));
    rank.rank = static_cast<double>(above - sorted.begin()) / static_cast<double>(draws);
    surge.months.push_back(rank);
  }
  return surge;
}

}  // namespace

bool Surge::inside_99() const {
  return std::all_of(months.begin(), months.end(), [](const SurgeRank& one) {
    return one.outcome >= one.low_99 && one.outcome <= one.high_99;
  });
}

std::vector<Surge> rank_surges(const RouteRecord& record, int draws, std::uint64_t seed) {
  const IrregularHistory& history = record.history;
  return {rank_surge(record, eastern_without_ukrainians(history), month_number(2021, 5),
                     month_number(2021, 7), month_number(2021, 11), draws, seed),
          rank_surge(record, route_group(history, "central-mediterranean", "central-mediterranean"),
                     month_number(2022, 12), month_number(2023, 1), month_number(2023, 12), draws,
                     seed),
          rank_surge(record, eastern_without_ukrainians(history), month_number(2020, 12),
                     month_number(2021, 1), month_number(2021, 12), draws, seed)};
}

std::string format_surges(const std::string& inputs_dir, int draws, std::uint64_t seed) {
  std::string text = "Surges in the forecasts made before them\n";
  for (const Surge& surge : rank_surges(load_route_record(inputs_dir), draws, seed)) {
    text +=
        fmt::format("{}, from {}: {}\n{:<10}{:>12}{:>12}{:>12}{:>12}{:>16}\n", surge.name,
                    month_text(surge.origin),
                    surge.inside_99() ? "inside the 99 % band" : "outside the 99 % band in a month",
                    "month", "detections", "median", "99 % from", "to", "draws below, %");
    for (const SurgeRank& one : surge.months) {
      text += fmt::format("{:<10}{:>12.0f}{:>12.0f}{:>12.0f}{:>12.0f}{:>16.2f}\n",
                          month_text(one.month), one.outcome, one.median, one.low_99, one.high_99,
                          100.0 * one.rank);
    }
    text += "\n";
  }
  return text;
}

}  // namespace peregrine
