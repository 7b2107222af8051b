// Any file read as an ensemble ends in numbers or in an InputError, and takes no memory that it
// does not hold. An input is a list of patches of a sound file, so that most of it stays sound; or,
// where it begins with 0xff, the file itself.
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "host/store/content_hash.h"
#include "host/store/ensemble_reader.h"
#include "host/support/error.h"
#include "tests/store/sample_ensemble.h"
#include "tests/store/temporary_folder.h"

namespace {

using namespace peregrine;

struct Sound {
  sample::TemporaryFolder folder;
  std::string bytes;

  Sound() {
    const EnsembleHeader header = sample::header();
    {
      EnsembleWriter writer(folder.file("sound.h5"), header);
      sample::write_results(writer, extents_of(header));
      writer.write_mergeable(std::vector<std::byte>(500, std::byte{7}));
      writer.finish();
    }
    bytes = sample::bytes_of(folder.file("sound.h5"));
  }
};

std::string patched(std::string bytes, const std::uint8_t* data, std::size_t size) {
  struct Patch {
    std::uint32_t place;
    std::uint8_t value[8];
  };
  for (; size > sizeof(std::uint32_t); data += sizeof(Patch), size -= sizeof(Patch)) {
    Patch patch = {};
    std::memcpy(&patch, data, std::min(size, sizeof patch));
    const std::size_t place = patch.place % (bytes.size() - sizeof patch.value);
    std::memcpy(bytes.data() + place, patch.value, sizeof patch.value);
    if (size < sizeof patch) break;
  }
  return bytes;
}

template <typename Read>
void read(const Read& use) {
  try {
    use();
  } catch (const InputError& error) {
    if (error.problems().empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Sound sound;
  const std::string file = sound.folder.file("fuzzed.h5");
  const bool whole = size > 0 && data[0] == 0xff;
  sample::write_bytes(file, whole ? std::string(reinterpret_cast<const char*>(data) + 1, size - 1)
                                  : patched(sound.bytes, data, size));
  read([&] { EnsembleReader(file, Accept::incomplete).attributes(); });
  read([&] { verify_file(file); });
  read([&] { EnsembleReader(file).mergeable(); });
  return 0;
}
