// What `peregrine info` says of a file: its header, dimensions and variables.
#pragma once

#include <string>

#include "host/store/ensemble_reader.h"

namespace peregrine {

// `file_bytes` is the size on disk.
std::string info_as_text(const EnsembleReader& reader, double file_bytes);

}  // namespace peregrine
