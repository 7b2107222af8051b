// peregrine info
#include <filesystem>
#include <memory>
#include <string>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/report/info.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

int print_info(const std::string& file) {
  const EnsembleReader reader(file, Accept::incomplete);
  std::error_code ignored;
  print(info_as_text(reader, static_cast<double>(std::filesystem::file_size(file, ignored))));
  return static_cast<int>(ExitCode::success);
}

}  // namespace

void add_info_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("info", "Show header, dimensions and variables of a file");
  const auto file = std::make_shared<std::string>();
  command->add_option("file", *file, "Ensemble file")->required()->type_name("FILE");
  command->footer("Example:\n  peregrine info reference.h5\n");
  command->callback([file, &action] { action = [file] { return print_info(*file); }; });
}

}  // namespace peregrine
