// A decomposition is the same for any number of ranks.
#include <gtest/gtest.h>

#include "tests/mpi/launch.h"

namespace peregrine::test {
namespace {

TEST(DecomposeOnRanks, is_what_one_process_finds) {
  if (!has_mpirun()) GTEST_SKIP() << "no mpirun";
  const TemporaryFolder folder;
  // Two blocks of draws a run, the second not full.
  const std::string arguments =
      "decompose " + reference + " --draws 1100 --to 2021 --corridor MEX-USA --threads 1 -q --json";
  const Launch one = launch(fmt::format("{} {}", PEREGRINE_BINARY, arguments), folder);
  ASSERT_EQ(one.exit_code, 0) << one.err;
  const Launch three = launch(mpirun(ranks_of(3, arguments)), folder);
  ASSERT_EQ(three.exit_code, 0) << three.err;
  EXPECT_FALSE(one.out.empty());
  EXPECT_EQ(three.out, one.out);
}

TEST(DecomposeOnRanks, ends_on_all_where_one_is_told_of_other_inputs) {
  if (!has_mpirun()) GTEST_SKIP() << "no mpirun";
  const TemporaryFolder folder;
  const std::string arguments = "decompose --draws 128 --to 2021 --threads 1 -q";
  const Launch result = launch(
      mpirun(ranks_of(2, program(arguments), program(arguments + " --inputs missing"))), folder);
  EXPECT_NE(result.exit_code, 0);
  EXPECT_NE(result.err.find("missing"), std::string::npos);
}

}  // namespace
}  // namespace peregrine::test
