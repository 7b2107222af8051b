// peregrine run
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/number_options.h"
#include "host/cli/progress.h"
#include "host/cli/run_report.h"
#include "host/cli/scenario_options.h"
#include "host/cluster/cluster.h"
#include "host/run/existing.h"
#include "host/run/machine.h"
#include "host/run/run.h"
#include "host/scenario/scenario.h"
#include "host/store/ensemble_writer.h"
#include "host/store/output_path.h"
#include "host/support/error.h"
#include "host/support/month.h"
#include "host/support/numbers.h"
#include "host/support/stop.h"

namespace peregrine {
namespace {

struct RunArguments {
  ScenarioArguments scenario;
  std::string keep;
  std::string checkpoint_every = "auto";
  MachineSettings machine;
  bool dry_run = false;
  bool quiet = false;
};

std::string own_months_as_line(const RunSettings& settings, const RunPlan& plan) {
  if (plan.own_months.empty()) return {};
  return fmt::format("observed  {}: {}\n", settings.routes.observed, plan.own_months);
}

std::string plan_as_text(const RunSettings& settings, const RunPlan& plan,
                         const std::string& output) {
  return fmt::format(
      "scenario  {}: {} draws, blocks of work {}, seed {}\n"
      "forecast  {} corridors, {} countries and areas with the unknown, {} years to {}\n"
      "{}"
      "device    {}\n"
      "threads   {}{}: {}\n"
      "ranks     {}\n"
      "memory    {} a rank, at most\n"
      "file      {}, about {}, {} draws one by one; until it is complete, up to {} beside it\n",
      settings.name, grouped(plan.draws), grouped(plan.blocks), settings.seed,
      grouped(std::int64_t{plan.corridors}), plan.countries, plan.years, settings.to_year,
      own_months_as_line(settings, plan), plan.device, plan.threads,
      plan.ranks > 1 ? " a rank" : "", plan.threads_why, plan.ranks,
      bytes_in_words(plan.memory_bytes), output, bytes_in_words(plan.file_bytes),
      grouped(settings.keep), bytes_in_words(plan.parts_bytes));
}

// Only a warning, since the size is an estimate.
void warn_of_size_limit(const RunPlan& plan) {
  if (file_size_limit() >= plan.file_bytes) return;
  spdlog::warn(
      "files of this process may have {} (ulimit -f), and the ensemble takes about {}: the run "
      "may end without it, unless the limit is raised before",
      bytes_in_words(file_size_limit()), bytes_in_words(plan.file_bytes));
}

// A shorter run of a scenario is no mistake.
void warn_of_late_events(const RunSettings& settings) {
  for (std::size_t i = 0; i < settings.events.size(); ++i) {
    const EventSettings& event = settings.events[i];
    if (event.month <= month_number(settings.to_year, 12)) continue;
    spdlog::warn("event {}, {} at {}, may first begin in {}: the run ends with {}, without it",
                 i + 1, event.kind, fmt::join(event.places, ", "), month_text(event.month),
                 settings.to_year);
  }
}

int run_scenario(const RunArguments& arguments) {
  const StopSignals signals(is_silent() ? StopSignals::Answer::silently
                                        : StopSignals::Answer::aloud);
  if (arguments.quiet) spdlog::set_level(spdlog::level::err);
  std::vector<std::string> overrides = overrides_of(arguments.scenario);
  add_override(overrides, "run.keep", arguments.keep);
  const RunSettings settings = load_scenario(arguments.scenario.scenario, overrides);
  MachineSettings machine = arguments.machine;
  if (machine.output.empty()) machine.output = settings.name + ".h5";
  machine.checkpoint_every = blocks_of(arguments.checkpoint_every);
  if (!arguments.dry_run) check_may_replace(machine);
  PreparedRun run(settings, machine);
  const RunPlan& plan = run.plan();
  // A run that is complete needs no room, and of one that is resumed, parts are there already.
  if (!machine.resume || !std::filesystem::exists(machine.output)) {
    check_output_path(machine.output, plan.file_bytes + (machine.resume ? 0.0 : plan.parts_bytes));
  }
  warn_of_size_limit(plan);
  warn_of_late_events(settings);
  if (!arguments.quiet) print(plan_as_text(settings, plan, machine.output));
  if (arguments.dry_run) {
    // By one rank, as ranks may differ.
    if (!arguments.quiet && world_rank() == 0) print(run.job_in_words());
    return static_cast<int>(ExitCode::success);
  }
  // From here on the result is the file.
  take_output_for_decoration();

  const RunReport report = [&] {
    ProgressPrinter progress(arguments.quiet || is_silent() ? ProgressStyle::none
                                                            : progress_style_of_stderr());
    return run.run(
        [&progress](std::int64_t done, std::int64_t total) { progress.show(done, total); });
  }();
  return print_report(report, machine.output, arguments.quiet);
}

void add_run_options(CLI::App& command, RunArguments& arguments) {
  add_scenario_options(command, arguments.scenario)->required();
  takes_something(command.add_option("--keep", arguments.keep,
                                     "Realizations written one by one, -1: all (run.keep)"))
      ->type_name("N");
  command
      .add_option("-o,--output", arguments.machine.output,
                  "File to write (default: <scenario name>.h5)")
      ->type_name("FILE");
  add_machine_options(command, arguments.machine);
  add_checkpoint_options(command, arguments.machine, arguments.checkpoint_every);
  add_compression_option(command, arguments.machine);
  command.add_flag("--mergeable", arguments.machine.mergeable,
                   "Keep in the file what `extend` and `merge` need");
  command.add_flag("--dry-run", arguments.dry_run,
                   "Print plan, memory, file size and time; write nothing");
  command.add_flag("-q,--quiet", arguments.quiet, "Print nothing but errors");
}

}  // namespace

void add_run_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("run", "Forecast: simulate an ensemble and write it");
  const auto arguments = std::make_shared<RunArguments>();
  add_run_options(*command, *arguments);
  command->footer(
      "Options change the scenario, which the file records in full. What is computed depends on\n"
      "scenario and inputs alone, not on device, threads, tile or ranks.\n"
      "\n"
      "Examples:\n"
      "  peregrine run inputs/scenarios/reference.toml -o reference.h5\n"
      "  peregrine run reference.toml --draws 100000 --to 2100 --keep 500\n"
      "  peregrine run reference.toml --set stock.innovations=false --dry-run\n"
      "  peregrine run reference.toml --observed months.csv -o with-my-months.h5\n"
      "  mpirun -n 4 peregrine run reference.toml --threads 1\n"
      "  peregrine run reference.toml --draws 1000000 --resume\n"
      "\n"
      "SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2 and SIGXCPU end a run after the blocks under "
      "way,\n"
      "with exit code 75; so long as it is not complete, what it has done is kept in\n"
      "<output>.parts for --resume, on any number of ranks. `peregrine status <output>` shows how\n"
      "far it is.\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return run_scenario(*arguments); }; });
}

}  // namespace peregrine
