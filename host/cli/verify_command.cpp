// peregrine verify
#include <fmt/format.h>

#include <memory>
#include <string>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/store/content_hash.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

int verify(const std::string& file) {
  const Verification verification = verify_file(file);
  for (const Problem& problem : verification.problems) complain(problem.text());
  if (!verification.passed()) return static_cast<int>(ExitCode::failure);
  print(fmt::format("{}: sound\ncontent   {}\n", file, verification.computed_hash));
  return static_cast<int>(ExitCode::success);
}

}  // namespace

void add_verify_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("verify", "Check a file and print its content hash");
  const auto file = std::make_shared<std::string>();
  command->add_option("file", *file, "Ensemble file")->required()->type_name("FILE");
  command->footer(
      "Reads the whole file. The hash is that of the computed values alone: the same scenario, "
      "seed\n"
      "and inputs give the same hash on any machine.\n"
      "\n"
      "Example:\n"
      "  peregrine verify reference.h5\n");
  command->callback([file, &action] { action = [file] { return verify(*file); }; });
}

}  // namespace peregrine
