#include "host/backtest/subjects.h"

#include "host/backtest/attribution/attribution.h"
#include "host/backtest/displacement/displacement.h"
#include "host/backtest/routes/campaigns.h"
#include "host/backtest/routes/routes.h"
#include "host/backtest/stock/flows.h"
#include "host/backtest/stock/stock.h"

namespace peregrine {

std::vector<BacktestReport> stock_reports(const std::string& inputs_dir, int draws) {
  std::vector<BacktestReport> reports;
  for (const int origin : {2005, 2010, 2015}) {
    reports.push_back(backtest_stock(inputs_dir, origin, draws, backtest_seed));
  }
  return reports;
}

std::vector<BacktestReport> flow_reports(const std::string& inputs_dir, int draws) {
  return {backtest_flows(inputs_dir, draws, backtest_seed)};
}

std::vector<ChainReport> chain_reports(const std::string& inputs_dir, int draws) {
  return backtest_chain(inputs_dir, chain_targets(), draws, backtest_seed);
}

std::vector<BacktestReport> displacement_reports(const std::string& inputs_dir, int draws) {
  return backtest_displacement(inputs_dir, displacement_targets(), draws, backtest_seed);
}

std::vector<BacktestReport> asylum_reports(const std::string& inputs_dir, int draws) {
  return backtest_asylum(inputs_dir, asylum_targets(), draws, backtest_seed);
}

std::vector<BacktestReport> route_reports(const std::string& inputs_dir, int draws) {
  return backtest_routes(inputs_dir, route_targets(), draws, backtest_seed);
}

std::vector<NetMigrationReport> net_migration_reports(const std::string& inputs_dir, int draws) {
  return backtest_net_migration(inputs_dir, draws, backtest_seed);
}

ConflictReport conflict_report(const std::string& inputs_dir, int draws) {
  constexpr int first_target = 2010;
  return backtest_conflict(make_conflict_panel(inputs_dir), first_target,
                           ConflictHistory::last_year, draws, backtest_seed);
}

std::vector<AheadReport> conflict_ahead_reports(const std::string& inputs_dir,
                                                const std::vector<int>& ahead, int draws) {
  return backtest_conflict_ahead(make_conflict_panel(inputs_dir), ahead, draws, backtest_seed);
}

std::vector<FigureSection> climate_sections(const std::string& inputs_dir, int draws) {
  return backtest_climate(inputs_dir, draws, backtest_seed);
}

std::vector<FigureSection> campaign_sections(const std::string& inputs_dir, int draws) {
  return backtest_campaigns(inputs_dir, draws, backtest_seed);
}

std::vector<FigureSection> attribution_sections(const std::string& inputs_dir) {
  return backtest_attribution(inputs_dir);
}

}  // namespace peregrine
