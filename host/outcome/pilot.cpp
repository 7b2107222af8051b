#include "host/outcome/pilot.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "host/device/tile_memory.h"
#include "kernels/ensemble.h"

namespace peregrine {
namespace {

// Sums over draws of deviations from a value near their mean, so that squares lose no figures.
class Moments {
 public:
  explicit Moments(std::size_t count) : near_(count), sum_(count), squares_(count), with_(count) {}

  void add(std::size_t place, double value, double other = 0.0) {
    if (draws_ == 0.0) near_[place] = value;
    const double deviation = value - near_[place];
    sum_[place] += deviation;
    squares_[place] += deviation * deviation;
    with_[place] += deviation * other;
  }
  void next_draw() { draws_ += 1.0; }
  double mean(std::size_t place) const { return near_[place] + sum_[place] / draws_; }
  double variance(std::size_t place) const {
    return std::max(squares_[place] - sum_[place] * sum_[place] / draws_, 0.0) / (draws_ - 1.0);
  }
  // With others of the mean `other_mean`.
  double covariance(std::size_t place, double other_mean) const {
    return (with_[place] - sum_[place] * other_mean) / (draws_ - 1.0);
  }

 private:
  double draws_ = 0.0;
  std::vector<double> near_;
  std::vector<double> sum_;
  std::vector<double> squares_;
  std::vector<double> with_;
};

constexpr int tile_width = 16;
constexpr std::int64_t tiles_at_once = 8;

// One draw of the tiles at hand.
struct DrawOfTile {
  const WorldView& world;
  const TileState& state;
  const TileOutput& output;
  std::int64_t tile;
  std::int64_t lane;

  double log_stock(int step, int corridor) const {
    const std::int64_t row = (tile * output.stock_planes + step) * world.corridors + corridor;
    return std::log(std::max(static_cast<double>(output.stock[row * tile_width + lane]), 1.0));
  }
  double pressure(int corridor) const {
    const std::int64_t row = tile * world.corridors + corridor;
    return static_cast<double>(state.pressure[row * tile_width + lane]);
  }
};

}  // namespace

PilotMoments run_pilot(const World& world, const StockFigures& figures,
                       const StockSwitches& switches, int step, int draws, std::uint64_t seed) {
  WorldView view = world.view;
  view.years = step;
  view.figures = {};
  const auto corridors = static_cast<std::size_t>(world.listed_corridors);
  const auto countries = static_cast<std::size_t>(view.countries);
  std::vector<Moments> stocks(static_cast<std::size_t>(step), Moments(corridors));
  Moments pressures(corridors);
  Moments shared(countries);
  const std::vector<double> weight = shared_weights(view, figures);
  const TileMemory memory(view, tiles_at_once, tile_width, Planes::of_all_years(view));
  const std::int64_t at_once = tiles_at_once * tile_width;
  for (std::int64_t first = 0; first < draws; first += at_once) {
    const EnsembleTask task = {
        view,          switches,       seed,           static_cast<std::uint64_t>(first),
        tiles_at_once, memory.state(), memory.output()};
    simulate_serial(task, {tile_width, 1});
    for (std::int64_t draw = 0; draw < std::min<std::int64_t>(at_once, draws - first); ++draw) {
      const DrawOfTile one = {view, memory.state(), memory.output(), draw / tile_width,
                              draw % tile_width};
      std::vector<double> of_destination(countries, 0.0);
      for (std::size_t c = 0; c < corridors; ++c) {
        const auto corridor = static_cast<int>(c);
        for (int year = 1; year < step; ++year) {
          stocks[static_cast<std::size_t>(year - 1)].add(c, one.log_stock(year, corridor));
        }
        const double latest = one.log_stock(step, corridor);
        stocks.back().add(c, latest, one.pressure(corridor));
        pressures.add(c, one.pressure(corridor));
        of_destination[static_cast<std::size_t>(view.destination[c])] += weight[c] * latest;
      }
      for (std::size_t country = 0; country < countries; ++country) {
        shared.add(country, of_destination[country]);
      }
      for (Moments& year : stocks) year.next_draw();
      pressures.next_draw();
      shared.next_draw();
    }
  }
  PilotMoments pilot;
  for (const Moments& year : stocks) {
    std::vector<double>& mean = pilot.mean.emplace_back();
    for (std::size_t c = 0; c < corridors; ++c) mean.push_back(year.mean(c));
  }
  for (std::size_t c = 0; c < corridors; ++c) {
    pilot.variance.push_back(stocks.back().variance(c));
    pilot.pressure_covariance.push_back(stocks.back().covariance(c, pressures.mean(c)));
  }
  for (std::size_t country = 0; country < countries; ++country) {
    pilot.shared_variance.push_back(shared.variance(country));
  }
  return pilot;
}

}  // namespace peregrine
