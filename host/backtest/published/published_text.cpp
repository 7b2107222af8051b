// Scores against published figures for people and programs.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "host/backtest/published/published.h"
#include "host/backtest/scoring/report.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

std::string persons(double number) {
  return grouped(number, std::abs(number) < 1000 ? 1 : 0);
}

std::string per_cent(const ScoredGroup& group, double share) {
  return group.distribution ? grouped(100 * share, 1) : "-";
}

std::string errors_table(const PublishedScores& scores) {
  TextTable table;
  table.add_column("when", Align::left);
  table.add_column("what", Align::left);
  table.add_column("size", Align::left);
  for (const char* heading :
       {"number", "mean error", "MAE", "CRPS", "MAE no change", "50 %", "80 %", "95 %"}) {
    table.add_column(heading, Align::right);
  }
  for (const ScoredGroup& one : scores.groups) {
    table.add_row({one.period, one.what, one.size, grouped(one.count, 0), persons(one.mean_error),
                   persons(one.mae), one.distribution ? persons(one.crps) : "-",
                   persons(one.persistence_mae), per_cent(one, one.coverage.at_50),
                   per_cent(one, one.coverage.at_80), per_cent(one, one.coverage.at_95)});
  }
  return table.text();
}

std::string pit_table(const PublishedScores& scores) {
  TextTable table;
  table.add_column("when", Align::left);
  table.add_column("what", Align::left);
  table.add_column("size", Align::left);
  for (const char* heading : {"below 5 %", "5-25", "25-50", "50-75", "75-95", "above 95 %"}) {
    table.add_column(heading, Align::right);
  }
  for (const ScoredGroup& one : scores.groups) {
    if (!one.distribution) continue;
    std::vector<std::string> row = {one.period, one.what, one.size};
    for (const double share : one.pit) row.push_back(per_cent(one, share));
    table.add_row(std::move(row));
  }
  return table.text();
}

}  // namespace

std::string published_as_text(const PublishedScores& scores) {
  std::string text = fmt::format(
      "{} against {}: {}\n\nErrors are persons or crossings, means over the group; the mean error "
      "is "
      "the forecast's middle less the\nfigure. Bands: the share of figures within, %.\n\n{}",
      scores.file, scores.table, published_name(scores.kind), errors_table(scores));
  text += fmt::format(
      "\nWhere the figures lie in their forecasts, %; 5, 20, 25, 25, 20 and 5 if it is "
      "calibrated\n\n"
      "{}\n",
      pit_table(scores));
  for (const std::string& note : scores.notes) text += wrapped("note:", note);
  return text;
}

std::string published_as_csv(const PublishedScores& scores) {
  std::string text =
      "period,what,size,number,mean_error,mae,crps,persistence_mae,coverage_50,coverage_80,"
      "coverage_95,pit_0_5,pit_5_25,pit_25_50,pit_50_75,pit_75_95,pit_95_100\n";
  for (const ScoredGroup& one : scores.groups) {
    text += fmt::format("{},{},{},{:.0f},{},{},{},{}", one.period, one.what, one.size, one.count,
                        exact(one.mean_error), exact(one.mae),
                        one.distribution ? exact(one.crps) : "", exact(one.persistence_mae));
    for (const double share : {one.coverage.at_50, one.coverage.at_80, one.coverage.at_95}) {
      text += "," + (one.distribution ? exact(share) : "");
    }
    for (const double share : one.pit) text += "," + (one.distribution ? exact(share) : "");
    text += "\n";
  }
  return text;
}

std::string published_as_json(const PublishedScores& scores) {
  nlohmann::ordered_json document = {{"file", scores.file},
                                     {"table", scores.table},
                                     {"kind", published_name(scores.kind)},
                                     {"notes", scores.notes},
                                     {"groups", nlohmann::ordered_json::array()}};
  for (const ScoredGroup& one : scores.groups) {
    nlohmann::ordered_json group = {{"period", one.period},
                                    {"what", one.what},
                                    {"size", one.size},
                                    {"number", one.count},
                                    {"mean_error", one.mean_error},
                                    {"mae", one.mae},
                                    {"persistence_mae", one.persistence_mae}};
    if (one.distribution) {
      group["crps"] = one.crps;
      group["coverage"] = {
          {"50", one.coverage.at_50}, {"80", one.coverage.at_80}, {"95", one.coverage.at_95}};
      group["pit"] = one.pit;
    }
    document["groups"].push_back(std::move(group));
  }
  return document.dump(2) + "\n";
}

}  // namespace peregrine
