#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "host/backtest/net_migration/net_migration.h"

namespace peregrine {
namespace {

constexpr std::array<std::string_view, population_class_count> class_names{
    "up to 1 M", "1-10 M", "10-100 M", "above 100 M", "all"};

std::string error_rows(const NetMigrationReport& report) {
  std::string text = fmt::format("{:<12}{:>9}", "population", "areas");
  for (const NetMigrationForecaster& one : report.forecasters) {
    text += fmt::format("{:>16}", one.name);
  }
  text += fmt::format("\n{:<21}", "");
  for (std::size_t k = 0; k < report.forecasters.size(); ++k) {
    text += fmt::format("{:>8}{:>8}", "MAE", "CRPS");
  }
  for (std::size_t size = 0; size < population_class_count; ++size) {
    text += fmt::format("\n{:<12}{:>9.0f}", class_names[size],
                        report.forecasters.front().errors[size].count);
    for (const NetMigrationForecaster& one : report.forecasters) {
      text += fmt::format("{:>8.2f}{:>8.2f}", one.errors[size].mean_absolute_error(),
                          one.errors[size].mean_crps());
    }
  }
  return text + "\n";
}

std::string coverage_rows(const NetMigrationForecaster& one) {
  std::string text = fmt::format("Coverage of {}, %\n{:<12}{:>9}{:>8}{:>8}{:>8}\n", one.name,
                                 "population", "areas", "50", "80", "95");
  for (std::size_t size = 0; size < population_class_count; ++size) {
    const Coverage share = one.coverage[size].mean_coverage();
    text += fmt::format("{:<12}{:>9.0f}{:>8.1f}{:>8.1f}{:>8.1f}\n", class_names[size],
                        one.coverage[size].count, 100 * share.at_50, 100 * share.at_80,
                        100 * share.at_95);
  }
  return text;
}

std::string difference_rows(const NetMigrationReport& report) {
  std::string text = "Peregrine less rival (95 % interval, bootstrap over countries)\n";
  for (const ScoreDifference& one : report.differences) {
    text += fmt::format("{:<16}{:>6}{:>8.2f}  [{:.2f}, {:.2f}]\n", one.rival, one.measure,
                        one.value.mean, one.value.low, one.value.high);
  }
  return text;
}

nlohmann::json row_json(const NetMigrationForecaster& one, std::size_t size) {
  nlohmann::json row = {{"forecaster", one.name},
                        {"population", class_names[size]},
                        {"areas", one.errors[size].count},
                        {"mae", one.errors[size].mean_absolute_error()},
                        {"crps", one.errors[size].mean_crps()}};
  if (!one.coverage.empty()) {
    const Coverage share = one.coverage[size].mean_coverage();
    row["coverage"] = {{"50", share.at_50}, {"80", share.at_80}, {"95", share.at_95}};
  }
  return row;
}

}  // namespace

std::string period_name(int first_year) {
  return fmt::format("{}-{:02}", first_year,
                     (first_year + NetMigrationHistory::period_years - 1) % 100);
}

std::string format_report(const NetMigrationReport& report) {
  std::string text = fmt::format(
      "Net migration of {} from what was known of {}, {} years before, per 1000 persons and year\n",
      period_name(report.target), period_name(report.target - report.horizon_years),
      report.horizon_years);
  text += fmt::format("data:   {}\n", net_migration_vintage);
  text += wrapped("fitted:", report.fitted) + "\n";
  text += error_rows(report) + "\n";
  for (const NetMigrationForecaster& one : report.forecasters) {
    if (!one.coverage.empty()) text += coverage_rows(one) + "\n";
  }
  text += difference_rows(report);
  return text + fmt::format(
                    "\nlargest sum over the world in a draw: {:.2g} persons a year\n"
                    "note: Kosovo, without estimates, counts as 0 in the errors, as in the "
                    "published rivals\n",
                    report.largest_world_sum);
}

nlohmann::json report_json(const NetMigrationReport& report) {
  nlohmann::json document = {{"title", "Net migration per 1000 persons and year"},
                             {"target", period_name(report.target)},
                             {"horizon_years", report.horizon_years},
                             {"fitted", report.fitted},
                             {"largest_world_sum_persons", report.largest_world_sum},
                             {"rows", nlohmann::json::array()},
                             {"differences", nlohmann::json::array()}};
  for (const NetMigrationForecaster& one : report.forecasters) {
    for (std::size_t size = 0; size < population_class_count; ++size) {
      document["rows"].push_back(row_json(one, size));
    }
  }
  for (const ScoreDifference& one : report.differences) {
    document["differences"].push_back(difference_json(one));
  }
  return document;
}

}  // namespace peregrine
