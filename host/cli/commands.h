// The commands of `peregrine`, one file each. Adding one declares its arguments; where the command
// line names it, `action` becomes what it does, which returns the exit code.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace peregrine {

using Action = std::function<int()>;

void add_run_command(CLI::App& app, Action& action);
void add_extend_command(CLI::App& app, Action& action);
void add_merge_command(CLI::App& app, Action& action);
void add_status_command(CLI::App& app, Action& action);
void add_summary_command(CLI::App& app, Action& action);
void add_report_command(CLI::App& app, Action& action);
void add_compare_command(CLI::App& app, Action& action);
void add_decompose_command(CLI::App& app, Action& action);
void add_info_command(CLI::App& app, Action& action);
void add_verify_command(CLI::App& app, Action& action);
void add_attribute_command(CLI::App& app, Action& action);
void add_calibrate_command(CLI::App& app, Action& action);
void add_backtest_command(CLI::App& app, Action& action);
void add_score_command(CLI::App& app, Action& action);
void add_audit_command(CLI::App& app, Action& action);
void add_scenario_command(CLI::App& app, Action& action);
void add_inputs_command(CLI::App& app, Action& action);

}  // namespace peregrine
