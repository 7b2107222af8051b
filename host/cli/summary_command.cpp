// peregrine summary
#include <memory>
#include <string>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/report/summary.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct SummaryArguments {
  std::string file;
  SummaryRequest request;
  bool csv = false;
  bool json = false;
};

int print_summary(const SummaryArguments& arguments) {
  const Summary summary = summarize(EnsembleReader(arguments.file), arguments.request);
  if (arguments.csv) {
    print(summary_as_csv(summary));
  } else if (arguments.json) {
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
  CLI::Option* country =
      command
          ->add_option("--country", arguments->request.country,
                       "Immigrants and emigrants of a country, ISO 3166-1 alpha-3")
          ->type_name("ISO");
  command
      ->add_option("--corridor", arguments->request.corridor, "One corridor, for example MEX-USA")
      ->type_name("ORIG-DEST")
      ->excludes(country);
  command->add_option("--year", arguments->request.year, "This year alone")->type_name("Y");
  CLI::Option* csv = command->add_flag("--csv", arguments->csv, "As CSV, persons");
  command->add_flag("--json", arguments->json, "As JSON, persons")->excludes(csv);
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
