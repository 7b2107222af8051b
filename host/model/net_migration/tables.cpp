#include "host/model/net_migration/tables.h"

#include <fmt/format.h>

#include "host/model/tables/readers.h"
#include "host/model/tables/rows.h"

namespace peregrine {
namespace {

// The period that the next row of an area must have; says so where `period` is another.
bool follows(int period, int expected, const std::string& code, long line, CsvProblems& problems) {
  if (period == expected) return true;
  problems.add(line, "iso3,period", fmt::format("{},{}", code, period), "is out of place",
               fmt::format("each area needs one row for each of {} to {} in steps of {}, in order",
                           NetMigrationHistory::first_period, NetMigrationHistory::last_period,
                           NetMigrationHistory::period_years));
  return false;
}

}  // namespace

NetMigrationHistory read_net_migration_history(const std::string& inputs_dir, Problems& problems) {
  constexpr int first = NetMigrationHistory::first_period;
  constexpr int last = NetMigrationHistory::last_period;
  CsvProblems found(inputs_dir + "/history/net_migration.csv");
  const double most_person_years = csv_most_persons * NetMigrationHistory::period_years;
  const CsvTable table = read_csv(
      inputs_dir + "/history/net_migration.csv",
      {code_column("iso3"),
       {"period", CsvType::whole, first, last, CsvEmpty::refused},
       {"person_years", CsvType::whole, 1, most_person_years, CsvEmpty::refused},
       {"net_migration", CsvType::whole, -csv_most_persons, csv_most_persons, CsvEmpty::allowed}},
      found);
  NetMigrationHistory history;
  int expected = first;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const long line = table.line(row);
    const std::string& code = table.texts(0)[row];
    const bool begins = expected == first;
    const bool known = !history.areas.empty() && code <= history.areas.back();
    if (begins ? known : code != history.areas.back()) {
      found.add(line, "iso3", code, "is out of place",
                fmt::format("sort the rows by iso3,period, {} rows an area",
                            NetMigrationHistory::periods));
      break;
    }
    const int period = static_cast<int>(table.numbers(1)[row]);
    if (!follows(period, expected, code, line, found)) break;
    if (begins) history.areas.push_back(code);
    history.person_years.push_back(table.numbers(2)[row]);
    history.net_migration.push_back(table.numbers(3)[row]);
    expected = period == last ? first : period + NetMigrationHistory::period_years;
  }
  if (found.empty() && (expected != first || history.areas.empty())) {
    found.add(0, "iso3", history.areas.empty() ? "" : history.areas.back(), "lacks periods",
              fmt::format("each area needs {} to {}", first, last));
  }
  append(found, problems);
  return history;
}

NetMigrationHistory load_net_migration_history(const std::string& inputs_dir) {
  Problems problems;
  NetMigrationHistory history = read_net_migration_history(inputs_dir, problems);
  throw_if_any(problems);
  return history;
}

}  // namespace peregrine
