// A user's own months at borders: which borders they move, and which they leave alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "host/model/assembly/forecast.h"
#include "host/model/assembly/vintages.h"
#include "host/model/routes/state.h"
#include "host/model/routes/world.h"
#include "host/model/tables/csv.h"
#include "host/support/error.h"
#include "host/support/sha256.h"
#include "tests/model/forecast_world.h"
#include "tests/store/temporary_folder.h"

namespace peregrine::test {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr int own_draws = 32;
constexpr int own_width = 16;

const ForecastInputs& loaded_inputs() {
  static const ForecastInputs loaded = load_forecast_inputs(inputs_dir);
  return loaded;
}

// Rows of a month of the Central Mediterranean: 1,000 Bangladeshis, 500 Fijians, of whom the record
// has none there, and 300 others.
std::string central(const std::string& month) {
  std::string rows;
  for (const char* of : {"BGD,1000", "FJI,500", "REST,300"}) {
    rows += "central-mediterranean," + month + "," + of + "\n";
  }
  return rows;
}

class OwnTable {
 public:
  explicit OwnTable(const std::string& rows) {
    std::ofstream(path()) << "border,month,nationality,arrivals\n" << rows;
  }
  std::string path() const { return folder_.file("mine.csv"); }
  RunSettings settings() const {
    RunSettings settings;
    settings.to_year = 2026;
    settings.routes.observed = path();
    return settings;
  }
  ContinuedHistory history() const { return continued_history(loaded_inputs(), settings()); }

 private:
  sample::TemporaryFolder folder_;
};

// All of 2025, the months before it from November 2024 on, and not one of the record's after that.
const OwnTable& central_to_2025() {
  static const OwnTable table([] {
    std::string rows = central("2024-11") + central("2024-12");
    for (const char* month : {"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11"}) {
      rows += central(std::string("2025-") + month);
    }
    return rows + "central-mediterranean,2025-12,ALL,9000\n";
  }());
  return table;
}

class OwnDraws {
 public:
  explicit OwnDraws(const RunSettings& settings)
      : world_(make_forecast_world(loaded_inputs(), settings)) {
    DeviceChoice device;
    device.tile_width = own_width;
    device.threads = own_draws / own_width;
    simulator_ = Simulator::make(world_, switches_of(settings), 281, device, KeptYears::all);
    simulator_->simulate(0, simulator_->draws_at_once());
  }

  // [draw][month of the run] of a route or a border.
  std::vector<float> detections(int route) const {
    return rows(output().detections, months(), world_.view.routes.routes, route);
  }
  std::vector<float> attempts(int border) const {
    return rows(output().attempts, months(), world_.view.routes.borders.count, border);
  }
  // [draw][year] of a corridor.
  std::vector<float> of_year(int corridor) const {
    return rows(output().by_corridor, world_.view.years + 1, world_.view.routes.corridors.count,
                corridor);
  }
  const RoutesView& view() const { return world_.view.routes; }
  int months() const { return (world_.view.years + 1) * months_a_year; }

 private:
  const RoutesOutput& output() const { return simulator_->output().routes; }

  std::vector<float> rows(const float* array, int times, int extent, int item) const {
    std::vector<float> values;
    for (int draw = 0; draw < own_draws; ++draw) {
      for (int time = 0; time < times; ++time) {
        const std::int64_t row = (std::int64_t{draw / own_width} * times + time) * extent + item;
        values.push_back(array[row * own_width + draw % own_width]);
      }
    }
    return values;
  }

  World world_;
  std::unique_ptr<Simulator> simulator_;
};

const OwnDraws& with_table() {
  static const OwnDraws draws(central_to_2025().settings());
  return draws;
}

const OwnDraws& without_table() {
  static const OwnDraws draws([] {
    RunSettings settings;
    settings.to_year = 2026;
    return settings;
  }());
  return draws;
}

int index_of(const char* border) {
  return loaded_inputs().irregular_history.border_of(border);
}

int corridor_of(const char* border, const char* nationality) {
  const IrregularHistory& history = loaded_inputs().irregular_history;
  for (int k = 0; k < history.corridor_count(); ++k) {
    const RouteCorridor& one = history.corridors[static_cast<std::size_t>(k)];
    if (one.border == index_of(border) && one.nationality == nationality) return k;
  }
  return -1;
}

std::vector<std::string> faults(const OwnTable& table, const RunSettings& settings) {
  std::vector<std::string> texts;
  try {
    continued_history(loaded_inputs(), settings);
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) {
      EXPECT_EQ(problem.file, table.path());
      texts.push_back(problem.text().substr(problem.file.size()));
    }
  }
  return texts;
}

TEST(OwnMonths, are_repeated_in_every_draw_instead_of_the_record_and_beyond_it) {
  const std::vector<float> months = with_table().detections(0);  // the Central Mediterranean
  const std::vector<float> record = without_table().detections(0);
  const int november = months_from_start(month_number(2024, 11));
  for (int draw = 0; draw < own_draws; ++draw) {
    const auto month = [&](const std::vector<float>& values, int at) {
      return values[static_cast<std::size_t>(draw * with_table().months() + at)];
    };
    for (int at = 0; at < november; ++at) EXPECT_EQ(month(months, at), month(record, at));
    for (int at = november; at < november + 13; ++at) EXPECT_NEAR(month(months, at), 1800.0f, 0.5f);
    EXPECT_NEAR(month(months, november + 13), 9000.0f, 1.0f);
    EXPECT_NE(month(months, november + 14), month(record, november + 14));
  }
}

// Those who entered by the table's border join a stock, which moves the pull of origins a little.
TEST(OwnMonths, leave_a_border_without_any_as_it_is_without_the_table) {
  for (const char* border : {"darien", "us-south-west"}) {
    const std::vector<float> with = with_table().attempts(index_of(border));
    const std::vector<float> without = without_table().attempts(index_of(border));
    for (std::size_t at = 0; at < with.size(); ++at) {
      EXPECT_NEAR(with[at], without[at], 0.002f * without[at]) << border;
    }
  }
  EXPECT_EQ(without_table().view().campaigns_from, 60);
  EXPECT_EQ(with_table().view().campaigns_from, 60);
  EXPECT_EQ(with_table().view().observed_months, 72);
}

TEST(OwnMonths, count_nationalities_that_the_record_has_not_with_the_rest) {
  const int years = with_table().months() / months_a_year;
  const std::vector<float> bangladesh =
      with_table().of_year(corridor_of("central-mediterranean", "BGD"));
  const std::vector<float> rest =
      with_table().of_year(corridor_of("central-mediterranean", rest_nationality));
  const std::vector<float> syria =
      with_table().of_year(corridor_of("central-mediterranean", "SYR"));
  for (int draw = 0; draw < own_draws; ++draw) {
    const auto in_2025 = static_cast<std::size_t>(draw * years + 5);
    // Eleven months by nationality, and December divided as the six months before it.
    EXPECT_NEAR(bangladesh[in_2025], 11 * 1000.0f + 9000.0f * 1000.0f / 1800.0f, 5.0f);
    EXPECT_NEAR(rest[in_2025], 11 * 800.0f + 9000.0f * 800.0f / 1800.0f, 5.0f);
    EXPECT_NEAR(syria[in_2025], 0.0f, 1e-6f);
  }
  const std::vector<OwnMonths> own = central_to_2025().history().own;
  ASSERT_EQ(own.size(), 1U);
  EXPECT_THAT(own.front().with_the_rest, ElementsAre("FJI"));
  EXPECT_EQ(in_words(own.front()),
            "central-mediterranean 2024-11 to 2025-12, of whom FJI count with the rest");
}

TEST(OwnMonths, give_their_border_its_level_and_anomaly) {
  const RouteCalibration& fitted = loaded_inputs().routes;
  const RouteState before =
      route_state(loaded_inputs().irregular_history, fitted, IrregularHistory::last_month);
  const RouteState after =
      route_state(central_to_2025().history().history, fitted, IrregularHistory::last_month);
  const auto central_border = static_cast<std::size_t>(index_of("central-mediterranean"));
  EXPECT_EQ(after.last_month[central_border], month_number(2025, 12));
  // What the first simulated month starts from is the last one's own figure.
  EXPECT_NEAR(after.level[central_border] + after.anomaly[central_border] +
                  fitted.borders[central_border].season[11],
              std::log(9000.0 + route_offset), 1e-9);
  EXPECT_LT(after.level[central_border], before.level[central_border]);
  for (std::size_t b = 0; b < before.level.size(); ++b) {
    if (b == central_border) continue;
    EXPECT_EQ(after.last_month[b], loaded_inputs().irregular_history.borders[b].figures_until);
    EXPECT_EQ(after.level[b], before.level[b]);
    EXPECT_EQ(after.anomaly[b], before.anomaly[b]);
  }
}

// The record of the Channel ends with 2023: a user's months go on from there, and no later.
TEST(OwnMonths, follow_the_record_of_their_own_border) {
  const OwnTable late("channel,2024-02,ALL,5\n");
  EXPECT_THAT(
      faults(late, late.settings()),
      ElementsAre(":2: month = 2024-02 leaves a gap: the record of channel ends with 2023-12 "
                  "(give every month from 2024-01 on; one without arrivals as ALL with 0)"));
  const OwnTable two("channel,2024-01,ALL,1335\nchannel,2024-02,ALL,1000\n");
  const RouteState state =
      route_state(two.history().history, loaded_inputs().routes, IrregularHistory::last_month);
  EXPECT_EQ(state.last_month[static_cast<std::size_t>(index_of("channel"))], month_number(2024, 2));
  EXPECT_THAT(known_to(load_vintages(inputs_dir), two.settings(), two.history()),
              HasSubstr("irregular crossings 2024-12; channel 2024-02 (own months)"));
}

TEST(OwnMonths, count_although_the_record_is_used_to_an_earlier_month_alone) {
  RunSettings settings = central_to_2025().settings();
  settings.routes.observed_until = month_number(2023, 6);
  const OwnDraws draws(settings);
  EXPECT_EQ(draws.view().simulated_from, 42);
  EXPECT_EQ(draws.view().campaigns_from, 42);
  const std::vector<float> months = draws.detections(0);
  const std::vector<float> record = without_table().detections(0);
  // The record leads to the table's first month at its border.
  for (int at = 0; at < 58; ++at) {
    EXPECT_EQ(months[static_cast<std::size_t>(at)], record[static_cast<std::size_t>(at)]);
  }
  EXPECT_NEAR(months[58], 1800.0f, 0.5f);
}

TEST(OwnMonths, are_what_a_run_says_that_it_knew) {
  const std::vector<Vintage> vintages = load_vintages(inputs_dir);
  RunSettings settings = central_to_2025().settings();
  settings.routes.observed_sha256 = sha256_of(read_own_table(settings.routes.observed));
  const std::vector<OwnMonths> own = central_to_2025().history().own;
  EXPECT_THAT(known_to(vintages, settings, central_to_2025().history()),
              HasSubstr("irregular crossings 2024-12; central-mediterranean 2025-12 (own months); "
                        "channel 2023-12"));
  EXPECT_THAT(own_vintage_line(settings.routes, own), HasSubstr(settings.routes.observed_sha256));
  const std::vector<OwnMonths> again = own_months_of_text(own_months_as_text(own));
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again.front().border, "central-mediterranean");
  EXPECT_EQ(again.front().first, month_number(2024, 11));
  EXPECT_EQ(again.front().last, month_number(2025, 12));
}

TEST(OwnMonths, that_cannot_continue_the_record_are_refused_all_at_once) {
  const OwnTable table(
      "eastern-borders,2025-01,ALL,5\n"
      "western-africa,2025-02,ALL,5\n"
      "darien,2019-12,ALL,5\n"
      "libya-italy,2025-01,ALL,5\n");
  EXPECT_THAT(faults(table, table.settings()),
              ElementsAre(HasSubstr(":5: border = libya-italy is an unknown border")));
  const OwnTable sound_codes(
      "eastern-borders,2025-01,ALL,5\n"
      "western-africa,2025-02,ALL,5\n"
      "darien,2019-12,ALL,5\n");
  EXPECT_THAT(
      faults(sound_codes, sound_codes.settings()),
      ElementsAre(
          ":4: month = 2019-12 is before 2020-01, from which on figures of darien are "
          "monthly (leave out the months before 2020-01)",
          ":2: border = eastern-borders is a route of several borders (give the months of "
          "each border that you know: belarus-poland, belarus-lithuania, belarus-latvia, "
          "russia-finland, russia-norway, eastern-other, eastern-ukrainians)",
          ":3: month = 2025-02 leaves a gap: the record of western-africa ends with "
          "2024-12 (give every month from 2025-01 on; one without arrivals as ALL with 0)"));
}

TEST(OwnMonths, of_another_table_than_the_scenario_names_are_refused) {
  RunSettings settings = central_to_2025().settings();
  settings.routes.observed_sha256 = std::string(64, '0');
  EXPECT_THAT(faults(central_to_2025(), settings),
              ElementsAre(HasSubstr("irregular.observed_sha256 = 000")));
  settings.routes.observed_sha256 = sha256_of(read_own_table(settings.routes.observed));
  EXPECT_TRUE(faults(central_to_2025(), settings).empty());
}

TEST(OwnMonths, in_which_a_campaign_is_ordered_are_refused) {
  RunSettings settings = central_to_2025().settings();
  settings.routes.campaigns.ordered[0].front = "libya-italy";
  settings.routes.campaigns.ordered[0].month = month_number(2025, 6);
  EXPECT_THAT(faults(central_to_2025(), settings),
              ElementsAre(HasSubstr("has observed 2025-06, in which the scenario orders a campaign "
                                    "on libya-italy (order it for 2026-01 or later")));
  settings.routes.campaigns.ordered[0].month = month_number(2026, 1);
  EXPECT_TRUE(faults(central_to_2025(), settings).empty());
}

}  // namespace
}  // namespace peregrine::test
