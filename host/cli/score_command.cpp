// peregrine score
#include <memory>
#include <string>

#include "host/backtest/published/published.h"
#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/report_options.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct ScoreArguments {
  std::string file;
  std::string table;
  ReportForm form;
};

int print_scores(const ScoreArguments& arguments) {
  const PublishedScores scores = score_published(arguments.file, arguments.table);
  if (arguments.form.csv) {
    print(published_as_csv(scores));
  } else if (arguments.form.json) {
    print(published_as_json(scores));
  } else {
    print(published_as_text(scores));
  }
  return static_cast<int>(ExitCode::success);
}

}  // namespace

void add_score_command(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("score", "Score a forecast against figures that were published later");
  const auto arguments = std::make_shared<ScoreArguments>();
  command->add_option("file", arguments->file, "Ensemble file")->required()->type_name("FILE.h5");
  command->add_option("table", arguments->table, "Figures that the run did not know")
      ->required()
      ->type_name("TABLE.csv");
  add_form_options(*command, arguments->form);
  command->footer(
      "Error, CRPS, coverage of the 50, 80 and 95 % bands and the place of the figures in their\n"
      "forecasts, beside a forecast that nothing changes. The table's columns say what it is of:\n"
      "  year, destination, origin, stock                  migrants at mid-year\n"
      "  border, month, nationality, detections            irregular crossings\n"
      "  year, origin, destination, refugees, asylum_seekers, others_in_need\n"
      "                                                    displaced abroad, end of year\n"
      "Countries are ISO 3166-1 alpha-3 codes, OOO the unknown origin; other columns are passed "
      "over.\n"
      "What the run repeated as observed is not scored. docs/formats.md\n"
      "\n"
      "Examples:\n"
      "  peregrine score reference.h5 migrants-2024.csv\n"
      "  peregrine score reference.h5 detections-2024.csv --csv > scores.csv\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return print_scores(*arguments); }; });
}

}  // namespace peregrine
