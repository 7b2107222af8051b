// How good such forecasts of the past were: the skill card in plain words.
#include <fmt/format.h>

#include <cmath>

#include "host/report/page/html.h"
#include "host/report/page/view.h"
#include "host/report/page/words.h"

namespace peregrine {
namespace {

using Json = nlohmann::json;

// Four significant digits, more of large numbers.
std::string score_text(double score) {
  const double size = std::abs(score);
  return number_text(score, size >= 1000  ? 0
                            : size >= 100 ? 1
                            : size >= 10  ? 2
                            : size >= 1   ? 3
                                          : 4);
}

std::string ratio_text(double ours, double rule) {
  return std::isfinite(ours) && std::isfinite(rule) && rule != 0 ? number_text(ours / rule, 2)
                                                                 : "—";
}

std::string verdict_words(const Json& row) {
  const std::string verdict = json_text(row, "verdict");
  return verdict == "met" ? "met" : verdict == "MISSED" ? "missed" : "—";
}

std::string rival_words(const Json& row) {
  const std::string name = json_text(row, "best_rival");
  return name.empty() ? "—" : score_text(json_number(row, "best_rival_value")) + " (" + name + ")";
}

std::string coverage_words(const Json& row, const char* level) {
  const auto coverage = row.find("coverage");
  if (coverage == row.end() || !coverage->is_object()) return "—";
  return number_text(100 * json_number(*coverage, level), 1);
}

struct Tally {
  int met = 0;
  int aims = 0;
};

std::string test_table(const Json& test, Tally& tally) {
  const std::string name = json_text(test, "test");
  const std::string failure = json_text(test, "failure");
  if (!failure.empty()) {
    return paragraph(fmt::format("The test {} failed: {}", escaped(name), escaped(failure)));
  }
  HtmlTable table(
      "skill-" + name, "Test: " + name,
      {"what was forecast", "score", "aim", "aim met", "best other simple rule", "this forecast",
       "simple rule: no change", "ratio to it", "in 80 % band", "in 95 % band"},
      5);
  const auto rows = test.find("rows");
  if (rows == test.end() || !rows->is_array()) return "";
  for (const Json& row : *rows) {
    if (!row.is_object()) continue;
    const double ours = json_number(row, "ours");
    const double rule = json_number(row, "persistence");
    const std::string verdict = verdict_words(row);
    tally.aims += verdict == "—" ? 0 : 1;
    tally.met += verdict == "met" ? 1 : 0;
    table.add_row({json_text(row, "target"), json_text(row, "metric"), json_text(row, "aim"),
                   verdict, rival_words(row), score_text(ours), score_text(rule),
                   ratio_text(ours, rule), coverage_words(row, "80"), coverage_words(row, "95")});
  }
  return table.html() + note("Figures: " + escaped(json_text(test, "vintage")) +
                             "<br>Fitted on: " + escaped(json_text(test, "fitted")));
}

}  // namespace

PageView skill_view(const PageSources& sources) {
  PageView view = {"skill", "How good?", "How good were such forecasts of the past?", "", {}};
  if (!sources.card.is_object()) return view;
  Tally tally;
  std::string tables;
  for (const Json& test : sources.card.value("tests", Json::array())) {
    if (test.is_object()) tables += test_table(test, tally);
  }
  view.html =
      paragraph(fmt::format(
          "Each test takes a time that is past, forecasts it with what was known before, and "
          "compares the forecast with what came. <strong>{} of {} aims were met.</strong> A met "
          "aim says that the forecast was better than a simple rule then; it is no promise.",
          tally.met, tally.aims)) +
      paragraph(
          "Ratio: this forecast's score by that of the rule that nothing changes. For errors (MAE, "
          "RMSE, CRPS, wMAPE) below 1 is better; for AUC, a ranking of risks, a larger score is "
          "better. In 80 % band: share of the outcomes that fell into it, per cent; near 80 is "
          "good, below it the future surprised the forecast more often than it said.") +
      tables;
  return view;
}

}  // namespace peregrine
