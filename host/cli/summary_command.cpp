// peregrine summary
#include <memory>
#include <string>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/number_options.h"
#include "host/cli/report_options.h"
#include "host/report/summary.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct SummaryArguments {
  std::string file;
  SummaryRequest request;
  ReportForm form;
};

int print_summary(const SummaryArguments& arguments) {
  SummaryRequest request = arguments.request;
  request.irregular.year = request.place.year;
  const Summary summary = summarize(EnsembleReader(arguments.file), request);
  if (arguments.form.csv) {
    print(summary_as_csv(summary));
  } else if (arguments.form.json) {
    print(summary_as_json(summary));
  } else {
    print(summary_as_text(summary));
  }
  return static_cast<int>(ExitCode::success);
}

void add_irregular_options(CLI::App& command, IrregularRequest& request) {
  CLI::Option* route =
      command
          .add_option("--route", request.route,
                      "Irregular crossings detected on a route, by year and month; or all")
          ->type_name("CODE")
          ->excludes("--country")
          ->excludes("--corridor");
  command
      .add_option("--front", request.front,
                  "Campaigns on a front, and what an observer makes of them; or all")
      ->type_name("CODE")
      ->excludes(route)
      ->excludes("--country")
      ->excludes("--corridor");
  command.add_option("--from", request.from, "First month of --route and --front")
      ->type_name("YYYY-MM")
      ->excludes("--year");
  takes_whole(command.add_option("--months", request.months,
                                 "Months of --route and --front; 0: years alone"))
      ->type_name("N")
      ->check(CLI::Range(0, 12'000))
      ->excludes("--year");
}

}  // namespace

void add_summary_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("summary", "Show what an ensemble says");
  const auto arguments = std::make_shared<SummaryArguments>();
  command->add_option("file", arguments->file, "Ensemble file")->required()->type_name("FILE");
  add_place_options(*command, arguments->request.place);
  add_irregular_options(*command, arguments->request.irregular);
  add_form_options(*command, arguments->form);
  command->footer(
      "Without --country, --corridor, --route and --front: the world's migrant stock by year, the\n"
      "ten largest destinations, origins and corridors in the last year (or --year), and the\n"
      "irregular crossings detected by route. Months are the 24 after the last that was observed.\n"
      "\n"
      "Examples:\n"
      "  peregrine summary reference.h5\n"
      "  peregrine summary reference.h5 --country DEU --csv > germany.csv\n"
      "  peregrine summary reference.h5 --corridor MEX-USA --year 2035\n"
      "  peregrine summary reference.h5 --route central-mediterranean\n"
      "  peregrine summary reference.h5 --front belarus-poland --from 2025-01 --months 12\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return print_summary(*arguments); }; });
}

}  // namespace peregrine
