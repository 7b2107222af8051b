// peregrine extend and merge, of real runs.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/store/content_hash.h"
#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class MergeAndExtend : public testing::Test {
 protected:
  void run(const std::string& name, int draws, int seed, const std::vector<std::string>& more,
           int keep = 100) {
    std::vector<std::string> arguments = {"run",
                                          reference,
                                          "--draws",
                                          std::to_string(draws),
                                          "--to",
                                          "2021",
                                          "-q",
                                          "-o",
                                          name,
                                          "--seed",
                                          std::to_string(seed),
                                          "--keep",
                                          std::to_string(keep)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = run_command(arguments, folder_);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  std::string hash_of(const std::string& name) const {
    const Verification verification = verify_file(folder_.file(name));
    for (const Problem& problem : verification.problems) ADD_FAILURE() << problem.text();
    return verification.computed_hash;
  }
  std::vector<double> values(const std::string& name, const char* variable) const {
    return EnsembleReader(folder_.file(name)).read(variable);
  }
  const TemporaryFolder folder_;
};

TEST_F(MergeAndExtend, a_file_that_is_extended_is_that_of_a_longer_run) {
  run("short.h5", 1030, 281, {"--mergeable"});
  run("long.h5", 1300, 281, {});
  const Outcome outcome =
      run_command({"extend", "short.h5", "--draws", "1300", "-o", "grown.h5"}, folder_);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(hash_of("grown.h5"), hash_of("long.h5"));
  EXPECT_EQ(EnsembleReader(folder_.file("short.h5")).header().draws, 1030);
  // In place, and again: what is extended can be extended.
  const std::vector<std::string> in_place = {"extend", "short.h5", "--draws", "1100", "-q"};
  EXPECT_EQ(run_command(in_place, folder_).exit_code, 0);
  EXPECT_EQ(run_command(in_place, folder_).exit_code, 0);
  EXPECT_EQ(run_command({"extend", "short.h5", "--draws", "1300", "-q"}, folder_).exit_code, 0);
  EXPECT_EQ(hash_of("short.h5"), hash_of("long.h5"));
  const Outcome fewer = run_command({"extend", "short.h5", "--draws", "1200"}, folder_);
  EXPECT_EQ(fewer.exit_code, 2);
  EXPECT_THAT(fewer.err, HasSubstr("1300 draws already"));
  const Outcome plain = run_command({"extend", "long.h5", "--draws", "3000"}, folder_);
  EXPECT_EQ(plain.exit_code, 3);
  EXPECT_THAT(plain.err, HasSubstr("--mergeable"));
}

TEST_F(MergeAndExtend, seeds_that_are_merged_are_one_ensemble) {
  run("a.h5", 800, 1, {"--mergeable"});
  run("b.h5", 800, 2, {"--mergeable"}, 50);
  const Outcome outcome = run_command({"merge", "a.h5", "b.h5", "-o", "both.h5"}, folder_);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  hash_of("both.h5");
  const EnsembleReader both(folder_.file("both.h5"));
  EXPECT_EQ(both.header().draws, 1600);
  EXPECT_EQ(both.header().kept, 150);
  EXPECT_THAT(both.header().history, AllOf(HasSubstr("seed 1"), HasSubstr("seed 2")));

  std::vector<double> rows = values("a.h5", "global_migrant_stock");
  const std::vector<double> others = values("b.h5", "global_migrant_stock");
  rows.insert(rows.end(), others.begin(), others.end());
  EXPECT_EQ(values("both.h5", "global_migrant_stock"), rows);
  for (const char* mean : {"corridor_stock_mean", "global_migrant_stock_mean",
                           "immigrant_stock_batch_mean", "irregular_detections_mean"}) {
    const std::vector<double> in_a = values("a.h5", mean);
    const std::vector<double> in_b = values("b.h5", mean);
    const std::vector<double> merged = values("both.h5", mean);
    ASSERT_EQ(merged.size(), in_a.size());
    for (std::size_t at = 0; at < merged.size(); ++at) {
      if (std::isnan(merged[at])) continue;
      const double expected = 0.5 * (in_a[at] + in_b[at]);
      ASSERT_NEAR(merged[at], expected, 1e-6 * std::abs(expected) + 0.07) << mean << " " << at;
    }
  }
  const std::vector<double> in_a = values("a.h5", "global_migrant_stock_quantile");
  const std::vector<double> in_b = values("b.h5", "global_migrant_stock_quantile");
  const std::vector<double> merged = values("both.h5", "global_migrant_stock_quantile");
  for (std::size_t at = 0; at < merged.size(); ++at) {
    // The order statistics of the two together lie between their own; bins are 0.02 % wide.
    EXPECT_GE(merged[at], std::min(in_a[at], in_b[at]) * 0.9996) << at;
    EXPECT_LE(merged[at], std::max(in_a[at], in_b[at]) * 1.0004) << at;
  }
  // The order of the files changes no statistic.
  ASSERT_EQ(run_command({"merge", "b.h5", "a.h5", "-o", "ba.h5"}, folder_).exit_code, 0);
  EXPECT_EQ(values("ba.h5", "corridor_stock_quantile"),
            values("both.h5", "corridor_stock_quantile"));
}

TEST_F(MergeAndExtend, only_what_belongs_together_is_merged) {
  run("a.h5", 160, 1, {"--mergeable"});
  run("plain.h5", 160, 2, {});
  run("more.h5", 320, 3, {"--mergeable"});
  run("uneven.h5", 161, 4, {"--mergeable"});
  run("other.h5", 160, 5, {"--mergeable", "--set", "stock.innovations=false"});
  const struct {
    const char* second;
    const char* said;
  } refused[] = {{"a.h5", "is that of a file before it"}, {"plain.h5", "no statistics"},
                 {"more.h5", "same number of draws"},     {"uneven.h5", "multiple of 16"},
                 {"other.h5", "stock.innovations"},       {"missing.h5", "does not exist"}};
  for (const auto& with : refused) {
    const Outcome outcome = run_command({"merge", "a.h5", with.second, "-o", "out.h5"}, folder_);
    EXPECT_EQ(outcome.exit_code, 3) << with.second;
    EXPECT_THAT(outcome.err, HasSubstr(with.said));
    EXPECT_FALSE(names_in(folder_).contains("out.h5"));
  }
  EXPECT_EQ(run_command({"merge", "a.h5", "-o", "out.h5"}, folder_).exit_code, 2);
}

}  // namespace
}  // namespace peregrine::test
