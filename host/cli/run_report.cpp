#include "host/cli/run_report.h"

#include <fmt/format.h>

#include <optional>

#include "host/checkpoint/run_record.h"
#include "host/cli/console.h"
#include "host/cli/number_options.h"
#include "host/report/summary.h"
#include "host/support/error.h"
#include "host/support/number_text.h"
#include "host/support/numbers.h"
#include "host/support/utf8.h"

namespace peregrine {
namespace {

std::string report_as_text(const RunReport& report, const std::string& output) {
  if (report.was_there) {
    return fmt::format("file      {}, complete already\ncontent   {}\n\n", output,
                       report.content_hash);
  }
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

std::string stop_in_words(const RunReport& report, const std::string& output) {
  return fmt::format("stopped with {} of {} blocks done, which are in {} (run again with --resume)",
                     grouped(report.blocks_done), grouped(report.plan.blocks),
                     parts_folder(output));
}

}  // namespace

void add_overwrite_option(CLI::App& command, MachineSettings& machine) {
  command.add_flag("--overwrite", machine.overwrite,
                   "Replace a file that is there already, when the new one is complete");
}

void add_checkpoint_options(CLI::App& command, MachineSettings& machine, std::string& every) {
  CLI::Option* const resume =
      command.add_flag("--resume", machine.resume,
                       "Go on with an unfinished run of this output; begin where there is none");
  command
      .add_flag("--restart", machine.restart,
                "Remove an unfinished run of this output and begin anew")
      ->excludes(resume);
  add_overwrite_option(command, machine);
  command
      .add_option("--checkpoint-every", every,
                  "Blocks between checkpoints of a rank; auto: 3 % of the time; never")
      ->type_name("N");
  takes_real(command.add_option("--patience", machine.patience,
                                "Seconds that ranks wait for another before they end, 0: for ever"))
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, 1e6));
}

std::int64_t blocks_of(const std::string& every) {
  if (every == "auto") return 0;
  if (every == "never") return -1;
  const std::optional<std::int64_t> blocks = read_whole(every).value;
  if (!blocks || *blocks < 1) {
    throw UsageError(
        fmt::format("--checkpoint-every {} is neither auto nor never nor a number of blocks, 1 "
                    "or more",
                    printable(every)));
  }
  return *blocks;
}

int print_report(const RunReport& report, const std::string& output, bool quiet) {
  if (!report.complete) {
    if (!is_silent()) complain(stop_in_words(report, output));
    return static_cast<int>(ExitCode::interrupted);
  }
  if (quiet || is_silent()) return static_cast<int>(ExitCode::success);
  print(report_as_text(report, output));
  print(summary_as_text(summarize(EnsembleReader(output), {})));
  return static_cast<int>(ExitCode::success);
}

}  // namespace peregrine
