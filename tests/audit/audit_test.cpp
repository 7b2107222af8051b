// The card of `peregrine audit`: of a sound run, and of files that are wrong on purpose.
#include "host/audit/audit.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "host/audit/measures.h"
#include "host/audit/reasons.h"
#include "host/report/table.h"
#include "host/store/hdf5_handle.h"
#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;
using Json = nlohmann::json;
using Values = std::vector<double>;

constexpr std::size_t years = 31;  // 2020 to 2050
constexpr std::size_t first_forecast = 5;
constexpr std::size_t quantiles = 11;

// One run of 64 draws to 2050, and copies of it in which variables are changed.
class Audit : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TemporaryFolder>();
    const Outcome run = run_command({"run", reference, "-q", "--draws", "64", "--to", "2050",
                                     "--compression", "none", "-o", "run.h5"},
                                    *folder_);
    ASSERT_EQ(run.exit_code, 0) << run.err;
    sound_ = card_of("run.h5");
  }
  static void TearDownTestSuite() { folder_.reset(); }

  static Outcome audit(std::vector<std::string> options) {
    options.insert(options.begin(), "audit");
    return run_command(options, *folder_);
  }

  static Json card_of(const std::string& file) {
    const Outcome outcome = audit({file, "--json"});
    EXPECT_EQ(outcome.err, "");
    Json card = Json::parse(outcome.out);
    EXPECT_EQ(outcome.exit_code, card["odd_unexplained"] == 0 ? 0 : 1);
    return card;
  }

  static const Json& row(const Json& card, const std::string& id) {
    for (const Json& one : card["rows"]) {
      if (one["id"] == id) return one;
    }
    ADD_FAILURE() << "no row " << id;
    return card;
  }

  static std::string verdict(const Json& card, const std::string& id) {
    return row(card, id)["verdict"];
  }

  // A copy of the run in which `change` has been at the values of a variable.
  struct Edit {
    std::string variable;
    std::function<void(Values&)> change;
  };
  static Json card_with(const std::vector<Edit>& edits) {
    const std::string path = folder_->file("wrong.h5");
    std::filesystem::copy_file(folder_->file("run.h5"), path,
                               std::filesystem::copy_options::overwrite_existing);
    {
      const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
      for (const Edit& edit : edits) {
        const Hdf5Handle variable(H5Dopen2(file.id(), edit.variable.c_str(), H5P_DEFAULT),
                                  H5Dclose);
        const Hdf5Handle space(H5Dget_space(variable.id()), H5Sclose);
        Values values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id())));
        EXPECT_GE(
            H5Dread(variable.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
            0);
        edit.change(values);
        EXPECT_GE(H5Dwrite(variable.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                           values.data()),
                  0);
      }
    }
    return card_of("wrong.h5");
  }

  static std::function<void(Values&)> times(double factor) {
    return [factor](Values& values) {
      for (double& value : values) value *= value < 1e36 ? factor : 1;
    };
  }

  // Index of a country of the run.
  static std::size_t country(const std::string& iso3) {
    const EnsembleReader reader(folder_->file("run.h5"));
    return static_cast<std::size_t>(reader.country_index(iso3));
  }
  static std::size_t countries() {
    const EnsembleReader reader(folder_->file("run.h5"));
    return static_cast<std::size_t>(reader.extent(Dimension::country));
  }

  // In the sound run these are within their bounds or odd for a known reason; in the wrong one
  // they are odd and unexplained.
  static void expect_found(const Json& wrong, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      EXPECT_NE(verdict(sound_, id), "odd unexplained") << id << row(sound_, id).dump();
      EXPECT_EQ(verdict(wrong, id), "odd unexplained") << id << row(wrong, id).dump();
    }
    EXPECT_GE(wrong["odd_unexplained"].get<int>(), static_cast<int>(ids.size()));
  }

  static inline std::unique_ptr<TemporaryFolder> folder_;
  static inline Json sound_;
};

TEST_F(Audit, holds_a_run_against_more_than_sixty_statements) {
  EXPECT_GE(sound_["rows"].size(), 60U);
  EXPECT_EQ(sound_["statements"], sound_["rows"].size());
  EXPECT_EQ(sound_["cannot_be_told"], 0);
  EXPECT_EQ(sound_["draws"], 64);
  EXPECT_TRUE(sound_["same_inputs"].get<bool>());
  std::set<std::string> ids;
  std::map<std::string, int> sections;
  std::map<std::string, int> verdicts;
  for (const Json& one : sound_["rows"]) {
    const std::string id = one["id"];
    EXPECT_TRUE(ids.insert(id).second) << id << " is there twice";
    EXPECT_FALSE(one["source"].get<std::string>().empty()) << id;
    EXPECT_FALSE(one["statement"].get<std::string>().empty()) << id;
    EXPECT_TRUE(one["value"].is_number()) << id;
    EXPECT_TRUE(one["low"].is_number() || one["high"].is_number()) << id;
    const bool is_inside =
        (one["low"].is_null() || one["low"].get<double>() <= one["value"].get<double>()) &&
        (one["high"].is_null() || one["value"].get<double>() <= one["high"].get<double>());
    EXPECT_EQ(is_inside, one["verdict"] == "within") << one.dump();
    EXPECT_EQ(one["verdict"] == "odd explained", !one["remark"].get<std::string>().empty()) << id;
    ++sections[one["section"].get<std::string>()];
    ++verdicts[one["verdict"].get<std::string>()];
  }
  EXPECT_EQ(sections.size(), 8U);
  EXPECT_EQ(verdicts["within"], sound_["within"]);
  EXPECT_EQ(verdicts["odd explained"], sound_["odd_with_reason"]);
  EXPECT_EQ(verdicts["odd unexplained"], sound_["odd_unexplained"]);
}

TEST_F(Audit, finds_half_of_the_worlds_migrants_missing) {
  const Json wrong = card_with({{"global_migrant_stock_quantile", times(0.5)}});
  expect_found(wrong, {"world.stock_2020", "world.stock_2024", "world.share_2050"});
  EXPECT_NEAR(row(wrong, "world.stock_2024")["value"].get<double>(),
              row(sound_, "world.stock_2024")["value"].get<double>() / 2, 1e-9);
}

TEST_F(Audit, finds_a_peaceful_country_that_is_at_war_in_every_draw) {
  const std::size_t switzerland = country("CHE");
  const std::size_t width = countries();
  const Json wrong = card_with({{"war_probability", [&](Values& chance) {
                                   for (std::size_t year = first_forecast; year < years; ++year) {
                                     chance[year * width + switzerland] = 1;
                                   }
                                 }}});
  expect_found(wrong, {"conflict.peaceful_rich", "conflict.surest_war"});
  EXPECT_EQ(row(wrong, "conflict.surest_war")["where"], "Switzerland");
  EXPECT_EQ(row(wrong, "conflict.surest_war")["value"], 1.0);
}

TEST_F(Audit, finds_routes_a_hundredfold) {
  const Json wrong = card_with({{"irregular_detections_year_quantile", times(100)},
                                {"irregular_detections_year_mean", times(100)},
                                {"irregular_detections", times(100)}});
  expect_found(wrong,
               {"routes.observed", "routes.europe_2030", "routes.median_central-mediterranean",
                "routes.beyond_us-south-west", "routes.largest_draw"});
}

TEST_F(Audit, finds_displaced_persons_who_never_return_and_double_every_other_year) {
  const Json wrong = card_with({{"displaced_abroad", [](Values& counts) {
                                   for (std::size_t i = 0; i < counts.size(); ++i) {
                                     if (i % years >= first_forecast)
                                       counts[i] = counts[i - 1] * 1.4;
                                   }
                                 }}});
  expect_found(wrong, {"displacement.falls", "displacement.steep_rises", "displacement.count_2050",
                       "displacement.largest_draw"});
}

TEST_F(Audit, finds_another_past_than_the_one_observed) {
  const Json wrong = card_with({{"displaced_abroad", times(1.05)},
                                {"conflict_deaths_mean", times(1.2)},
                                {"war_probability", times(0.5)}});
  expect_found(wrong, {"displacement.observed", "conflict.observed_deaths",
                       "conflict.observed_wars", "conflict.war_goes_on"});
}

TEST_F(Audit, takes_no_reason_for_a_known_fault_that_has_grown) {
  const Json wrong = card_with({{"conflict_deaths_mean", times(1000)}});
  EXPECT_NE(verdict(sound_, "conflict.deaths_brazil"), "within");
  EXPECT_EQ(verdict(wrong, "conflict.deaths_brazil"), "odd unexplained");
  EXPECT_EQ(row(wrong, "conflict.deaths_brazil")["remark"], "");
}

TEST_F(Audit, finds_a_country_of_more_migrants_than_people) {
  const std::size_t germany = country("DEU");
  const std::size_t width = countries();
  const Json wrong = card_with({{"immigrant_stock_quantile", [&](Values& stock) {
                                   for (std::size_t q = 0; q < quantiles; ++q) {
                                     stock[(q * years + years - 1) * width + germany] = 2e8;
                                   }
                                 }}});
  expect_found(wrong, {"countries.migrants_median", "countries.largest_gain"});
  EXPECT_EQ(row(wrong, "countries.largest_gain")["where"], "Germany");
  EXPECT_THAT(row(wrong, "countries.migrants_upper")["where"].get<std::string>(),
              HasSubstr("Germany"));
}

TEST_F(Audit, finds_populations_far_from_the_uns) {
  const Json wrong =
      card_with({{"population_mean", times(0.7)}, {"world_population_mean", times(0.7)}});
  expect_found(wrong, {"countries.outside_un_band", "countries.large_outside_un_band",
                       "world.population_2050"});
}

TEST_F(Audit, finds_gains_of_one_country_alone_and_that_the_large_are_others) {
  const std::size_t india = country("IND");
  const std::size_t width = countries();
  const Json wrong =
      card_with({{"emigrant_stock_quantile",
                  [&](Values& stock) {
                    for (std::size_t q = 0; q < quantiles; ++q) {
                      stock[(q * years + years - 1) * width + india] = 2e8;
                    }
                  }},
                 {"emigrant_stock", [&](Values& stock) {
                    for (std::size_t draw = 0; draw < stock.size() / years / width; ++draw) {
                      stock[(draw * years + years - 1) * width + india] = 1e9;
                    }
                  }}});
  expect_found(wrong, {"countries.largest_origin_gain", "countries.share_of_ten_origins"});
  EXPECT_EQ(row(wrong, "countries.largest_origin_gain")["where"], "India");
}

TEST_F(Audit, finds_origins_that_flee_every_year) {
  const Json wrong = card_with({{"displaced_from",
                                 [&](Values& counts) {
                                   const std::size_t width = countries();
                                   for (std::size_t i = 0; i < counts.size(); ++i) {
                                     const std::size_t year = i / width % years;
                                     if (year >= first_forecast && counts[i] < 1e36) {
                                       counts[i] = counts[i - width] * 2;
                                     }
                                   }
                                 }},
                                {"newly_displaced", times(1000)}});
  expect_found(wrong, {"origins.rise_50", "origins.fall", "origins.surge_beyond_record",
                       "displacement.newly", "displacement.per_death"});
}

TEST_F(Audit, finds_corridors_that_nothing_is_known_of) {
  const Json wrong = card_with({{"corridor_stock_quantile", [](Values& stock) {
                                   const std::size_t row = stock.size() / quantiles;
                                   for (std::size_t i = 0; i < row; ++i) {
                                     stock[row + i] /= 100;      // 2.5 %
                                     stock[9 * row + i] *= 100;  // 97.5 %
                                   }
                                 }}});
  expect_found(wrong,
               {"corridors.usual_band", "corridors.thousandfold_bands", "corridors.widest_band"});
}

TEST_F(Audit, finds_another_climate) {
  const Json wrong = card_with({{"global_mean_temperature", times(2)},
                                {"co2_emissions", times(0.5)},
                                {"co2_concentration", times(2)}});
  expect_found(wrong, {"climate.temperature_now", "climate.temperature_2050",
                       "climate.emissions_2024", "climate.co2_2050"});
}

TEST_F(Audit, finds_deaths_at_sea_that_nobody_dies) {
  const Json wrong =
      card_with({{"irregular_deaths_mean", times(0)}, {"irregular_deaths", times(0)}});
  expect_found(wrong, {"routes.deaths_central-mediterranean", "routes.deaths_western-africa",
                       "routes.deaths_a_year"});
}

TEST_F(Audit, text_fits_the_screen_and_has_the_counts_at_its_head) {
  const Outcome text = audit({"run.h5"});
  std::istringstream lines(text.out);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(character_count(line), text_columns) << line;
  }
  std::string unbroken = text.out;
  std::ranges::replace(unbroken, '\n', ' ');
  EXPECT_THAT(unbroken,
              HasSubstr(fmt::format(
                  "{} statements: {} within their bounds, {} odd with a reason, {} "
                  "odd and unexplained, 0 that this file cannot tell.",
                  sound_["statements"].get<int>(), sound_["within"].get<int>(),
                  sound_["odd_with_reason"].get<int>(), sound_["odd_unexplained"].get<int>())));
  for (const Json& one : sound_["rows"]) {
    EXPECT_THAT(text.out, HasSubstr("\n  " + one["id"].get<std::string>() + ": "));
  }
}

TEST_F(Audit, odd_shows_what_is_odd_alone) {
  const Json odd = Json::parse(audit({"run.h5", "--odd", "--json"}).out);
  EXPECT_EQ(odd["rows"].size(), sound_["odd_with_reason"].get<std::size_t>() +
                                    sound_["odd_unexplained"].get<std::size_t>());
  EXPECT_EQ(odd["within"], sound_["within"]);
  for (const Json& one : odd["rows"]) EXPECT_NE(one["verdict"], "within");
  EXPECT_THAT(audit({"run.h5", "--odd"}).out, Not(HasSubstr("world.stock_2020")));
}

// Cells of a line of RFC 4180.
std::size_t cells_of(const std::string& line) {
  std::size_t cells = 1;
  bool quoted = false;
  for (const char letter : line) {
    quoted = quoted != (letter == '"');
    cells += letter == ',' && !quoted ? 1 : 0;
  }
  EXPECT_FALSE(quoted) << line;
  return cells;
}

TEST_F(Audit, csv_has_as_many_cells_in_each_line) {
  std::istringstream lines(audit({"run.h5", "--csv"}).out);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) EXPECT_EQ(cells_of(line), 12U) << line;
  EXPECT_EQ(count, sound_["rows"].size() + 1);
}

TEST_F(Audit, says_what_a_short_run_cannot_tell) {
  ASSERT_EQ(run_command({"run", reference, "-q", "--draws", "16", "--to", "2027", "-o", "short.h5"},
                        *folder_)
                .exit_code,
            0);
  const Json card = card_of("short.h5");
  EXPECT_EQ(card["rows"].size(), sound_["rows"].size());
  EXPECT_EQ(verdict(card, "world.share_2050"), "cannot be told");
  EXPECT_EQ(row(card, "world.share_2050")["remark"], "the run goes from 2020 to 2027");
  EXPECT_TRUE(row(card, "world.share_2050")["value"].is_null());
  EXPECT_NE(verdict(card, "world.stock_2024"), "cannot be told");
  EXPECT_THAT(audit({"short.h5"}).out,
              HasSubstr("CANNOT BE TOLD: the run goes from 2020 to 2027."));
}

TEST_F(Audit, agrees_with_numpy) {
  const std::string command =
      fmt::format("cd '{}' && /usr/bin/python3 '{}' '{}' run.h5 '{}'", folder_->path(),
                  PEREGRINE_SOURCE_DIR "/tests/audit/audit_with_numpy.py", PEREGRINE_BINARY,
                  PEREGRINE_SOURCE_DIR "/inputs");
  const int code = WEXITSTATUS(std::system(command.c_str()));
  if (code == 77) GTEST_SKIP() << "h5py is not installed";
  EXPECT_EQ(code, 0);
}

// A folder of inputs of links, in which some tables are others.
class AuditRecord : public Audit {
 protected:
  AuditRecord() {
    const std::filesystem::path source = PEREGRINE_SOURCE_DIR "/inputs";
    for (const char* room : {"baseline", "history", "calibration", "climate"}) {
      std::filesystem::create_directories(inputs() / room);
      for (const auto& table : std::filesystem::directory_iterator(source / room)) {
        std::filesystem::create_symlink(table.path(), inputs() / room / table.path().filename());
      }
    }
  }
  std::filesystem::path inputs() const { return own_.file("inputs"); }
  void replace(const std::string& table, const std::string& from, const std::string& to) const {
    std::string text = bytes_of((inputs() / table).string());
    ASSERT_NE(text.find(from), std::string::npos);
    text.replace(text.find(from), from.size(), to);
    std::filesystem::remove(inputs() / table);
    std::ofstream(inputs() / table) << text;
  }
  Outcome audit_by_it() const { return audit({"run.h5", "--inputs", inputs().string(), "--json"}); }

  TemporaryFolder own_;
};

TEST_F(AuditRecord, bounds_follow_the_record) {
  replace("history/conflict_deaths.csv", "CHN,2009,189", "CHN,2009,999000");
  const Json card = Json::parse(audit_by_it().out);
  EXPECT_NEAR(row(card, "conflict.deaths_china")["value"].get<double>() * 999000,
              row(sound_, "conflict.deaths_china")["value"].get<double>() * 189, 1);
}

TEST_F(AuditRecord, of_other_inputs_is_said_to_be) {
  EXPECT_TRUE(Json::parse(audit_by_it().out)["same_inputs"].get<bool>());
  replace("baseline/borders.csv", "Western Balkans", "West Balkans");
  EXPECT_FALSE(Json::parse(audit_by_it().out)["same_inputs"].get<bool>());
  EXPECT_THAT(audit({"run.h5", "--inputs", inputs().string()}).out,
              HasSubstr("The record is of another folder of inputs"));
}

TEST_F(AuditRecord, that_is_damaged_is_refused_with_file_and_line) {
  replace("history/conflict_deaths.csv", "CHN,2009,189", "CHN,2009,many");
  const Outcome outcome = audit_by_it();
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("history/conflict_deaths.csv:"));
  EXPECT_THAT(outcome.err, HasSubstr("many"));
}

TEST_F(AuditRecord, or_a_forecast_that_is_not_there_is_refused) {
  Outcome outcome = audit({"nothing.h5"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("nothing.h5"));
  std::ofstream(folder_->file("text.h5")) << "no ensemble\n";
  EXPECT_EQ(audit({"text.h5"}).exit_code, 3);
  outcome = audit({"run.h5", "--inputs", own_.file("empty")});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(audit({"run.h5", "--csv", "--json"}).exit_code, 2);
}

// Few countries, few years, made-up numbers.
TEST_F(AuditRecord, of_a_sample_of_few_countries_does_not_break) {
  const EnsembleHeader header = sample::header(10);
  EnsembleWriter writer(folder_->file("sample.h5"), header);
  sample::write_results(writer, extents_of(header));
  writer.finish();
  const Json card = card_of("sample.h5");
  EXPECT_EQ(card["rows"].size(), sound_["rows"].size());
  EXPECT_GT(card["cannot_be_told"].get<int>(), 20);
}

TEST(AuditReasons, are_of_statements_and_end_somewhere) {
  std::set<std::string> ids;
  for (const Statement& statement : audit_statements()) ids.insert(statement.id);
  EXPECT_FALSE(known_reasons().empty());
  for (const Reason& reason : known_reasons()) {
    EXPECT_TRUE(ids.contains(reason.id)) << reason.id;
    EXPECT_LT(reason.low, reason.high) << reason.id;
    EXPECT_EQ(reason_for(reason.id, reason.high), &reason);
    EXPECT_EQ(reason_for(reason.id, reason.high * 1.01), nullptr) << reason.id;
    EXPECT_EQ(std::string(reason.why).back(), '.') << reason.id;
  }
  EXPECT_EQ(reason_for("world.stock_2020", 0.5), nullptr);
}

TEST(AuditReasons, stand_in_the_manual_with_all_statements) {
  const std::string page = bytes_of(PEREGRINE_SOURCE_DIR "/docs/model/audit.md");
  for (const Reason& reason : known_reasons()) {
    EXPECT_THAT(page, HasSubstr(fmt::format("| `{}` |", reason.id)));
    EXPECT_THAT(page, HasSubstr(fmt::format("| {} |", reason.why)));
  }
  EXPECT_THAT(page, HasSubstr(fmt::format("{} statements", audit_statements().size())));
}

TEST(AuditMeasures, are_those_of_textbooks) {
  // Wilson's interval of 14 of 34, computed by hand from its formula.
  const Range range = share_range(14.0 / 34, 34);
  EXPECT_NEAR(range.low, 0.26366, 1e-4);
  EXPECT_NEAR(range.high, 0.57778, 1e-4);
  EXPECT_EQ(share_range(0, 10).low, 0);
  EXPECT_NEAR(unbeaten_share(35), 0.0820, 1e-4);
  EXPECT_EQ(quantile_in({4, 1, 3, 2}, 0.5), 2.5);
  EXPECT_EQ(quantile_in({1, std::nan(""), 3}, 1), 3);
  EXPECT_TRUE(std::isnan(quantile_in({}, 0.5)));
  const Range means = range_of_means({1, 2, 3, 10}, 2);
  EXPECT_EQ(means.low, 1.5);
  EXPECT_EQ(means.high, 6.5);
  // 1990 ... 2020, 2024: 25 years changed it by +5 and by +7.
  const Range on = range_going_on({10, 10, 10, 10, 10, 15, 17, 20});
  EXPECT_EQ(on.low, 10);
  EXPECT_EQ(on.high, 27);
}

}  // namespace
}  // namespace peregrine::test
