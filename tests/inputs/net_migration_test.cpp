// The table of net migration by country and five-year period.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/model/net_migration/tables.h"
#include "tests/inputs/inputs_folder.h"

namespace peregrine {
namespace {

using testing::HasSubstr;

constexpr const char* table = "history/net_migration.csv";

const NetMigrationHistory& history() {
  static const NetMigrationHistory loaded = load_net_migration_history(test::source_inputs());
  return loaded;
}

int area(const char* code) {
  const auto& areas = history().areas;
  return static_cast<int>(std::find(areas.begin(), areas.end(), code) - areas.begin());
}

// What is told of the table when `from` becomes `to`.
std::string complaint(const std::string& from, const std::string& to) {
  const test::InputsFolder folder;
  std::string text = test::slurp(test::source_inputs() + "/" + table);
  text.replace(text.find(from), from.size(), to);
  folder.write(table, text);
  try {
    load_net_migration_history(folder.path());
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(NetMigrationHistory, has_the_197_areas_above_90000_persons) {
  EXPECT_EQ(history().size(), 197);
  EXPECT_EQ(history().person_years.size(), 197U * 14U);
  EXPECT_EQ(area("TUV"), 197);  // 9,400 persons
}

// WPP 2024: the estimates are made to balance over the world, but for some 0.02 per 1000.
TEST(NetMigrationHistory, nearly_balances_over_the_world_in_every_period) {
  for (int period = 0; period < NetMigrationHistory::periods; ++period) {
    double net = 0;
    double person_years = 0;
    for (int a = 0; a < history().size(); ++a) {
      const double persons = history().net_migration[NetMigrationHistory::at(a, period)];
      net += std::isnan(persons) ? 0 : persons;
      person_years += history().person_years[NetMigrationHistory::at(a, period)];
    }
    EXPECT_LT(1000 * std::abs(net) / person_years, 0.02) << period;
  }
}

TEST(NetMigrationHistory, gives_no_estimate_of_kosovo) {
  const std::size_t at = NetMigrationHistory::at(area("XKX"), 13);
  EXPECT_TRUE(std::isnan(history().net_migration[at]));
  EXPECT_GT(history().person_years[at], 5 * 1.6e6);
}

TEST(NetMigrationHistory, refuses_a_table_out_of_order) {
  EXPECT_THAT(complaint("AFG,1955,", "AFG,1960,"),
              HasSubstr(":3: iso3,period = AFG,1960 is out of place"));
  EXPECT_THAT(complaint("AFG,1955,", "AGO,1955,"), HasSubstr(":3: iso3 = AGO is out of place"));
  EXPECT_THAT(complaint("AFG,1950,39947966,", "AFG,1950,0,"), HasSubstr(":2: person_years = 0"));
  EXPECT_THAT(complaint("AFG,1950,39947966,-4495\n", ""), HasSubstr("iso3,period = AFG,1955"));
}

}  // namespace
}  // namespace peregrine
