// The record that `peregrine audit` holds a forecast against.
#include <fstream>

#include "tests/audit/audited_run.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {
namespace {

using testing::HasSubstr;

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
  replace("history/conflict_deaths.csv", "CHN,2009,189,", "CHN,2009,999000,");
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
  replace("history/conflict_deaths.csv", "CHN,2009,189,", "CHN,2009,many,");
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

}  // namespace
}  // namespace peregrine::test
