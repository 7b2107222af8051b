// Corridor-years a second of the stock kernels on the reference world, by tile width and threads,
// beside the plain C++ rival of bench/peers in the same process. One JSON object a line; best-of
// and ratios are made by bench/measure.py.
#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "bench/peers/plain_stock.h"
#include "host/device/simulator.h"
#include "host/model/assembly/world.h"
#include "host/model/stock/calibration.h"
#include "host/model/tables/tables.h"
#include "kernels/ensemble.h"

namespace peregrine {
namespace {

constexpr std::uint64_t seed = 281;
constexpr int plain_draws_per_thread = 4;

// serial where this build has no threads.
#if defined(PEREGRINE_DEVICE_OMP)
constexpr DeviceChoice::Kind threaded_kind = DeviceChoice::Kind::omp;
#elif defined(PEREGRINE_DEVICE_TBB)
constexpr DeviceChoice::Kind threaded_kind = DeviceChoice::Kind::tbb;
#else
constexpr DeviceChoice::Kind threaded_kind = DeviceChoice::Kind::serial;
#endif

struct Settings {
  int to_year = 2050;
  double seconds = 0.5;  // least wall time of one measurement
  std::vector<int> tile_widths = {std::begin(peregrine::tile_widths),
                                  std::end(peregrine::tile_widths)};
  std::vector<int> threads = {1, 2};
  std::string export_folder;
};

// Draws done, what they took, and the world's stock at their end.
struct Measurement {
  std::int64_t draws = 0;
  double wall_seconds = 0.0;
  double cpu_seconds = 0.0;
  double stock = 0.0;          // mean over draws, persons
  double stock_squares = 0.0;  // mean of squares
};

double cpu_seconds() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Repeats `batch`, which takes the draws so far and returns those it added, for `seconds` at least.
template <typename Batch>
Measurement measure(double seconds, const Batch& batch) {
  using Clock = std::chrono::steady_clock;
  Measurement measured;
  const double cpu_start = cpu_seconds();
  const Clock::time_point start = Clock::now();
  do {
    batch(measured);
    measured.wall_seconds = std::chrono::duration<double>(Clock::now() - start).count();
  } while (measured.wall_seconds < seconds);
  measured.cpu_seconds = cpu_seconds() - cpu_start;
  return measured;
}

void print(const World& world, const char* program, int tile_width, int threads,
           const Measurement& measured) {
  const auto draws = static_cast<double>(measured.draws);
  const double mean = measured.stock / draws;
  const double variance = std::max(0.0, measured.stock_squares / draws - mean * mean);
  const nlohmann::json line = {
      {"program", program},
      {"tile_width", tile_width},
      {"threads", threads},
      {"corridor_years", draws * world.listed_corridors * world.view.years},
      {"wall_seconds", measured.wall_seconds},
      {"cpu_seconds", measured.cpu_seconds},
      {"stock_mean", mean},
      {"stock_error", std::sqrt(variance / draws)}};
  fmt::print("{}\n", line.dump());
  std::fflush(stdout);
}

Measurement measure_kernels(const World& world, const Settings& settings, int tile_width,
                            int threads) {
  DeviceChoice device;
  device.threads = threads;
  device.tile_width = tile_width;
  if (threads > 1) device.kind = threaded_kind;
  const StockSwitches switches = {1.0f, 1.0f, 1.0f, 1};
  const auto simulator = Simulator::make(world, switches, seed, device, KeptYears::all_but_stocks);
  const auto batch = [&](Measurement& measured) {
    const std::int64_t draws = simulator->draws_at_once();
    simulator->simulate(static_cast<std::uint64_t>(measured.draws), draws);
    const std::int64_t times = world.view.years + 1;
    for (std::int64_t draw = 0; draw < draws; ++draw) {
      const std::int64_t row = draw / tile_width * times + world.view.years;
      const double stock = simulator->output().global_stock[row * tile_width + draw % tile_width];
      measured.stock += stock;
      measured.stock_squares += stock * stock;
    }
    measured.draws += draws;
  };
  return measure(settings.seconds, batch);
}

Measurement measure_plain(const World& world, const Settings& settings, int threads) {
  const WorldView view = world.view;
  const int draws = plain_draws_per_thread * threads;
  return measure(settings.seconds, [&](Measurement& measured) {
    const auto first_seed = seed + static_cast<std::uint64_t>(measured.draws);
    const bench::PlainResult result = bench::simulate_plain(view, first_seed, draws, threads);
    const double spread = result.standard_deviation;
    measured.stock += draws * result.mean;
    measured.stock_squares += draws * result.mean * result.mean + (draws - 1) * spread * spread;
    measured.draws += draws;
  });
}

template <typename T>
void export_column(const std::string& folder, const std::string& name, std::span<const T> column,
                   std::size_t count) {
  std::ofstream file(folder + "/" + name + ".bin", std::ios::binary);
  file.write(reinterpret_cast<const char*>(column.data()),
             static_cast<std::streamsize>(count * sizeof(T)));
  if (!file.flush()) throw std::runtime_error("cannot write into " + folder);
}

// The world without its padding, for bench/peers/numpy_stock.py: one file a column and world.json.
void export_world(const World& world, const std::string& folder) {
  const auto corridors = static_cast<std::size_t>(world.listed_corridors);
  const auto country_years = static_cast<std::size_t>(world.view.countries * world.view.years);
  const auto countries = static_cast<std::size_t>(world.view.countries);
  export_column(folder, "origin", world.array(world.view.origin), corridors);
  export_column(folder, "destination", world.array(world.view.destination), corridors);
  export_column(folder, "stock", world.array(world.view.stock), corridors);
  export_column(folder, "log_reference", world.array(world.view.log_reference), corridors);
  export_column(folder, "pressure", world.array(world.view.pressure), corridors);
  export_column(folder, "newcomer", world.array(world.view.newcomer), corridors);
  export_column(folder, "size", world.array(world.view.size), corridors);
  export_column(folder, "shock_scale", world.array(world.view.shock_scale), corridors);
  export_column(folder, "revision_scale", world.array(world.view.revision_scale), corridors);
  export_column(folder, "least_cap", world.array(world.view.least_cap), corridors);
  export_column(folder, "opening_hazard", world.array(world.view.opening_hazard), corridors);
  export_column(folder, "opening_log_size", world.array(world.view.opening_log_size), corridors);
  export_column(folder, "revision_destination", world.array(world.view.revision_destination),
                countries);
  export_column(folder, "revised_share", world.array(world.view.revised_share), countries);
  export_column(folder, "population", world.array(world.view.population), countries);
  export_column(folder, "births_rate", world.array(world.view.births_rate), country_years);
  export_column(folder, "deaths_rate", world.array(world.view.deaths_rate), country_years);
  export_column(folder, "posterior", world.array(world.view.posterior),
                world.array(world.view.posterior).size());
  std::ofstream(folder + "/world.json") << nlohmann::json{{"corridors", world.listed_corridors},
                                                          {"countries", world.view.countries},
                                                          {"years", world.view.years},
                                                          {"parameters", stock_parameter_names()}};
}

World reference_world(int to_year) {
  const std::string inputs_dir = find_inputs("");
  const BaselineInputs inputs = load_baseline(inputs_dir);
  const StockCalibration calibration =
      load_stock_calibration(inputs_dir, inputs.countries, inputs.corridors);
  return make_world(forecast_source(inputs, to_year), calibration);
}

}  // namespace
}  // namespace peregrine

int main(int argc, char** argv) {
  using namespace peregrine;
  Settings settings;
  CLI::App app("Corridor-years a second of the stock kernels and of plain C++");
  app.add_option("--to-year", settings.to_year, "Last year")->check(CLI::Range(2021, 2100));
  app.add_option("--seconds", settings.seconds, "Least wall time of a measurement");
  app.add_option("--threads", settings.threads, "Numbers of threads");
  app.add_option("--tile-widths", settings.tile_widths, "Lanes a tile: 1, 8, 16 or 32");
  app.add_option("--export", settings.export_folder, "Write the world here and measure nothing");
  CLI11_PARSE(app, argc, argv);
  const World world = reference_world(settings.to_year);
  if (!settings.export_folder.empty()) {
    export_world(world, settings.export_folder);
    return 0;
  }
  for (const int threads : settings.threads) {
    for (const int width : settings.tile_widths) {
      if (threads > 1 && threaded_kind == DeviceChoice::Kind::serial) break;
      print(world, "peregrine", width, threads, measure_kernels(world, settings, width, threads));
    }
    print(world, "plain", 1, threads, measure_plain(world, settings, threads));
  }
  return 0;
}
