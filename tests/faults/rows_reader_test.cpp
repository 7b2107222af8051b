// The realizations in a run's folder come back as they were added, or not at all.
#include "host/checkpoint/rows_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>

#include "host/support/error.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

using Pieces = std::vector<std::vector<std::byte>>;

class RowsOfRun : public testing::Test {
 protected:
  // Blocks of one, two and three pieces of different sizes.
  static constexpr int blocks = 3;

  RowsOfRun() {
    for (int block = 0; block < blocks; ++block) {
      PartHeader header;
      header.kind = "rows";
      header.run = run_;
      header.blocks = {block};
      PartOutput part(folder_, rows_name(block), header);
      written_.emplace_back();
      for (int piece = 0; piece <= block; ++piece) {
        const std::vector<std::byte> rows(static_cast<std::size_t>(300'000 * piece + block),
                                          static_cast<std::byte>(10 * block + piece));
        const std::uint64_t size = rows.size();
        part.append(std::as_bytes(std::span(&size, 1)));
        part.append(rows);
        written_.back().push_back(rows);
      }
      part.finish();
    }
  }
  std::vector<Pieces> read(int count = blocks,
                           const std::string& run = std::string(64, 'a')) const {
    std::vector<Pieces> all;
    RowsReader reader(folder_, run, count);
    while (!reader.at_end()) {
      Pieces& pieces = all.emplace_back();
      const RowsOfBlock rows = reader.next_block();
      for (std::size_t piece = 0; piece < rows.pieces(); ++piece) {
        pieces.emplace_back(rows.bytes(piece));
        rows.read(piece, 0, pieces.back());
      }
    }
    return all;
  }
  void expect_refused(const std::string& problem) const {
    try {
      read();
      ADD_FAILURE() << "read";
    } catch (const OutputError& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr(problem));
      EXPECT_THAT(error.what(), testing::HasSubstr("--resume"));
    }
  }

  const sample::TemporaryFolder outer_;
  const PartFolder folder_{outer_.file("run.h5.parts"), true};
  const std::string run_ = std::string(64, 'a');
  std::vector<Pieces> written_;  // by block
};

TEST_F(RowsOfRun, come_back_block_by_block_in_order) {
  EXPECT_EQ(read(), written_);
  EXPECT_EQ(read(1), std::vector<Pieces>(written_.begin(), written_.begin() + 1));
  EXPECT_TRUE(read(0).empty());
}

TEST_F(RowsOfRun, that_were_altered_are_refused) {
  const std::string file = folder_.path() + "/" + rows_name(1);
  std::string bytes = sample::bytes_of(file);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  sample::write_bytes(file, bytes);
  expect_refused("rows-1.part: its checksum is not that of its contents");
}

TEST_F(RowsOfRun, that_are_gone_or_of_another_run_are_refused) {
  EXPECT_THROW(read(blocks, std::string(64, 'b')), OutputError);
  folder_.remove(rows_name(2));
  expect_refused("rows-2.part: it cannot be opened");
}

TEST_F(RowsOfRun, are_read_from_any_place) {
  RowsReader reader(folder_, run_, blocks);
  reader.next_block();
  const RowsOfBlock rows = reader.next_block();
  std::vector<std::byte> some(5);
  rows.read(1, 299'990, some);
  EXPECT_EQ(some, std::vector<std::byte>(5, std::byte{11}));
  // Past the end of the part.
  EXPECT_THROW(rows.read(1, 299'998, some), OutputError);
}

}  // namespace
}  // namespace peregrine
