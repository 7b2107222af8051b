#include "host/run/job_proposal.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

#include "host/device/gpu_ensemble.h"
#include "host/device/simulator.h"
#include "host/outcome/blocks.h"
#include "host/outcome/statistics.h"

namespace peregrine {
namespace {

// To read inputs and start, and to compute quantiles, write and read back at the end: more than it
// takes on the machines on which it was measured (bench/README.md).
constexpr double seconds_to_start_and_end = 20.0;
constexpr double file_bytes_a_second = 1e7;

}  // namespace

namespace {

// Of simulating `draws` draws that the host counts, in a second go: the first touches all memory,
// and finds every histogram empty.
Speed speed_counted_by_host(const Preparation& prepared, const RunSettings& settings,
                            EnsembleStatistics& statistics, std::int64_t draws) {
  const auto simulator = Simulator::make(prepared.world, switches_of(settings), settings.seed,
                                         prepared.device, KeptYears::two);
  const auto simulate = [&](std::int64_t first) {
    simulator->simulate_by_year(first, draws, [&](const YearLanes& year) { statistics.add(year); });
  };
  simulate(0);
  const auto start = std::chrono::steady_clock::now();
  simulate(draws);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  return {draws, seconds.count() / static_cast<double>(draws)};
}

// Of a launch of as many draws as the run's, which the GPU counts.
Speed speed_counted_by_gpu(const Preparation& prepared, const RunSettings& settings,
                           EnsembleStatistics& statistics) {
  speed_counted_by_host(prepared, settings, statistics, block_draws);
  const auto gpu = GpuEnsemble::make(prepared.world, switches_of(settings), settings.seed,
                                     prepared.device, statistics.counted(), statistics.extents(),
                                     prepared.device.lanes / block_draws);
  std::vector<LaunchedBlock> blocks;
  for (std::int64_t block = 0; block < gpu->blocks_at_once(); ++block) {
    const std::int64_t first = block * block_draws;
    blocks.push_back({first, first, first + block_draws, true, 0});
  }
  const auto start = std::chrono::steady_clock::now();
  gpu->simulate(blocks, {});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const std::int64_t draws = gpu->blocks_at_once() * block_draws;
  return {draws, seconds.count() / static_cast<double>(draws)};
}

}  // namespace

Speed measure_speed(const Preparation& prepared, const RunSettings& settings) {
  EnsembleStatistics statistics(prepared.world.view, prepared.world.listed_corridors, block_draws);
  if (prepared.device.kind == DeviceChoice::Kind::cuda) {
    return speed_counted_by_gpu(prepared, settings, statistics);
  }
  return speed_counted_by_host(prepared, settings, statistics,
                               std::int64_t{prepared.device.threads} * most_lanes_together);
}

JobProposal propose_job(const Preparation& prepared, const Speed& speed) {
  const RunPlan& plan = prepared.plan;
  constexpr double wanted_seconds = 3600.0;
  constexpr double spare_memory = 1.25;
  constexpr double spare_time = 2.0;
  constexpr std::int64_t step_minutes = 5;
  const double simulating = static_cast<double>(plan.draws) * speed.seconds_a_draw;
  JobProposal job = {};
  job.ranks = std::clamp(static_cast<std::int64_t>(std::ceil(simulating / wanted_seconds)),
                         std::int64_t{1}, std::max<std::int64_t>(plan.blocks, 1));
  job.threads = plan.threads;
  job.gpu = prepared.device.kind == DeviceChoice::Kind::cuda;
  job.memory_bytes = spare_memory * plan.memory_bytes;
  // The last block of the rank that gets most.
  const double blocks_a_rank =
      std::ceil(static_cast<double>(plan.blocks) / static_cast<double>(job.ranks));
  job.seconds = simulating / static_cast<double>(plan.blocks) * blocks_a_rank +
                seconds_to_start_and_end + plan.file_bytes / file_bytes_a_second;
  job.minutes =
      static_cast<std::int64_t>(std::ceil(spare_time * job.seconds / 60.0 / step_minutes)) *
      step_minutes;
  return job;
}

std::string slurm_options(const JobProposal& job) {
  constexpr std::int64_t minutes_a_day = 24 * 60;
  constexpr double megabyte = 1e6;
  constexpr double step_megabytes = 100.0;
  const double a_cpu = job.memory_bytes / megabyte / std::max(job.threads, 1);
  return fmt::format(
      "--ntasks={} --cpus-per-task={}{} --mem-per-cpu={:.0f}M --time={}-{:02}:{:02}:00", job.ranks,
      job.threads, job.gpu ? " --gpus-per-task=1" : "",
      std::ceil(a_cpu / step_megabytes) * step_megabytes, job.minutes / minutes_a_day,
      job.minutes % minutes_a_day / 60, job.minutes % 60);
}

}  // namespace peregrine
