// Two sample files that `peregrine compare` is asked about.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "tests/cli/command_line.h"
#include "tests/store/sample_ensemble.h"

namespace peregrine::test {

class CompareVariables : public testing::Test {
 protected:
  CompareVariables() {
    write("a.h5", [](EnsembleHeader&) {});
    write("b.h5", [](EnsembleHeader& header) { header.scenario = "other"; });
  }

  void write(const std::string& name, const std::function<void(EnsembleHeader&)>& change) const {
    EnsembleHeader header = sample::header();
    change(header);
    sample::write_file(folder_.file(name), header);
  }

  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "compare");
    return run_command(arguments, folder_);
  }

  std::string text_of(std::vector<std::string> arguments) const {
    const Outcome outcome = run(std::move(arguments));
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.out;
  }

  std::string line_of(std::vector<std::string> arguments) const {
    std::string text = text_of(std::move(arguments));
    std::ranges::replace(text, '\n', ' ');
    return text;
  }

  void expect_usage_error(std::vector<std::string> arguments, const std::string& words) const {
    const Outcome outcome = run(std::move(arguments));
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, testing::HasSubstr(words));
  }

  // Entries by nationality for 2023 alone.
  static void shorten(EnsembleHeader& header) {
    for (int& month : header.month_ahead) month -= 24;
  }

  TemporaryFolder folder_;
};

}  // namespace peregrine::test
