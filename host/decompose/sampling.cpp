#include "host/decompose/sampling.h"

#include <algorithm>
#include <memory>

#include "host/cluster/cluster.h"
#include "host/cluster/work_queue.h"
#include "host/run/simulate_block.h"

namespace peregrine {

namespace {

double number_of(const TileOutput& output, const WorldView& world, int width, std::int64_t lane,
                 const Quantity& quantity) {
  const std::int64_t tile = lane / width;
  const auto at = [&](std::int64_t planes, std::int64_t plane, std::int64_t extent) {
    return ((tile * planes + plane) * extent + quantity.place) * width + lane % width;
  };
  const std::int64_t times = world.years + 1;
  switch (quantity.stock) {
    case Stock::world:
      return output.global_stock[at(times, quantity.year, 1)];
    case Stock::immigrants:
      return output.immigrants[at(times, quantity.year, world.countries)];
    case Stock::emigrants:
      return output.emigrants[at(times, quantity.year, world.countries)];
    case Stock::corridor:
      break;
  }
  const std::int64_t planes = output.stock_planes;
  return static_cast<double>(output.stock[at(planes, quantity.year % planes, world.corridors)]);
}

// A world and its simulator, made anew where the scenario changes.
class ScenarioSimulator {
 public:
  ScenarioSimulator(const ForecastInputs& inputs, const DeviceChoice& device,
                    std::span<const Quantity> quantities)
      : inputs_(inputs), device_(device), quantities_(quantities) {}

  Simulator& of(const SampledRun& run) {
    if (run.settings != settings_) {
      simulator_.reset();
      world_ = make_forecast_world(inputs_, *run.settings);
      simulator_ = Simulator::make(world_, switches_of(*run.settings), run.settings->seed, device_,
                                   stocks_wanted());
      settings_ = run.settings;
    }
    simulator_->use_second_seed(run.second);
    return *simulator_;
  }

  // Of the simulator's last draws.
  double number(std::int64_t lane, const Quantity& quantity) const {
    return number_of(simulator_->output(), world_.view, simulator_->tile_width(), lane, quantity);
  }

 private:
  KeptYears stocks_wanted() const {
    const auto earlier = [this](const Quantity& quantity) {
      return quantity.stock == Stock::corridor && quantity.year != world_.view.years;
    };
    return std::ranges::any_of(quantities_, earlier) ? KeptYears::all : KeptYears::all_but_stocks;
  }

  const ForecastInputs& inputs_;
  DeviceChoice device_;
  std::span<const Quantity> quantities_;
  const RunSettings* settings_ = nullptr;
  World world_;
  std::unique_ptr<Simulator> simulator_;
};

// One block of one run: the number of the item, then [draw][quantity].
using Item = std::vector<double>;

class Store {
 public:
  Store(std::size_t runs, std::size_t quantities, std::int64_t draws)
      : blocks_(block_count(draws)), quantities_(quantities) {
    if (world_rank() != 0) return;
    const std::vector<double> empty(static_cast<std::size_t>(draws));
    samples_.assign(runs, std::vector<std::vector<double>>(quantities, empty));
  }

  void add(Item item) {
    if (world_rank() == 0) {
      put(item);
    } else {
      elsewhere_.push_back(std::move(item));
    }
  }

  Samples gather_on_root() {
    for (int rank = 1; rank < world_size(); ++rank) {
      if (world_rank() == rank) {
        const auto items = static_cast<std::int64_t>(elsewhere_.size());
        send_numbers(std::span<const std::int64_t>(&items, 1), 0);
        for (const Item& item : elsewhere_) send_numbers(std::span<const double>(item), 0);
      } else if (world_rank() == 0) {
        const std::int64_t items = receive_numbers(rank)[0];
        for (std::int64_t i = 0; i < items; ++i) put(receive_doubles(rank));
      }
    }
    return std::move(samples_);
  }

 private:
  void put(const Item& item) {
    const auto number = static_cast<std::int64_t>(item[0]);
    auto& run = samples_[static_cast<std::size_t>(number / blocks_)];
    auto draw = static_cast<std::size_t>(number % blocks_ * block_draws);
    for (std::size_t at = 1; at < item.size(); at += quantities_, ++draw) {
      for (std::size_t q = 0; q < quantities_; ++q) run[q][draw] = item[at + q];
    }
  }

  std::int64_t blocks_;
  std::size_t quantities_;
  Samples samples_;
  std::vector<Item> elsewhere_;
};

}  // namespace

Samples sample_runs(const ForecastInputs& inputs, std::span<const SampledRun> runs,
                    std::span<const Quantity> quantities, std::int64_t draws,
                    const DeviceChoice& device, const ProgressCallback& progress) {
  const std::int64_t blocks = block_count(draws);
  const std::int64_t items = static_cast<std::int64_t>(runs.size()) * blocks;
  const std::int64_t total = static_cast<std::int64_t>(runs.size()) * draws;
  Store store(runs.size(), quantities.size(), draws);
  ScenarioSimulator scenario(inputs, device, quantities);
  {
    WorkQueue queue(items);
    std::int64_t done_here = 0;
    for (std::int64_t number = queue.next(); number >= 0; number = queue.next()) {
      Simulator& simulator = scenario.of(runs[static_cast<std::size_t>(number / blocks)]);
      Item item = {static_cast<double>(number)};
      simulate_block(simulator, number % blocks, 0, draws, [&](std::int64_t, std::int64_t count) {
        for (std::int64_t lane = 0; lane < count; ++lane) {
          for (const Quantity& quantity : quantities) {
            item.push_back(scenario.number(lane, quantity));
          }
        }
        done_here += count;
        const std::int64_t others =
            world_size() > 1 ? (queue.handed_out() - 1) * std::min(block_draws, draws) : 0;
        if (world_rank() == 0 && progress) {
          progress(std::min(std::max(done_here, others), total), total);
        }
      });
      store.add(std::move(item));
    }
  }
  if (world_rank() == 0 && progress) progress(total, total);
  return store.gather_on_root();
}

}  // namespace peregrine
