// peregrine backtest
#include <limits>
#include <memory>

#include "host/backtest/command.h"
#include "host/backtest/conflict/ahead.h"
#include "host/cli/commands.h"
#include "host/cli/number_options.h"

namespace peregrine {
namespace {

void add_subject(CLI::App& command, Action& action, BacktestSubject subject, const char* name,
                 const char* description, const char* examples) {
  constexpr std::int64_t most_draws = 1'000'000;
  const auto options = std::make_shared<BacktestOptions>();
  options->subject = subject;
  CLI::App* sub = command.add_subcommand(name, description);
  sub->add_option("--json", options->json, "Write the figures to this file, too")
      ->type_name("FILE");
  if (subject == BacktestSubject::all) {
    sub->add_option("--csv", options->csv, "Write the card to this file, too")->type_name("FILE");
  }
  if (subject == BacktestSubject::conflict) {
    sub->add_option("--ahead", options->ahead,
                    "Forecasts so many years ahead, from origins since 1995")
        ->delimiter(',')
        ->check(CLI::Range(1, most_years_ahead).description(""))
        ->type_name("N,N...");
  }
  takes_whole(
      sub->add_option("--draws", options->draws, "Realizations of each forecast (default: 2000)"))
      ->check(CLI::Range(std::int64_t{2}, most_draws).description(""))
      ->type_name("N");
  sub->add_option("--inputs", options->inputs, "Folder of the compiled inputs")->type_name("DIR");
  sub->footer(examples);
  sub->callback([options, &action] { action = [options] { return backtest_command(*options); }; });
}

}  // namespace

void add_backtest_command(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("backtest", "Score forecasts of the past beside simple rivals");
  command->require_subcommand(1);
  const char* examples =
      "Examples:\n"
      "  peregrine backtest all --csv card.csv\n"
      "  peregrine backtest stock\n"
      "  peregrine backtest flows --json flows.json\n"
      "  peregrine backtest climate\n"
      "  peregrine backtest conflict --ahead 1,5,10,20\n"
      "  peregrine backtest displacement --draws 500\n";
  add_subject(*command, action, BacktestSubject::all, "all",
              "The skill card: all other back-tests, in one table", examples);
  add_subject(*command, action, BacktestSubject::stock, "stock",
              "Stock by corridor, 2005 to 2010, 2010 to 2015 and 2015 to 2020", examples);
  add_subject(*command, action, BacktestSubject::flows, "flows",
              "Flows by corridor, 2015-2020 from what was known in 2015", examples);
  add_subject(*command, action, BacktestSubject::chain, "chain",
              "The whole model from 2005, 2010, 2015, 2020, and led to a later table", examples);
  add_subject(*command, action, BacktestSubject::conflict, "conflict",
              "Conflict by country, 2010-2024 a year ahead and simulated", examples);
  add_subject(*command, action, BacktestSubject::climate, "climate",
              "Sensitivities, FaIR's own runs, the record, pledges and policies", examples);
  add_subject(*command, action, BacktestSubject::net_migration, "net-migration",
              "Net migration by country, 5, 15 and 30 years ahead", examples);
  add_subject(*command, action, BacktestSubject::displacement, "displacement",
              "Refugee stock by pair, 2010-2024, 1, 3 and 5 years ahead", examples);
  add_subject(*command, action, BacktestSubject::asylum, "asylum",
              "EU asylum applications by pair, 2016-2024, 1 to 3 years ahead", examples);
  add_subject(*command, action, BacktestSubject::routes, "routes",
              "Irregular crossings by route, 2019-2024, 1 to 12 months ahead", examples);
  add_subject(*command, action, BacktestSubject::campaigns, "campaigns",
              "Campaigns of the reference: rate, course, attribution, postures", examples);
  add_subject(*command, action, BacktestSubject::attribution, "attribution",
              "Campaigns and ordinary surges of the record, beside two simple rules", examples);
  command->footer(examples);
}

}  // namespace peregrine
