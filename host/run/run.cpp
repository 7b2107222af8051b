#include "host/run/run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

#include "host/checkpoint/checkpoint.h"
#include "host/checkpoint/hold_alone.h"
#include "host/cluster/cluster.h"
#include "host/cluster/watchdog.h"
#include "host/cluster/work_queue.h"
#include "host/outcome/blocks.h"
#include "host/outcome/realizations.h"
#include "host/outcome/rows.h"
#include "host/outcome/statistics.h"
#include "host/run/block_simulator.h"
#include "host/run/existing.h"
#include "host/run/job_proposal.h"
#include "host/run/preparation.h"
#include "host/store/ensemble_reader.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"
#include "host/support/not_yet.h"
#include "host/support/stop.h"
#include "host/support/version.h"

namespace peregrine {

namespace {

// No file system that is still alive writes slower: how long ranks wait for the one that writes.
constexpr double slowest_bytes_per_second = 1e7;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

StopSignals::Answer answer_of_this_rank() {
  return world_rank() == 0 ? StopSignals::Answer::aloud : StopSignals::Answer::silently;
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

Checkpoint::Plan checkpoint_plan(const RunSettings& settings, const MachineSettings& machine,
                                 const Preparation& prepared, const Base& base) {
  Checkpoint::Plan plan;
  plan.output = machine.output;
  plan.identity = identity_of(settings, prepared, base);
  plan.blocks = prepared.plan.blocks;
  plan.first_block = base.draws / block_draws;
  // All that a base kept are in its file.
  plan.kept_blocks = base.draws > 0 ? 0 : block_count(prepared.kept);
  plan.every = machine.checkpoint_every;
  plan.threads = prepared.device.threads;
  plan.begin = machine.restart  ? Begin::or_restart
               : machine.resume ? Begin::or_resume
                                : Begin::anew;
  return plan;
}

// One run, from the first block to the file.
class EnsembleRun {
 public:
  EnsembleRun(const RunSettings& settings, const MachineSettings& machine,
              const Preparation& prepared, const Base& base, const ProgressCallback& progress)
      : settings_(settings),
        machine_(machine),
        prepared_(prepared),
        base_(base),
        progress_(progress),
        threads_(prepared.device.threads),
        watchdog_(machine.patience, [this](const std::string& what) { explain(what); }),
        statistics_(prepared.world.view, prepared.world.listed_corridors, settings.draws),
        no_rows_(prepared.world.view, prepared.kept) {}

  RunReport run();

 private:
  void simulate(Checkpoint& checkpoint);
  void report_progress(std::int64_t draws);
  void write(Checkpoint& checkpoint, RunReport& report);
  void write_rows(const Checkpoint& checkpoint, EnsembleWriter& writer) const;
  void explain(const std::string& waiting_for) const;

  const RunSettings& settings_;
  const MachineSettings& machine_;
  const Preparation& prepared_;
  const Base& base_;
  const ProgressCallback& progress_;
  int threads_;
  Watchdog watchdog_;
  EnsembleStatistics statistics_;
  RowCollector no_rows_;           // of this run, a block's to begin with
  std::int64_t draws_before_ = 0;  // done by an earlier run
  std::mutex progress_mutex_;
  std::int64_t draws_here_ = 0;       // by this rank
  std::int64_t draws_elsewhere_ = 0;  // that others have or have begun
  std::int64_t blocks_here_ = 0;      // finished by this rank
};

void EnsembleRun::explain(const std::string& waiting_for) const {
  spdlog::error(
      "rank {} on {}: waited {} s for {}, which may be stopped or gone; the blocks that are "
      "finished are in {} (run again with --resume; --patience sets how long to wait)",
      world_rank(), host_name(), machine_.patience, waiting_for, parts_folder(machine_.output));
}

void EnsembleRun::report_progress(std::int64_t draws) {
  const std::lock_guard lock(progress_mutex_);
  draws_here_ += draws;
  if (!progress_) return;
  const std::int64_t done = draws_before_ + std::max(draws_here_, draws_elsewhere_);
  progress_(std::min(done, settings_.draws), settings_.draws);
}

void EnsembleRun::simulate(Checkpoint& checkpoint) {
  const std::vector<BlockTask>& tasks = checkpoint.tasks();
  if (tasks.empty()) return;
  const std::int64_t ranks = world_size();
  const auto task_count = static_cast<std::int64_t>(tasks.size());
  const auto simulator =
      BlockSimulator::make({prepared_, settings_, base_.draws, statistics_, no_rows_, checkpoint,
                            [this](std::int64_t draws) { report_progress(draws); }},
                           (task_count + ranks - 1) / ranks);
  const auto store = [&] {
    simulator->collect();
    return statistics_.store(threads_);
  };
  const auto expected = [this] { return statistics_.expected_store_cost(threads_); };
  std::optional<WorkQueue> queue;
  {
    const Watchdog::Wait wait(watchdog_, "the other ranks to begin");
    queue.emplace(task_count);
  }
  const auto next = [&] {
    const Watchdog::Wait wait(watchdog_, "rank 0 to hand out a block");
    if (stop_requested()) queue->close();
    return queue->next();
  };
  const auto take = [&] {
    std::vector<BlockTask> taken;
    while (static_cast<std::int64_t>(taken.size()) < simulator->blocks_at_once()) {
      const std::int64_t at = next();
      if (at < 0) break;
      taken.push_back(tasks[static_cast<std::size_t>(at)]);
    }
    return taken;
  };
  for (std::vector<BlockTask> some = take(); !some.empty(); some = take()) {
    const auto count = static_cast<std::int64_t>(some.size());
    if (ranks > 1) draws_elsewhere_ = (queue->handed_out() - count) * block_draws;
    simulator->simulate(some);
    blocks_here_ += count;
    if (checkpoint.due(expected)) checkpoint.write_statistics(store);
  }
  // A process alone goes on to the file at once; a rank waits for others, and may lose them.
  if (world_size() > 1 || machine_.checkpoint_every > 0 || stop_requested()) {
    checkpoint.write_statistics(store);
  }
  simulator->collect();
  const Watchdog::Wait wait(watchdog_, "the other ranks to finish their last blocks");
  queue.reset();
}

void EnsembleRun::write_rows(const Checkpoint& checkpoint, EnsembleWriter& writer) const {
  if (base_.draws > 0) {
    const EnsembleReader base(base_.file);
    copy_realizations({&base, 1}, writer);
    return;
  }
  RowsReader rows = checkpoint.rows();
  // A block at once, as it fills chunks of the file: one that is written by and by is read again,
  // and its checksum computed anew, each time.
  while (!rows.at_end()) no_rows_.write(rows.next_block(), writer);
}

void EnsembleRun::write(Checkpoint& checkpoint, RunReport& report) {
  const Clock::time_point start = Clock::now();
  EnsembleWriter writer(machine_.output, prepared_.header,
                        {machine_.compression, threads_, checkpoint.unfinished_file()});
  write_rows(checkpoint, writer);
  writer.start_sync();
  if (base_.draws > 0) add_statistics(EnsembleReader(base_.file), statistics_, threads_);
  if (machine_.mergeable) writer.write_mergeable(statistics_.store(threads_));
  statistics_.write(writer, threads_);
  writer.write_runtime("simulate_seconds", report.simulate_seconds);
  writer.write_runtime("checkpoint_store_seconds", checkpoint.seconds_stored());
  writer.write_runtime("checkpoint_write_seconds", checkpoint.seconds_written());
  writer.write_runtime("quantile_seconds", seconds_since(start));
  report.content_hash = writer.finish();
  report.write_seconds = seconds_since(start);
}

RunReport EnsembleRun::run() {
  const Clock::time_point start = Clock::now();
  RunReport report;
  report.plan = prepared_.plan;
  Checkpoint::Plan plan = checkpoint_plan(settings_, machine_, prepared_, base_);
  plan.is_complete = [this, &report] {
    return base_.draws > 0 ? is_extended(settings_, machine_, prepared_, base_, report)
                           : is_there(settings_, machine_, prepared_, report);
  };
  std::optional<Checkpoint> checkpoint;
  {
    const Watchdog::Wait wait(watchdog_, "the other ranks to open the parts", longest_wait);
    checkpoint.emplace(plan, [this](std::vector<std::byte> bytes) {
      statistics_.restore_and_add(std::move(bytes), threads_);
    });
  }
  if (checkpoint->found_complete()) return report;
  report.blocks_before = checkpoint->blocks_done();
  draws_before_ = std::clamp(report.blocks_before * block_draws, base_.draws, settings_.draws);
  simulate(*checkpoint);
  // Rows are read back from there, and statistics outlive a failure to write the file.
  checkpoint->flush();
  {
    const Watchdog::Wait wait(watchdog_, "the other ranks to hand in their statistics");
    report.blocks_done = report.blocks_before + sum_over_ranks(blocks_here_);
    report.complete = report.blocks_done == report.plan.blocks;
    if (report.complete) statistics_.gather_on_root(threads_);
  }
  report.simulate_seconds = seconds_since(start);
  if (report.complete) ignore_stops();
  if (world_rank() == 0 && report.complete) {
    if (progress_) progress_(settings_.draws, settings_.draws);
    write(*checkpoint, report);
    checkpoint->remove();
  }
  const Watchdog::Wait wait(watchdog_, "rank 0 to write the file",
                            report.plan.file_bytes / slowest_bytes_per_second);
  wait_for_all_ranks();
  return report;
}

RunReport run_on_all_ranks(const RunSettings& settings, const MachineSettings& machine,
                           const Preparation& prepared, const Base& base,
                           const ProgressCallback& progress) {
  report_ranks(prepared);
  const StopSignals signals(answer_of_this_rank());
  const auto run = [&] { return EnsembleRun(settings, machine, prepared, base, progress).run(); };
  if (world_size() == 1) return run();
  // From here on a failure is one rank's own, and the others would wait for it.
  const auto end_all = [](const std::exception& error, ExitCode code) {
    spdlog::error("rank {} on {}: {}", world_rank(), host_name(), error.what());
    abort_all_ranks(static_cast<int>(code));
  };
  try {
    return run();
  } catch (const InputError& error) {
    end_all(error, ExitCode::bad_input);
  } catch (const UsageError& error) {
    end_all(error, ExitCode::usage);
  } catch (const OutputError& error) {
    end_all(error, ExitCode::output);
  } catch (const NotYet& error) {
    end_all(error, ExitCode::interrupted);
  } catch (const std::exception& error) {
    end_all(error, ExitCode::failure);
  }
  return {};
}

}  // namespace

PreparedRun::PreparedRun(RunSettings settings, MachineSettings machine)
    : settings_(std::move(settings)),
      machine_(std::move(machine)),
      prepared_(std::make_unique<Preparation>(prepare(settings_, machine_))) {}

PreparedRun::~PreparedRun() = default;

const RunPlan& PreparedRun::plan() const {
  return prepared_->plan;
}

std::string PreparedRun::job_in_words() const {
  const Speed speed = measure_speed(*prepared_, settings_);
  const JobProposal job = propose_job(*prepared_, speed);
  return fmt::format(
      "time      about {} on {} rank{}: {:.3g} ms a draw on this machine, measured on {} draws\n"
      "slurm     {} (twice the time, a quarter more memory)\n",
      job.seconds < 120 ? fmt::format("{:.0f} s", job.seconds)
                        : fmt::format("{:.0f} min", job.seconds / 60),
      job.ranks, job.ranks == 1 ? "" : "s", 1000 * speed.seconds_a_draw, speed.draws,
      slurm_options(job));
}

RunReport PreparedRun::run(const ProgressCallback& progress) {
  RunReport there;
  // One rank looks, or another might find what the first has removed.
  std::int64_t complete =
      world_rank() == 0 && is_there(settings_, machine_, *prepared_, there) ? 1 : 0;
  broadcast(complete);
  if (complete != 0) return there;
  return run_on_all_ranks(settings_, machine_, *prepared_, {}, progress);
}

RunReport PreparedRun::extend(const std::string& file, const ProgressCallback& progress) {
  const EnsembleReader reader(file);
  const EnsembleHeader& old = reader.header();
  EnsembleHeader& header = prepared_->header;
  const auto refuse = [&file](const std::string& key, const std::string& value,
                              const std::string& problem, const std::string& remedy) {
    throw InputError({{file, 0, key, value, problem, remedy}});
  };
  if (settings_.draws < old.draws) {
    throw UsageError(
        fmt::format("{} has {} draws already, more than {}", file, old.draws, settings_.draws));
  }
  if (old.model_version != model_version) {
    refuse("model_version", old.model_version,
           fmt::format("is not this program's, {}", model_version),
           "extend it with the program that wrote it");
  }
  if (header.inputs_sha256 != old.inputs_sha256) {
    refuse("inputs_sha256", old.inputs_sha256,
           fmt::format("is not that of {}, {}", prepared_->inputs.folder, header.inputs_sha256),
           "name the inputs it was made from with --inputs");
  }
  if (settings_.draws == old.draws) {
    RunReport report;
    note_complete(reader, *prepared_, report);
    return report;
  }
  if (reader.mergeable().empty()) {
    refuse("", "", "has no statistics that draws could be added to",
           "make it with `peregrine run --mergeable`");
  }
  header.history += fmt::format("; extended from {} draws", old.draws);
  return run_on_all_ranks(settings_, machine_, *prepared_, {file, old.draws, reader.content_hash()},
                          progress);
}

}  // namespace peregrine
