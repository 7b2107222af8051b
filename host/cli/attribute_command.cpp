// peregrine attribute
#include <memory>
#include <string>

#include "host/attribute/attribute.h"
#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/model/tables/write_text.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct AttributeArguments {
  AttributeRequest request;
  bool shipped = false;
  std::string csv;
  std::string json;
};

int attribute_arrivals(const AttributeArguments& arguments) {
  if (arguments.shipped != arguments.request.arrivals.empty()) {
    throw UsageError("give either a table of arrivals or --shipped");
  }
  for (const std::string& path : {arguments.csv, arguments.json}) {
    if (path.empty()) continue;
    check_output_path(path);
    refuse_to_replace(path, {arguments.request.arrivals});
  }
  const Attribution attribution = attribute(arguments.request);
  if (is_silent()) return static_cast<int>(ExitCode::success);
  if (!arguments.csv.empty()) write_text(arguments.csv, attribution_as_csv(attribution));
  if (!arguments.json.empty()) write_text(arguments.json, attribution_as_json(attribution));
  print(attribution_as_text(attribution));
  return static_cast<int>(ExitCode::success);
}

constexpr const char* explanation =
    "Says how likely it is, month by month, that the arrivals at a border are ordinary movement, "
    "a\n"
    "campaign of the actor there, or one of somebody else, and what evidence that rests on. Each\n"
    "month is judged by what was known at its end, whatever --from is. Beside it stand the alarms\n"
    "of a control chart and of three times the same month a year before.\n"
    "\n"
    "OBSERVED.csv has the columns border, month (2021-07), nationality and arrivals, and may have\n"
    "signals and statements in standard deviations. docs/formats.md\n"
    "\n"
    "Examples:\n"
    "  peregrine attribute mine.csv\n"
    "  peregrine attribute mine.csv --from 2024-06 --json mine.json -o mine-probabilities.csv\n"
    "  peregrine attribute --shipped --from 2021-01 --to 2021-12 --front all\n"
    "  peregrine attribute --shipped --from 2021-01 --front eastern-borders\n";

}  // namespace

void add_attribute_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand(
      "attribute", "Say how likely arrivals at a border are a campaign, and whose");
  const auto arguments = std::make_shared<AttributeArguments>();
  AttributeRequest& request = arguments->request;
  command->add_option("arrivals", request.arrivals, "Monthly arrivals")->type_name("OBSERVED.csv");
  command->add_flag("--shipped", arguments->shipped, "Judge the shipped history instead");
  command
      ->add_option("--front", request.fronts,
                   "A front, a route of several, or all (the default); may be repeated")
      ->type_name("CODE")
      ->allow_extra_args(false);
  command->add_option("--from", request.from, "First month shown (default: of the table; 2020-01)")
      ->type_name("YYYY-MM");
  command->add_option("--to", request.to, "Last month shown (default: of the table; 2024-12)")
      ->type_name("YYYY-MM");
  command->add_option("--inputs", request.inputs, "Folder of the compiled inputs")
      ->type_name("DIR");
  command->add_option("-o,--csv", arguments->csv, "Write the figures to this file, too")
      ->type_name("FILE");
  command->add_option("--json", arguments->json, "Write the figures as JSON to this file, too")
      ->type_name("FILE");
  command->footer(explanation);
  command->callback(
      [arguments, &action] { action = [arguments] { return attribute_arrivals(*arguments); }; });
}

}  // namespace peregrine
