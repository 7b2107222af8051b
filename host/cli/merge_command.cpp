// peregrine merge and peregrine extend
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>
#include <vector>

#include "host/checkpoint/run_record.h"
#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/number_options.h"
#include "host/cli/progress.h"
#include "host/cli/run_report.h"
#include "host/cli/scenario_options.h"
#include "host/run/existing.h"
#include "host/run/machine.h"
#include "host/run/run.h"
#include "host/scenario/scenario.h"
#include "host/store/ensemble_reader.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"
#include "host/support/stop.h"

namespace peregrine {
namespace {

struct MergeArguments {
  std::vector<std::string> files;
  MachineSettings machine;
};

struct ExtendArguments {
  std::string file;
  std::string draws;
  std::string checkpoint_every = "auto";
  MachineSettings machine;
  bool quiet = false;
};

int merge(const MergeArguments& arguments) {
  if (arguments.files.size() < 2) throw UsageError("merge takes two files or more");
  check_may_replace(arguments.machine, "or choose another file with -o");
  check_output_path(arguments.machine.output);
  take_output_for_decoration();
  const EnsembleReader first(arguments.files.front());
  const std::int64_t draws =
      first.header().draws * static_cast<std::int64_t>(arguments.files.size());
  const RunSettings settings = parse_scenario(first.header().scenario_toml, first.path(),
                                              {fmt::format("run.draws={}", draws)});
  const RunReport report = merge_ensembles(arguments.files, settings, arguments.machine);
  print(fmt::format("file      {}, {} draws of {} seeds\ncontent   {}\n", arguments.machine.output,
                    draws, arguments.files.size(), report.content_hash));
  return static_cast<int>(ExitCode::success);
}

int extend(const ExtendArguments& arguments) {
  if (arguments.quiet) spdlog::set_level(spdlog::level::err);
  const StopSignals signals(is_silent() ? StopSignals::Answer::silently
                                        : StopSignals::Answer::aloud);
  const EnsembleHeader header = EnsembleReader(arguments.file).header();
  std::vector<std::string> overrides = {fmt::format("run.keep={}", header.kept)};
  add_override(overrides, "run.draws", arguments.draws);
  const RunSettings settings = parse_scenario(header.scenario_toml, arguments.file, overrides);
  MachineSettings machine = arguments.machine;
  machine.mergeable = true;
  machine.checkpoint_every = blocks_of(arguments.checkpoint_every);
  if (machine.output.empty()) machine.output = arguments.file;
  if (machine.output != arguments.file) {
    check_may_replace(machine, "or choose another file with -o");
  }
  take_output_for_decoration();
  PreparedRun run(settings, machine);
  check_output_path(machine.output, run.plan().file_bytes);
  const RunReport report = [&] {
    ProgressPrinter progress(arguments.quiet || is_silent() ? ProgressStyle::none
                                                            : progress_style_of_stderr());
    return run.extend(arguments.file, [&progress](std::int64_t done, std::int64_t total) {
      progress.show(done, total);
    });
  }();
  return print_report(report, machine.output, arguments.quiet);
}

}  // namespace

void add_merge_command(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("merge", "Join ensembles of one scenario under different seeds");
  const auto arguments = std::make_shared<MergeArguments>();
  command->add_option("files", arguments->files, "Ensemble files of `run --mergeable`")
      ->required()
      ->type_name("FILE");
  command->add_option("-o,--output", arguments->machine.output, "File to write")
      ->required()
      ->type_name("FILE");
  add_machine_options(*command, arguments->machine);
  add_compression_option(*command, arguments->machine);
  add_overwrite_option(*command, arguments->machine);
  command->footer(
      "All files need the same scenario except the seed, and the same number of draws, a\n"
      "multiple of 16. The result has the draws of all and the realizations that each kept.\n"
      "\n"
      "Example:\n"
      "  peregrine merge seed-1.h5 seed-2.h5 -o both.h5\n");
  command->callback([arguments, &action] { action = [arguments] { return merge(*arguments); }; });
}

void add_extend_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("extend", "Add draws to a finished ensemble");
  const auto arguments = std::make_shared<ExtendArguments>();
  command->add_option("file", arguments->file, "Ensemble file of `run --mergeable`")
      ->required()
      ->type_name("FILE");
  takes_something(
      command->add_option("--draws", arguments->draws, "Draws that it is to have in all"))
      ->required()
      ->type_name("N");
  command
      ->add_option("-o,--output", arguments->machine.output,
                   "File to write (default: the file itself, replaced when all is done)")
      ->type_name("FILE");
  add_machine_options(*command, arguments->machine);
  add_compression_option(*command, arguments->machine);
  add_checkpoint_options(*command, arguments->machine, arguments->checkpoint_every);
  command->add_flag("-q,--quiet", arguments->quiet, "Print nothing but errors");
  command->footer(
      "The result has the same bits as one run of all these draws from the beginning that keeps\n"
      "as many realizations as the file has.\n"
      "\n"
      "Example:\n"
      "  peregrine run reference.toml --draws 2048 --mergeable -o r.h5\n"
      "  peregrine extend r.h5 --draws 100000\n");
  command->callback([arguments, &action] { action = [arguments] { return extend(*arguments); }; });
}

}  // namespace peregrine
