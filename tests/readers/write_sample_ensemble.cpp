// Writes the sample ensemble that the other programs of this folder open.
#include <cstdio>
#include <exception>

#include "tests/store/sample_ensemble.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: write_sample_ensemble FILE\n");
    return 2;
  }
  try {
    peregrine::sample::write_file(argv[1], peregrine::sample::header());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
