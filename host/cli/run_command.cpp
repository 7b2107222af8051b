// peregrine run
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/progress.h"
#include "host/cli/scenario_options.h"
#include "host/report/numbers.h"
#include "host/report/summary.h"
#include "host/run/run.h"
#include "host/scenario/scenario.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct RunArguments {
  ScenarioArguments scenario;
  std::string keep;
  MachineSettings machine;
  bool dry_run = false;
  bool quiet = false;
};

std::string plan_as_text(const RunSettings& settings, const RunPlan& plan,
                         const std::string& output) {
  return fmt::format(
      "scenario  {}: {} draws, blocks of work {}, seed {}\n"
      "forecast  {} corridors, {} countries and areas with the unknown, {} years to {}\n"
      "device    {}\n"
      "ranks     {}\n"
      "memory    {} a rank, at most\n"
      "file      {}, about {}, {} draws one by one\n",
      settings.name, grouped(plan.draws), grouped(plan.blocks), settings.seed,
      grouped(std::int64_t{plan.corridors}), plan.countries, plan.years, settings.to_year,
      plan.device, plan.ranks, bytes_in_words(plan.memory_bytes), output,
      bytes_in_words(plan.file_bytes), grouped(settings.keep));
}

std::string report_as_text(const RunReport& report, const std::string& output) {
  const double rate = report.simulate_seconds > 0
                          ? static_cast<double>(report.plan.draws) / report.simulate_seconds
                          : 0;
  return fmt::format(
      "file      {}\n"
      "content   {}\n"
      "time      {} simulating ({} draws/s), {} writing\n\n",
      output, report.content_hash, duration_in_words(report.simulate_seconds), grouped(rate, 0),
      duration_in_words(report.write_seconds));
}

int run_scenario(const RunArguments& arguments) {
  if (arguments.quiet) spdlog::set_level(spdlog::level::err);
  std::vector<std::string> overrides = overrides_of(arguments.scenario);
  add_override(overrides, "run.keep", arguments.keep);
  const RunSettings settings = load_scenario(arguments.scenario.scenario, overrides);
  MachineSettings machine = arguments.machine;
  if (machine.output.empty()) machine.output = settings.name + ".h5";
  const RunPlan plan = plan_run(settings, machine);
  check_output_path(machine.output, plan.file_bytes);
  if (!arguments.quiet) print(plan_as_text(settings, plan, machine.output));
  if (arguments.dry_run) return static_cast<int>(ExitCode::success);

  const RunReport report = [&] {
    ProgressPrinter progress(arguments.quiet || is_silent() ? ProgressStyle::none
                                                            : progress_style_of_stderr());
    return run_ensemble(settings, machine, [&progress](std::int64_t done, std::int64_t total) {
      progress.show(done, total);
    });
  }();
  if (arguments.quiet || is_silent()) return static_cast<int>(ExitCode::success);
  print(report_as_text(report, machine.output));
  print(summary_as_text(summarize(EnsembleReader(machine.output), {})));
  return static_cast<int>(ExitCode::success);
}

void add_run_options(CLI::App& command, RunArguments& arguments) {
  add_scenario_options(command, arguments.scenario)->required();
  command
      .add_option("--keep", arguments.keep, "Realizations written one by one, -1: all (run.keep)")
      ->type_name("N");
  command
      .add_option("-o,--output", arguments.machine.output,
                  "File to write (default: <scenario name>.h5)")
      ->type_name("FILE");
  add_machine_options(command, arguments.machine);
  command.add_flag("--dry-run", arguments.dry_run, "Print plan, memory and file size; run nothing");
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
      "  mpirun -n 4 peregrine run reference.toml --threads 1\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return run_scenario(*arguments); }; });
}

}  // namespace peregrine
