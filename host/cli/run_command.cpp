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
#include "host/report/numbers.h"
#include "host/report/summary.h"
#include "host/run/run.h"
#include "host/scenario/scenario.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct RunArguments {
  std::string scenario;
  std::vector<std::string> overrides;
  std::string draws;
  std::string seed;
  std::string to_year;
  std::string keep;
  MachineSettings machine;
  bool dry_run = false;
  bool quiet = false;
};

// The options with a name of their own are overrides, too, and win over --set.
std::vector<std::string> all_overrides(const RunArguments& arguments) {
  std::vector<std::string> overrides = arguments.overrides;
  const auto add = [&overrides](const char* key, const std::string& value) {
    if (!value.empty()) overrides.push_back(fmt::format("{}={}", key, value));
  };
  add("run.draws", arguments.draws);
  add("run.seed", arguments.seed);
  add("run.to_year", arguments.to_year);
  add("run.keep", arguments.keep);
  return overrides;
}

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
  const RunSettings settings = load_scenario(arguments.scenario, all_overrides(arguments));
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

void add_scenario_options(CLI::App& command, RunArguments& arguments) {
  command.add_option("scenario", arguments.scenario, "Scenario file")
      ->required()
      ->type_name("SCENARIO.toml");
  command.add_option("--draws", arguments.draws, "Realizations (run.draws)")->type_name("N");
  command.add_option("--seed", arguments.seed, "Key of the random streams (run.seed)")
      ->type_name("S");
  command.add_option("--to", arguments.to_year, "Last year forecast (run.to_year)")
      ->type_name("YEAR");
  command
      .add_option("--keep", arguments.keep, "Realizations written one by one, -1: all (run.keep)")
      ->type_name("N");
  command.add_option("--set", arguments.overrides, "Any key of the scenario; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

void add_machine_options(CLI::App& command, RunArguments& arguments) {
  constexpr int most_threads = 4096;
  MachineSettings& machine = arguments.machine;
  command.add_option("-o,--output", machine.output, "File to write (default: <scenario name>.h5)")
      ->type_name("FILE");
  command.add_option("--inputs", machine.inputs, "Folder of the compiled inputs")->type_name("DIR");
  command.add_option("--threads", machine.threads, "CPU threads a rank (default: all it may use)")
      ->check(CLI::Range(1, most_threads).description(""))
      ->type_name("N");
  command.add_option("--device", machine.device, "auto, serial, omp, tbb or cuda (default: auto)")
      ->check(CLI::IsMember({"auto", "serial", "omp", "tbb", "cuda"}).description(""))
      ->type_name("D");
  command
      .add_option("--tile", machine.tile_width,
                  "1, 8, 16 or 32 draws that advance together on a thread")
      ->check(CLI::IsMember({1, 8, 16, 32}).description(""))
      ->type_name("W");
  command.add_flag("--dry-run", arguments.dry_run, "Print plan, memory and file size; run nothing");
  command.add_flag("-q,--quiet", arguments.quiet, "Print nothing but errors");
}

}  // namespace

void add_run_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("run", "Forecast: simulate an ensemble and write it");
  const auto arguments = std::make_shared<RunArguments>();
  add_scenario_options(*command, *arguments);
  add_machine_options(*command, *arguments);
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
