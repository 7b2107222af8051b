#include "host/backtest/command.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "host/backtest/climate.h"
#include "host/backtest/conflict.h"
#include "host/backtest/displacement.h"
#include "host/backtest/flows.h"
#include "host/backtest/net_migration.h"
#include "host/backtest/stock.h"
#include "host/inputs/tables.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"

namespace peregrine {

namespace {

constexpr std::uint64_t backtest_seed = 281;
constexpr int first_conflict_target = 2010;

void write_json(const std::string& path, const nlohmann::json& figures) {
  std::ofstream out(path, std::ios::trunc);
  out << figures.dump(2) << '\n';
  out.flush();
  if (!out) {
    throw OutputError(
        fmt::format("{}: cannot be written (is the folder there, and is there space?)", path));
  }
}

}  // namespace

int backtest_command(const BacktestOptions& options) {
  if (!options.json.empty()) check_output_path(options.json);
  const std::string inputs = find_inputs(options.inputs);
  const int draws = static_cast<int>(options.draws);
  nlohmann::json figures = nlohmann::json::array();
  const auto show = [&figures](const auto& report) {
    fmt::print("{}\n", format_report(report));
    figures.push_back(report_json(report));
  };
  switch (options.subject) {
    case BacktestSubject::stock:
      for (const int origin : {2005, 2010, 2015}) {
        show(backtest_stock(inputs, origin, draws, backtest_seed));
      }
      break;
    case BacktestSubject::flows:
      show(backtest_flows(inputs, draws, backtest_seed));
      break;
    case BacktestSubject::conflict:
      show(backtest_conflict(make_conflict_panel(inputs), first_conflict_target,
                             ConflictHistory::last_year, draws, backtest_seed));
      break;
    case BacktestSubject::displacement:
      for (const BacktestReport& report :
           backtest_displacement(inputs, displacement_targets(), draws, backtest_seed)) {
        show(report);
      }
      break;
    case BacktestSubject::asylum:
      for (const BacktestReport& report :
           backtest_asylum(inputs, asylum_targets(), draws, backtest_seed)) {
        show(report);
      }
      break;
    case BacktestSubject::climate: {
      const auto sections = backtest_climate(inputs, draws, backtest_seed);
      fmt::print("{}", format_climate(sections));
      figures = climate_json(sections);
      break;
    }
    case BacktestSubject::net_migration:
      for (const NetMigrationReport& report :
           backtest_net_migration(inputs, draws, backtest_seed)) {
        show(report);
      }
      break;
  }
  if (!options.json.empty()) write_json(options.json, figures);
  return static_cast<int>(ExitCode::success);
}

}  // namespace peregrine
