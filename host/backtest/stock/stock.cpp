#include "host/backtest/stock/stock.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "host/device/simulator.h"
#include "host/model/stock/fit/pair_figures.h"
#include "host/model/stock/fit/stock.h"

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

// Natural change is held at the rates of the origin year, the last that were known.
WorldSource source_of(const std::vector<Corridor>& corridors, const PopulationHistory& history,
                      int countries, int origin_year) {
  WorldSource source;
  source.years = horizon;
  for (const Corridor& corridor : corridors) {
    source.origin.push_back(corridor.origin);
    source.destination.push_back(corridor.destination);
    source.stock.push_back(corridor.start);
  }
  const auto known = [](double value) { return std::isnan(value) ? 0.0 : value; };
  std::vector<double> births;
  std::vector<double> deaths;
  for (int country = 0; country < countries; ++country) {
    const std::size_t at = PopulationHistory::at(country, origin_year);
    const double population = known(history.population[at]);
    source.population.push_back(population);
    births.push_back(population > 0.0 ? known(history.births[at]) / population : 0.0);
    deaths.push_back(population > 0.0 ? known(history.deaths[at]) / population : 0.0);
  }
  for (int year = 0; year < horizon; ++year) {
    source.births_rate.insert(source.births_rate.end(), births.begin(), births.end());
    source.deaths_rate.insert(source.deaths_rate.end(), deaths.begin(), deaths.end());
  }
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

// Stocks of the target year, [corridor][draw], and the world's, [draw].
struct Samples {
  std::vector<float> corridor;
  std::vector<float> world;
};

Samples simulate(const World& world, int draws, std::uint64_t seed) {
  const StockSwitches switches = {0.0f, 1.0f, 1.0f, 1};
  const DeviceChoice device = choose_device(DeviceRequest{});
  const auto simulator = Simulator::make(world, switches, seed, device, KeptYears::all_but_stocks);
  Samples samples;
  const auto wanted = static_cast<std::size_t>(draws);
  samples.corridor.resize(static_cast<std::size_t>(world.listed_corridors) * wanted);
  samples.world.resize(wanted);
  for (std::int64_t first = 0; first < draws; first += simulator->draws_at_once()) {
    const std::int64_t count = std::min<std::int64_t>(simulator->draws_at_once(), draws - first);
    simulator->simulate(static_cast<std::uint64_t>(first), count);
    const TileOutput& out = simulator->output();
    const std::int64_t width = simulator->tile_width();
    for (std::int64_t draw = 0; draw < count; ++draw) {
      const std::int64_t tile = draw / width;
      const std::int64_t lane = draw % width;
      const std::int64_t plane = tile * out.stock_planes + horizon % out.stock_planes;
      const float* const stock = out.stock + plane * world.view.corridors * width + lane;
      for (std::int64_t c = 0; c < world.listed_corridors; ++c) {
        // A table counts whole persons.
        samples.corridor[static_cast<std::size_t>(c * draws + first + draw)] =
            std::floor(stock[c * width] + 0.5f);
      }
      samples.world[static_cast<std::size_t>(first + draw)] =
          static_cast<float>(out.global_stock[(tile * (horizon + 1) + horizon) * width + lane]);
    }
  }
  return samples;
}

struct Rival {
  const char* name;
  double share;  // of the last change that goes on
};
constexpr Rival rivals[] = {{"persistence", 0.0}, {"half-linear", 0.5}, {"linear", 1.0}};

void add_forecasts(BacktestReport& report, const std::vector<Corridor>& corridors, Samples& samples,
                   int draws, int countries, std::uint64_t seed) {
  std::vector<CorridorScores> all(1);
  all[0] = {"Peregrine", ForecastKind::distribution, {}};
  for (const Rival& rival : rivals) all.push_back({rival.name, ForecastKind::point, {}});
  std::vector<double> start;
  std::vector<int> destination;
  std::vector<std::vector<double>> errors(all.size());  // of corridors with migrants
  std::vector<int> errors_destination;
  for (std::size_t c = 0; c < corridors.size(); ++c) {
    const Corridor& corridor = corridors[c];
    const std::span<float> own(samples.corridor.data() + c * static_cast<std::size_t>(draws),
                               static_cast<std::size_t>(draws));
    all[0].scores.push_back(score_ensemble(corridor.outcome, own));
    for (std::size_t r = 0; r < std::size(rivals); ++r) {
      const double change = corridor.start - corridor.before;
      all[r + 1].scores.push_back(
          score_point(corridor.outcome, std::max(corridor.start + rivals[r].share * change, 0.0)));
    }
    start.push_back(corridor.start);
    destination.push_back(corridor.destination);
    if (corridor.start <= 0.0 && corridor.outcome <= 0.0) continue;
    errors_destination.push_back(corridor.destination);
    for (std::size_t f = 0; f < all.size(); ++f) {
      errors[f].push_back(all[f].scores.back().absolute_error);
    }
  }
  add_scores(report, all, start, destination, countries, seed);
  report.headlines.push_back(
      mean_headline("MAE, persons", errors, errors_destination, countries, seed));
  report.scalars.push_back({fmt::format("MAE, persons, {} corridors with migrants at either end",
                                        errors_destination.size()),
                            report.headlines.back().values});
}

void add_world(BacktestReport& report, const std::vector<Corridor>& corridors, Samples& samples) {
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
  Samples samples = simulate(world, draws, seed);

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
  add_forecasts(report, corridors, samples, draws, panel.countries, seed);
  add_world(report, corridors, samples);
  note_coverage(report);
  return report;
}

}  // namespace peregrine
