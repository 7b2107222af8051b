// The card of `peregrine audit`: of a sound run, in its forms; of files that cannot tell all.
#include <fmt/format.h>

#include <map>
#include <set>
#include <sstream>

#include "host/audit/audit.h"
#include "host/report/table.h"
#include "tests/audit/audited_run.h"

namespace peregrine::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(Audit, holds_a_run_against_more_than_sixty_statements) {
  EXPECT_GE(sound_["rows"].size(), 60U);
  EXPECT_EQ(sound_["statements"], sound_["rows"].size());
  EXPECT_EQ(sound_["cannot_be_told"], 0);
  EXPECT_EQ(sound_["draws"], 128);
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
    const bool has_remark = one["remark"] != "";
    EXPECT_FALSE(one["verdict"] == "within" && has_remark) << id;
    EXPECT_TRUE(one["verdict"] != "odd explained" || has_remark) << id;
    ++sections[one["section"].get<std::string>()];
    ++verdicts[one["verdict"].get<std::string>()];
  }
  EXPECT_EQ(sections.size(), 8U);
  EXPECT_EQ(verdicts["within"], sound_["within"]);
  EXPECT_EQ(verdicts["odd explained"], sound_["odd_with_reason"]);
  EXPECT_EQ(verdicts["odd unexplained"], sound_["odd_unexplained"]);
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

// A card of one row that is odd.
AuditCard card_of_one(double value, double high, AuditUnit unit) {
  AuditCard card;
  card.draws = card.looked_at = least_draws_to_audit;
  AuditRow row;
  row.id = "world.one";
  row.section = "world";
  row.words = "what is counted";
  row.source = "a source";
  row.unit = unit;
  row.verdict = Verdict::odd;
  row.finding.value = value;
  row.finding.high = high;
  card.rows.push_back(row);
  return card;
}

TEST(AuditCard, has_units_in_the_singular_and_the_plural) {
  const auto line = [](double value, double high, AuditUnit unit) {
    const std::string text = audit_as_text(card_of_one(value, high, unit), AuditShown::all);
    const std::size_t start = text.find("ODD: ");
    return text.substr(start, text.find(" (record", start) - start);
  };
  EXPECT_EQ(line(1, 0, AuditUnit::countries), "ODD: 1 country; bound at most 0 countries");
  EXPECT_EQ(line(7, 1, AuditUnit::routes), "ODD: 7 routes; bound at most 1 route");
  EXPECT_EQ(line(15.55, 15.2, AuditUnit::countries),
            "ODD: 15.55 countries; bound at most 15.20 countries");
  EXPECT_EQ(line(0.125, 0.1, AuditUnit::share), "ODD: 12.5 %; bound at most 10.0 %");
  EXPECT_EQ(line(34, 10, AuditUnit::times), "ODD: 34 times; bound at most 10 times");
  EXPECT_EQ(line(6642, 5000, AuditUnit::per_million),
            "ODD: 6,640 of a million; bound at most 5,000 of a million");
  EXPECT_EQ(line(2.5, 2, AuditUnit::kelvin), "ODD: 2.50 K; bound at most 2.00 K");
  EXPECT_EQ(line(2.5e6, 2e6, AuditUnit::persons),
            "ODD: 2.50 million persons; bound at most 2.00 million persons");
}

TEST(AuditCard, warns_of_fewer_than_a_thousand_draws_run_or_kept) {
  AuditCard card = card_of_one(1, 0, AuditUnit::countries);
  EXPECT_THAT(card.warnings(), ElementsAre());
  card.draws = 2000;
  card.looked_at = 999;
  EXPECT_THAT(card.warnings(), ElementsAre(HasSubstr("Few draws: 2,000 run, 999 kept one by one")));
  EXPECT_THAT(audit_as_text(card, AuditShown::odd), HasSubstr("Few draws: 2,000 run"));
}

TEST_F(Audit, warns_of_its_few_draws) {
  ASSERT_EQ(sound_["warnings"].size(), 1U);
  EXPECT_THAT(sound_["warnings"][0].get<std::string>(),
              HasSubstr("Few draws: 128 run, 128 kept one by one. Below 1,000 of either"));
  const Outcome csv = audit({"run.h5", "--csv"});
  EXPECT_THAT(csv.err, HasSubstr("peregrine: Few draws: 128 run"));
  EXPECT_THAT(csv.out, Not(HasSubstr("Few draws")));
}

// Publications of which no file stands in inputs/.
TEST(AuditCard, marks_bounds_that_are_recalled) {
  std::set<std::string> marked;
  for (const Statement& statement : audit_statements()) {
    if (statement.source.ends_with("; recalled, not in inputs")) marked.insert(statement.id);
  }
  EXPECT_EQ(marked,
            (std::set<std::string>{"climate.emissions_2024", "climate.food_stress",
                                   "climate.warming_rate", "conflict.coups", "routes.campaigns",
                                   "world.moves", "world.returns_among_moves"}));
}

// The run as a file of format 3 would have it.
TEST_F(Audit, names_what_an_old_file_cannot_tell) {
  const std::string path = folder_->file("old.h5");
  std::filesystem::copy_file(folder_->file("run.h5"), path);
  {
    const Hdf5Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
    const std::span<const VariableSchema> before = ensemble_schema(3);
    for (const VariableSchema& variable : ensemble_schema()) {
      if (std::ranges::count(before, variable.name, &VariableSchema::name) > 0) continue;
      EXPECT_GE(H5Ldelete(file.id(), variable.name.c_str(), H5P_DEFAULT), 0) << variable.name;
    }
    const Hdf5Handle version(H5Aopen(file.id(), "format_version", H5P_DEFAULT), H5Aclose);
    const int three = 3;
    EXPECT_GE(H5Awrite(version.id(), H5T_NATIVE_INT, &three), 0);
  }
  const Json card = card_of("old.h5");
  EXPECT_EQ(card["format_version"], 3);
  EXPECT_EQ(verdict(card, "countries.share_of_ten_origins"), "cannot be told");
  EXPECT_EQ(row(card, "countries.share_of_ten_origins")["remark"],
            "files of format 3 have no emigrant_stock");
  EXPECT_EQ(verdict(card, "world.stock_2024"), verdict(sound_, "world.stock_2024"));
  const std::string warning = card["warnings"][1];
  EXPECT_THAT(warning,
              HasSubstr(fmt::format("An old file, of format 3 (now: 4), lacks what {} statements "
                                    "take: ",
                                    card["cannot_be_told"].get<int>())));
  for (const Json& one : card["rows"]) {
    const std::string id = one["id"];
    if (one["verdict"] != "cannot be told") continue;
    EXPECT_THAT(warning, HasSubstr(id)) << one.dump();
  }
  EXPECT_GT(card["cannot_be_told"].get<int>(), 5);
  // They are named, too, where odd rows alone are shown.
  EXPECT_THAT(audit({"old.h5", "--odd"}).out, HasSubstr("countries.share_of_ten_origins"));
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

}  // namespace
}  // namespace peregrine::test
