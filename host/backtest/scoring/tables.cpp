#include "host/backtest/scoring/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "host/device/simulator.h"
#include "host/model/tables/tables.h"

namespace peregrine {
namespace {

// Of the simulator's latest `count` draws, which begin with `first` of `draws`.
void keep(const World& world, const Simulator& simulator, int step, std::int64_t first,
          std::int64_t count, std::int64_t draws, StockSamples& samples) {
  const TileOutput& out = simulator.output();
  const std::int64_t width = simulator.tile_width();
  for (std::int64_t draw = 0; draw < count; ++draw) {
    const std::int64_t tile = draw / width;
    const std::int64_t lane = draw % width;
    const std::int64_t plane = tile * out.stock_planes + step;
    const float* const stock = out.stock + plane * world.view.corridors * width + lane;
    for (std::int64_t c = 0; c < world.listed_corridors; ++c) {
      samples.corridor[static_cast<std::size_t>(c * draws + first + draw)] =
          std::floor(stock[c * width] + 0.5f);
    }
    const std::int64_t year = tile * (world.view.years + 1) + step;
    samples.world[static_cast<std::size_t>(first + draw)] =
        static_cast<float>(out.global_stock[year * width + lane]);
  }
}

struct Rival {
  const char* name;
  double share;  // of the last change that goes on, over five years
};
constexpr Rival rivals[] = {{"persistence", 0.0}, {"half-linear", 0.5}, {"linear", 1.0}};

double forecast_of(const Rival& rival, const TableUnit& unit, int years) {
  const double share = rival.share * years / StockHistory::step_years;
  return std::max(unit.start + share * (unit.start - unit.before), 0.0);
}

}  // namespace

std::vector<StockSamples> sample_stocks(const World& world, const StockSwitches& switches,
                                        const std::vector<int>& steps, int draws,
                                        std::uint64_t seed) {
  const auto simulator =
      Simulator::make(world, switches, seed, choose_device(DeviceRequest{}), KeptYears::all);
  std::vector<StockSamples> samples(steps.size());
  for (StockSamples& one : samples) {
    one.corridor.resize(static_cast<std::size_t>(world.listed_corridors) *
                        static_cast<std::size_t>(draws));
    one.world.resize(static_cast<std::size_t>(draws));
  }
  for (std::int64_t first = 0; first < draws; first += simulator->draws_at_once()) {
    const std::int64_t count = std::min<std::int64_t>(simulator->draws_at_once(), draws - first);
    simulator->simulate(static_cast<std::uint64_t>(first), count);
    for (std::size_t k = 0; k < steps.size(); ++k) {
      keep(world, *simulator, steps[k], first, count, draws, samples[k]);
    }
  }
  return samples;
}

void score_beside_tables(TableForecasts& forecasts, int draws, int years, int countries,
                         std::uint64_t seed, const std::string& named, BacktestReport& report) {
  std::vector<CorridorScores> all(1);
  all[0] = {"Peregrine", ForecastKind::distribution, {}};
  for (const Rival& rival : rivals) all.push_back({rival.name, ForecastKind::point, {}});
  std::vector<double> start;
  std::vector<int> cluster;
  std::vector<std::vector<double>> errors(all.size());  // of units with migrants at either end
  std::vector<int> errors_cluster;
  for (std::size_t u = 0; u < forecasts.units.size(); ++u) {
    const TableUnit& unit = forecasts.units[u];
    const std::span<float> own(forecasts.samples.data() + u * static_cast<std::size_t>(draws),
                               static_cast<std::size_t>(draws));
    all[0].scores.push_back(score_ensemble(unit.outcome, own));
    for (std::size_t r = 0; r < std::size(rivals); ++r) {
      all[r + 1].scores.push_back(score_point(unit.outcome, forecast_of(rivals[r], unit, years)));
    }
    start.push_back(unit.start);
    cluster.push_back(unit.cluster);
    if (unit.start <= 0.0 && unit.outcome <= 0.0) continue;
    errors_cluster.push_back(unit.cluster);
    for (std::size_t f = 0; f < all.size(); ++f) {
      errors[f].push_back(all[f].scores.back().absolute_error);
    }
  }
  add_scores(report, all, start, cluster, countries, seed);
  report.headlines.push_back(
      mean_headline("MAE, persons", errors, errors_cluster, countries, seed));
  report.scalars.push_back(
      {fmt::format("MAE, persons, {} {} with migrants at either end", errors_cluster.size(), named),
       report.headlines.back().values});
}

}  // namespace peregrine
