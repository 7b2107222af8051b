#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "host/store/ensemble_reader.h"
#include "host/store/ensemble_writer.h"
#include "host/support/error.h"
#include "tests/store/sample_ensemble.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

using sample::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string refused_path(const std::string& path, const EnsembleHeader& header = sample::header()) {
  try {
    sample::write_file(path, header);
  } catch (const OutputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(OutputPath, that_cannot_be_a_file_is_refused_before_anything_is_written) {
  const TemporaryFolder folder;
  EXPECT_THAT(refused_path(folder.path()), HasSubstr("is a folder"));
  EXPECT_THAT(refused_path(folder.file("no/e.h5")), HasSubstr("does not exist (make it first)"));
  EXPECT_THAT(refused_path(""), HasSubstr("has no name"));
  EXPECT_THAT(refused_path("/dev/null"), HasSubstr("/dev/null: is not a regular file"));
  EXPECT_THAT(refused_path(folder.file(std::string(300, 'x'))), HasSubstr("File name too long"));
  EXPECT_THAT(folder.contents(), IsEmpty());
}

TEST(OutputPath, in_a_read_only_folder_is_refused) {
  TemporaryFolder folder;
  if (geteuid() != 0) {
    ASSERT_EQ(chmod(folder.path().c_str(), 0555), 0);
  } else if (!folder.mount_small("1m") || !folder.make_read_only()) {
    GTEST_SKIP() << "root writes to every folder, and may not mount a read-only one here";
  }
  EXPECT_THAT(refused_path(folder.file("e.h5")),
              HasSubstr("e.h5: its folder cannot be written to"));
}

TEST(OutputPath, with_too_little_space_is_refused_with_both_sizes) {
  TemporaryFolder folder;
  if (!folder.mount_small("1m")) GTEST_SKIP() << "no permission to mount a small file system";
  EXPECT_THAT(refused_path(folder.file("e.h5"), sample::header(20'000)),
              HasSubstr("MB and 1.0 MB are free: No space left on device (free space there"));
  EXPECT_THAT(folder.contents(), IsEmpty());
}

// Fills the disk after the writer has begun, and lets it go on until it notices.
std::string fill_up_and_write(const TemporaryFolder& folder, std::size_t bytes_left) {
  EnsembleHeader header = sample::header(3072);
  header.routes = {};  // a file of less than 6 MB
  try {
    // Of a size that is known.
    EnsembleWriter writer(folder.file("e.h5"), header, {Compression::none, 1, ""});
    std::size_t free = std::filesystem::space(folder.path()).available;
    if (free > bytes_left) {
      sample::write_bytes(folder.file("ballast"), std::string(free - bytes_left, 'x'));
    }
    sample::write_results(writer, extents_of(header));
    writer.finish();
  } catch (const OutputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(OutputPath, on_a_disk_that_fills_up_says_so_and_leaves_nothing) {
  for (const std::size_t pages_left : {0U, 1U, 16U, 64U, 128U, 180U, 200U, 210U}) {
    TemporaryFolder folder;
    if (!folder.mount_small("6m")) GTEST_SKIP() << "no permission to mount a small file system";
    constexpr std::size_t page_bytes = 4096;
    const std::string message = fill_up_and_write(folder, pages_left * page_bytes);
    EXPECT_THAT(message, HasSubstr("e.h5: cannot ")) << pages_left;
    EXPECT_THAT(message, HasSubstr("No space left on device (free space there")) << pages_left;
    EXPECT_THAT(folder.contents(), ElementsAre("ballast")) << pages_left;
  }
}

// HDF5 1.10 by itself crashes at exit after a flush that failed.
TEST(OutputPath, on_a_disk_that_fills_up_does_not_spoil_the_exit_code) {
  TemporaryFolder folder;
  if (!folder.mount_small("6m")) GTEST_SKIP() << "no permission to mount a small file system";
  constexpr int code = static_cast<int>(ExitCode::output);
  const auto fail = [&folder] { std::exit(fill_up_and_write(folder, 0) == "accepted" ? 0 : code); };
  EXPECT_EXIT(fail(), testing::ExitedWithCode(code), "");
}

TEST(OutputPath, on_a_disk_with_just_enough_space_is_written_and_sound) {
  TemporaryFolder folder;
  if (!folder.mount_small("6m")) GTEST_SKIP() << "no permission to mount a small file system";
  EXPECT_EQ(fill_up_and_write(folder, 6U << 20U), "accepted");
  EXPECT_TRUE(EnsembleReader(folder.file("e.h5")).complete());
}

}  // namespace
}  // namespace peregrine
