// The conflict back-test years ahead as text and JSON.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "host/backtest/conflict/ahead.h"

namespace peregrine {
namespace {

std::string per_hundred(double share) {
  return fmt::format("{:.1f}", 100.0 * share);
}

std::string ahead_scores(const std::vector<AheadScores>& all) {
  std::string text = fmt::format("{:<28}{:>13}{:>9}{:>11}{:>10}{:>11}\n", "", "AUC conflict",
                                 "AUC war", "AUC onset", "Brier", "log score");
  for (const AheadScores& one : all) {
    text += fmt::format("{:<28}{:>13.4f}{:>9.4f}{:>11.4f}{:>10.4f}{:>11}\n", one.name,
                        one.area_conflict, one.area_war, one.area_onset, one.brier,
                        std::isnan(one.log_score) ? "-" : fmt::format("{:.4f}", one.log_score));
  }
  return text;
}

}  // namespace

std::string format_report(const AheadReport& report) {
  std::string text = fmt::format(
      "Conflict by country, {} year{} ahead: none, minor (25-999 deaths), war (1,000 or more), "
      "state-based\n"
      "target: {}-{}, {} country-years\ndata:   {}\nfitted: all parameters on 1951 to each "
      "origin\n\n",
      report.ahead, report.ahead == 1 ? "" : "s", report.first_target, report.last_target,
      report.cases, conflict_vintage);
  text += ahead_scores(report.all);
  text += "\nMinor conflict or war, by what was said: cases, per cent said and come\n";
  for (std::size_t tenth = 0; tenth < report.tenths.size(); ++tenth) {
    const AheadTenth& one = report.tenths[tenth];
    if (one.cases == 0) continue;
    text += fmt::format("{:>3}-{:<3} %{:>8}{:>8}{:>8}\n", 10 * tenth, 10 * tenth + 10, one.cases,
                        per_hundred(one.said), per_hundred(one.came));
  }
  text += fmt::format(
      "\n{:<28}{:>7}{:>16}{:>14}{:>38}\n{:<28}{:>7}{:>9}{:>7}{:>7}{:>7}{:>11}{:>9}"
      "{:>9}{:>9}\n",
      "", "", "conflict, %", "war, %", "Brier", "", "cases", "said", "came", "said", "came",
      "Peregrine", "persist.", "own", "class");
  for (const AheadGroup& one : report.groups) {
    text += fmt::format(
        "{:<28}{:>7}{:>9}{:>7}{:>7}{:>7}{:>11.4f}{:>9.4f}{:>9.4f}{:>9.4f}\n", one.name, one.cases,
        per_hundred(one.conflict_said), per_hundred(one.conflict_came), per_hundred(one.war_said),
        per_hundred(one.war_came), one.brier[0], one.brier[1], one.brier[2], one.brier[3]);
  }
  return text;
}

nlohmann::json report_json(const AheadReport& report) {
  nlohmann::json document = {{"title", "Conflict by country, years ahead"},
                             {"ahead", report.ahead},
                             {"first_target", report.first_target},
                             {"last_target", report.last_target},
                             {"vintage", conflict_vintage},
                             {"country_years", report.cases},
                             {"forecasters", nlohmann::json::array()},
                             {"calibration", nlohmann::json::array()},
                             {"groups", nlohmann::json::array()}};
  for (const AheadScores& one : report.all) {
    document["forecasters"].push_back({{"forecaster", one.name},
                                       {"auc_conflict", one.area_conflict},
                                       {"auc_war", one.area_war},
                                       {"auc_onset", one.area_onset},
                                       {"brier", one.brier}});
    document["forecasters"].back()["log_score"] =
        std::isnan(one.log_score) ? nlohmann::json() : nlohmann::json(one.log_score);
  }
  for (const AheadTenth& one : report.tenths) {
    document["calibration"].push_back(
        {{"cases", one.cases}, {"said", one.said}, {"came", one.came}});
  }
  for (const AheadGroup& one : report.groups) {
    document["groups"].push_back({{"group", one.name},
                                  {"cases", one.cases},
                                  {"conflict_said", one.conflict_said},
                                  {"conflict_came", one.conflict_came},
                                  {"war_said", one.war_said},
                                  {"war_came", one.war_came},
                                  {"brier", one.brier}});
  }
  return document;
}

}  // namespace peregrine
