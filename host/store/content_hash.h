// One number for the contents of an ensemble, and the checks behind `peregrine verify`.
#pragma once

#include <string>
#include <vector>

#include "host/store/ensemble_reader.h"
#include "host/support/error.h"

namespace peregrine {

// SHA-256, 64 hex digits, of what was computed: model version, seed, draws, and for every variable
// in schema order its name, element type, shape and little-endian values; of a text, UTF-8 and a
// NUL. Chunks, compression, machine, history and times do not enter. Throws InputError where a
// variable cannot be read.
std::string content_hash(const EnsembleReader& reader);

struct Verification {
  std::string stored_hash;
  std::string computed_hash;  // empty where a variable could not be read
  std::vector<Problem> problems;
  bool passed() const { return problems.empty(); }
};

// Reads the whole file: presence and shape of every variable, finite values, missing values only
// where the schema has them, no negative stocks, quantiles ascending, and the content hash.
// Throws InputError only where the file cannot be opened as a complete ensemble.
Verification verify_file(const std::string& path);

}  // namespace peregrine
