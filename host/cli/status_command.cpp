// peregrine status
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <memory>
#include <string>

#include "host/checkpoint/run_record.h"
#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

std::string time_in_words(std::int64_t since_1970) {
  const auto time = static_cast<std::time_t>(since_1970);
  return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", fmt::gmtime(time));
}

std::string rate_in_words(const RunStatus& status) {
  if (status.seconds_left < 0.0) return "not known before the next checkpoint";
  constexpr double seconds_an_hour = 3600.0;
  if (status.life == Life::ended) {
    return fmt::format("{} blocks an hour, {} more once it goes on",
                       grouped(status.blocks_per_second * seconds_an_hour, 0),
                       duration_in_words(status.seconds_left));
  }
  return fmt::format("{} blocks an hour, {} left",
                     grouped(status.blocks_per_second * seconds_an_hour, 0),
                     duration_in_words(status.seconds_left));
}

std::string life_in_words(const RunStatus& status) {
  const std::string owner =
      status.owner.host.empty() ? "" : fmt::format(" ({})", status.owner.in_words());
  switch (status.life) {
    case Life::lives:
      return fmt::format("under way{}", owner);
    case Life::ended:
      return fmt::format("stopped or killed{}; --resume goes on with it", owner);
    case Life::unknown:
      break;
  }
  return fmt::format("not known from here{}", owner);
}

std::string status_as_text(const std::string& output, const RunStatus& status) {
  if (status.complete) {
    return fmt::format("{}: complete, {} draws\n", output, grouped(status.record.identity.draws));
  }
  const RunRecord& record = status.record;
  return fmt::format(
      "{}: {} of {} blocks done ({:.1f} %), {} draws in all\n"
      "state     {}\n"
      "started   {} on {} rank{}, with {} blocks done\n"
      "latest    {}\n"
      "rate      {}\n",
      output, grouped(status.blocks_done), grouped(record.blocks),
      100.0 * static_cast<double>(status.blocks_done) / static_cast<double>(record.blocks),
      grouped(record.identity.draws), life_in_words(status), time_in_words(record.started_at),
      record.ranks, record.ranks == 1 ? "" : "s", grouped(record.blocks_at_start),
      status.blocks_done > record.blocks_at_start
          ? fmt::format("checkpoint {}", time_in_words(status.latest_sign))
          : "no checkpoint since",
      rate_in_words(status));
}

}  // namespace

void add_status_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("status", "Show how far a run is, also while it works");
  const auto file = std::make_shared<std::string>();
  command->add_option("file", *file, "Ensemble file that the run will write")
      ->required()
      ->type_name("FILE");
  command->footer(
      "Looks at what the run has kept beside its output, <FILE>.parts; unfinished blocks do not\n"
      "count. The lock there shows whether the run still works, or was stopped or killed.\n"
      "\n"
      "Example:\n"
      "  peregrine status reference.h5\n");
  command->callback([file, &action] {
    action = [file] {
      print(status_as_text(*file, run_status(*file)));
      return static_cast<int>(ExitCode::success);
    };
  });
}

}  // namespace peregrine
