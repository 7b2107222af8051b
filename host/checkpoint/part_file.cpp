#include "host/checkpoint/part_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "host/store/output_path.h"
#include "host/support/bytes.h"
#include "host/support/checksum.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

constexpr std::string_view magic = "PGRPART3";
constexpr std::uint64_t most_header_bytes = std::uint64_t{1} << 24;
// After the magic: bytes of header and payload, eight bytes each. The digest of header, payload and
// lengths is last.
constexpr std::size_t lengths_bytes = 16;
constexpr std::string_view bad_suffix = ".bad";

// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

std::string reason() {
  return std::strerror(errno);
}

void write_fully(int file, std::span<const std::byte> bytes, const std::string& path) {
  // One call takes at most some 2^31 bytes.
  constexpr std::size_t most_at_once = std::size_t{1} << 30;
  while (!bytes.empty()) {
    const ssize_t written = ::write(file, bytes.data(), std::min(bytes.size(), most_at_once));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw OutputError(output_failure(path, "cannot be written", reason()));
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

// Reads until `bytes` are full. False at an early end or an error.
bool read_fully(int file, std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t got = ::read(file, bytes.data(), bytes.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

using Lengths = std::array<std::uint64_t, 2>;  // of header and payload

nlohmann::json json_of(const PartHeader& header) {
  return {{"kind", header.kind}, {"run", header.run},   {"blocks", ranges_as_text(header.blocks)},
          {"rank", header.rank}, {"host", header.host}, {"written_at", header.written_at}};
}

PartHeader header_of(std::string_view text) {
  try {
    const nlohmann::json json = nlohmann::json::parse(text);
    PartHeader header;
    header.kind = json.at("kind").get<std::string>();
    header.run = json.at("run").get<std::string>();
    header.blocks = ranges_of_text(json.at("blocks").get<std::string>());
    header.rank = json.at("rank").get<int>();
    header.host = json.at("host").get<std::string>();
    header.written_at = json.at("written_at").get<std::int64_t>();
    return header;
  } catch (const nlohmann::json::exception&) {
    throw BadPart("its header is not what a run writes");
  } catch (const MalformedBytes&) {
    throw BadPart("its header lists no blocks");
  }
}

std::uint64_t size_of(int file) {
  struct stat status = {};
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    throw BadPart("it is not a regular file");
  }
  return static_cast<std::uint64_t>(status.st_size);
}

// The lengths that the file's beginning claims, which have to fit its size.
Lengths lengths_of(std::span<const std::byte> beginning, std::uint64_t file_bytes) {
  constexpr std::uint64_t around = magic.size() + lengths_bytes + sizeof(Checksum::Digest);
  if (file_bytes < around) throw BadPart("it is cut off");
  if (std::memcmp(beginning.data(), magic.data(), magic.size()) != 0) {
    throw BadPart("it is no part of a run");
  }
  Lengths lengths = {};
  std::memcpy(lengths.data(), beginning.data() + magic.size(), lengths_bytes);
  const std::uint64_t room = file_bytes - around;
  if (lengths[0] > std::min(room, most_header_bytes) || lengths[1] != room - lengths[0]) {
    throw BadPart("its length is not what it says");
  }
  return lengths;
}

bool is_ours(std::string_view name) {
  return name.ends_with(".part") || name.ends_with(bad_suffix) || name == "run.json" ||
         name == lock_name || name.find(unfinished_suffix) != std::string_view::npos;
}

}  // namespace

bool PartFolder::exists(const std::string& path) {
  struct stat status = {};
  return lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

PartFolder::PartFolder(const std::string& path, bool make) : path_(path) {
  // Again where another run, which has ended, removes it between the two calls.
  for (int tries = 0; folder_ < 0 && tries < 10; ++tries) {
    if (make && mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) {
      throw OutputError(output_failure(path, "cannot be made", reason()));
    }
    folder_ = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder_ < 0 && (!make || errno != ENOENT)) break;
  }
  if (folder_ < 0) {
    throw OutputError(output_failure(path, "cannot be opened as a folder", reason()));
  }
}

PartFolder::~PartFolder() {
  close(folder_);
}

std::vector<std::string> PartFolder::names() const {
  std::vector<std::string> names;
  const int copy = openat(folder_, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (copy < 0) return names;
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(fdopendir(copy), closedir);
  while (entries != nullptr) {
    const dirent* const entry = readdir(entries.get());
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

// A file of the folder under another name, until it is published under its own.
class NewFile {
 public:
  NewFile(const PartFolder& folder, const std::string& name)
      : folder_(folder),
        name_(name),
        unfinished_(fmt::format("{}{}{}", name, unfinished_suffix, getpid())) {
    // Left by a process of the same number that was killed.
    unlinkat(folder_.folder_, unfinished_.c_str(), 0);
    file_ = openat(folder_.folder_, unfinished_.c_str(),
                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file_ < 0) fail("cannot be made");
  }
  ~NewFile() {
    if (file_ >= 0) close(file_);
    if (!published_) unlinkat(folder_.folder_, unfinished_.c_str(), 0);
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void append(std::span<const std::byte> bytes) const { write_fully(file_, bytes, path()); }
  void overwrite(std::span<const std::byte> bytes, off_t at) const {
    if (pwrite(file_, bytes.data(), bytes.size(), at) != static_cast<ssize_t>(bytes.size())) {
      fail("cannot be written");
    }
  }
  void publish() {
    if (fsync(file_) != 0) fail("cannot be synced to disk");
    const int status = close(file_);
    file_ = -1;
    if (status != 0) fail("cannot be closed");
    const int folder = folder_.folder_;
    if (renameat(folder, unfinished_.c_str(), folder, name_.c_str()) != 0) {
      fail("cannot be renamed into place");
    }
    published_ = true;
    // Some file systems cannot sync a folder and say so with EINVAL.
    if (fsync(folder) != 0 && errno != EINVAL) fail("cannot be synced to disk with its folder");
  }

 private:
  std::string path() const { return folder_.path() + "/" + name_; }
  [[noreturn]] void fail(const std::string& what) const {
    throw OutputError(output_failure(path(), what, reason()));
  }

  const PartFolder& folder_;
  std::string name_;
  std::string unfinished_;
  int file_ = -1;
  bool published_ = false;
};

void PartFolder::write(const std::string& name, std::span<const std::byte> contents) const {
  NewFile file(*this, name);
  file.append(contents);
  file.publish();
}

void PartFolder::write_part(const std::string& name, const PartHeader& header,
                            std::span<const std::byte> payload) const {
  PartOutput part(*this, name, header);
  part.append(payload);
  part.finish();
}

PartOutput::PartOutput(const PartFolder& folder, const std::string& name, const PartHeader& header)
    : file_(std::make_unique<NewFile>(folder, name)) {
  const std::string text = json_of(header).dump();
  lengths_[0] = text.size();
  file_->append(bytes_of(magic));
  file_->append(std::as_bytes(std::span(lengths_)));
  file_->append(bytes_of(text));
  sum_.add(text);
}

PartOutput::~PartOutput() = default;

void PartOutput::append(std::span<const std::byte> payload) {
  file_->append(payload);
  sum_.add(payload.data(), payload.size());
  lengths_[1] += payload.size();
}

void PartOutput::finish() {
  sum_.add(lengths_.data(), sizeof lengths_);
  const Checksum::Digest digest = sum_.digest();
  file_->append(std::as_bytes(std::span(digest)));
  file_->overwrite(std::as_bytes(std::span(lengths_)), magic.size());
  file_->publish();
}

std::vector<std::byte> PartFolder::read(const std::string& name, std::uint64_t most_bytes) const {
  const Descriptor file(openat(folder_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (file.number() < 0) throw BadPart(fmt::format("it cannot be opened: {}", reason()));
  const std::uint64_t size = size_of(file.number());
  if (most_bytes > 0 && size > most_bytes) throw BadPart("it is larger than such a file ever is");
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  if (!read_fully(file.number(), bytes)) throw BadPart("it cannot be read to its end");
  return bytes;
}

PartHeader PartFolder::read_header(const std::string& name) const {
  return PartInput(*this, name).header();
}

std::vector<std::byte> PartFolder::read_part(const std::string& name, PartHeader& header) const {
  PartInput part(*this, name);
  std::vector<std::byte> payload;
  part.next(part.bytes_left(), payload);
  part.finish();
  header = part.header();
  return payload;
}

PartInput::PartInput(const PartFolder& folder, const std::string& name) {
  const int file =
      openat(folder.folder_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) throw BadPart(fmt::format("it cannot be opened: {}", reason()));
  Descriptor closes(file);
  const std::uint64_t size = size_of(file);
  std::array<std::byte, magic.size() + lengths_bytes> beginning = {};
  if (!read_fully(file, beginning)) throw BadPart("it is cut off");
  lengths_ = lengths_of(beginning, size);
  std::string text(static_cast<std::size_t>(lengths_[0]), '\0');
  if (!read_fully(file, std::as_writable_bytes(std::span(text)))) throw BadPart("it is cut off");
  header_ = header_of(text);
  sum_.add(text);
  left_ = lengths_[1];
  file_ = closes.release();
}

PartInput::~PartInput() {
  if (file_ >= 0) close(file_);
}

void PartInput::next(std::uint64_t bytes, std::vector<std::byte>& piece) {
  // Small enough to be in a cache still when they are added to the checksum.
  constexpr std::size_t bytes_at_once = std::size_t{1} << 18;
  if (bytes > left_) throw BadPart("it is cut off");
  piece.resize(static_cast<std::size_t>(bytes));
  for (std::span<std::byte> rest(piece); !rest.empty();) {
    const std::span<std::byte> some = rest.first(std::min(bytes_at_once, rest.size()));
    if (!read_fully(file_, some)) throw BadPart("it cannot be read to its end");
    sum_.add(some.data(), some.size());
    rest = rest.subspan(some.size());
  }
  left_ -= bytes;
}

void PartInput::finish() {
  constexpr std::uint64_t bytes_at_once = std::uint64_t{1} << 18;
  std::vector<std::byte> piece;
  while (left_ > 0) next(std::min(left_, bytes_at_once), piece);
  sum_.add(lengths_.data(), sizeof lengths_);
  const Checksum::Digest digest = sum_.digest();
  Checksum::Digest stored = {};
  if (!read_fully(file_, std::as_writable_bytes(std::span(stored))) || stored != digest) {
    throw BadPart("its checksum is not that of its contents");
  }
}

void PartInput::read_at(std::uint64_t offset, std::span<std::byte> bytes) const {
  if (offset > lengths_[1] || bytes.size() > lengths_[1] - offset) throw BadPart("it is cut off");
  offset += magic.size() + lengths_bytes + lengths_[0];
  while (!bytes.empty()) {
    const ssize_t got = pread(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw BadPart("it cannot be read to its end");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
}

void PartFolder::set_aside(const std::string& name) const {
  renameat(folder_, name.c_str(), folder_, (name + std::string(bad_suffix)).c_str());
}

void PartFolder::remove(const std::string& name) const {
  unlinkat(folder_, name.c_str(), 0);
}

void PartFolder::remove_all() const {
  // The lock last: whoever waits for it must not begin in a folder that is being emptied.
  for (const std::string& name : names()) {
    if (is_ours(name) && name != lock_name) remove(name);
  }
  remove(lock_name);
  rmdir(path_.c_str());
}

}  // namespace peregrine
