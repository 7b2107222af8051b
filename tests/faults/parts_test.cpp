// The folder of an unfinished run: what is written is read back, and what was cut off, altered,
// swapped or linked is recognised.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "host/checkpoint/background.h"
#include "host/checkpoint/part_file.h"
#include "host/checkpoint/run_record.h"
#include "host/support/bytes.h"
#include "host/support/checksum.h"
#include "host/support/error.h"
#include "tests/store/temporary_folder.h"

namespace peregrine {
namespace {

using sample::bytes_of;
using sample::TemporaryFolder;
using sample::write_bytes;
using testing::ElementsAre;
using testing::HasSubstr;

PartHeader sample_header(std::vector<std::int64_t> blocks = {0, 1, 2, 5}) {
  PartHeader header;
  header.kind = "statistics";
  header.run = std::string(64, 'a');
  header.blocks = std::move(blocks);
  header.rank = 3;
  header.host = "node";
  header.written_at = 1780000000;
  return header;
}

std::vector<std::byte> sample_payload(std::size_t size = 10000) {
  std::mt19937 random(281);
  std::vector<std::byte> payload(size);
  for (std::byte& byte : payload) byte = static_cast<std::byte>(random());
  return payload;
}

// As by `xxh128sum`.
TEST(Checksum, is_xxh3_of_128_bits) {
  const auto hex = [](const std::string& first, const std::string& second) {
    Checksum sum;
    sum.add(first);
    sum.add(second);
    return fmt::format("{:02x}", fmt::join(sum.digest(), ""));
  };
  EXPECT_EQ(hex("", ""), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(hex("PGRPART2", " and what follows"), "d6b986da0aebc0d33c03d62a24bf7e85");
}

class Parts : public testing::Test {
 protected:
  const TemporaryFolder outer_;
  const std::string path_ = outer_.file("run.h5.parts");
  const PartFolder folder_{path_, true};

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  void expect_bad(const std::string& name, const std::string& problem) const {
    try {
      PartHeader header;
      folder_.read_part(name, header);
      ADD_FAILURE() << name << " was taken for whole";
    } catch (const BadPart& bad) {
      EXPECT_THAT(bad.what(), HasSubstr(problem));
    }
  }
};

TEST(Ranges, of_blocks_are_read_back) {
  const std::vector<std::int64_t> blocks = {0, 1, 2, 5, 7, 8};
  EXPECT_EQ(ranges_as_text(blocks), "0-2,5,7-8");
  EXPECT_EQ(ranges_of_text("0-2,5,7-8"), blocks);
  EXPECT_EQ(ranges_as_text({}), "");
  EXPECT_TRUE(ranges_of_text("").empty());
  for (const char* text :
       {"1,", ",1", "3-1", "1,1", "2,1", "a", "1-", "-1", "1 ", "0-99999999999", "0-99999999"}) {
    EXPECT_THROW(ranges_of_text(text), MalformedBytes) << text;
  }
}

TEST(Bytes, are_read_back_and_never_past_their_end) {
  ByteWriter writer;
  const std::vector<std::int64_t> integers = {0, 1, -1, 63, -64, 64, 1 << 20, INT64_MAX, INT64_MIN};
  for (const std::int64_t integer : integers) writer.add_integer(integer);
  writer.add_count(UINT64_MAX);
  const std::vector<double> doubles = {1.5, -0.0};
  writer.add_array(std::span(doubles));
  ByteReader reader(writer.bytes());
  for (const std::int64_t integer : integers) EXPECT_EQ(reader.integer(), integer);
  EXPECT_EQ(reader.count(), UINT64_MAX);
  EXPECT_EQ(reader.array<double>(2), doubles);
  reader.expect_end();
  EXPECT_THROW(reader.count(), MalformedBytes);
  EXPECT_THROW(reader.array<double>(SIZE_MAX), MalformedBytes);
  EXPECT_THROW(reader.part(1), MalformedBytes);
}

TEST_F(Parts, are_read_back) {
  const PartHeader header = sample_header();
  const std::vector<std::byte> payload = sample_payload();
  folder_.write_part("a.part", header, payload);
  PartHeader read;
  EXPECT_EQ(folder_.read_part("a.part", read), payload);
  EXPECT_EQ(read, header);
  EXPECT_EQ(folder_.read_header("a.part"), header);
  EXPECT_THAT(folder_.names(), ElementsAre("a.part"));
}

TEST_F(Parts, that_are_cut_off_anywhere_are_recognised) {
  folder_.write_part("a.part", sample_header(), sample_payload(300));
  const std::string whole = bytes_of(file("a.part"));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    write_bytes(file("a.part"), whole.substr(0, size));
    PartHeader header;
    EXPECT_THROW(folder_.read_part("a.part", header), BadPart) << size;
  }
  write_bytes(file("a.part"), whole + "x");
  expect_bad("a.part", "length");
}

TEST_F(Parts, with_any_bit_flipped_are_recognised) {
  folder_.write_part("a.part", sample_header(), sample_payload(100));
  const std::string whole = bytes_of(file("a.part"));
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string altered = whole;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << (bit % 8)));
    write_bytes(file("a.part"), altered);
    PartHeader header;
    EXPECT_THROW(folder_.read_part("a.part", header), BadPart) << bit;
    try {
      folder_.read_header("a.part");  // may believe it, but must not fall over
    } catch (const BadPart&) {
    }
  }
}

TEST_F(Parts, are_not_followed_elsewhere_by_links) {
  folder_.write_part("a.part", sample_header(), sample_payload());
  std::filesystem::create_symlink(file("a.part"), file("b.part"));
  expect_bad("b.part", "cannot be opened");
  std::filesystem::create_directory_symlink(path_, outer_.file("link.parts"));
  EXPECT_FALSE(PartFolder::exists(outer_.file("link.parts")));
  EXPECT_THROW(PartFolder(outer_.file("link.parts"), true), OutputError);
  // A file of that name is no folder either.
  write_bytes(outer_.file("file.parts"), "");
  EXPECT_THROW(PartFolder(outer_.file("file.parts"), true), OutputError);
}

TEST_F(Parts, that_are_replaced_are_old_or_new) {
  folder_.write_part("a.part", sample_header(), sample_payload());
  // The name that the next write would use first is taken by a folder: it cannot be written.
  std::filesystem::create_directory(file(fmt::format("a.part{}{}", unfinished_suffix, getpid())));
  EXPECT_THROW(folder_.write_part("a.part", sample_header({9}), sample_payload()), OutputError);
  EXPECT_EQ(folder_.read_header("a.part"), sample_header());
}

TEST_F(Parts, on_a_full_disk_leave_nothing_and_say_so) {
  TemporaryFolder small;
  if (!small.mount_small("200k")) GTEST_SKIP() << "cannot mount a small file system";
  const PartFolder folder(small.file("run.h5.parts"), true);
  folder.write_part("a.part", sample_header(), sample_payload());
  try {
    folder.write_part("a.part", sample_header({7}), sample_payload(1 << 20));
    ADD_FAILURE() << "written to a full disk";
  } catch (const OutputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("No space left"));
    EXPECT_THAT(error.what(), HasSubstr("free space"));
  }
  EXPECT_THAT(folder.names(), ElementsAre("a.part"));
  PartHeader header;
  folder.read_part("a.part", header);
  EXPECT_EQ(header, sample_header());
}

TEST_F(Parts, of_statistics_are_chosen_so_that_no_block_counts_twice) {
  const std::string run = sample_header().run;
  folder_.write_part("statistics-a-0.part", sample_header({0, 1}), {});
  folder_.write_part("statistics-a-1.part", sample_header({0, 1, 2}), {});
  folder_.write_part("statistics-b-0.part", sample_header({2, 3}), {});
  folder_.write_part("statistics-c-0.part", sample_header({4}), {});
  PartHeader other = sample_header({5, 6, 7, 8, 9});
  other.run = std::string(64, 'b');
  folder_.write_part("statistics-d-0.part", other, {});
  write_bytes(file("statistics-e-0.part"), "torn");
  std::vector<std::string> names;
  for (const ChosenPart& part : choose_statistics(folder_, run)) names.push_back(part.name);
  EXPECT_THAT(names, ElementsAre("statistics-a-1.part", "statistics-c-0.part"));
}

TEST_F(Parts, are_held_by_one_run) {
  PartFolder first(path_, false);
  PartFolder second(path_, false);
  constexpr RunLock::Against all = RunLock::Against::all;
  constexpr RunLock::Against exclusive = RunLock::Against::exclusive_holders;
  EXPECT_EQ(first.hold(all, 0.0), RunLock::Held::yes);
  EXPECT_EQ(second.hold(exclusive, 0.1), RunLock::Held::no);
  EXPECT_EQ(second.state(), Life::lives);
  EXPECT_EQ(first.hold(exclusive, 0.0), RunLock::Held::yes);
  EXPECT_EQ(second.hold(exclusive, 0.1), RunLock::Held::yes);
  EXPECT_EQ(second.hold(all, 0.1), RunLock::Held::no);
}

TEST_F(Parts, name_who_holds_them) {
  PartFolder first(path_, false);
  EXPECT_EQ(first.owner().host, "");
  ASSERT_EQ(first.hold(RunLock::Against::all, 0.0), RunLock::Held::yes);
  first.sign();
  const RunOwner owner = PartFolder(path_, false).owner();
  EXPECT_EQ(owner.pid, getpid());
  EXPECT_EQ(life_of(owner), Life::lives);
  // Another process of the same number, and one of which nothing can be seen from here.
  RunOwner other = owner;
  ++other.process_start;
  EXPECT_EQ(life_of(other), Life::ended);
  other.host += "-2";
  EXPECT_EQ(life_of(other), Life::unknown);
}

TEST_F(Parts, that_were_removed_by_their_holder_are_not_in_place_for_who_waited) {
  PartFolder first(path_, false);
  PartFolder second(path_, false);
  ASSERT_EQ(first.hold(RunLock::Against::all, 0.0), RunLock::Held::yes);
  EXPECT_TRUE(first.in_place());
  ASSERT_EQ(second.hold(RunLock::Against::all, 0.0), RunLock::Held::no);
  first.remove_all();
  PartFolder third(path_, true);
  ASSERT_EQ(third.hold(RunLock::Against::all, 0.0), RunLock::Held::yes);
  EXPECT_TRUE(third.in_place());
  EXPECT_FALSE(second.in_place());
}

TEST_F(Parts, folder_is_removed_but_for_what_is_not_the_runs) {
  folder_.write_part("rows-0.part", sample_header({0}), {});
  write_bytes(file("notes.txt"), "mine");
  folder_.remove_all();
  EXPECT_THAT(folder_.names(), ElementsAre("notes.txt"));
  std::filesystem::remove(file("notes.txt"));
  folder_.remove_all();
  EXPECT_FALSE(std::filesystem::exists(path_));
}

TEST(RunRecord, says_which_run_it_is_and_what_differs) {
  const TemporaryFolder outer;
  const PartFolder folder(outer.file("r.parts"), true);
  RunRecord record;
  record.identity.model_version = "4";
  record.identity.inputs_sha256 = "abc";
  record.identity.seed = 281;
  record.identity.draws = 5000;
  record.identity.kept = 1000;
  record.identity.scenario_toml = "[run]\ndraws = 5000\nto_year = 2050\n";
  record.blocks = 5;
  record.started_at = 1780000000;
  write_record(folder, record);
  const RunRecord read = read_record(folder);
  EXPECT_EQ(read.identity.hash(), record.identity.hash());
  EXPECT_EQ(read.blocks, 5);
  check_same_run("f", read.identity, record.identity);
  RunIdentity other = record.identity;
  other.model_version = "5";
  other.inputs_sha256 = "abd";
  other.scenario_toml = "[run]\ndraws = 5000\nto_year = 2040\n";
  try {
    check_same_run("f", read.identity, other);
    ADD_FAILURE() << "taken for the same";
  } catch (const InputError& error) {
    EXPECT_EQ(error.problems().size(), 3U);
    EXPECT_THAT(error.what(), HasSubstr("model version = 5"));
    EXPECT_THAT(error.what(), HasSubstr("inputs_sha256 = abd"));
    EXPECT_THAT(error.what(), HasSubstr("run.to_year = 2040"));
    EXPECT_THAT(error.what(), HasSubstr("2050"));
  }
  other = record.identity;
  other.kept = 999;
  EXPECT_THROW(check_same_run("f", read.identity, other), InputError);
}

// What parts hold may mean something else there.
TEST(RunRecord, of_another_release_is_refused) {
  const TemporaryFolder outer;
  const PartFolder folder(outer.file("r.parts"), true);
  write_record(folder, {});
  const std::string path = folder.path() + "/run.json";
  std::string text = bytes_of(path);
  const std::size_t at = text.find("\"format\": 2");
  ASSERT_NE(at, std::string::npos) << text;
  text.replace(at, 11, "\"format\": 1");
  std::ofstream(path) << text;
  try {
    read_record(folder);
    ADD_FAILURE() << "taken for one of this release";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("run.json: is of format 1, another release's"));
    EXPECT_THAT(error.what(), HasSubstr("--restart"));
  }
}

TEST(BackgroundWriter, writes_in_order_and_reports_a_failure_once_and_for_all) {
  std::vector<int> done;
  BackgroundWriter writer;
  for (int job = 0; job < 20; ++job) writer.submit([&done, job] { done.push_back(job); });
  writer.wait();
  EXPECT_EQ(done.size(), 20U);
  EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
  writer.submit([] { throw OutputError("full"); });
  EXPECT_THROW(writer.wait(), OutputError);
  EXPECT_THROW(writer.submit([] {}), OutputError);
}

}  // namespace
}  // namespace peregrine
