// HDF5 identifiers that close themselves, and the library's own account of what went wrong.
#pragma once

#include <hdf5.h>

#include <string>
#include <utility>

#include "host/store/schema.h"

namespace peregrine {

// Owns one identifier; invalid (negative) ones are held, too, so that the caller can check.
class Hdf5Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Hdf5Handle() = default;
  Hdf5Handle(hid_t id, Close how_to_close) : id_(id), close_(how_to_close) {}
  Hdf5Handle(Hdf5Handle&& other) noexcept
      : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Hdf5Handle& operator=(Hdf5Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  ~Hdf5Handle() { close(); }

  hid_t id() const { return id_; }
  bool valid() const { return id_ >= 0; }
  // Closes now; negative where HDF5 says that it failed.
  herr_t close() { return valid() ? close_(std::exchange(id_, -1)) : 0; }

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

// Keeps HDF5 from printing its error stack; errors reach the user as ours. For the whole process,
// since handles may close at any time.
void silence_hdf5();

// The innermost cause on HDF5's error stack, the operating system's words where it has them.
std::string hdf5_cause();

// Element types in the file (little-endian) and in memory. Not to be closed by the caller.
hid_t file_type(ElementType type);
hid_t memory_type(ElementType type);

}  // namespace peregrine
