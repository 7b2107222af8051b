// peregrine report
#include <fmt/format.h>

#include <memory>
#include <string>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/model/tables/write_text.h"
#include "host/report/page/page.h"
#include "host/support/error.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

struct ReportArguments {
  PageRequest request;
  std::string output;
};

// The ensemble's name with another ending, in the current folder.
std::string default_output(const std::string& file) {
  const std::string name = file.substr(file.find_last_of('/') + 1);
  const std::size_t dot = name.find_last_of('.');
  return (dot == std::string::npos || dot == 0 ? name : name.substr(0, dot)) + ".html";
}

int write_report(const ReportArguments& arguments) {
  const std::string output =
      arguments.output.empty() ? default_output(arguments.request.file) : arguments.output;
  const PageRequest& request = arguments.request;
  refuse_to_replace(output, {request.file, request.second, request.card, request.decomposition});
  const std::string page = make_page(request);
  write_text(output, page);
  print(fmt::format("wrote {} ({}); open it in a browser\n", output,
                    bytes_in_words(static_cast<double>(page.size()))));
  return static_cast<int>(ExitCode::success);
}

}  // namespace

void add_report_command(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("report", "Write one page of HTML that shows what an ensemble says");
  const auto arguments = std::make_shared<ReportArguments>();
  PageRequest& request = arguments->request;
  command->add_option("file", request.file, "Ensemble file")->required()->type_name("FILE.h5");
  command
      ->add_option("-o,--output", arguments->output,
                   "Page to write, even where one is; by default FILE.html")
      ->type_name("PAGE.html");
  command
      ->add_option("--second", request.second,
                   "Another scenario on the same draws: what it changes")
      ->type_name("OTHER.h5");
  command
      ->add_option("--backtest", request.card,
                   "Skill card that `backtest all --json CARD.json` wrote")
      ->type_name("CARD.json");
  command
      ->add_option("--decomposition", request.decomposition,
                   "What `decompose SCENARIO.toml --json` printed: what drives the spread")
      ->type_name("SHARES.json");
  command
      ->add_option("--inputs", request.inputs,
                   "Folder of the inputs, for the years before; by default as of run")
      ->type_name("DIR");
  command->footer(
      "The page needs no network and nothing beside it. Its tables and main charts are there\n"
      "without script; with it, countries and corridors can be chosen, charts read off, and\n"
      "numbers saved as CSV.\n"
      "\n"
      "Examples:\n"
      "  peregrine report reference.h5 -o reference.html\n"
      "  peregrine report reference.h5 --second other.h5 -o both.html\n"
      "  peregrine report reference.h5 --backtest card.json -o reference.html\n"
      "  peregrine decompose reference.toml --json > shares.json\n"
      "  peregrine report reference.h5 --decomposition shares.json -o reference.html\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return write_report(*arguments); }; });
}

}  // namespace peregrine
