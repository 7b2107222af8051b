#include "host/model/assembly/vintages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "host/model/tables/csv.h"
#include "host/support/error.h"
#include "host/support/month.h"

namespace peregrine {
namespace {

// A year, a month or a day: 2021, 2021-07, 2021-07-31.
std::optional<CsvFault> fault_of_date(const std::string& cell) {
  constexpr std::string_view form = "dddd-dd-dd";
  bool sound = cell.size() == 4 || cell.size() == 7 || cell.size() == form.size();
  for (std::size_t i = 0; sound && i < cell.size(); ++i) {
    sound = form[i] == '-' ? cell[i] == '-' : cell[i] >= '0' && cell[i] <= '9';
  }
  if (sound) return std::nullopt;
  return CsvFault{"is no date", "must be as 2021, 2021-07 or 2021-07-31"};
}

CsvColumn word_column(std::string name, CsvEmpty empty, CsvCheck check = {}) {
  return {std::move(name), CsvType::text, 0, 0, empty, CsvPresence::wanted, std::move(check)};
}

// A table that a run repeats or is led to.
struct KnownTable {
  std::string_view name;
  std::string_view figures;
  std::string run_observes_to;  // year or month; empty: all that the table has
};

// Of several publishers the one that ends first, those apart that end with one of these months;
// empty where none is known.
std::string earliest_observation(const std::vector<Vintage>& vintages, std::string_view table,
                                 const std::set<std::string>& apart) {
  std::string earliest;
  for (const Vintage& vintage : vintages) {
    if (vintage.table != table || vintage.last_observation.empty()) continue;
    if (apart.contains(vintage.last_observation)) continue;
    if (earliest.empty() || vintage.last_observation < earliest) {
      earliest = vintage.last_observation;
    }
  }
  return earliest;
}

// The months that figures of some borders end with before the record does.
std::set<std::string> early_ends(const IrregularHistory& history) {
  std::set<std::string> ends;
  for (const Border& border : history.borders) {
    if (border.figures_until < IrregularHistory::last_month) {
      ends.insert(month_text(border.figures_until));
    }
  }
  return ends;
}

// "; channel 2023-12" and so on, of borders with another last month than the run's.
std::string borders_known_to(const IrregularHistory& history, int observed_until,
                             const std::vector<OwnMonths>& own) {
  std::string words;
  for (int border = 0; border < history.border_count(); ++border) {
    const std::string& code = history.borders[static_cast<std::size_t>(border)].code;
    const int last = history.last_observed(border, observed_until);
    const bool users = std::ranges::find(own, code, &OwnMonths::border) != own.end();
    if (last == observed_until && !users) continue;
    words += fmt::format("; {} {}{}", code, month_text(last), users ? " (own months)" : "");
  }
  return words;
}

}  // namespace

std::vector<Vintage> load_vintages(const std::string& inputs_dir) {
  const std::string path = inputs_dir + "/VINTAGES.csv";
  if (!std::filesystem::exists(path)) return {};
  CsvProblems problems(path);
  const auto date_column = [](const char* name) {
    return word_column(name, CsvEmpty::allowed, fault_of_date);
  };
  const CsvTable table = read_csv(
      path,
      {word_column("table", CsvEmpty::refused), word_column("publisher", CsvEmpty::refused),
       word_column("edition", CsvEmpty::allowed), date_column("published"),
       date_column("last_observation"), date_column("accessed")},
      problems);
  std::vector<Vintage> vintages;
  std::set<std::pair<std::string, std::string>> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto cell = [&table, row](std::size_t column) { return table.texts(column)[row]; };
    const Vintage vintage = {cell(0), cell(1), cell(2), cell(3), cell(4), cell(5)};
    if (!std::filesystem::is_regular_file(inputs_dir + "/" + vintage.table)) {
      problems.add(table.line(row), "table", vintage.table, "is not in this folder",
                   "remove the row, or put the table there");
    } else if (!seen.emplace(vintage.table, vintage.publisher).second) {
      problems.add(table.line(row), "table,publisher", vintage.table + "," + vintage.publisher,
                   "is in the table twice", "keep one of the two rows");
    }
    vintages.push_back(vintage);
  }
  if (!problems.empty()) throw InputError(problems.all());
  return vintages;
}

std::vector<std::string> vintage_lines(const std::vector<Vintage>& vintages) {
  std::vector<std::string> lines;
  for (const Vintage& vintage : vintages) {
    std::string line = fmt::format("{:<32} {}", vintage.table, vintage.publisher);
    const auto add = [&line](const char* words, const std::string& what) {
      if (!what.empty()) line += fmt::format(", {}{}", words, what);
    };
    add("", vintage.edition);
    add("published ", vintage.published);
    add("figures to ", vintage.last_observation);
    add("accessed ", vintage.accessed);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string known_to(const std::vector<Vintage>& vintages, const RunSettings& settings,
                     const ContinuedHistory& crossings) {
  const std::string year = std::to_string(settings.last_observed_year());
  const bool led = settings.assimilation.stock == Sampling::on;
  const KnownTable tables[] = {
      {led ? "history/stock_rev2024.csv" : "baseline/corridors.csv", "migrants by corridor", ""},
      {"history/conflict_deaths.csv", "deaths in conflict", year},
      {"history/refugees.csv", "displaced persons", year},
      {"history/irregular_detections.csv", "irregular crossings",
       month_text(settings.routes.observed_until)}};
  const std::set<std::string> apart = early_ends(crossings.history);
  std::string words;
  for (const KnownTable& table : tables) {
    std::string known = earliest_observation(vintages, table.name, apart);
    if (known.empty()) continue;
    // Years and months as text come in the order of time.
    if (!table.run_observes_to.empty()) known = std::min(known, table.run_observes_to);
    words += fmt::format("{}{} {}", words.empty() ? "" : "; ", table.figures, known);
  }
  if (words.empty()) return words;
  return words + borders_known_to(crossings.history, settings.routes.observed_until, crossings.own);
}

std::string own_vintage_line(const RoutesSettings& settings, const std::vector<OwnMonths>& own) {
  std::vector<std::string> months;
  for (const OwnMonths& one : own) months.push_back(in_words(one));
  return fmt::format("{:<32} own months, SHA-256 {}: {}", settings.observed,
                     settings.observed_sha256, fmt::join(months, "; "));
}

}  // namespace peregrine
