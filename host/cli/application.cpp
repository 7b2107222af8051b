#include "host/cli/application.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cluster/cluster.h"
#include "host/support/command_line.h"
#include "host/support/error.h"
#include "host/support/not_yet.h"
#include "host/support/notice.h"
#include "host/support/process_start.h"
#include "host/support/utf8.h"
#include "host/support/version.h"

namespace peregrine {
namespace {

constexpr const char* epilogue =
    "Examples:\n"
    "  peregrine run inputs/scenarios/reference.toml -o reference.h5\n"
    "  peregrine summary reference.h5 --country DEU\n"
    "  peregrine compare reference.h5 other.h5\n"
    "  peregrine decompose inputs/scenarios/reference.toml\n"
    "  peregrine scenario --show-defaults > mine.toml\n"
    "\n"
    "Exit codes:\n"
    "   0  success\n"
    "   1  internal error, or a check (verify, audit, inputs --check) that did not pass\n"
    "   2  the command line is wrong\n"
    "   3  a scenario, table or ensemble file is wrong\n"
    "   4  the result could not be written\n"
    "  75  not finished; run the same command again\n"
    "\n"
    "`peregrine COMMAND --help` explains a command. Manual: docs/running.md\n";

std::string version_text() {
  return fmt::format("peregrine {}\nmodel version {}\ndevices: {}\nbuilt with {}\n",
                     program_version(), model_version, fmt::join(built_devices(), ", "),
                     build_description());
}

void describe(CLI::App& app, Action& action) {
  constexpr std::size_t option_column = 30;
  app.get_formatter()->column_width(option_column);
  app.require_subcommand(1);
  app.set_version_flag("--version", version_text,
                       "Print version, model version, devices built and compiler");
  app.footer(epilogue);
  add_run_command(app, action);
  add_status_command(app, action);
  add_extend_command(app, action);
  add_merge_command(app, action);
  add_summary_command(app, action);
  add_report_command(app, action);
  add_compare_command(app, action);
  add_decompose_command(app, action);
  add_info_command(app, action);
  add_verify_command(app, action);
  add_attribute_command(app, action);
  add_calibrate_command(app, action);
  add_backtest_command(app, action);
  add_score_command(app, action);
  add_audit_command(app, action);
  add_scenario_command(app, action);
  add_inputs_command(app, action);
}

int exit_code(ExitCode code) {
  return static_cast<int>(code);
}

// As a rule all ranks fail alike and the first speaks for them. A rank that fails alone has to
// speak for itself, and must not leave the others waiting for it.
[[noreturn]] void end_all_ranks(ExitCode code, const std::string& message) {
  constexpr std::chrono::seconds time_for_the_first_rank(1);
  if (world_rank() != 0) {
    std::this_thread::sleep_for(time_for_the_first_rank);
    speak_again();
    complain(fmt::format("rank {}: {}", world_rank(), message));
  }
  abort_all_ranks(exit_code(code));
}

int fail(ExitCode code, const std::string& message) {
  complain(message);
  if (world_size() > 1) end_all_ranks(code, message);
  return exit_code(code);
}

// The innermost command that was recognised.
const CLI::App& innermost(const CLI::App& app) {
  const auto commands = app.get_subcommands();
  return commands.empty() ? app : innermost(*commands.front());
}

std::string full_name(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name()
                                     : full_name(*app.get_parent()) + " " + app.get_name();
}

// CLI11 says of a misspelt command only that one is missing.
std::string in_words(const CLI::App& command, const CLI::ParseError& error) {
  const std::vector<std::string> unknown = command.remaining();
  const bool wants_command = command.get_require_subcommand_min() > 0;
  if (!wants_command || unknown.empty()) return error.what();
  return fmt::format("{} is not a command of {}", printable(unknown.front()), full_name(command));
}

// Help and version are, to CLI11, exceptions too.
int end_of_parsing(const CLI::App& app, const CLI::ParseError& error) {
  if (error.get_exit_code() != exit_code(ExitCode::success)) {
    return fail(ExitCode::usage, fmt::format("{} (see {} --help)", in_words(innermost(app), error),
                                             full_name(innermost(app))));
  }
  print(error.get_name() == "CallForVersion" ? version_text() : app.help());
  return exit_code(ExitCode::success);
}

int parse_and_act(int argc, const char* const* argv) {
  CLI::App app("Peregrine forecasts human migration as Monte Carlo ensembles.", "peregrine");
  Action action;
  describe(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return end_of_parsing(app, error);
  }
  return action();
}

// What the log does not take is lost, and holds nobody up.
class NoticeSink : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t text;
    formatter_->format(message, text);
    notice({text.data(), text.size()}, time_for_a_reader);
  }
  void flush_() override {}
};

// Runs `act` and turns whatever it throws into a message and an exit code.
template <typename Act>
int guarded(Act act) {
  try {
    return act();
  } catch (const InputError& error) {
    return fail(ExitCode::bad_input, error.what());
  } catch (const UsageError& error) {
    return fail(ExitCode::usage, error.what());
  } catch (const OutputError& error) {
    return fail(ExitCode::output, error.what());
  } catch (const NotYet& error) {
    return fail(ExitCode::interrupted, error.what());
  } catch (const std::bad_alloc&) {
    return fail(ExitCode::failure, "out of memory (--dry-run says how much a run takes)");
  } catch (const std::exception& error) {
    return fail(ExitCode::failure, fmt::format("internal error: {}", error.what()));
  }
}

}  // namespace

int run_application(int argc, char** argv) {
  take_failed_writes_for_errors();
  remember_command_line(argc, argv);
  // Threads that are made later inherit what OpenMP has bound this one to.
  run_on_cpus_at_start();
  const Cluster cluster(&argc, &argv);
  if (world_rank() != 0) keep_silent();
  // Remarks go where errors do, plain: standard output is the result's.
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("peregrine", std::make_shared<NoticeSink>()));
  spdlog::set_pattern("peregrine: %v");
  return guarded([&] {
    const int code = parse_and_act(argc, argv);
    finish_printing();
    return code;
  });
}

}  // namespace peregrine
