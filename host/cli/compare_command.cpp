// peregrine compare
#include <memory>
#include <string>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/report_options.h"
#include "host/report/compare.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct CompareArguments {
  std::string file_a;
  std::string file_b;
  CompareRequest request;
  ReportForm form;
};

int print_comparison(const CompareArguments& arguments) {
  const Comparison comparison =
      compare(open_comparable(arguments.file_a, arguments.file_b), arguments.request);
  if (arguments.form.csv) {
    print(comparison_as_csv(comparison));
  } else if (arguments.form.json) {
    print(comparison_as_json(comparison));
  } else {
    print(comparison_as_text(comparison));
  }
  return static_cast<int>(ExitCode::success);
}

}  // namespace

void add_compare_command(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("compare", "Show what a scenario changes, on the same draws");
  const auto arguments = std::make_shared<CompareArguments>();
  command->add_option("a", arguments->file_a, "Ensemble file of the scenario compared with")
      ->required()
      ->type_name("A.h5");
  command->add_option("b", arguments->file_b, "Ensemble file of the other scenario")
      ->required()
      ->type_name("B.h5");
  add_place_options(*command, arguments->request.place);
  command
      ->add_option(
          "--border", arguments->request.border,
          "Attempts, detections, entries, deaths and campaigns at a border, by year; or all")
      ->type_name("CODE")
      ->excludes("--country")
      ->excludes("--corridor");
  add_form_options(*command, arguments->form);
  command->footer(
      "Prints B - A: for the world by year, and for the ten destinations, origins and corridors\n"
      "that differ most in the last year (or --year). Both files must come from runs of the same\n"
      "seed, draws, kept draws, years, inputs and model version, so that a draw has the same luck\n"
      "in both.\n"
      "\n"
      "Examples:\n"
      "  peregrine compare reference.h5 other.h5\n"
      "  peregrine compare reference.h5 other.h5 --country BGD --csv > bangladesh.csv\n"
      "  peregrine compare reference.h5 other.h5 --corridor MEX-USA --year 2050\n"
      "  peregrine compare national.h5 nato.h5 --border all\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return print_comparison(*arguments); }; });
}

}  // namespace peregrine
