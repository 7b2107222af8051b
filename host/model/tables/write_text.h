// Writes a table of inputs/calibration/.
#pragma once

#include <string>

namespace peregrine {

// The file is whole or not there: it is written beside its place and then renamed. Throws
// OutputError.
void write_text(const std::string& path, const std::string& text);

}  // namespace peregrine
