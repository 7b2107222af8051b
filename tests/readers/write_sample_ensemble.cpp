// Writes the sample ensemble that the other programs of this folder open; or, with `mergeable`, one
// with the group of `peregrine run --mergeable`, which holds some bytes.
#include <cstddef>
#include <cstdio>
#include <exception>
#include <string_view>
#include <vector>

#include "tests/store/sample_ensemble.h"

namespace {

void write_mergeable_file(const char* path) {
  const peregrine::EnsembleHeader header = peregrine::sample::header();
  peregrine::EnsembleWriter writer(path, header);
  peregrine::sample::write_results(writer, peregrine::extents_of(header));
  constexpr std::size_t size = 100'000;
  writer.write_mergeable(std::vector<std::byte>(size, std::byte{42}));
  writer.finish();
}

}  // namespace

int main(int argc, char** argv) {
  const bool mergeable = argc == 3 && std::string_view(argv[2]) == "mergeable";
  if (argc != 2 && !mergeable) {
    std::fprintf(stderr, "usage: write_sample_ensemble FILE [mergeable]\n");
    return 2;
  }
  try {
    if (mergeable) {
      write_mergeable_file(argv[1]);
    } else {
      peregrine::sample::write_file(argv[1], peregrine::sample::header());
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
