#include "host/model/displacement/tables.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"

namespace peregrine {
namespace {

std::int64_t key_of(int first, int second) {
  return first * key_stride + second;
}

// Finds the pairs of the history by their codes.
class PairFinder {
 public:
  explicit PairFinder(const DisplacementHistory& history) : history_(history) {
    for (int pair = 0; pair < history.pairs(); ++pair) {
      const auto at = static_cast<std::size_t>(pair);
      pair_of_.emplace(key_of(history.destination[at], history.origin[at]), pair);
    }
  }
  // -1, with a problem told, where displacement_pairs.csv has no such pair.
  int find(const CsvTable& table, std::size_t row, CsvProblems& problems) const {
    const std::string& to = table.texts(0)[row];
    const std::string& from = table.texts(1)[row];
    const auto found = pair_of_.find(key_of(history_.area_of(to), history_.area_of(from)));
    if (found != pair_of_.end()) return found->second;
    problems.add(table.line(row), "destination,origin", to + "," + from,
                 "is no pair of displacement_pairs.csv", "compile the tables anew");
    return -1;
  }

 private:
  const DisplacementHistory& history_;
  std::unordered_map<std::int64_t, int> pair_of_;
};

std::vector<CsvColumn> pair_columns() {
  return {code_column("destination"), code_column("origin")};
}

void read_pair_geography(const std::string& inputs_dir, DisplacementHistory& history,
                         Problems& problems) {
  const std::string path = inputs_dir + "/history/displacement_pairs.csv";
  CsvProblems found(path);
  std::vector<CsvColumn> columns = pair_columns();
  columns.push_back(number_column("distance_km", most_kilometres, CsvEmpty::allowed));
  columns.push_back(number_column("contiguous", 1));
  const CsvTable table = read_csv(path, columns, found);
  std::set<std::string> codes(table.texts(0).begin(), table.texts(0).end());
  codes.insert(table.texts(1).begin(), table.texts(1).end());
  history.areas.assign(codes.begin(), codes.end());

  RowOrder order(found, "destination,origin");
  std::vector<std::pair<std::int64_t, std::size_t>> sorted;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const int to = history.area_of(table.texts(0)[row]);
    const int from = history.area_of(table.texts(1)[row]);
    order.accept(table.line(row), key_of(to, from),
                 table.texts(0)[row] + "," + table.texts(1)[row]);
    sorted.emplace_back(key_of(from, to), row);
  }
  std::sort(sorted.begin(), sorted.end());
  for (const auto& [key, row] : sorted) {
    history.origin.push_back(static_cast<int>(key / key_stride));
    history.destination.push_back(static_cast<int>(key % key_stride));
    history.distance_km.push_back(table.numbers(2)[row]);
    history.contiguous.push_back(table.numbers(3)[row] > 0 ? 1 : 0);
  }
  append(found, problems);
}

struct WideTable {
  const char* file;
  char prefix;
  int first_year;
};

// Reads one row a pair, one column a year; marks in `listed`, where given, the pairs that have one.
std::vector<float> read_wide(const std::string& inputs_dir, const WideTable& shape,
                             const PairFinder& finder, int pairs, std::vector<std::uint8_t>* listed,
                             Problems& problems) {
  const std::string path = inputs_dir + "/history/" + shape.file;
  CsvProblems found(path);
  std::vector<CsvColumn> columns = pair_columns();
  for (int year = shape.first_year; year <= DisplacementHistory::last_year; ++year) {
    columns.push_back(persons_column(shape.prefix + std::to_string(year), CsvEmpty::allowed));
  }
  const CsvTable table = read_csv(path, columns, found);
  std::vector<float> persons(static_cast<std::size_t>(pairs) * DisplacementHistory::years, 0.0f);
  if (listed != nullptr) listed->assign(static_cast<std::size_t>(pairs), 0);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const int pair = finder.find(table, row, found);
    if (pair < 0) continue;
    if (listed != nullptr) (*listed)[static_cast<std::size_t>(pair)] = 1;
    for (std::size_t column = 2; column < columns.size(); ++column) {
      const double value = table.numbers(column)[row];
      const int year = shape.first_year + static_cast<int>(column) - 2;
      // An empty cell is NaN, and no persons.
      if (value > 0) persons[DisplacementHistory::at(pair, year)] = static_cast<float>(value);
    }
  }
  append(found, problems);
  return persons;
}

CsvColumn year_column() {
  return {"year", CsvType::whole, DisplacementHistory::first_year, DisplacementHistory::last_year,
          CsvEmpty::refused};
}

void read_new_displacement(const std::string& inputs_dir, const PairFinder& finder,
                           DisplacementHistory& history, Problems& problems) {
  const std::string path = inputs_dir + "/history/displacement_new.csv";
  CsvProblems found(path);
  std::vector<CsvColumn> columns = pair_columns();
  columns.push_back(year_column());
  columns.push_back(persons_column("refugees"));
  columns.push_back(persons_column("others"));
  const CsvTable table = read_csv(path, columns, found);
  const auto cells = static_cast<std::size_t>(history.pairs()) * DisplacementHistory::years;
  history.new_refugees.assign(cells, 0.0f);
  history.new_others.assign(cells, 0.0f);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const int pair = finder.find(table, row, found);
    if (pair < 0) continue;
    const auto at = DisplacementHistory::at(pair, static_cast<int>(table.numbers(2)[row]));
    history.new_refugees[at] = static_cast<float>(table.numbers(3)[row]);
    history.new_others[at] = static_cast<float>(table.numbers(4)[row]);
  }
  append(found, problems);
}

// Deaths of areas that no one has been displaced from or to are of no use here and left out.
void read_deaths(const std::string& inputs_dir, DisplacementHistory& history, Problems& problems) {
  const std::string path = inputs_dir + "/history/conflict_deaths.csv";
  CsvProblems found(path);
  const CsvTable table = read_csv(
      path,
      {code_column("iso3"), year_column(), persons_column("deaths"), persons_column("state_based")},
      found);
  history.deaths.assign(history.areas.size() * DisplacementHistory::years, 0.0f);
  RowOrder order(found, "iso3,year");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& code = table.texts(0)[row];
    const int area = history.area_of(code);
    const int year = static_cast<int>(table.numbers(1)[row]);
    if (area < 0) continue;
    if (order.accept(table.line(row), key_of(area, year), code + "," + std::to_string(year))) {
      history.deaths[DisplacementHistory::at(area, year)] =
          static_cast<float>(table.numbers(2)[row]);
    }
  }
  append(found, problems);
}

}  // namespace

int DisplacementHistory::area_of(const std::string& code) const {
  const auto found = std::lower_bound(areas.begin(), areas.end(), code);
  if (found == areas.end() || *found != code) return -1;
  return static_cast<int>(found - areas.begin());
}

DisplacementHistory load_displacement_history(const std::string& inputs_dir) {
  DisplacementHistory history;
  Problems problems;
  read_pair_geography(inputs_dir, history, problems);
  const PairFinder finder(history);
  const int pairs = history.pairs();
  history.refugees = read_wide(inputs_dir, {"refugees.csv", 'r', DisplacementHistory::first_year},
                               finder, pairs, &history.in_stocks, problems);
  history.others =
      read_wide(inputs_dir, {"displacement_others.csv", 's', DisplacementHistory::first_year},
                finder, pairs, nullptr, problems);
  history.claims =
      read_wide(inputs_dir, {"asylum_claims.csv", 'c', DisplacementHistory::first_year}, finder,
                pairs, nullptr, problems);
  history.eu_applications =
      read_wide(inputs_dir, {"asylum_eu.csv", 'a', DisplacementHistory::first_eu_year}, finder,
                pairs, &history.in_eu_table, problems);
  read_new_displacement(inputs_dir, finder, history, problems);
  read_deaths(inputs_dir, history, problems);
  throw_if_any(problems);
  return history;
}

std::vector<int> countries_of_areas(const DisplacementHistory& history,
                                    const Countries& countries) {
  std::vector<int> country;
  for (const std::string& code : history.areas) country.push_back(countries.index_of(code));
  return country;
}

}  // namespace peregrine
