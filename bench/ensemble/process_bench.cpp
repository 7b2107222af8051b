// CPU milliseconds a draw of the reference world with its processes added one after the other. One
// JSON object a line; the best of rounds is made by bench/measure.py.
#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "host/device/simulator.h"
#include "host/model/assembly/forecast.h"

namespace peregrine {
namespace {

constexpr std::uint64_t seed = 281;

// A process of the world, from `from` into `to`.
struct Part {
  const char* name;
  std::function<void(const World& from, World& to)> take;
};

// In the order in which they come in: each needs those before it.
const std::vector<Part>& parts() {
  static const std::vector<Part> list = {
      {"stock and population", [](const World&, World&) {}},
      {"climate", [](const World& from,
                     World& to) { to.take(to.view.climate, from.part(from.view.climate)); }},
      {"incomes, drivers, food",
       [](const World& from, World& to) {
         to.take(to.view.economy, from.part(from.view.economy));
         to.view.drivers = from.view.drivers;
       }},
      {"conflict",
       [](const World& from, World& to) {
         to.take(to.view.conflict, from.part(from.view.conflict));
         to.view.conflict_switches = from.view.conflict_switches;
         to.take(to.view.conflict_links, from.part(from.view.conflict_links));
       }},
      {"displacement",
       [](const World& from, World& to) {
         to.take(to.view.displacement, from.part(from.view.displacement));
         to.take(to.view.refugees, from.part(from.view.refugees));
       }},
      {"irregular corridors",
       [](const World& from, World& to) { to.take(to.view.routes, from.part(from.view.routes)); }},
  };
  return list;
}

double cpu_seconds() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void measure(const World& world, const char* name, const DeviceChoice& device, double seconds) {
  using Clock = std::chrono::steady_clock;
  const StockSwitches switches = {1.0f, 1.0f, 1.0f, 1};
  const auto simulator = Simulator::make(world, switches, seed, device, KeptYears::all_but_stocks);
  simulator->simulate(0, simulator->draws_at_once());  // touches all memory
  std::int64_t draws = 0;
  const double cpu_start = cpu_seconds();
  const Clock::time_point start = Clock::now();
  double wall = 0.0;
  do {
    simulator->simulate(static_cast<std::uint64_t>(draws), simulator->draws_at_once());
    draws += simulator->draws_at_once();
    wall = std::chrono::duration<double>(Clock::now() - start).count();
  } while (wall < seconds);
  const nlohmann::json line = {
      {"part", name},
      {"draws", draws},
      {"years", world.view.years},
      {"route_corridor_months",
       world.view.routes.corridors.count * months_a_year * (world.view.years + 1)},
      {"wall_seconds", wall},
      {"cpu_seconds", cpu_seconds() - cpu_start}};
  fmt::print("{}\n", line.dump());
  std::fflush(stdout);
}

}  // namespace
}  // namespace peregrine

int main(int argc, char** argv) {
  using namespace peregrine;
  RunSettings settings;
  double seconds = 0.5;
  DeviceChoice device;
  device.tile_width = 32;
  CLI::App app("CPU time a draw, process by process");
  app.add_option("--to-year", settings.to_year, "Last year")->check(CLI::Range(2021, 2100));
  app.add_option("--seconds", seconds, "Least wall time of a measurement");
  app.add_option("--tile-width", device.tile_width, "Lanes a tile: 1, 8, 16 or 32");
  CLI11_PARSE(app, argc, argv);
  const World all = make_forecast_world(load_forecast_inputs(""), settings);
  World some = all;
  for (const Part& part : parts()) part.take(World(), some);
  for (const Part& part : parts()) {
    part.take(all, some);
    measure(some, part.name, device, seconds);
  }
  return 0;
}
