// Any file read as a part of an unfinished run ends in what a run wrote or in a BadPart.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

#include "host/checkpoint/part_file.h"
#include "host/checkpoint/run_record.h"
#include "host/support/bytes.h"
#include "host/support/error.h"
#include "tests/store/temporary_folder.h"

namespace {

using namespace peregrine;

// With lengths that fit, so that header and payload are reached as well.
std::string with_lengths(std::string bytes) {
  constexpr std::size_t magic = 8;
  constexpr std::size_t around = magic + 16 + sizeof(Checksum::Digest);
  if (bytes.size() < around) return bytes;
  const std::uint64_t room = bytes.size() - around;
  const std::uint64_t header = room == 0 ? 0 : static_cast<unsigned char>(bytes.back()) % room;
  const std::uint64_t lengths[2] = {header, room - header};
  bytes.replace(0, magic, "PGRPART3");
  bytes.replace(magic, sizeof lengths, reinterpret_cast<const char*>(lengths), sizeof lengths);
  return bytes;
}

void read_all(const PartFolder& folder) {
  try {
    PartHeader header;
    folder.read_part("a.part", header);
  } catch (const BadPart&) {
  }
  try {
    read_record(folder);
  } catch (const InputError&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sample::TemporaryFolder outer;
  static const PartFolder folder(outer.file("r.parts"), true);
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const std::string& bytes : {text, with_lengths(text)}) {
    sample::write_bytes(outer.file("r.parts/a.part"), bytes);
    sample::write_bytes(outer.file("r.parts/run.json"), bytes);
    read_all(folder);
  }
  try {
    const std::vector<std::int64_t> blocks = ranges_of_text(text.substr(0, 100));
    if (!blocks.empty() && ranges_of_text(ranges_as_text(blocks)) != blocks) std::abort();
  } catch (const MalformedBytes&) {
  }
  ByteReader reader(std::as_bytes(std::span(text)));
  try {
    while (true) reader.part(reader.count()).integer();
  } catch (const MalformedBytes&) {
  }
  return 0;
}
