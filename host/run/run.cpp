#include "host/run/run.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <optional>

#include "host/cluster/cluster.h"
#include "host/device/simulator.h"
#include "host/run/blocks.h"
#include "host/run/forecast.h"
#include "host/run/rows.h"
#include "host/run/statistics.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"
#include "host/support/version.h"

namespace peregrine {

namespace {

// Bytes of histograms a corridor and year, as measured at 2,000 draws.
constexpr double histogram_bytes_per_cell = 1600.0;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Everything a run stands on, before the first draw.
struct Preparation {
  ForecastInputs inputs;
  World world;
  DeviceChoice device;
  std::int64_t kept = 0;
  EnsembleHeader header;
  RunPlan plan;
};

std::string slurm_job() {
  const char* job = std::getenv("SLURM_JOB_ID");
  return job == nullptr ? std::string() : fmt::format("; SLURM job {}", job);
}

EnsembleHeader header_of(const RunSettings& settings, const Preparation& prepared) {
  EnsembleHeader header;
  header.kept = prepared.kept;
  set_coordinates(prepared.inputs.baseline, settings, header);
  header.routes = route_names(prepared.inputs.irregular_history, prepared.inputs.fronts);
  header.title =
      fmt::format("Peregrine ensemble forecast of the global migrant stock: {}", settings.name);
  header.model_version = model_version;
  header.scenario = settings.name;
  header.scenario_toml = settings.resolved_toml;
  header.seed = settings.seed;
  header.draws = settings.draws;
  header.git_revision = git_revision();
  header.build = build_description();
  header.machine = fmt::format("{} rank{}; {}{}", world_size(), world_size() == 1 ? "" : "s",
                               prepared.device.description, slurm_job());
  header.history =
      fmt::format("{:%Y-%m-%dT%H:%M:%SZ} peregrine run", fmt::gmtime(std::time(nullptr)));
  return header;
}

Preparation prepare(const RunSettings& settings, const MachineSettings& machine) {
  Preparation prepared;
  prepared.device = choose_device(machine);
  prepared.inputs = load_forecast_inputs(machine.inputs);
  prepared.world = make_forecast_world(prepared.inputs, settings);
  prepared.kept = settings.keep < 0 ? settings.draws : std::min(settings.keep, settings.draws);
  prepared.header = header_of(settings, prepared);

  RunPlan& plan = prepared.plan;
  plan.draws = settings.draws;
  plan.blocks = block_count(settings.draws);
  plan.years = prepared.world.years;
  plan.corridors = prepared.world.listed_corridors;
  plan.countries = prepared.world.countries;
  plan.ranks = world_size();
  plan.threads = prepared.device.threads;
  plan.tile_width = prepared.device.tile_width;
  plan.device = prepared.device.description;
  const double cells = static_cast<double>(plan.corridors) * (plan.years + 1);
  const WorldView view = prepared.world.view();
  // Rank 0 holds a block of those kept, every other rank all of its own.
  const std::int64_t rows_held =
      std::min(prepared.kept, std::max(block_draws, prepared.kept / plan.ranks));
  plan.memory_bytes =
      Simulator::memory_bytes(prepared.world, prepared.device, Simulator::Stocks::every_year) +
      (cells + static_cast<double>(RouteStatistics::histograms(view))) * histogram_bytes_per_cell +
      static_cast<double>(rows_held) * RouteRows::row_bytes(view) +
      BatchMeans::bytes(static_cast<std::int64_t>(cells), settings.draws);
  plan.file_bytes = estimated_file_bytes(prepared.header);
  return prepared;
}

std::string host_name() {
  char name[256] = "unknown";
  gethostname(name, sizeof name - 1);
  return name;
}

// A line per rank on where it runs, once, on rank 0.
void report_ranks(const Preparation& prepared) {
  const std::vector<std::string> lines =
      gather_texts(fmt::format("{:<24} {}", host_name(), prepared.device.description));
  if (world_rank() != 0) return;
  if (!prepared.device.remark.empty()) spdlog::info("{}", prepared.device.remark);
  if (lines.size() < 2) return;
  spdlog::info("{:>5} {:<24} {}", "rank", "host", "device");
  for (std::size_t rank = 0; rank < lines.size(); ++rank)
    spdlog::info("{:>5} {}", rank, lines[rank]);
}

// Rows that other ranks kept, written by rank 0. Collective.
void gather_rows(std::vector<RowCollector>& kept, RowCollector& scratch, EnsembleWriter* writer) {
  for (int rank = 1; rank < world_size(); ++rank) {
    if (world_rank() == rank) {
      const std::int64_t blocks = static_cast<std::int64_t>(kept.size());
      send_numbers(std::span<const std::int64_t>(&blocks, 1), 0);
      for (RowCollector& rows : kept) {
        send_numbers(rows.pack_and_clear(), 0);
        send_numbers(rows.months().pack_and_clear(), 0);
      }
    } else if (world_rank() == 0) {
      const std::int64_t blocks = receive_numbers(rank)[0];
      for (std::int64_t block = 0; block < blocks; ++block) {
        scratch.unpack(receive_doubles(rank));
        scratch.months().unpack(receive_numbers(rank));
        scratch.write_and_clear(*writer);
      }
    }
  }
}

RunReport simulate_and_write(const RunSettings& settings, const MachineSettings& machine,
                             const Preparation& prepared, const ProgressCallback& progress) {
  const bool root = world_rank() == 0;
  std::optional<EnsembleWriter> writer;
  if (root) writer.emplace(machine.output, prepared.header);

  const Clock::time_point start = Clock::now();
  const int threads = prepared.device.threads;
  const auto simulator = Simulator::make(prepared.world, switches_of(settings), settings.seed,
                                         prepared.device, Simulator::Stocks::every_year);
  EnsembleStatistics statistics(prepared.world.view(), prepared.world.listed_corridors,
                                settings.draws);
  std::vector<RowCollector> kept_elsewhere;
  RowCollector rows(prepared.world.view(), prepared.kept);
  {
    WorkQueue queue(prepared.plan.blocks);
    std::int64_t done_here = 0;
    for (std::int64_t block = queue.next(); block >= 0; block = queue.next()) {
      simulate_block(
          *simulator, block, settings.draws, [&](std::int64_t first, std::int64_t count) {
            statistics.add(simulator->output(), simulator->tile_width(), first, count, threads);
            rows.add(simulator->output(), simulator->tile_width(), first, count);
            done_here += count;
            if (root && progress) {
              const std::int64_t others = (queue.handed_out() - 1) * block_draws;
              progress(std::min(std::max(done_here, world_size() > 1 ? others : 0), settings.draws),
                       settings.draws);
            }
          });
      if (rows.empty()) continue;
      if (root) {
        rows.write_and_clear(*writer);
      } else {
        kept_elsewhere.push_back(rows);
        rows = RowCollector(prepared.world.view(), prepared.kept);
      }
    }
  }
  gather_rows(kept_elsewhere, rows, root ? &*writer : nullptr);
  statistics.gather_on_root();
  RunReport report;
  report.plan = prepared.plan;
  report.simulate_seconds = seconds_since(start);
  if (root) {
    if (progress) progress(settings.draws, settings.draws);
    const Clock::time_point write_start = Clock::now();
    statistics.write(*writer, threads);
    writer->write_runtime("simulate_seconds", report.simulate_seconds);
    writer->write_runtime("quantile_seconds", seconds_since(write_start));
    report.content_hash = writer->finish();
    report.write_seconds = seconds_since(write_start);
  }
  wait_for_all_ranks();
  return report;
}

}  // namespace

RunPlan plan_run(const RunSettings& settings, const MachineSettings& machine) {
  return prepare(settings, machine).plan;
}

RunReport run_ensemble(const RunSettings& settings, const MachineSettings& machine,
                       const ProgressCallback& progress) {
  Preparation prepared = prepare(settings, machine);
  prepared.header.inputs_sha256 = sha256_of_inputs(prepared.inputs.folder);
  report_ranks(prepared);
  if (world_size() == 1) return simulate_and_write(settings, machine, prepared, progress);
  // From here on a failure is one rank's own, and the others would wait for it.
  try {
    return simulate_and_write(settings, machine, prepared, progress);
  } catch (const OutputError& error) {
    spdlog::error("rank {} on {}: {}", world_rank(), host_name(), error.what());
    abort_all_ranks(static_cast<int>(ExitCode::output));
  } catch (const std::exception& error) {
    spdlog::error("rank {} on {}: {}", world_rank(), host_name(), error.what());
    abort_all_ranks(static_cast<int>(ExitCode::failure));
  }
}

}  // namespace peregrine
