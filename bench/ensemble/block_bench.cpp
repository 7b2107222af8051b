// What a block of draws takes from its simulation to the file, term by term: bench/scale_model.py
// extrapolates from these. One JSON object a line.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "host/checkpoint/part_file.h"
#include "host/cluster/cluster.h"
#include "host/cluster/work_queue.h"
#include "host/device/simulator.h"
#include "host/model/assembly/forecast.h"
#include "host/outcome/blocks.h"
#include "host/outcome/rows.h"
#include "host/outcome/statistics.h"

namespace peregrine {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void print_term(const char* term, double value, const char* unit) {
  const nlohmann::json line = {{"term", term}, {"value", value}, {"unit", unit}};
  fmt::print("{}\n", line.dump());
}

// On one thread: what is taken while a year is simulated would be counted twice.
void measure_blocks(const World& world, const DeviceChoice& device, std::int64_t draws,
                    EnsembleStatistics& statistics, RowCollector& rows) {
  const StockSwitches switches = {1.0f, 1.0f, 1.0f, 1};
  const auto simulator = Simulator::make(world, switches, 281, device, KeptYears::two);
  double adding = 0.0;
  double keeping = 0.0;
  const Clock::time_point start = Clock::now();
  simulator->simulate_by_year(0, draws, [&](const YearLanes& year) {
    const Clock::time_point before = Clock::now();
    statistics.add(year);
    adding += seconds_since(before);
    const Clock::time_point added = Clock::now();
    rows.add(year);
    keeping += seconds_since(added);
  });
  const double per_block = static_cast<double>(block_draws) / static_cast<double>(draws);
  print_term("simulate", (seconds_since(start) - adding - keeping) * per_block, "s a block");
  print_term("add to statistics", adding * per_block, "s a block");
  print_term("collect rows", keeping * per_block, "s a block");
}

void measure_bytes(EnsembleStatistics& statistics, EnsembleStatistics& others, RowCollector& rows,
                   int threads, const std::string& folder_name) {
  const Clock::time_point start = Clock::now();
  const std::vector<std::byte> bytes = statistics.store(threads);
  print_term("store statistics", seconds_since(start), "s");
  print_term("statistics", static_cast<double>(bytes.size()), "bytes");
  // Twice, since what was restored is added when something else comes.
  others.restore_and_add(bytes, threads);
  const Clock::time_point stored = Clock::now();
  others.restore_and_add(bytes, threads);
  print_term("restore and add statistics", seconds_since(stored), "s");
  const std::vector<std::byte> kept = rows.store_and_clear();
  print_term("rows", static_cast<double>(kept.size()), "bytes a block");
  const PartFolder folder(folder_name + "/block_bench.parts", true);
  const Clock::time_point before = Clock::now();
  folder.write_part("statistics-0.part", {}, bytes);
  print_term("write a part to disk", static_cast<double>(bytes.size()) / seconds_since(before),
             "bytes/s");
  folder.remove_all();
}

void measure_hand_out() {
  constexpr std::int64_t times = 100000;
  WorkQueue queue(times);
  const Clock::time_point start = Clock::now();
  while (queue.next() >= 0) {
  }
  print_term("hand out", seconds_since(start) / times, "s a block");
}

}  // namespace
}  // namespace peregrine

int main(int argc, char** argv) {
  using namespace peregrine;
  const Cluster cluster(&argc, &argv);
  RunSettings settings;
  std::int64_t draws = block_draws;
  std::string folder = ".";
  DeviceChoice device;
  device.tile_width = 32;
  CLI::App app("What a block takes, term by term");
  app.add_option("--to-year", settings.to_year, "Last year")->check(CLI::Range(2021, 2100));
  app.add_option("--draws", draws, "Draws simulated")->check(CLI::Range(1, 1 << 20));
  app.add_option("--folder", folder, "Where a part is written");
  CLI11_PARSE(app, argc, argv);
  const World world = make_forecast_world(load_forecast_inputs(""), settings);
  EnsembleStatistics statistics(world.view, world.listed_corridors, draws);
  EnsembleStatistics others(world.view, world.listed_corridors, draws);
  RowCollector rows(world.view, draws);
  measure_blocks(world, device, draws, statistics, rows);
  measure_bytes(statistics, others, rows, device.threads, folder);
  measure_hand_out();
  return 0;
}
