// The skill card as text, CSV and JSON.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "host/backtest/card.h"
#include "host/report/table.h"
#include "host/support/numbers.h"

namespace peregrine {
namespace {

// Four figures, more of large numbers; a count as it is.
std::string short_number(double number) {
  const double size = std::abs(number);
  if (number == std::floor(number)) return grouped(number, 0);
  return grouped(number, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
}

const char* in_word(Verdict verdict) {
  constexpr std::array<const char*, 3> words{"", "met", "MISSED"};
  return words[static_cast<std::size_t>(verdict)];
}

std::string in_words(const MeanInterval& difference) {
  if (!std::isfinite(difference.mean)) return "";
  return fmt::format("{} [{}, {}]", short_number(difference.mean), short_number(difference.low),
                     short_number(difference.high));
}

std::string beside_name(const CardRow& row) {
  if (row.best_rival.empty()) return "";
  return fmt::format("{} {}", short_number(row.best_rival_value), row.best_rival);
}

void add_coverage(TextTable& table, const CardCoverage& coverage) {
  if (coverage.classes == 0) return;
  table.add_row({"  80 %, 95 % bands",
                 fmt::format("{:.1f} {:.1f}", 100 * coverage.at_80, 100 * coverage.at_95), "", "",
                 fmt::format("{} of {} classes off", coverage.classes_off, coverage.classes),
                 in_word(coverage.verdict())});
}

// The scores of a forecast below its name, its coverage at the end.
TextTable table_of(const SkillCard& card) {
  constexpr std::size_t name_width = 32;
  constexpr std::size_t rival_width = 23;
  TextTable table;
  table.add_column("test, target, years ahead", Align::left, name_width);
  for (const char* heading : {"ours", "persist."}) table.add_column(heading, Align::right);
  table.add_column("best other rival", Align::left, rival_width);
  table.add_column("ours less rival of aim", Align::left);
  table.add_column("aim", Align::left);
  for (const CardTest& test : card.tests) {
    for (std::size_t k = 0; k < test.rows.size(); ++k) {
      const CardRow& row = test.rows[k];
      if (k == 0 || row.target != test.rows[k - 1].target) {
        table.add_row({test.name + " " + row.target, "", "", "", "", ""});
      }
      table.add_row({"  " + row.metric, short_number(row.ours), short_number(row.persistence),
                     beside_name(row), in_words(row.difference), in_word(row.verdict)});
      if (k + 1 == test.rows.size() || row.target != test.rows[k + 1].target) {
        add_coverage(table, row.coverage);
      }
    }
  }
  return table;
}

// The aims of a test, each once: "MAE, persons: below persistence".
std::string aims_of(const CardTest& test) {
  std::string text;
  for (const CardRow& row : test.rows) {
    const std::string aim = row.metric + ": " + row.aim;
    if (text.find(aim) != std::string::npos) continue;
    text += (text.empty() ? "" : "; ") + aim;
  }
  return text;
}

std::string quoted(const std::string& text) {
  std::string field = "\"";
  for (const char character : text) {
    if (character == '"') field += '"';
    field += character;
  }
  return field + "\"";
}

nlohmann::json number_json(double number) {
  return std::isfinite(number) ? nlohmann::json(number) : nlohmann::json();
}

nlohmann::json row_json(const CardRow& row) {
  nlohmann::json document = {{"target", row.target},
                             {"metric", row.metric},
                             {"ours", number_json(row.ours)},
                             {"persistence", number_json(row.persistence)},
                             {"best_rival", row.best_rival},
                             {"best_rival_value", number_json(row.best_rival_value)},
                             {"aim", row.aim},
                             {"verdict", in_word(row.verdict)},
                             {"compared", row.compared},
                             {"difference", number_json(row.difference.mean)},
                             {"low_95", number_json(row.difference.low)},
                             {"high_95", number_json(row.difference.high)}};
  if (row.coverage.classes > 0) {
    document["coverage"] = {{"80", row.coverage.at_80},
                            {"95", row.coverage.at_95},
                            {"classes", row.coverage.classes},
                            {"classes_off", row.coverage.classes_off},
                            {"verdict", in_word(row.coverage.verdict())}};
  }
  return document;
}

std::string coverage_csv(const CardCoverage& coverage) {
  if (coverage.classes == 0) return ",,,,";
  return fmt::format("{},{},{},{},{}", exact(coverage.at_80), exact(coverage.at_95),
                     coverage.classes, coverage.classes_off, in_word(coverage.verdict()));
}

}  // namespace

std::string card_as_text(const SkillCard& card) {
  std::string text = fmt::format("Skill card, {} draws a forecast\n\n", card.draws);
  text += table_of(card).text();
  text +=
      "\nDifferences: 95 % interval, bootstrap over countries. Bands: % of outcomes inside, all "
      "classes; a class is\noff where either band misses by more than five points. "
      "docs/running.md, \"How to read the skill "
      "card\", says\nwhat each score means.\n";
  for (const CardTest& test : card.tests) {
    text += "\n" + test.name + "\n";
    if (!test.failure.empty()) {
      text += wrapped("  FAILED:", test.failure);
      continue;
    }
    text += wrapped("  aims:  ", aims_of(test)) + wrapped("  data:  ", test.vintage) +
            wrapped("  fitted:", test.fitted);
  }
  return text;
}

std::string card_as_csv(const SkillCard& card) {
  std::string text =
      "test,target,metric,ours,persistence,best_rival,best_rival_value,aim,verdict,compared,"
      "difference,low_95,high_95,coverage_80,coverage_95,classes,classes_off,coverage_verdict,"
      "vintage,fitted,failure\n";
  for (const CardTest& test : card.tests) {
    for (const CardRow& row : test.rows) {
      text += fmt::format(
          "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},\n", test.name, quoted(row.target),
          quoted(row.metric), exact(row.ours), exact(row.persistence), quoted(row.best_rival),
          exact(row.best_rival_value), quoted(row.aim), in_word(row.verdict), quoted(row.compared),
          exact(row.difference.mean), exact(row.difference.low), exact(row.difference.high),
          coverage_csv(row.coverage), quoted(test.vintage), quoted(test.fitted));
    }
    if (!test.failure.empty()) {
      text += test.name + std::string(20, ',') + quoted(test.failure) + "\n";
    }
  }
  return text;
}

nlohmann::json card_as_json(const SkillCard& card) {
  nlohmann::json document = {{"draws", card.draws}, {"tests", nlohmann::json::array()}};
  for (const CardTest& test : card.tests) {
    nlohmann::json one = {{"test", test.name},
                          {"vintage", test.vintage},
                          {"fitted", test.fitted},
                          {"rows", nlohmann::json::array()}};
    for (const CardRow& row : test.rows) one["rows"].push_back(row_json(row));
    if (!test.failure.empty()) one["failure"] = test.failure;
    document["tests"].push_back(std::move(one));
  }
  return document;
}

}  // namespace peregrine
