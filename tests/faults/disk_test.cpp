// Runs whose disk fills up or lets nothing be written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/faults/running.h"

namespace peregrine::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

// Writes until nothing more fits.
void fill(const TemporaryFolder& folder) {
  std::ofstream filler(folder.file("filler"), std::ios::binary);
  const std::string some(1 << 16, 'x');
  while (filler.write(some.data(), static_cast<std::streamsize>(some.size())).flush()) {
  }
}

bool ensemble_is_being_written(const TemporaryFolder& folder) {
  std::error_code gone;
  for (const auto& entry : std::filesystem::directory_iterator(folder.file("run.h5.parts"), gone)) {
    if (entry.path().filename().string().starts_with("ensemble.h5")) return true;
  }
  return false;
}

TEST_F(Killed, nothing_wrong_is_left_where_the_disk_fills_up) {
  constexpr int while_the_ensemble_is_written = 8;
  for (const int blocks : {1, 4, 7, while_the_ensemble_is_written}) {
    SCOPED_TRACE(blocks);
    TemporaryFolder folder;
    if (!folder.mount_small("400m")) GTEST_SKIP() << "cannot mount a small file system";
    Running running(0, "", folder);
    running.until_blocks(std::min(blocks, 7));
    while (blocks == while_the_ensemble_is_written && !ensemble_is_being_written(folder) &&
           !std::filesystem::exists(folder.file("run.h5"))) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    fill(folder);
    const Launch& full = running.end();
    std::filesystem::remove(folder.file("filler"));
    if (full.exit_code != 0) {
      EXPECT_EQ(full.exit_code, 4) << full.err;
      EXPECT_THAT(full.err, HasSubstr("No space left"));
      EXPECT_FALSE(std::filesystem::exists(folder.file("run.h5")));
    }
    const Launch last = resume(0, folder);
    EXPECT_EQ(last.exit_code, 0) << last.err;
    expect_undisturbed(folder);
  }
}

TEST_F(Killed, runs_say_that_their_folder_is_read_only_and_go_on_where_it_no_longer_is) {
  TemporaryFolder folder;
  if (!folder.mount_small("400m")) GTEST_SKIP() << "cannot mount a small file system";
  const std::int64_t done = stop_after_a_block(folder, "");
  ASSERT_TRUE(folder.make_read_only());
  const Launch refused = resume(0, folder);
  EXPECT_EQ(refused.exit_code, 4) << refused.err;
  EXPECT_THAT(refused.err, AllOf(HasSubstr("run.h5"), HasSubstr("Read-only file system")));
  const Launch status = launch(fmt::format("{} status run.h5", PEREGRINE_BINARY), folder);
  EXPECT_THAT(status.out, HasSubstr(fmt::format("{} of 8 blocks done", done))) << status.err;
  ASSERT_TRUE(folder.make_writable());
  const Launch last = resume(0, folder);
  EXPECT_EQ(last.exit_code, 0) << last.err;
  expect_undisturbed(folder);
}

}  // namespace
}  // namespace peregrine::test
