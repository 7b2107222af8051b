// One file of the folder in which a run keeps what it has finished: written whole or not at all,
// and recognised when it was cut off, altered or belongs to another run.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "host/checkpoint/ranges.h"
#include "host/checkpoint/run_lock.h"
#include "host/support/checksum.h"

namespace peregrine {

// In the name of a file that is being written, before the number of its process.
inline constexpr std::string_view unfinished_suffix = ".unfinished-";

// What a part says of itself; docs/formats.md, "Parts of an unfinished run".
struct PartHeader {
  std::string kind;                  // "rows", "statistics"
  std::string run;                   // identity of the run it is a part of, 64 hex digits
  std::vector<std::int64_t> blocks;  // of draws that are in it, ascending
  int rank = 0;                      // that wrote it
  std::string host;                  // on which
  std::int64_t written_at = 0;       // seconds since 1970

  friend bool operator==(const PartHeader&, const PartHeader&) = default;
};

// A part that cannot be used, and why: as what() of an exception that nobody but the folder sees.
class BadPart : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A folder whose files are written as a whole. Every name is one of a file in it, without a slash.
class PartFolder {
 public:
  // Opens the folder, which must be one of this name and no link to one. `make`: makes it where it
  // is missing. Throws OutputError.
  PartFolder(const std::string& path, bool make);
  ~PartFolder();
  PartFolder(const PartFolder&) = delete;
  PartFolder& operator=(const PartFolder&) = delete;

  // Whether there is something of that name that could be opened: a folder, and no link.
  static bool exists(const std::string& path);

  const std::string& path() const { return path_; }
  std::vector<std::string> names() const;

  // Writes to a file of another name, syncs it to disk and renames it. Throws OutputError; then
  // there is no new file and an old one of that name is as it was.
  void write(const std::string& name, std::span<const std::byte> contents) const;
  void write_part(const std::string& name, const PartHeader& header,
                  std::span<const std::byte> payload) const;

  // The whole file; at most `most_bytes`, 0: any number. Throws BadPart where it cannot be read.
  std::vector<std::byte> read(const std::string& name, std::uint64_t most_bytes = 0) const;
  // The header alone: what it says is not checked. Throws BadPart.
  PartHeader read_header(const std::string& name) const;
  // Checks all of it against its checksum. Throws BadPart.
  std::vector<std::byte> read_part(const std::string& name, PartHeader& header) const;

  // Gives a file that cannot be used another name, NAME.bad, under which nobody reads it.
  void set_aside(const std::string& name) const;
  // Nothing happens where there is none.
  void remove(const std::string& name) const;
  // Removes the folder with the files of it that this class may have written; others stay, and so
  // does the folder then.
  void remove_all() const;

  // As the functions of RunLock, on this folder. What was held is let go of when this object goes.
  RunLock::Held hold(RunLock::Against against, double seconds) {
    return lock_.hold(folder_, path_, against, seconds);
  }
  const std::string& why_no_locks() const { return lock_.why_no_locks(); }
  bool in_place() const { return lock_.in_place(path_); }
  void sign() const { lock_.sign(); }
  RunOwner owner() const { return RunLock::owner(folder_); }
  Life state() const { return RunLock::state(folder_); }

 private:
  friend class PartOutput;
  friend class PartInput;
  friend class NewFile;

  std::string path_;
  int folder_ = -1;
  RunLock lock_;
};

// A part that is written piece by piece: nothing of it is there before finish().
class PartOutput {
 public:
  // All members throw OutputError.
  PartOutput(const PartFolder& folder, const std::string& name, const PartHeader& header);
  ~PartOutput();
  PartOutput(const PartOutput&) = delete;
  PartOutput& operator=(const PartOutput&) = delete;

  void append(std::span<const std::byte> payload);
  void finish();

 private:
  std::unique_ptr<class NewFile> file_;
  Checksum sum_;
  std::array<std::uint64_t, 2> lengths_ = {};  // of header and payload
};

// A part that is read piece by piece. What was read is to be believed after finish() alone.
class PartInput {
 public:
  // All members throw BadPart.
  PartInput(const PartFolder& folder, const std::string& name);
  ~PartInput();
  PartInput(const PartInput&) = delete;
  PartInput& operator=(const PartInput&) = delete;

  const PartHeader& header() const { return header_; }
  std::uint64_t bytes_left() const { return left_; }
  // In place of what `piece` held.
  void next(std::uint64_t bytes, std::vector<std::byte>& piece);
  // Reads what is left and compares the checksum.
  void finish();
  // Bytes of the payload from `offset` on, wherever next() is; for a part that is believed.
  void read_at(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  int file_ = -1;
  PartHeader header_;
  Checksum sum_;
  std::array<std::uint64_t, 2> lengths_ = {};
  std::uint64_t left_ = 0;  // of the payload
};

}  // namespace peregrine
