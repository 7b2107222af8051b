// peregrine audit
#include <memory>
#include <string>

#include "host/audit/audit.h"
#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/report_options.h"
#include "host/model/tables/tables.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

struct AuditArguments {
  std::string file;
  std::string inputs;
  bool odd = false;
  ReportForm form;
};

int print_audit(const AuditArguments& arguments) {
  const EnsembleReader reader(arguments.file);
  const AuditCard card = make_audit(reader, find_inputs(arguments.inputs));
  const AuditShown shown = arguments.odd ? AuditShown::odd : AuditShown::all;
  if (arguments.form.csv) {
    print(audit_as_csv(card, shown));
    // A table has no head to say it in.
    for (const std::string& warning : card.warnings()) complain(warning);
  } else if (arguments.form.json) {
    print(audit_as_json(card, shown));
  } else {
    print(audit_as_text(card, shown));
  }
  return static_cast<int>(card.count(Verdict::odd) == 0 ? ExitCode::success : ExitCode::failure);
}

}  // namespace

void add_audit_command(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("audit", "Hold a forecast against the record and say what is odd");
  const auto arguments = std::make_shared<AuditArguments>();
  command->add_option("file", arguments->file, "Ensemble file")->required()->type_name("FILE.h5");
  command->add_flag("--odd", arguments->odd, "Show only what lies outside its bound");
  command->add_option("--inputs", arguments->inputs, "Folder of the record; by default as of run")
      ->type_name("DIR");
  add_form_options(*command, arguments->form);
  command->get_option("--csv")->description("As CSV, a line each; shares from 0 to 1");
  command->get_option("--json")->description("As JSON, likewise");
  command->footer(
      "Each statement has a value of the file, a bound with its source (the record of the inputs, "
      "a\n"
      "publication, or a judgement) and a verdict; what is odd has a reason why it stands, or is\n"
      "unexplained. Exit code 1 where something is odd and unexplained. docs/model/audit.md\n"
      "\n"
      "Examples:\n"
      "  peregrine audit reference.h5\n"
      "  peregrine audit reference.h5 --odd\n"
      "  peregrine audit reference.h5 --csv > card.csv\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return print_audit(*arguments); }; });
}

}  // namespace peregrine
