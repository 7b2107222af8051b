// peregrine summary
#include <memory>
#include <string>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/report_options.h"
#include "host/report/summary.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct SummaryArguments {
  std::string file;
  PlaceRequest request;
  ReportForm form;
};

int print_summary(const SummaryArguments& arguments) {
  const Summary summary = summarize(EnsembleReader(arguments.file), arguments.request);
  if (arguments.form.csv) {
    print(summary_as_csv(summary));
  } else if (arguments.form.json) {
    print(summary_as_json(summary));
  } else {
    print(summary_as_text(summary));
  }
  return static_cast<int>(ExitCode::success);
}

}  // namespace

void add_summary_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("summary", "Show what an ensemble says");
  const auto arguments = std::make_shared<SummaryArguments>();
  command->add_option("file", arguments->file, "Ensemble file")->required()->type_name("FILE");
  add_place_options(*command, arguments->request);
  add_form_options(*command, arguments->form);
  command->footer(
      "Without --country and --corridor: the world's migrant stock by year, and the ten largest\n"
      "destinations, origins and corridors in the last year (or --year).\n"
      "\n"
      "Examples:\n"
      "  peregrine summary reference.h5\n"
      "  peregrine summary reference.h5 --country DEU --csv > germany.csv\n"
      "  peregrine summary reference.h5 --corridor MEX-USA --year 2035\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return print_summary(*arguments); }; });
}

}  // namespace peregrine
