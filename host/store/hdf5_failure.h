// What is behind a failure to open or read an HDF5 file, in words for its user.
#pragma once

#include <string>

namespace peregrine {

struct Hdf5Failure {
  std::string problem;
  std::string remedy;
};

// `cause`: hdf5_cause(), right after the call that failed. Only where a checksum or the file's own
// length contradicts its contents is it said to be damaged or cut off.
Hdf5Failure explain_failed_open(const std::string& path, const std::string& cause);

// The remedy where a part of an open file cannot be read: `damaged`, unless the system below it
// failed and not a check of the contents.
std::string remedy_for_failed_read(const std::string& cause, const std::string& damaged);

}  // namespace peregrine
