#include "host/model/routes/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "host/model/routes/cells.h"
#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"

namespace peregrine {
namespace {

constexpr int first_deaths_month = month_number(2014, 1);  // IOM's project begins
constexpr const char* all_nationalities = "ALL";

CsvColumn text_column(std::string name, CsvEmpty empty = CsvEmpty::refused) {
  return {std::move(name), CsvType::text, 0, 0, empty};
}

// Tables of older releases lack it.
CsvColumn newer_column(std::string name) {
  return {std::move(name), CsvType::text, 0, 0, CsvEmpty::allowed, CsvPresence::optional};
}

// The span of a border's figures: within the record, and whole quarters where they are quarters'.
void check_span(const Border& border, long line, CsvProblems& found) {
  if (border.figures_until < border.monthly_from) {
    found.add(line, "figures_until", month_text(border.figures_until),
              "is before " + month_text(border.monthly_from) + ", the month of monthly_from",
              "give the last month of the figures, or leave it empty");
  }
  const bool whole = border.monthly_from % 3 == 0 && border.figures_until % 3 == 2;
  if (border.by_quarter && !whole) {
    found.add(line, "figures_by", "quarter",
              fmt::format("does not fit figures of {} to {}", month_text(border.monthly_from),
                          month_text(border.figures_until)),
              "begin with the first month of a quarter and end with the last of one");
  }
}

std::vector<Border> read_borders(const std::string& inputs_dir, const Countries& countries,
                                 Problems& problems) {
  CsvProblems found(inputs_dir + "/baseline/borders.csv");
  const CsvTable table = read_csv(inputs_dir + "/baseline/borders.csv",
                                  {text_column("code"),
                                   text_column("name"),
                                   text_column("route"),
                                   code_column("target"),
                                   text_column("kind"),
                                   text_column("leads_to", CsvEmpty::allowed),
                                   {"first_entry", CsvType::whole, 0, 1, CsvEmpty::refused},
                                   text_column("figures_from"),
                                   text_column("monthly_from"),
                                   newer_column("level_from"),
                                   newer_column("figures_until"),
                                   newer_column("figures_by")},
                                  found);
  std::vector<Border> borders;
  std::map<std::string, int> index;
  IrregularCells cells(table, found);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Border border;
    border.code = table.texts(0)[row];
    border.name = table.texts(1)[row];
    border.route = table.texts(2)[row];
    border.target = table.texts(3)[row];
    border.kind = cells.choice<BorderKind>(row, 4, "kind",
                                           {{"land", BorderKind::land}, {"sea", BorderKind::sea}});
    border.first_entry = table.numbers(6)[row] > 0;
    border.figures_from = cells.month(row, 7, "figures_from");
    border.monthly_from = cells.month(row, 8, "monthly_from");
    if (!table.texts(9)[row].empty()) border.level_from = cells.month(row, 9, "level_from");
    border.figures_until = table.texts(10)[row].empty() ? IrregularHistory::last_month
                                                        : cells.month(row, 10, "figures_until");
    border.by_quarter =
        !table.texts(11)[row].empty() &&
        cells.choice<bool>(row, 11, "figures_by", {{"month", false}, {"quarter", true}});
    if (border.monthly_from > 0 && border.figures_until > 0) {
      check_span(border, table.line(row), found);
    }
    known_country(countries, border.target, table.line(row), "target", found);
    if (!index.emplace(border.code, static_cast<int>(borders.size())).second) {
      found.add(table.line(row), "code", border.code, "is a border twice", "keep one of the rows");
    }
    borders.push_back(border);
  }
  for (std::size_t row = 0; row < borders.size(); ++row) {
    const std::string& next = table.texts(5)[row];
    if (next.empty()) continue;
    const auto place = index.find(next);
    if (place != index.end()) borders[row].leads_to = place->second;
    if (place == index.end() || place->second == static_cast<int>(row)) {
      found.add(table.line(row), "leads_to", next, "is no other border",
                "must be the code of another row");
    }
  }
  append(found, problems);
  return borders;
}

bool is_nationality(const std::string& code, const Countries& countries) {
  const int country = countries.index_of(code);
  return (country >= 0 && country != countries.unknown_origin()) || code == "XKX" ||
         code == "XXA" || code == rest_nationality || code == all_nationalities;
}

// A row of history/irregular_detections.csv.
struct DetectionRow {
  int border;
  std::string nationality;
  IrregularCells::Period period;
  double detections;
};

std::vector<DetectionRow> read_detections(const std::string& inputs_dir,
                                          const IrregularHistory& history,
                                          const Countries& countries, Problems& problems) {
  const std::string path = inputs_dir + "/history/irregular_detections.csv";
  CsvProblems found(path);
  const CsvTable table = read_csv(path,
                                  {text_column("border"), text_column("nationality"),
                                   text_column("month"), number_column("detections", 1e7)},
                                  found);
  IrregularCells cells(table, found);
  std::vector<DetectionRow> rows;
  std::set<std::string> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const int border = cells.border(row, history);
    const std::string& nationality = table.texts(1)[row];
    const bool known = is_nationality(nationality, countries);
    if (!known) {
      found.add(table.line(row), "nationality", nationality, "is no nationality",
                "must be a code of baseline/countries.csv, XKX, XXA, REST or ALL");
    }
    const IrregularCells::Period period = cells.period(row, 2, "month");
    if (border < 0 || !known || period.months == 0) continue;
    const Border& place = history.borders[static_cast<std::size_t>(border)];
    const std::string key = fmt::format("{},{},{}", place.code, nationality, table.texts(2)[row]);
    const int each = period.first < place.monthly_from ? 12 : place.by_quarter ? 3 : 1;
    const int last = period.first + period.months - 1;
    if (period.first < place.figures_from || last > place.figures_until || period.months != each) {
      found.add(table.line(row), "month", table.texts(2)[row], "does not fit baseline/borders.csv",
                "a month, or a quarter where figures_by says so, from monthly_from to "
                "figures_until, a year before");
    } else if (!seen.insert(key).second) {
      found.add(table.line(row), "border,nationality,month", key, "is in the table twice",
                "keep one of the two rows");
    } else {
      rows.push_back({border, nationality, period, table.numbers(3)[row]});
    }
  }
  append(found, problems);
  return rows;
}

std::vector<RouteCorridor> corridors_of(const IrregularHistory& history,
                                        const std::vector<DetectionRow>& rows) {
  std::vector<std::set<std::string>> nationalities(history.borders.size());
  for (const DetectionRow& row : rows) {
    if (row.nationality != rest_nationality && row.nationality != all_nationalities) {
      nationalities[static_cast<std::size_t>(row.border)].insert(row.nationality);
    }
  }
  std::vector<RouteCorridor> corridors;
  for (int border = 0; border < history.border_count(); ++border) {
    for (const std::string& code : nationalities[static_cast<std::size_t>(border)]) {
      corridors.push_back({border, code});
    }
    corridors.push_back({border, rest_nationality});
  }
  return corridors;
}

// Where a border has a figure, nationalities without a row had no detections.
void fill_detections(const std::vector<DetectionRow>& rows, IrregularHistory& history) {
  const auto months = static_cast<std::size_t>(IrregularHistory::months);
  history.detections.assign(months * history.corridors.size(), no_estimate);
  history.totals.assign(months * history.borders.size(), no_estimate);
  std::map<std::pair<int, std::string>, int> corridor_of;
  for (int k = 0; k < history.corridor_count(); ++k) {
    const RouteCorridor& corridor = history.corridors[static_cast<std::size_t>(k)];
    corridor_of[{corridor.border, corridor.nationality}] = k;
    const Border& border = history.borders[static_cast<std::size_t>(corridor.border)];
    for (int month = border.figures_from; month <= border.figures_until; ++month) {
      history.detections[history.at(month, k)] = 0.0;
      history.totals[history.border_at(month, corridor.border)] = 0.0;
    }
  }
  for (const DetectionRow& row : rows) {
    for (int i = 0; i < row.period.months; ++i) {
      const int month = row.period.first + i;
      const double detections = row.detections / row.period.months;
      history.totals[history.border_at(month, row.border)] += detections;
      if (row.nationality != all_nationalities) {
        history.detections[history.at(month, corridor_of.at({row.border, row.nationality}))] +=
            detections;
        continue;
      }
      for (const auto& [key, corridor] : corridor_of) {
        if (key.first == row.border) history.detections[history.at(month, corridor)] = no_estimate;
      }
    }
  }
}

void read_deaths(const std::string& inputs_dir, IrregularHistory& history, Problems& problems) {
  const std::string path = inputs_dir + "/history/irregular_deaths.csv";
  CsvProblems found(path);
  const CsvTable table = read_csv(
      path, {text_column("border"), text_column("month"), persons_column("dead_or_missing")},
      found);
  history.deaths.assign(history.totals.size(), no_estimate);
  IrregularCells cells(table, found);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const int border = cells.border(row, history);
    const IrregularCells::Period period = cells.period(row, 1, "month");
    if (border < 0 || period.months == 0) continue;
    if (period.months != 1 || period.first < first_deaths_month) {
      found.add(table.line(row), "month", table.texts(1)[row], "is no month of this table",
                "must be a month from 2014-01 on");
      continue;
    }
    if (std::isnan(history.deaths[history.border_at(first_deaths_month, border)])) {
      for (int month = first_deaths_month; month <= IrregularHistory::last_month; ++month) {
        history.deaths[history.border_at(month, border)] = 0.0;
      }
    }
    history.deaths[history.border_at(period.first, border)] = table.numbers(2)[row];
  }
  append(found, problems);
}

void read_attempts(const std::string& inputs_dir, IrregularHistory& history, Problems& problems) {
  const std::string path = inputs_dir + "/history/border_attempts.csv";
  CsvProblems found(path);
  const CsvTable table =
      read_csv(path,
               {text_column("border"), text_column("first_day"), text_column("last_day"),
                persons_column("attempts"), text_column("kind")},
               found);
  IrregularCells cells(table, found);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    BorderAttempts count;
    count.border = cells.border(row, history);
    std::tie(count.first_month, count.first_day) = cells.day(row, 1, "first_day");
    std::tie(count.last_month, count.last_day) = cells.day(row, 2, "last_day");
    count.attempts = table.numbers(3)[row];
    count.kind = cells.choice<AttemptKind>(row, 4, "kind",
                                           {{"attempts", AttemptKind::attempts},
                                            {"turned_away", AttemptKind::turned_away},
                                            {"prevented", AttemptKind::prevented},
                                            {"asylum_seekers", AttemptKind::asylum_seekers},
                                            {"prevented_in_part", AttemptKind::prevented_in_part}});
    if (table.texts(2)[row] < table.texts(1)[row]) {
      found.add(table.line(row), "last_day", table.texts(2)[row], "is before first_day",
                "exchange the two");
    }
    history.attempts.push_back(count);
  }
  append(found, problems);
}

}  // namespace

int IrregularHistory::border_of(const std::string& code) const {
  const auto found = std::find_if(borders.begin(), borders.end(),
                                  [&](const Border& border) { return border.code == code; });
  return found == borders.end() ? -1 : static_cast<int>(found - borders.begin());
}

IrregularHistory read_irregular_history(const std::string& inputs_dir, const Countries& countries,
                                        Problems& problems) {
  IrregularHistory history;
  Problems of_borders;
  history.borders = read_borders(inputs_dir, countries, of_borders);
  problems.insert(problems.end(), of_borders.begin(), of_borders.end());
  // Without sound borders every row of the other tables would be told as well.
  if (!of_borders.empty()) return history;
  const std::vector<DetectionRow> rows = read_detections(inputs_dir, history, countries, problems);
  history.corridors = corridors_of(history, rows);
  fill_detections(rows, history);
  read_deaths(inputs_dir, history, problems);
  read_attempts(inputs_dir, history, problems);
  return history;
}

IrregularHistory load_irregular_history(const std::string& inputs_dir) {
  Problems problems;
  const Countries countries = load_countries(inputs_dir);
  IrregularHistory history = read_irregular_history(inputs_dir, countries, problems);
  throw_if_any(problems);
  return history;
}

}  // namespace peregrine
