#include "host/store/hdf5_handle.h"

#include <cstdlib>
#include <string_view>

namespace peregrine {
namespace {

herr_t keep_innermost(unsigned, const H5E_error2_t* entry, void* text) {
  // Walked downwards the stack ends at the call that failed first.
  *static_cast<std::string*>(text) = entry->desc == nullptr ? "" : entry->desc;
  return 0;
}

hid_t character_type() {
  // One NUL-terminated character, which is how netCDF-4 stores NC_CHAR.
  static const hid_t type = [] {
    const hid_t copy = H5Tcopy(H5T_C_S1);
    H5Tset_size(copy, 1);
    return copy;
  }();
  return type;
}

hid_t text_type() {
  // NC_STRING of netCDF-4.
  static const hid_t type = [] {
    const hid_t copy = H5Tcopy(H5T_C_S1);
    H5Tset_size(copy, H5T_VARIABLE);
    H5Tset_cset(copy, H5T_CSET_UTF8);
    return copy;
  }();
  return type;
}

// HDF5 1.10 keeps a file whose flush failed (a full disk) half open, and crashes on it when it
// tidies up at exit or in MPI_Finalize. All files are closed by then, so it need not tidy up; it
// arms itself for that when it starts, so it starts here, before main and before MPI does.
const bool without_tidying_up = [] {
  // The library's own lock is not needed: a file appears when it is complete, and a run's folder
  // has a lock (host/checkpoint/run_lock.h). Where the file system has none, nothing could be
  // opened. The variable, since it wins over access properties, and every opening heeds it.
  setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
  H5dont_atexit();
  return H5open() >= 0;
}();

}  // namespace

void silence_hdf5() {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::string hdf5_cause() {
  std::string cause;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_innermost, &cause);
  constexpr std::string_view opening = "error message = '";
  const std::size_t start = cause.find(opening);
  if (start != std::string::npos) {
    const std::size_t first = start + opening.size();
    return cause.substr(first, cause.find('\'', first) - first);
  }
  return cause.empty() ? "HDF5 gives no reason" : cause;
}

namespace {

struct StoredTypes {
  hid_t file;
  hid_t memory;
};

StoredTypes types_of(ElementType type) {
  switch (type) {
    case ElementType::int8:
      return {H5T_STD_I8LE, H5T_NATIVE_INT8};
    case ElementType::int32:
      return {H5T_STD_I32LE, H5T_NATIVE_INT32};
    case ElementType::float32:
      return {H5T_IEEE_F32LE, H5T_NATIVE_FLOAT};
    case ElementType::float64:
      return {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE};
    case ElementType::text:
      return {text_type(), text_type()};
    case ElementType::code:
    case ElementType::name:
    case ElementType::character:
      return {character_type(), character_type()};
  }
  return {-1, -1};
}

}  // namespace

hid_t file_type(ElementType type) {
  return types_of(type).file;
}

hid_t memory_type(ElementType type) {
  return types_of(type).memory;
}

}  // namespace peregrine
