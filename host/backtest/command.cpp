#include "host/backtest/command.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "host/backtest/climate.h"
#include "host/backtest/conflict.h"
#include "host/backtest/flows.h"
#include "host/backtest/stock.h"
#include "host/inputs/tables.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"

namespace peregrine {

namespace {

constexpr std::uint64_t backtest_seed = 281;

void write_json(const std::string& path, const nlohmann::json& figures) {
  std::ofstream out(path, std::ios::trunc);
  out << figures.dump(2) << '\n';
  out.flush();
  if (!out) {
    throw OutputError(
        fmt::format("{}: cannot be written (is the folder there, and is there space?)", path));
  }
}

// Each prints its reports and returns their figures.
nlohmann::json print_corridors(BacktestSubject subject, const std::string& inputs, int draws) {
  std::vector<BacktestReport> reports;
  if (subject == BacktestSubject::flows) {
    reports.push_back(backtest_flows(inputs, draws, backtest_seed));
    fmt::print("{}\n", format_report(reports.back()));
  } else {
    for (const int origin : {2005, 2010, 2015}) {
      reports.push_back(backtest_stock(inputs, origin, draws, backtest_seed));
      fmt::print("{}\n", format_report(reports.back()));
    }
  }
  nlohmann::json figures = nlohmann::json::array();
  for (const BacktestReport& report : reports) figures.push_back(report_json(report));
  return figures;
}

nlohmann::json print_conflict(const std::string& inputs, int draws) {
  constexpr int first_target = 2010;
  const ConflictReport report = backtest_conflict(make_conflict_panel(inputs), first_target,
                                                  ConflictHistory::last_year, draws, backtest_seed);
  fmt::print("{}\n", format_report(report));
  return report_json(report);
}

nlohmann::json print_climate(const std::string& inputs, int draws) {
  const auto sections = backtest_climate(inputs, draws, backtest_seed);
  fmt::print("{}", format_climate(sections));
  return climate_json(sections);
}

nlohmann::json print(BacktestSubject subject, const std::string& inputs, int draws) {
  if (subject == BacktestSubject::conflict) return print_conflict(inputs, draws);
  if (subject == BacktestSubject::climate) return print_climate(inputs, draws);
  return print_corridors(subject, inputs, draws);
}

}  // namespace

int backtest_command(const BacktestOptions& options) {
  if (!options.json.empty()) check_output_path(options.json);
  const std::string inputs = find_inputs(options.inputs);
  const nlohmann::json figures = print(options.subject, inputs, static_cast<int>(options.draws));
  if (!options.json.empty()) write_json(options.json, figures);
  return static_cast<int>(ExitCode::success);
}

}  // namespace peregrine
