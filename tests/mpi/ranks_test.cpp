// Several ranks: idle ones, failing ones, and what the user is told of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/store/content_hash.h"
#include "tests/mpi/launch.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// Less than mpirun's own limit by far, enough for a busy machine.
constexpr double seconds_to_end = 40 * slowness;

class Ranks : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_mpirun()) GTEST_SKIP() << "no mpirun";
  }
  const TemporaryFolder folder;
};

TEST_F(Ranks, may_be_more_than_there_are_blocks) {
  const std::string arguments = "run " + reference + " --draws 100 --to 2021 --threads 1 -q -o ";
  ASSERT_EQ(launch(fmt::format("{} {} one.h5", PEREGRINE_BINARY, arguments), folder).exit_code, 0);
  const Launch many = launch(mpirun(ranks_of(5, arguments + "five.h5")), folder);
  ASSERT_EQ(many.exit_code, 0) << many.err;
  EXPECT_TRUE(verify_file(folder.file("five.h5")).passed());
  EXPECT_EQ(EnsembleReader(folder.file("five.h5")).content_hash(),
            EnsembleReader(folder.file("one.h5")).content_hash());
  EXPECT_THAT(EnsembleReader(folder.file("five.h5")).header().machine, HasSubstr("5 ranks"));
}

TEST_F(Ranks, are_listed_with_host_and_device) {
  const Launch two =
      launch(mpirun(ranks_of(
                 2, "run " + reference +
                        " --draws 64 --to 2021 --threads 1 --device serial --tile 8 -o out.h5")),
             folder);
  ASSERT_EQ(two.exit_code, 0) << two.err;
  const std::string all = two.out + two.err;
  EXPECT_THAT(all, AllOf(HasSubstr("rank host"), HasSubstr("device")));
  std::size_t lines = 0;
  for (std::size_t at = all.find("serial, 1 thread, tiles of 8"); at != std::string::npos;
       at = all.find("serial, 1 thread, tiles of 8", at + 1)) {
    ++lines;
  }
  // One of the plan, one a rank.
  EXPECT_EQ(lines, 3u) << all;
  EXPECT_EQ(all.find("content"), all.rfind("content")) << "rank 1 prints, too";
}

TEST_F(Ranks, end_together_where_none_can_write) {
  const Launch result = launch(
      mpirun(ranks_of(2, "run " + reference + " --draws 64 --to 2021 -o missing/out.h5")), folder);
  EXPECT_NE(result.exit_code, 0);
  EXPECT_LT(result.seconds, seconds_to_end);
  EXPECT_THAT(result.err, HasSubstr("missing"));
}

// Rank 0 alone is sent to a folder that is not there, rank 1 waits for it.
TEST_F(Ranks, end_together_where_the_first_alone_fails_before_the_run) {
  const std::string arguments = "run " + reference + " --draws 64 --to 2021 -o ";
  const Launch result = launch(
      mpirun(ranks_of(2, program(arguments + "missing/out.h5"), program(arguments + "out.h5"))),
      folder);
  EXPECT_NE(result.exit_code, 0);
  EXPECT_LT(result.seconds, seconds_to_end);
  EXPECT_THAT(result.err, HasSubstr("missing"));
  EXPECT_TRUE(names_in(folder).empty());
}

TEST_F(Ranks, end_together_where_another_alone_fails_before_the_run) {
  const std::string arguments = "run " + reference + " --draws 64 --to 2021 -o out.h5";
  const Launch result = launch(
      mpirun(ranks_of(2, program(arguments), program(arguments + " --inputs missing"))), folder);
  EXPECT_NE(result.exit_code, 0);
  EXPECT_LT(result.seconds, seconds_to_end);
  EXPECT_THAT(result.err, AllOf(HasSubstr("missing"), HasSubstr("rank 1")));
  EXPECT_FALSE(names_in(folder).contains("out.h5"));
}

// The file of rank 0 hits a limit of its size, as on a disk that others fill during the run. The
// limit leaves room for what MPI itself keeps in files.
TEST_F(Ranks, end_together_where_the_first_alone_cannot_go_on_writing) {
  const std::string arguments = "run " + reference + " --draws 100 --to 2050 --threads 1 -o out.h5";
  // `ulimit -f` counts 512 bytes: 20 MB of a file of 34 MB.
  const std::string limited = "trap \"\" XFSZ; ulimit -f 40000; " + program(arguments);
  const Launch result = launch(mpirun(ranks_of(3, limited, program(arguments))), folder);
  EXPECT_NE(result.exit_code, 0);
  EXPECT_LT(result.seconds, seconds_to_end);
  EXPECT_THAT(result.out + result.err, AllOf(HasSubstr("rank 0 on"), HasSubstr("out.h5")));
  EXPECT_FALSE(names_in(folder).contains("out.h5"));
}

}  // namespace
}  // namespace peregrine::test
