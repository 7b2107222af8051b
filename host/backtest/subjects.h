// Each back-test as the command runs it: which targets, which seed, one report a forecast.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/backtest/chain/chain.h"
#include "host/backtest/climate/climate.h"
#include "host/backtest/conflict/ahead.h"
#include "host/backtest/conflict/conflict.h"
#include "host/backtest/net_migration/net_migration.h"
#include "host/backtest/scoring/report.h"

namespace peregrine {

inline constexpr std::uint64_t backtest_seed = 281;

// Migrant stock, 2005 to 2010, 2010 to 2015 and 2015 to 2020. `inputs_dir` is the folder of the
// compiled inputs, `draws` (at least 2) the realizations of each forecast, here and below. Throws
// InputError.
std::vector<BacktestReport> stock_reports(const std::string& inputs_dir, int draws);

std::vector<BacktestReport> flow_reports(const std::string& inputs_dir, int draws);
// All targets of chain_targets().
std::vector<ChainReport> chain_reports(const std::string& inputs_dir, int draws);
std::vector<BacktestReport> displacement_reports(const std::string& inputs_dir, int draws);
std::vector<BacktestReport> asylum_reports(const std::string& inputs_dir, int draws);
std::vector<BacktestReport> route_reports(const std::string& inputs_dir, int draws);
std::vector<NetMigrationReport> net_migration_reports(const std::string& inputs_dir, int draws);
ConflictReport conflict_report(const std::string& inputs_dir, int draws);
// `ahead`: 1 ... most_years_ahead.
std::vector<AheadReport> conflict_ahead_reports(const std::string& inputs_dir,
                                                const std::vector<int>& ahead, int draws);
std::vector<FigureSection> climate_sections(const std::string& inputs_dir, int draws);
std::vector<FigureSection> campaign_sections(const std::string& inputs_dir, int draws);
// No draws: the record alone.
std::vector<FigureSection> attribution_sections(const std::string& inputs_dir);

}  // namespace peregrine
