// peregrine scenario
#include <memory>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/model/events/kinds.h"
#include "host/scenario/scenario.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct Wanted {
  bool defaults = false;
  bool events = false;
};

}  // namespace

void add_scenario_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("scenario", "Explain scenario files");
  const auto wanted = std::make_shared<Wanted>();
  command->add_flag("--show-defaults", wanted->defaults,
                    "Print a complete, commented scenario: every key with its default");
  command->add_flag("--events", wanted->events,
                    "Print the kinds of dated events: what each moves, and evidence");
  command->require_option(1);
  command->footer(
      "A scenario needs to give only the keys that differ from these.\n"
      "\n"
      "Example:\n"
      "  peregrine scenario --show-defaults > mine.toml\n"
      "  peregrine scenario --events\n");
  command->callback([wanted, &action] {
    action = [wanted] {
      print(wanted->events ? event_kinds_text() : render_scenario(RunSettings(), Comments::all));
      return static_cast<int>(ExitCode::success);
    };
  });
}

}  // namespace peregrine
