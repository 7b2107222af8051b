// peregrine inputs
#include <memory>
#include <string>
#include <vector>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/model/assembly/check_inputs.h"
#include "host/model/assembly/vintages.h"
#include "host/model/tables/tables.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

int check(const std::string& folder) {
  const std::string found = find_inputs(folder);
  try {
    for (const std::string& line : check_inputs(found)) print(line + '\n');
    const std::vector<Vintage> vintages = load_vintages(found);
    print(vintages.empty() ? "no VINTAGES.csv: of which day these figures are is not known\n"
                           : "vintages:\n");
    for (const std::string& line : vintage_lines(vintages)) print(line + '\n');
  } catch (const InputError& error) {
    complain(error.what());
    return static_cast<int>(ExitCode::failure);
  }
  print(found + ": sound\n");
  return static_cast<int>(ExitCode::success);
}

}  // namespace

void add_inputs_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("inputs", "Check the tables that a run reads");
  const auto folder = std::make_shared<std::string>();
  command
      ->add_option("--check", *folder, "Read and check every table in this folder; print vintages")
      ->required()
      ->type_name("DIR");
  command->footer("Example:\n  peregrine inputs --check inputs\n");
  command->callback([folder, &action] { action = [folder] { return check(*folder); }; });
}

}  // namespace peregrine
