// Sample files whose answers to the questions of `peregrine summary` follow from what is written to
// them.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {

using Json = nlohmann::json;
using Options = std::vector<std::string>;

inline constexpr int kept_draws = 100;
inline constexpr std::size_t sample_months = 72;

// 100 draws kept of 103. In each month draw i has i crossings on the route central-sea, and on
// eastern-borders 1,000 where i is even, else none.
class Questions : public testing::Test {
 protected:
  Questions() {
    write([](EnsembleWriter&) {});
  }

  // The same with other variables.
  template <typename Change>
  void write(const Change& change) const {
    const EnsembleHeader header = sample::header(kept_draws);
    EnsembleWriter writer(folder_.file("a.h5"), header);
    sample::write_results(writer, extents_of(header));
    std::vector<float> detections;
    for (int draw = 0; draw < kept_draws; ++draw) {
      for (std::size_t month = 0; month < sample_months; ++month) {
        detections.push_back(static_cast<float>(draw));
        detections.push_back(draw % 2 == 0 ? 1000.0F : 0.0F);
      }
    }
    writer.write_rows("irregular_detections", 0, kept_draws, detections.data());
    change(writer);
    writer.finish();
  }

  Outcome ask(Options options) const {
    options.insert(options.begin(), {"summary", "a.h5"});
    return run_command(options, folder_);
  }
  Json json_of(Options options) const {
    options.emplace_back("--json");
    const Outcome outcome = ask(options);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.exit_code == 0 ? Json::parse(outcome.out) : Json();
  }
  // All sentences of an answer.
  static std::string verdict_of(const Json& answer) {
    std::string text;
    for (const Json& sentence : answer["verdict"]) text += sentence.get<std::string>() + '\n';
    return text;
  }
  void expect_refused(const Options& options, const std::string& message, int code = 2) const {
    const Outcome outcome = ask(options);
    EXPECT_EQ(outcome.exit_code, code);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, testing::HasSubstr(message));
  }

  TemporaryFolder folder_;
};

inline const Options in_2024 = {"--from", "2024-01", "--months", "12"};

inline Options with_months(Options options) {
  options.insert(options.end(), in_2024.begin(), in_2024.end());
  return options;
}

}  // namespace peregrine::test
