#include "host/attribute/observed.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "host/inputs/csv.h"
#include "host/inputs/readers.h"
#include "host/inputs/rows.h"
#include "host/support/nearest.h"

namespace peregrine {

namespace {

constexpr const char* every_nationality = "ALL";
constexpr double most_arrivals = 1e7;     // of a month
constexpr double most_evidence = 10.0;    // standard deviations
constexpr std::size_t fixed_columns = 4;  // border, month, nationality, arrivals
constexpr const char* signals = "signals";
constexpr const char* statements = "statements";

bool has_column(std::string_view text, std::string_view column) {
  const std::string_view header = text.substr(0, text.find_first_of("\r\n"));
  for (std::size_t at = 0; at <= header.size();) {
    const std::size_t end = std::min(header.find(',', at), header.size());
    if (header.substr(at, end - at) == column) return true;
    at = end + 1;
  }
  return false;
}

// A sound row.
struct Arrivals {
  long line = 0;
  std::string nationality;
  double persons = 0.0;
  double signals = no_estimate;
  double statements = no_estimate;
};
using PlaceRows = std::map<int, std::vector<Arrivals>>;  // by month

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

class ObservedReader {
 public:
  ObservedReader(const std::string& path, const IrregularHistory& history,
                 const std::vector<Watch>& watches, const Countries& countries)
      : path_(path), problems_(path), countries_(countries) {
    for (const Border& border : history.borders) places_.push_back(border.code);
    for (const Watch& watch : watches) {
      if (watch.kind == WatchKind::route) places_.push_back(watch.place);
    }
  }

  std::vector<ObservedPlace> read() {
    read_rows();
    std::vector<ObservedPlace> places;
    for (const auto& [place, rows] : rows_) places.push_back(place_of(place, rows));
    if (problems_.empty() && places.empty()) {
      problems_.add(0, "", "", "has no rows", "give at least one month of a border");
    }
    throw_if_any(problems_.all());
    return places;
  }

 private:
  void read_rows() {
    const std::string text = read_bytes(path_, problems_);
    if (!problems_.empty()) return;
    std::vector<CsvColumn> columns = {
        {"border"}, {"month"}, {"nationality"}, number_column("arrivals", most_arrivals)};
    std::vector<std::string> optional;
    for (const char* name : {signals, statements}) {
      if (!has_column(text, name)) continue;
      optional.emplace_back(name);
      columns.push_back({name, CsvType::real, -most_evidence, most_evidence, CsvEmpty::allowed});
    }
    const CsvTable table = parse_csv(text, columns, problems_);
    const auto evidence = [&](std::size_t row, std::string_view name) {
      const auto found = std::find(optional.begin(), optional.end(), name);
      if (found == optional.end()) return no_estimate;
      return table.numbers(fixed_columns + static_cast<std::size_t>(found - optional.begin()))[row];
    };
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const Arrivals arrivals = {table.line(row), table.texts(2)[row], table.numbers(3)[row],
                                 evidence(row, signals), evidence(row, statements)};
      add(table.texts(0)[row], table.texts(1)[row], arrivals);
    }
  }

  void add(const std::string& place, const std::string& month_text, const Arrivals& arrivals) {
    const bool known = std::count(places_.begin(), places_.end(), place) > 0;
    if (!known) {
      problems_.add(arrivals.line, "border", place, "is an unknown border",
                    fmt::format("a code of baseline/borders.csv or a route of several fronts; is "
                                "{} meant?",
                                nearest_word(place, places_)));
    }
    const int month = month_of_text(month_text);
    if (month < first_arrivals_month || month > last_arrivals_month) {
      problems_.add(arrivals.line, "month", month_text, "is no month of this table",
                    "must be as 2021-07, within 2009-01 and 2100-12");
    }
    const bool nationality = is_nationality(arrivals.nationality);
    if (!nationality) {
      problems_.add(arrivals.line, "nationality", arrivals.nationality, "is no nationality",
                    "must be a code of baseline/countries.csv, XKX, XXA, REST or ALL");
    }
    if (!known || month < first_arrivals_month || month > last_arrivals_month || !nationality) {
      return;
    }
    std::vector<Arrivals>& others = rows_[place][month];
    check_beside(others, fmt::format("{},{}", place, month_text), arrivals);
    others.push_back(arrivals);
  }

  bool is_nationality(const std::string& code) const {
    const int country = countries_.index_of(code);
    return (country >= 0 && country != countries_.unknown_origin()) || code == "XKX" ||
           code == "XXA" || code == rest_nationality || code == every_nationality;
  }

  // A row against those of the same place and month before it.
  void check_beside(const std::vector<Arrivals>& others, const std::string& key,
                    const Arrivals& arrivals) {
    for (const Arrivals& other : others) {
      if (other.nationality == arrivals.nationality) {
        problems_.add(arrivals.line, "border,month,nationality",
                      fmt::format("{},{}", key, arrivals.nationality),
                      fmt::format("is on line {} already", other.line), "keep one of the two rows");
        return;
      }
    }
    if (others.empty()) return;
    const Arrivals& first = others.front();
    const bool all_twice =
        arrivals.nationality == every_nationality || first.nationality == every_nationality;
    if (all_twice) {
      problems_.add(arrivals.line, "nationality", arrivals.nationality,
                    fmt::format("cannot stand beside line {} of the same month", first.line),
                    "give either ALL or nationalities");
    }
    const auto check_same = [&](const char* name, double before, double now) {
      if (same(before, now)) return;
      problems_.add(arrivals.line, name, std::isnan(now) ? "" : fmt::format("{}", now),
                    fmt::format("differs from line {} of the same month", first.line),
                    "give the same figure on all rows of a border and month");
    };
    check_same(signals, first.signals, arrivals.signals);
    check_same(statements, first.statements, arrivals.statements);
  }

  ObservedPlace place_of(const std::string& code, const PlaceRows& rows) {
    ObservedPlace place;
    place.place = code;
    place.first_month = rows.begin()->first;
    int expected = place.first_month;
    for (const auto& [month, arrivals] : rows) {
      if (month != expected) {
        problems_.add(arrivals.front().line, "month", month_text(month),
                      fmt::format("leaves a gap: {} has no row for {}", code, month_text(expected)),
                      "give every month; one without arrivals as ALL with 0");
      }
      expected = month + 1;
      place.months.push_back(month_of(arrivals));
    }
    return place;
  }

  static ObservedMonth month_of(const std::vector<Arrivals>& rows) {
    ObservedMonth month;
    month.signals = rows.front().signals;
    month.statements = rows.front().statements;
    for (const Arrivals& row : rows) {
      month.arrivals += row.persons;
      if (row.nationality != every_nationality) month.by_nationality[row.nationality] = row.persons;
    }
    return month;
  }

  std::string path_;
  CsvProblems problems_;
  const Countries& countries_;
  std::vector<std::string> places_;
  std::map<std::string, PlaceRows> rows_;
};

}  // namespace

int month_of_text(std::string_view text) {
  constexpr std::size_t length = 7;
  constexpr std::size_t dash = 4;
  if (text.size() != length || text[dash] != '-') return -1;
  const auto number = [&](std::size_t from, std::size_t to) {
    int value = -1;
    const char* const end = text.data() + to;
    const auto [stop, error] = std::from_chars(text.data() + from, end, value);
    return error == std::errc() && stop == end ? value : -1;
  };
  const int year = number(0, dash);
  const int month = number(dash + 1, length);
  return year >= 0 && month >= 1 && month <= 12 ? month_number(year, month) : -1;
}

std::vector<ObservedPlace> read_observed(const std::string& path, const IrregularHistory& history,
                                         const std::vector<Watch>& watches,
                                         const Countries& countries) {
  return ObservedReader(path, history, watches, countries).read();
}

}  // namespace peregrine
