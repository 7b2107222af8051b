// The conflict back-test as text and JSON.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "host/backtest/conflict/conflict.h"

namespace peregrine {
namespace {

std::string scores_block(const std::vector<ConflictScores>& all) {
  std::string text = fmt::format("{:<24}{:>13}{:>9}{:>11}{:>10}{:>16}{:>11}\n", "", "AUC conflict",
                                 "AUC war", "AUC onset", "Brier", "Brier conflict", "log score");
  for (const ConflictScores& one : all) {
    text +=
        fmt::format("{:<24}{:>13.4f}{:>9.4f}{:>11.4f}{:>10.5f}{:>16.5f}", one.name,
                    one.area_conflict, one.area_war, one.area_onset, one.brier, one.brier_conflict);
    text += std::isnan(one.log_score) ? fmt::format("{:>11}\n", "-")
                                      : fmt::format("{:>11.5f}\n", one.log_score);
  }
  return text + "\n";
}

nlohmann::json scores_json(const std::vector<ConflictScores>& all) {
  nlohmann::json rows = nlohmann::json::array();
  for (const ConflictScores& one : all) {
    rows.push_back({{"forecaster", one.name},
                    {"auc_conflict", one.area_conflict},
                    {"auc_war", one.area_war},
                    {"auc_onset", one.area_onset},
                    {"brier", one.brier},
                    {"brier_conflict", one.brier_conflict}});
    rows.back()["log_score"] =
        std::isnan(one.log_score) ? nlohmann::json() : nlohmann::json(one.log_score);
  }
  return rows;
}

}  // namespace

std::string format_report(const ConflictReport& report) {
  std::string text = fmt::format(
      "Conflict by country, one year ahead: none, minor (25-999 deaths), war (1,000 or more), "
      "state-based\n"
      "target: {}-{}, {} countries, {} country-years\ndata:   {}\nfitted: {}\n\n",
      report.first_target, report.last_target, report.countries, report.country_years,
      conflict_vintage, conflict_fitted);
  text += "All countries\n" + scores_block(report.all);
  text += "Peregrine less rival, all countries (95 % interval, bootstrap over countries)\n";
  for (const ConflictDifference& one : report.differences) {
    text += fmt::format("{:<24}{:>13}{:>+11.5f}  [{:+.5f}, {:+.5f}]\n", one.rival, one.measure,
                        one.value.mean, one.value.low, one.value.high);
  }
  text += "\nCountries in conflict, expected a year ahead and observed\n";
  for (const ConflictYearCount& one : report.years) {
    text += fmt::format("{:<8}{:>8.1f}{:>6}\n", one.year, one.expected, one.observed);
  }
  text += fmt::format(
      "\nSimulated from {} to {}, {} draws: observed beside the median and 5-95 % of the draws\n",
      report.origin, report.last_target, report.draws);
  for (const SimulatedFigure& one : report.simulated) {
    text += fmt::format("{:<44}{:>10.4g}{:>10.4g}  [{:.4g}, {:.4g}]\n", one.name, one.observed,
                        one.median, one.low, one.high);
  }
  return text;
}

nlohmann::json report_json(const ConflictReport& report) {
  nlohmann::json document = {{"title", "Conflict by country, one year ahead"},
                             {"first_target", report.first_target},
                             {"last_target", report.last_target},
                             {"vintage", conflict_vintage},
                             {"fitted", conflict_fitted},
                             {"countries", report.countries},
                             {"country_years", report.country_years},
                             {"all_countries", scores_json(report.all)},
                             {"differences", nlohmann::json::array()},
                             {"years", nlohmann::json::array()},
                             {"simulated", nlohmann::json::array()},
                             {"simulation_origin", report.origin},
                             {"simulation_draws", report.draws}};
  for (const ConflictDifference& one : report.differences) {
    document["differences"].push_back({{"rival", one.rival},
                                       {"measure", one.measure},
                                       {"mean", one.value.mean},
                                       {"low_95", one.value.low},
                                       {"high_95", one.value.high}});
  }
  for (const ConflictYearCount& one : report.years) {
    document["years"].push_back(
        {{"year", one.year}, {"expected", one.expected}, {"observed", one.observed}});
  }
  for (const SimulatedFigure& one : report.simulated) {
    document["simulated"].push_back({{"name", one.name},
                                     {"observed", one.observed},
                                     {"low_5", one.low},
                                     {"median", one.median},
                                     {"high_95", one.high}});
  }
  return document;
}

}  // namespace peregrine
