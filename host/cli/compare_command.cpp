// peregrine compare
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/number_options.h"
#include "host/cli/report_options.h"
#include "host/report/compare/compare.h"
#include "host/report/compare/many.h"
#include "host/report/compare/sections.h"
#include "host/report/compare/unpaired.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

// Each has a letter.
constexpr std::size_t most_files = 26;

struct CompareArguments {
  std::vector<std::string> files;
  CompareRequest request;
  bool unpaired = false;
  ReportForm form;
};

// Options that would be ignored.
void require_use(const CompareArguments& arguments) {
  const CompareRequest& request = arguments.request;
  if (request.given.empty() && (!request.given_from.empty() || request.given_months)) {
    throw UsageError("--from and --months are the months of --given");
  }
  if (arguments.files.size() > most_files) {
    throw UsageError(fmt::format("{} files are more than {}, the most that are compared at once",
                                 arguments.files.size(), most_files));
  }
}

std::string without_blanks(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

// The names of --of without the blanks around them.
std::vector<std::string> names_asked(const std::vector<std::string>& of) {
  std::vector<std::string> names;
  for (const std::string& text : of) {
    names.push_back(without_blanks(text));
    if (!names.back().empty()) continue;
    throw UsageError("--of: a name is missing beside a comma (--of climate,food)");
  }
  return names;
}

// Of `--of climate, food` the shell makes two arguments, of which the second looks like a file:
// those that are no files but names are taken from `files` to `of`.
void take_names_from_files(std::vector<std::string>& files, std::vector<std::string>& of) {
  if (of.empty()) return;
  std::vector<std::string> kept;
  for (const std::string& word : files) {
    std::vector<std::string> names;
    std::istringstream parts(word);
    for (std::string part; std::getline(parts, part, ',');) names.push_back(part);
    if (!std::filesystem::exists(word) && std::ranges::all_of(names, is_compared_name)) {
      of.insert(of.end(), names.begin(), names.end());
    } else {
      kept.push_back(word);
    }
  }
  if (kept.size() < 2) throw UsageError("compare takes two files or more, before --of or after it");
  files = std::move(kept);
}

template <typename Compared, typename AsText, typename AsCsv, typename AsJson>
void print_as(const ReportForm& form, const Compared& compared, const AsText& text,
              const AsCsv& csv, const AsJson& json) {
  if (form.csv) {
    print(csv(compared));
  } else if (form.json) {
    print(json(compared));
  } else {
    print(text(compared));
  }
}

int print_unpaired(const CompareArguments& arguments) {
  if (arguments.files.size() > 2) {
    throw UsageError("--unpaired takes two files, the older one first");
  }
  const UnpairedComparison comparison =
      compare_unpaired(arguments.files.front(), arguments.files.back(), arguments.request.place);
  print_as(arguments.form, comparison, unpaired_as_text, unpaired_as_csv, unpaired_as_json);
  return static_cast<int>(ExitCode::success);
}

int print_comparison(const CompareArguments& arguments) {
  require_use(arguments);
  if (arguments.unpaired) return print_unpaired(arguments);
  const ReportForm& form = arguments.form;
  CompareRequest request = arguments.request;
  std::vector<std::string> files = arguments.files;
  request.of = names_asked(request.of);
  take_names_from_files(files, request.of);
  request.every_year = form.csv || form.json;
  const std::vector<Comparison> comparisons = compare_scenarios(open_scenarios(files), request);
  if (comparisons.size() == 1) {
    print_as(form, comparisons.front(), comparison_as_text, comparison_as_csv, comparison_as_json);
  } else {
    print_as(form, comparisons, comparisons_as_text, comparisons_as_csv, comparisons_as_json);
  }
  return static_cast<int>(ExitCode::success);
}

void add_variable_options(CLI::App& command, CompareRequest& request) {
  CLI::Option* all =
      command
          .add_flag("--all", request.all,
                    "Every variable that the files have by draw: climate, conflict, routes, ...")
          ->excludes("--country")
          ->excludes("--corridor")
          ->excludes("--border");
  takes_something(
      command.add_option("--of", request.of, "Of these, sections or variables: climate,conflict"))
      ->type_name("NAME,NAME")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->excludes(all)
      ->excludes("--country")
      ->excludes("--corridor")
      ->excludes("--border");
}

void add_given_options(CLI::App& command, CompareRequest& request) {
  command
      .add_option("--given", request.given,
                  "Only draws in which, in A, a route has more than N; may be repeated")
      ->type_name("route=CODE:exceeds:N")
      ->allow_extra_args(false);
  command.add_option("--from", request.given_from, "First month of --given")->type_name("YYYY-MM");
  takes_whole(
      command.add_option("--months", request.given_months, "Months that --given adds up (12)"))
      ->type_name("N")
      ->check(CLI::Range(1, 12'000));
}

}  // namespace

void add_compare_command(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("compare", "Show what scenarios change, on the same draws");
  const auto arguments = std::make_shared<CompareArguments>();
  command
      ->add_option("files", arguments->files,
                   "Ensemble files: of the scenario compared with, and of one or several others")
      ->required()
      ->expected(2, CLI::detail::expected_max_vector_size)
      ->type_name("A.h5 B.h5");
  add_place_options(*command, arguments->request.place);
  command
      ->add_option(
          "--border", arguments->request.border,
          "Attempts, detections, entries, deaths and campaigns at a border, by year; or all")
      ->type_name("CODE")
      ->excludes("--country")
      ->excludes("--corridor");
  add_variable_options(*command, arguments->request);
  add_given_options(*command, arguments->request);
  command
      ->add_flag("--unpaired", arguments->unpaired,
                 "Two forecasts of other tables, model or seed, OLD.h5 NEW.h5: what has changed")
      ->excludes("--border")
      ->excludes("--all")
      ->excludes("--of")
      ->excludes("--given");
  add_form_options(*command, arguments->form);
  command->footer(
      "Prints B - A: for the world by year, and for the ten destinations, origins and corridors\n"
      "that differ most in the last year (or --year). With more files each is compared with the\n"
      "first. The files must come from runs of the same seed, draws, kept draws, years, inputs "
      "and\n"
      "model version, so that a draw has the same luck in all.\n"
      "\n"
      "Examples:\n"
      "  peregrine compare reference.h5 other.h5\n"
      "  peregrine compare reference.h5 other.h5 --country BGD --csv > bangladesh.csv\n"
      "  peregrine compare reference.h5 other.h5 --corridor MEX-USA --year 2050\n"
      "  peregrine compare reference.h5 other.h5 --all\n"
      "  peregrine compare reference.h5 other.h5 --of climate,conflict,displaced_abroad --year "
      "2030\n"
      "  peregrine compare reference.h5 kept.h5 missed.h5 no-new-wars.h5\n"
      "  peregrine compare reference.h5 other.h5 --of routes \\\n"
      "    --given route=central-mediterranean:exceeds:100000\n"
      "  peregrine compare national.h5 nato.h5 --border all\n"
      "  peregrine compare last-year.h5 this-year.h5 --unpaired\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return print_comparison(*arguments); }; });
}

}  // namespace peregrine
