#include "host/store/hdf5_output.h"

#include <algorithm>

namespace peregrine {
namespace {

constexpr unsigned creation_order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
constexpr std::string_view prepare = "prepare HDF5";

}  // namespace

Hdf5Handle Hdf5Output::access_properties() const {
  Hdf5Handle access = owned(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, prepare);
  // V18 and not the latest: what is flushed stays readable if the process dies.
  checked(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_LATEST), prepare);
  return access;
}

Hdf5Handle Hdf5Output::create_file(const std::string& name) const {
  const Hdf5Handle access = access_properties();
  const Hdf5Handle creation = owned(H5Pcreate(H5P_FILE_CREATE), H5Pclose, prepare);
  checked(H5Pset_link_creation_order(creation.id(), creation_order), prepare);
  checked(H5Pset_attr_creation_order(creation.id(), creation_order), prepare);
  return owned(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose,
               "create the file");
}

Hdf5Handle Hdf5Output::reopen_file(const std::string& name) const {
  const Hdf5Handle access = access_properties();
  return owned(H5Fopen(name.c_str(), H5F_ACC_RDWR, access.id()), H5Fclose, "reopen the file");
}

Hdf5Handle Hdf5Output::create_group(hid_t parent, const char* name) const {
  const Hdf5Handle creation = owned(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, prepare);
  checked(H5Pset_link_creation_order(creation.id(), creation_order), prepare);
  checked(H5Pset_attr_creation_order(creation.id(), creation_order), prepare);
  return owned(H5Gcreate2(parent, name, H5P_DEFAULT, creation.id(), H5P_DEFAULT), H5Gclose,
               fmt::format("create group {}", name));
}

void Hdf5Output::write_attribute(hid_t object, const char* name, hid_t stored_type, hid_t type,
                                 const void* value, const hsize_t* length) const {
  const std::string what = fmt::format("write attribute {}", name);
  const Hdf5Handle space =
      owned(length == nullptr ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, length, nullptr),
            H5Sclose, what);
  const Hdf5Handle attribute = owned(
      H5Acreate2(object, name, stored_type, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose, what);
  checked(H5Awrite(attribute.id(), type, value), what);
}

void Hdf5Output::write_attribute(hid_t object, const char* name, std::string_view text) const {
  const Hdf5Handle type = owned(H5Tcopy(H5T_C_S1), H5Tclose, prepare);
  checked(H5Tset_size(type.id(), std::max<std::size_t>(text.size(), 1)), prepare);
  checked(H5Tset_cset(type.id(), H5T_CSET_UTF8), prepare);
  const std::string bytes = text.empty() ? std::string(1, '\0') : std::string(text);
  write_attribute(object, name, type.id(), type.id(), bytes.data());
}

}  // namespace peregrine
