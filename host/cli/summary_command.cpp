// peregrine summary
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/cli/commands.h"
#include "host/cli/console.h"
#include "host/cli/number_options.h"
#include "host/cli/report_options.h"
#include "host/report/questions/chances.h"
#include "host/report/questions/entrants.h"
#include "host/report/questions/flight.h"
#include "host/report/questions/group_partners.h"
#include "host/report/questions/partners.h"
#include "host/report/questions/place_chances.h"
#include "host/report/questions/risk.h"
#include "host/report/summary.h"
#include "host/support/error.h"
#include "host/support/letters.h"

namespace peregrine {
namespace {

struct SummaryArguments {
  std::string file;
  SummaryRequest request;
  std::vector<std::string> routes;  // of --route, each as written
  std::optional<int> months;
  std::optional<std::int64_t> top;
  bool origins = false;
  bool destinations = false;
  bool entries = false;
  bool risk = false;
  RiskRequest risk_request;
  ChanceRequest chances;
  ReportForm form;
};

constexpr std::int64_t most_shown = 100'000;

void print_answer(const EnsembleReader& reader, const Answer& answer, const ReportForm& form) {
  if (form.csv) {
    print(answer_as_csv(answer));
  } else if (form.json) {
    print(answer_as_json(reader, answer));
  } else {
    print(answer_as_text(reader, answer));
  }
}

std::optional<AskedCountries> countries_asked(const EnsembleReader& reader,
                                              const SummaryArguments& arguments) {
  const std::string& country = arguments.request.place.country;
  if (country.empty()) return std::nullopt;
  return require_countries(reader.header(), reader.path(), country);
}

Answer answer_of_risk(const EnsembleReader& reader, const SummaryArguments& arguments) {
  if (arguments.chances.exceeds) {
    FlightRequest flight;
    flight.years_ahead = arguments.risk_request.years_ahead;
    flight.exceeds = *arguments.chances.exceeds;
    if (arguments.top) flight.top = *arguments.top;
    return flight_answer(reader, countries_asked(reader, arguments), flight);
  }
  RiskRequest request = arguments.risk_request;
  if (arguments.top) request.top = *arguments.top;
  return risk_answer(reader, countries_asked(reader, arguments), request);
}

Answer answer_of_chances(const EnsembleReader& reader, const SummaryArguments& arguments) {
  ChanceRequest request = arguments.chances;
  request.routes = arguments.routes;
  request.from = arguments.request.irregular.from;
  request.year = arguments.request.place.year;
  if (arguments.months) request.months = *arguments.months;
  return chance_answer(reader, request);
}

Answer answer_of_entries(const EnsembleReader& reader, const SummaryArguments& arguments) {
  EntrantsRequest request;
  request.from = arguments.request.irregular.from;
  request.year = arguments.request.place.year;
  request.exceeds = arguments.chances.exceeds;
  if (arguments.months) request.months = *arguments.months;
  if (arguments.top) request.top = *arguments.top;
  return entrants_answer(reader, countries_asked(reader, arguments).value(), request);
}

// The chance that migrants of --country or --corridor are more than a number.
Answer answer_of_stock(const EnsembleReader& reader, const SummaryArguments& arguments) {
  const PlaceRequest& place = arguments.request.place;
  const std::int64_t exceeds = arguments.chances.exceeds.value();
  if (!place.corridor.empty()) {
    return corridor_chance_answer(reader, place.corridor, place.year, exceeds);
  }
  return place_chance_answer(reader, countries_asked(reader, arguments).value(), place.year,
                             exceeds);
}

// What is asked in place of the tables; nothing where these are.
std::optional<Answer> answer_of(const EnsembleReader& reader, const SummaryArguments& arguments) {
  ChanceRequest chances = arguments.chances;
  chances.routes = arguments.routes;
  if (arguments.risk) return answer_of_risk(reader, arguments);
  if (arguments.entries) return answer_of_entries(reader, arguments);
  if (asks_for_chances(chances)) {
    const PlaceRequest& place = arguments.request.place;
    const bool of_place = !place.country.empty() || !place.corridor.empty();
    if (arguments.origins || arguments.destinations) {
      throw UsageError(
          "--exceeds with --origins or --destinations: a chance is of one place (--corridor "
          "SYR-DEU, or --country DEU alone)");
    }
    if (arguments.chances.exceeds && of_place && arguments.chances.given.empty()) {
      return answer_of_stock(reader, arguments);
    }
    if (arguments.routes.empty()) {
      throw UsageError(
          "--exceeds needs the --route, --country or --corridor that it is asked of, and --given a "
          "--route");
    }
    return answer_of_chances(reader, arguments);
  }
  const std::optional<AskedCountries> asked = countries_asked(reader, arguments);
  if (!asked) return std::nullopt;
  const std::optional<int>& year = arguments.request.place.year;
  if (arguments.origins || arguments.destinations) {
    PartnersRequest request = {year, static_cast<std::int64_t>(ranking_length)};
    if (arguments.top) request.top = *arguments.top;
    const Partners side = arguments.origins ? Partners::origins : Partners::destinations;
    return partners_answer(reader, *asked, side, request);
  }
  if (asked->single()) return std::nullopt;
  return group_answer(reader, *asked, year);
}

// Options that would be ignored.
void require_use(const SummaryArguments& arguments) {
  const IrregularRequest& irregular = arguments.request.irregular;
  if (arguments.top && !arguments.origins && !arguments.destinations && !arguments.risk &&
      !arguments.entries) {
    throw UsageError("--top goes with --origins, --destinations, --entries or --risk");
  }
  if ((arguments.months || !irregular.from.empty()) && arguments.routes.empty() &&
      irregular.front.empty() && !arguments.entries) {
    throw UsageError("--from and --months go with --route, --front or --entries");
  }
}

int print_summary(const SummaryArguments& arguments) {
  require_use(arguments);
  const EnsembleReader reader(arguments.file);
  if (const std::optional<Answer> answer = answer_of(reader, arguments)) {
    print_answer(reader, *answer, arguments.form);
    return static_cast<int>(ExitCode::success);
  }
  SummaryRequest request = arguments.request;
  request.irregular.year = request.place.year;
  if (!arguments.routes.empty()) request.irregular.route = arguments.routes.front();
  if (arguments.months) request.irregular.months = *arguments.months;
  if (!request.place.country.empty())
    request.place.country = countries_asked(reader, arguments)->name;
  const Summary summary = summarize(reader, request);
  if (arguments.form.csv) {
    print(summary_as_csv(summary));
  } else if (arguments.form.json) {
    print(summary_as_json(summary));
  } else {
    print(summary_as_text(summary));
  }
  return static_cast<int>(ExitCode::success);
}

void add_irregular_options(CLI::App& command, SummaryArguments& arguments) {
  IrregularRequest& request = arguments.request.irregular;
  CLI::Option* route =
      command
          .add_option("--route", arguments.routes,
                      "Detections on a route; or all. For chances CODE or CODE:N, repeated")
          ->type_name("CODE")
          ->allow_extra_args(false)
          ->excludes("--country")
          ->excludes("--corridor");
  command
      .add_option("--front", request.front,
                  "Campaigns on a front, and what an observer makes of them; or all")
      ->type_name("CODE")
      ->excludes(route)
      ->excludes("--country")
      ->excludes("--corridor");
  command.add_option("--from", request.from, "First month of --route, --front, --entries")
      ->type_name("YYYY-MM")
      ->excludes("--year");
  takes_whole(command.add_option("--months", arguments.months,
                                 "Months shown (24; 0: years alone) or added up by --exceeds (12)"))
      ->type_name("N")
      ->check(CLI::Range(0, 12'000))
      ->excludes("--year");
}

void add_chance_options(CLI::App& command, ChanceRequest& request) {
  takes_whole(command.add_option("--exceeds", request.exceeds,
                                 "Chance of more than N: crossings, migrants, with --risk flights"))
      ->type_name("N");
  command
      .add_option("--given", request.given,
                  "Only draws in which a route has more than N; may be repeated")
      ->type_name("route=CODE:exceeds:N")
      ->allow_extra_args(false);
}

// Of a list, whose parts may have blanks around them, as in "1, 2".
CLI::Option* takes_whole_after_blanks(CLI::Option* option) {
  CLI::Validator blanks;
  blanks.operation([](std::string& text) {
    text = without_blanks(text);
    return std::string();
  });
  // The last that is added is asked first.
  return takes_whole(option)->transform(blanks);
}

void add_place_questions(CLI::App& command, SummaryArguments& arguments) {
  CLI::Option* origins =
      command.add_flag("--origins", arguments.origins, "Where immigrants of --country come from")
          ->needs("--country");
  command.add_flag("--destinations", arguments.destinations, "Where emigrants of --country live")
      ->needs("--country")
      ->excludes(origins);
  CLI::Option* entries =
      command
          .add_flag("--entries", arguments.entries,
                    "Irregular entries into --country by nationality, months added up")
          ->needs("--country")
          ->excludes(origins)
          ->excludes("--destinations")
          ->excludes("--given");
  CLI::Option* risk =
      command
          .add_flag("--risk", arguments.risk,
                    "Countries by their chance of war; with --exceeds of flight abroad")
          ->excludes(entries)
          ->excludes("--origins")
          ->excludes("--destinations")
          ->excludes("--corridor")
          ->excludes("--route")
          ->excludes("--front")
          ->excludes("--given")
          ->excludes("--year");
  takes_whole_after_blanks(command.add_option("--years", arguments.risk_request.years_ahead,
                                              "Years ahead that --risk shows, at most 4 (1,2,3)"))
      ->type_name("N,N")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->needs(risk);
  takes_whole(command.add_option("--top", arguments.top,
                                 "Rows of --origins, --destinations, --entries, --risk (10)"))
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, most_shown));
}

}  // namespace

void add_summary_command(CLI::App& app, Action& action) {
  CLI::App* command = app.add_subcommand("summary", "Show what an ensemble says");
  const auto arguments = std::make_shared<SummaryArguments>();
  command->add_option("file", arguments->file, "Ensemble file")->required()->type_name("FILE");
  add_place_options(*command, arguments->request.place);
  takes_something(command->get_option("--country"))
      ->description("A country (ISO 3166-1), group (EU27, NATO, coup-belt), list or file")
      ->type_name("ISO|GROUP|LIST|FILE");
  add_irregular_options(*command, *arguments);
  add_chance_options(*command, arguments->chances);
  add_place_questions(*command, *arguments);
  add_form_options(*command, arguments->form);
  command->footer(
      "Without --country, --corridor, --route, --front and --risk: the world's migrant stock by\n"
      "year, the ten largest destinations, origins and corridors in the last year (or --year), "
      "and\n"
      "the irregular crossings detected by route. Months are the 24 after the last that was\n"
      "observed; --exceeds, --given and --entries add up the 12 after it.\n"
      "\n"
      "Examples:\n"
      "  peregrine summary reference.h5\n"
      "  peregrine summary reference.h5 --country DEU --csv > germany.csv\n"
      "  peregrine summary reference.h5 --corridor MEX-USA --year 2035\n"
      "  peregrine summary reference.h5 --route central-mediterranean\n"
      "  peregrine summary reference.h5 --front belarus-poland --from 2025-01 --months 12\n"
      "  peregrine summary reference.h5 --country DEU --origins --year 2030\n"
      "  peregrine summary reference.h5 --route central-mediterranean --exceeds 150000 \\\n"
      "    --from 2026-01 --months 12\n"
      "  peregrine summary reference.h5 --route central-mediterranean:150000 \\\n"
      "    --route eastern-mediterranean:60000\n"
      "  peregrine summary reference.h5 --route western-balkans \\\n"
      "    --given route=central-mediterranean:exceeds:100000\n"
      "  peregrine summary reference.h5 --risk --years 1,2,3\n"
      "  peregrine summary reference.h5 --risk --exceeds 100000\n"
      "  peregrine summary reference.h5 --country EU27 --entries --from 2025-01 --months 12\n"
      "  peregrine summary reference.h5 --country EU27 --exceeds 70000000 --year 2030\n");
  command->callback(
      [arguments, &action] { action = [arguments] { return print_summary(*arguments); }; });
}

}  // namespace peregrine
