#include "host/model/routes/observed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "host/model/tables/country_names.h"
#include "host/model/tables/csv.h"
#include "host/model/tables/readers.h"
#include "host/support/letters.h"
#include "host/support/month_reader.h"
#include "host/support/nearest.h"

namespace peregrine {

namespace {

constexpr const char* every_nationality = "ALL";
constexpr double most_arrivals = 1e7;   // of a month
constexpr double most_evidence = 10.0;  // standard deviations
constexpr const char* missing_or_namibia = "na";
constexpr const char* signals_column = "signals";
constexpr const char* statements_column = "statements";

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
  ObservedReader(const std::string& path, const std::vector<std::string>& places,
                 const Countries& countries)
      : problems_(path), countries_(countries), places_(places) {}

  std::vector<ObservedPlace> read(std::string_view text) {
    read_rows(text);
    std::vector<ObservedPlace> places;
    for (const auto& [place, rows] : rows_) places.push_back(place_of(place, rows));
    if (problems_.empty() && places.empty()) {
      problems_.add(0, "", "", "has no rows", "give at least one month of a border");
    }
    throw_if_any(problems_.all());
    return places;
  }

 private:
  void read_rows(std::string_view text) {
    const auto checked = [](const char* name, CsvCheck check) {
      CsvColumn column = {name};
      column.check = std::move(check);
      return column;
    };
    const auto evidence = [](const char* name) {
      return CsvColumn{name,          CsvType::real,     -most_evidence,
                       most_evidence, CsvEmpty::allowed, CsvPresence::optional};
    };
    const std::vector<CsvColumn> columns = {
        checked("border", [this](const std::string& cell) { return fault_of_place(cell); }),
        checked("month", [](const std::string& cell) { return fault_of_month(cell); }),
        checked("nationality",
                [this](const std::string& cell) { return fault_of_nationality(cell); }),
        {"arrivals", CsvType::whole, 0.0, most_arrivals},
        evidence(signals_column),
        evidence(statements_column)};
    const CsvTable table = parse_csv(text, columns, problems_);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      add(table.texts(0)[row], month_of_text(table.texts(1)[row]),
          {table.line(row), nationality_of(table.texts(2)[row]), table.numbers(3)[row],
           table.numbers(4)[row], table.numbers(5)[row]});
    }
    for (const CsvRefusedRow& row : table.refused()) set_aside(row.cells[0], row.cells[1]);
  }

  std::optional<CsvFault> fault_of_place(const std::string& place) const {
    if (std::count(places_.begin(), places_.end(), place) > 0) return std::nullopt;
    return CsvFault{"is an unknown border",
                    fmt::format("a code of baseline/borders.csv or a route of several fronts; is "
                                "{} meant?",
                                nearest_word(place, places_))};
  }

  static std::optional<CsvFault> fault_of_month(const std::string& text) {
    const WrittenMonth month = read_month(text);
    if (!month.sound()) return CsvFault{month.problem, month.remedy};
    const int number = month_number(month.year, month.month);
    if (number >= first_arrivals_month && number <= last_arrivals_month) return std::nullopt;
    return CsvFault{"is no month of this table",
                    fmt::format("must be within {} and {}", month_text(first_arrivals_month),
                                month_text(last_arrivals_month))};
  }

  std::optional<CsvFault> fault_of_nationality(const std::string& text) const {
    if (!nationality_of(text).empty()) return std::nullopt;
    if (lower_case(text) == missing_or_namibia) {
      return CsvFault{"is Namibia, or what R writes where nothing is known",
                      "write NAM or REST, or ALL in the only row of the month"};
    }
    if (lower_case(text) == "congo") {
      return CsvFault{"may be two countries", "write COD (Kinshasa) or COG (Brazzaville)"};
    }
    if (lower_case(text) == "korea") {
      return CsvFault{"may be two countries", "write KOR (south) or PRK (north)"};
    }
    const std::string asked =
        "must be a code of baseline/countries.csv, XKX, XXA, REST for all others, or ALL";
    const std::string meant = country_nearly_meant(text);
    return CsvFault{"is no nationality", meant.empty() || !is_nationality(meant)
                                             ? asked
                                             : fmt::format("{}; is {} meant?", asked, meant)};
  }

  // The code of the nationality by whatever code or name it is written; empty where it has none.
  std::string nationality_of(const std::string& text) const {
    if (is_nationality(text)) return text;
    if (lower_case(text) == missing_or_namibia) return {};
    for (const char* code : {rest_nationality, every_nationality}) {
      if (lower_case(text) == lower_case(code)) return code;
    }
    const std::string meant = country_meant(text);
    return is_nationality(meant) ? meant : std::string();
  }

  bool is_nationality(const std::string& code) const {
    const int country = countries_.index_of(code);
    return (country >= 0 && country != countries_.unknown_origin()) || code == "XKX" ||
           code == "XXA" || code == rest_nationality || code == every_nationality;
  }

  void add(const std::string& place, int month, const Arrivals& arrivals) {
    std::vector<Arrivals>& others = rows_[place][month];
    check_beside(others, fmt::format("{},{}", place, month_text(month)), arrivals);
    others.push_back(arrivals);
  }

  // A row that was refused may fill a month: that is not told as a gap as well.
  void set_aside(const std::string& place, const std::string& month) {
    refused_.emplace(fault_of_place(place) ? any_place : place,
                     fault_of_month(month) ? any_month : month_of_text(month));
  }

  bool may_be_filled(const std::string& place, int month) const {
    return refused_.contains({place, month}) || refused_.contains({place, any_month}) ||
           refused_.contains({any_place, month}) || refused_.contains({any_place, any_month});
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
    check_same(signals_column, first.signals, arrivals.signals);
    check_same(statements_column, first.statements, arrivals.statements);
  }

  ObservedPlace place_of(const std::string& code, const PlaceRows& rows) {
    ObservedPlace place;
    place.place = code;
    place.first_month = rows.begin()->first;
    place.first_line = rows.begin()->second.front().line;
    int expected = place.first_month;
    for (const auto& [month, arrivals] : rows) {
      while (expected < month && may_be_filled(code, expected)) ++expected;
      if (month != expected) {
        problems_.add(arrivals.front().line, "month", month_text(month),
                      fmt::format("leaves a gap: {} has no row for {}", code, month_text(expected)),
                      "give every month; one without arrivals as ALL with 0");
      }
      expected = month + 1;
      place.months.push_back(month_of(arrivals));
      if (place.months.back().arrivals > most_arrivals) {
        problems_.add(arrivals.front().line, "arrivals",
                      fmt::format("{:.0f}", place.months.back().arrivals),
                      fmt::format("is the sum of {} in {}, more than {:.0f}", code,
                                  month_text(month), most_arrivals),
                      "give the persons detected in the month");
      }
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

  CsvProblems problems_;
  const Countries& countries_;
  const std::vector<std::string>& places_;
  std::map<std::string, PlaceRows> rows_;
  // Of refused rows, as far as they are known.
  static constexpr const char* any_place = "";
  static constexpr int any_month = -1;
  std::set<std::pair<std::string, int>> refused_;
};

}  // namespace

int month_of_text(std::string_view text) {
  const WrittenMonth month = read_month(text);
  return month.sound() ? month_number(month.year, month.month) : -1;
}

std::vector<ObservedPlace> parse_observed(std::string_view text, const std::string& path,
                                          const std::vector<std::string>& places,
                                          const Countries& countries) {
  return ObservedReader(path, places, countries).read(text);
}

}  // namespace peregrine
