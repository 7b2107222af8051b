// Calls to HDF5 for one output file, every one of them checked.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "host/store/hdf5_handle.h"
#include "host/store/output_path.h"
#include "host/support/error.h"

namespace peregrine {

// Knows the name under which the user asked for the file; every member throws OutputError.
class Hdf5Output {
 public:
  explicit Hdf5Output(std::string path) : path_(std::move(path)) { silence_hdf5(); }

  const std::string& path() const { return path_; }

  // Passes a status or identifier on unless it is negative; `what` completes "cannot ...".
  template <typename Status>
  Status checked(Status status, std::string_view what) const {
    if (status < 0) {
      throw OutputError(output_failure(path_, fmt::format("cannot {}", what), hdf5_cause()));
    }
    return status;
  }
  Hdf5Handle owned(hid_t id, Hdf5Handle::Close close, std::string_view what) const {
    return {checked(id, what), close};
  }

  Hdf5Handle create_file(const std::string& name) const;
  Hdf5Handle reopen_file(const std::string& name) const;
  Hdf5Handle create_group(hid_t parent, const char* name) const;

  void write_attribute(hid_t object, const char* name, std::string_view text) const;
  // A scalar, or an array of `length` elements.
  void write_attribute(hid_t object, const char* name, hid_t stored_type, hid_t type,
                       const void* value, const hsize_t* length = nullptr) const;

 private:
  Hdf5Handle access_properties() const;

  std::string path_;
};

}  // namespace peregrine
