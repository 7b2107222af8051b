// Which releases of HDF5 can open the file is decided by its first bytes.
#include <gtest/gtest.h>

#include <string>

#include "tests/cli/command_line.h"

namespace peregrine::test {
namespace {

// Version 2 is what HDF5 1.8 and later read. The library's own choice depends on its release: 0 up
// to 1.14, 3 from 2.0 on.
TEST(Superblock, is_of_version_2_whatever_the_release_of_HDF5) {
  const TemporaryFolder folder;
  const Outcome run = run_command(
      {"run", reference, "--draws", "16", "--to", "2021", "-q", "-o", "run.h5"}, folder);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const std::string bytes = bytes_of(folder.file("run.h5"));
  ASSERT_GT(bytes.size(), 9u);
  EXPECT_EQ(bytes.substr(0, 8), "\x89HDF\r\n\x1a\n");
  EXPECT_EQ(static_cast<int>(bytes[8]), 2);
}

}  // namespace
}  // namespace peregrine::test
