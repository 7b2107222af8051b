#include "host/backtest/command.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "host/backtest/card.h"
#include "host/backtest/routes/routes.h"
#include "host/backtest/subjects.h"
#include "host/model/tables/tables.h"
#include "host/model/tables/write_text.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"

namespace peregrine {

namespace {

void write_json(const std::string& path, const nlohmann::json& figures) {
  if (!path.empty()) write_text(path, figures.dump(2) + '\n');
}

int show_card(const BacktestOptions& options, const std::string& inputs) {
  const SkillCard card = make_skill_card(inputs, static_cast<int>(options.draws));
  fmt::print("{}", card_as_text(card));
  write_json(options.json, card_as_json(card));
  if (!options.csv.empty()) write_text(options.csv, card_as_csv(card));
  return static_cast<int>(card.complete() ? ExitCode::success : ExitCode::failure);
}

}  // namespace

int backtest_command(const BacktestOptions& options) {
  for (const std::string& path : {options.json, options.csv}) {
    if (!path.empty()) check_output_path(path);
  }
  const std::string inputs = find_inputs(options.inputs);
  const int draws = static_cast<int>(options.draws);
  nlohmann::json figures = nlohmann::json::array();
  const auto show = [&figures](const auto& reports) {
    for (const auto& report : reports) {
      fmt::print("{}\n", format_report(report));
      figures.push_back(report_json(report));
    }
  };
  const auto show_sections = [&figures](const std::vector<FigureSection>& sections) {
    fmt::print("{}", format_figures(sections));
    figures = figures_json(sections);
  };
  switch (options.subject) {
    case BacktestSubject::all:
      return show_card(options, inputs);
    case BacktestSubject::stock:
      show(stock_reports(inputs, draws));
      break;
    case BacktestSubject::flows:
      show(flow_reports(inputs, draws));
      break;
    case BacktestSubject::chain: {
      const std::vector<ChainReport> reports = chain_reports(inputs, draws);
      fmt::print("{}", format_chain(reports));
      for (const BacktestReport& report : score_reports(reports)) {
        figures.push_back(report_json(report));
      }
      break;
    }
    case BacktestSubject::conflict:
      if (options.ahead.empty()) {
        show(std::vector{conflict_report(inputs, draws)});
      } else {
        show(conflict_ahead_reports(inputs, options.ahead, draws));
      }
      break;
    case BacktestSubject::displacement:
      show(displacement_reports(inputs, draws));
      break;
    case BacktestSubject::asylum:
      show(asylum_reports(inputs, draws));
      break;
    case BacktestSubject::routes:
      show(route_reports(inputs, draws));
      fmt::print("{}", format_surges(inputs, draws, backtest_seed));
      break;
    case BacktestSubject::net_migration:
      show(net_migration_reports(inputs, draws));
      break;
    case BacktestSubject::climate:
      show_sections(climate_sections(inputs, draws));
      break;
    case BacktestSubject::campaigns:
      show_sections(campaign_sections(inputs, draws));
      break;
    case BacktestSubject::attribution:
      show_sections(attribution_sections(inputs));
      break;
  }
  write_json(options.json, figures);
  return static_cast<int>(ExitCode::success);
}

}  // namespace peregrine
