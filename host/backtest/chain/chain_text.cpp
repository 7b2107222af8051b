// What the back-test of the whole chain says, as tables.
#include <fmt/format.h>

#include "host/backtest/chain/chain.h"

namespace peregrine {
namespace {

constexpr double million = 1e6;

std::string title(const ChainReport& report) {
  const ChainTarget& target = report.target;
  std::string text = fmt::format("{} -> {}", target.origin_year, target.target_year);
  if (target.table_year > 0) text += fmt::format(", led to the table of {}", target.table_year);
  if (target.hindsight_to > 0) text += ", no forecast: displacement as it came";
  return text;
}

std::string world_line(const ChainWorld& world) {
  return fmt::format(
      "world of {:.1f} M: {:+.1f} M came; forecast {:+.1f} M in the mean, {:+.1f} M in the median "
      "(80 %: {:+.1f} to {:+.1f})\n",
      world.start / million, world.observed_growth / million, world.mean_growth / million,
      world.median_growth / million, world.low_80 / million, world.high_80 / million);
}

// A row of the scores of one class; the forecasters are Peregrine and its three rivals.
std::string row(const std::string& name, const BacktestReport& report, SizeClass size) {
  const ScoreSums& ours = report.forecasters.front().table[size];
  std::string text = fmt::format("{:<22}{:>8.0f}", name, ours.count);
  for (const ForecasterScores& one : report.forecasters) {
    text += fmt::format("{:>12.0f}", one.table[size].mean_absolute_error());
  }
  const Coverage share = ours.mean_coverage();
  return text + fmt::format("{:>11.0f}{:>9.0f}{:>6.0f}\n", ours.mean_crps(), 100 * share.at_80,
                            100 * share.at_95);
}

std::string headline_row(const std::string& name, const BacktestReport& report) {
  std::string text = fmt::format("{:<30}", name);
  for (const double value : report.headlines.front().values)
    text += fmt::format("{:>12.0f}", value);
  return text + "\n";
}

}  // namespace

std::string format_chain(const std::vector<ChainReport>& reports) {
  std::string text;
  if (!reports.empty()) {
    text += wrapped("data:   ", reports.front().corridors.vintage);
    text += wrapped("fitted: ", reports.front().corridors.fitted) + "\n";
  }
  for (const ChainReport& one : reports) {
    text += title(one) + "\n" + world_line(one.world);
    text += fmt::format("{:<22}{:>8}{:>12}{:>12}{:>12}{:>12}{:>11}{:>9}{:>6}\n", "mean error of",
                        "number", "Peregrine", "no change", "half-linear", "linear", "CRPS", "80 %",
                        "95 %");
    for (std::size_t k = 0; k + 1 < size_class_count; ++k) {
      const auto size = static_cast<SizeClass>(k);
      text += row(fmt::format("corridors of {}", size_class_name(size)), one.corridors, size);
    }
    text += row("all pairs", one.corridors, SizeClass::all);
    text += headline_row("corridors with migrants", one.corridors);
    text += row("destinations", one.destinations, SizeClass::all);
    text += row("origins", one.origins, SizeClass::all) + "\n";
  }
  return text;
}

}  // namespace peregrine
