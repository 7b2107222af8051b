#include "host/backtest/stock/stock.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "host/backtest/scoring/tables.h"
#include "host/model/stock/fit/pair_figures.h"
#include "host/model/stock/fit/stock.h"
#include "host/statistics/order.h"

namespace peregrine {

namespace {

constexpr int horizon = 5;  // years

// The corridors of a back-test: every pair of a known origin and a destination of the table.
struct Corridor {
  int origin;
  int destination;
  double before;   // persons, five years before the origin year
  double start;    // persons at the origin year
  double outcome;  // persons five years later
};

std::vector<Corridor> corridors_of(const StockPanel& panel, const PairFigures& figures) {
  std::vector<bool> hosts(static_cast<std::size_t>(panel.countries), false);
  std::vector<bool> sends(hosts.size(), false);
  for (std::size_t pair = 0; pair < panel.pairs(); ++pair) {
    hosts[static_cast<std::size_t>(panel.destination[pair])] = true;
    sends[static_cast<std::size_t>(panel.origin[pair])] = true;
  }
  std::vector<Corridor> corridors;
  for (int destination = 0; destination < panel.countries; ++destination) {
    for (int origin = 0; origin + 1 < panel.countries; ++origin) {
      if (origin == destination || !hosts[static_cast<std::size_t>(destination)] ||
          !sends[static_cast<std::size_t>(origin)]) {
        continue;
      }
      const int year = panel.origin_year;
      corridors.push_back({origin, destination, figures.stock(origin, destination, year - horizon),
                           figures.stock(origin, destination, year),
                           figures.stock(origin, destination, year + horizon)});
    }
  }
  return corridors;
}

WorldSource source_of(const std::vector<Corridor>& corridors, const PopulationHistory& history,
                      int countries, int origin_year) {
  WorldSource source;
  source.years = horizon;
  for (const Corridor& corridor : corridors) {
    source.origin.push_back(corridor.origin);
    source.destination.push_back(corridor.destination);
    source.stock.push_back(corridor.start);
  }
  hold_natural_change(history, countries, origin_year, source);
  return source;
}

StockCalibration calibration_of(const StockFit& fit, const std::vector<Corridor>& corridors,
                                int countries) {
  constexpr int posterior_draws = 400;
  const PressureMap map = fit.map();
  StockCalibration calibration;
  calibration.posterior = posterior_rows(fit, posterior_draws);
  calibration.revision_destination.assign(static_cast<std::size_t>(countries), 0.0);
  calibration.revised_share = calibration.revision_destination;
  std::vector<double> stock;
  for (const Corridor& corridor : corridors) {
    calibration.corridors.push_back(calibrate_corridor(fit, map, corridor.before, corridor.start));
    stock.push_back(corridor.start);
  }
  set_opening_hazards(fit, stock, calibration);
  return calibration;
}

void add_world(BacktestReport& report, const std::vector<Corridor>& corridors,
               StockSamples& samples) {
  double observed = 0.0;
  double start = 0.0;
  for (const Corridor& corridor : corridors) {
    observed += corridor.outcome;
    start += corridor.start;
  }
  std::sort(samples.world.begin(), samples.world.end());
  report.notes.push_back(fmt::format(
      "world, known origins: {:.1f} M at the origin, {:.1f} M observed; forecast {:.1f} M "
      "(80 % band {:.1f} to {:.1f})",
      start / 1e6, observed / 1e6, sorted_quantile(samples.world, 0.5) / 1e6,
      sorted_quantile(samples.world, 0.1) / 1e6, sorted_quantile(samples.world, 0.9) / 1e6));
}

// One sentence for every size class whose coverage leaves the band aimed at.
void note_coverage(BacktestReport& report) {
  const ScoreTable& table = report.forecasters.front().table;
  for (std::size_t k = 0; k + 1 < size_class_count; ++k) {
    const auto size = static_cast<SizeClass>(k);
    const Coverage coverage = table[size].mean_coverage();
    const auto note = [&](int level, double share, double low, double high) {
      if (table[size].count == 0.0 || (share >= low && share <= high)) return;
      report.notes.push_back(
          fmt::format("the {} % band of class {} covers {:.1f} %, outside {:.0f}-{:.0f} %", level,
                      size_class_name(size), 100 * share, 100 * low, 100 * high));
    };
    note(80, coverage.at_80, 0.75, 0.85);
    note(95, coverage.at_95, 0.92, 0.98);
  }
}

}  // namespace

BacktestReport backtest_stock(const std::string& inputs_dir, int origin_year, int draws,
                              std::uint64_t seed) {
  if (draws < 2) throw std::invalid_argument("backtest_stock needs at least two draws");
  const StockHistory history = load_stock_history(inputs_dir, Revision::rev2024);
  const StockPanel panel = make_stock_panel(inputs_dir, origin_year);
  const StockFit fit = fit_stock(panel);
  const std::vector<Corridor> corridors = corridors_of(panel, PairFigures(history));
  const WorldSource source =
      source_of(corridors, load_population_history(inputs_dir), panel.countries, origin_year);
  const World world = make_world(source, calibration_of(fit, corridors, panel.countries));
  const StockSwitches switches = {0.0f, 1.0f, 1.0f, 1};
  StockSamples samples = sample_stocks(world, switches, {horizon}, draws, seed).front();

  BacktestReport report;
  report.title = "Migrant stock by corridor, all pairs of known origin, UN DESA";
  report.origin = std::to_string(origin_year);
  report.target = std::to_string(origin_year + horizon);
  report.years_ahead = horizon;
  report.vintage =
      "UN DESA International Migrant Stock, 2024 revision, tables up to the origin as revised "
      "since, not as published at the time; flows of Abel and Cohen and WPP 2024 likewise";
  report.fitted = fmt::format(
      "all parameters on the changes of {} five-year periods up to the origin; half of the last "
      "change going on as prior. The specification itself (terms, prior, shocks) was revised with "
      "the scores of 2005-10, 2010-15 and 2015-20 in view: these scores are not blind",
      fit.location.by_period.size());
  TableForecasts forecasts{{}, std::move(samples.corridor)};
  for (const Corridor& corridor : corridors) {
    forecasts.units.push_back(
        {corridor.destination, corridor.before, corridor.start, corridor.outcome});
  }
  score_beside_tables(forecasts, draws, horizon, panel.countries, seed, "corridors", report);
  add_world(report, corridors, samples);
  note_coverage(report);
  return report;
}

}  // namespace peregrine
