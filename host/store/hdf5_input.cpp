#include "host/store/hdf5_input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "host/store/hdf5_failure.h"
#include "host/support/error.h"

namespace peregrine {
namespace {

constexpr std::size_t most_attribute_bytes = std::size_t{1} << 24;
constexpr hsize_t most_entries = 1000;

[[noreturn]] void fail_at(const std::string& path, const std::string& key,
                          const std::string& problem, const std::string& remedy) {
  throw InputError({Problem{path, 0, key, "", problem, remedy}});
}

void check_readable(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    fail_at(path, "", "does not exist", "name a file of `peregrine run`");
  }
  if (status.type() == fs::file_type::directory) {
    fail_at(path, "", "is a folder", "name a file of `peregrine run`");
  }
  if (status.type() != fs::file_type::regular) {
    fail_at(path, "", "is not a regular file", "name a file of `peregrine run`");
  }
  if (access(path.c_str(), R_OK) != 0) {
    fail_at(path, "", fmt::format("cannot be read: {}", std::strerror(errno)),
            "check its permissions");
  }
}

}  // namespace

Hdf5Input::Hdf5Input(const std::string& path) : path_(path) {
  silence_hdf5();
  check_readable(path);
  const htri_t is_hdf5 = H5Fis_hdf5(path.c_str());
  if (is_hdf5 == 0) fail("", "is not an HDF5 file", "name a file of `peregrine run`");
  if (is_hdf5 > 0) {
    file_ = Hdf5Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose);
  }
  if (!file_.valid()) {
    const Hdf5Failure failure = explain_failed_open(path, hdf5_cause());
    fail("", failure.problem, failure.remedy);
  }
}

void Hdf5Input::fail(const std::string& key, const std::string& problem,
                     const std::string& remedy) const {
  fail_at(path_, key, problem, remedy);
}

bool Hdf5Input::has_attribute(const char* name) const {
  const htri_t exists = H5Aexists(file_.id(), name);
  if (exists < 0) fail(name, fmt::format("cannot be read: {}", hdf5_cause()), damaged);
  return exists > 0;
}

std::string Hdf5Input::attribute_text(hid_t attribute, const std::string& name) const {
  const Hdf5Handle type(H5Aget_type(attribute), H5Tclose);
  const Hdf5Handle space(H5Aget_space(attribute), H5Sclose);
  const std::size_t bytes = H5Tget_size(type.id());
  if (H5Sget_simple_extent_npoints(space.id()) != 1) return "(not a single value)";
  if (H5Tget_class(type.id()) == H5T_INTEGER && bytes <= sizeof(std::int64_t)) {
    // Unsigned 64-bit numbers keep their bits in a signed one, and H5T converts by value.
    const bool is_unsigned = H5Tget_sign(type.id()) == H5T_SGN_NONE;
    std::uint64_t bits = 0;
    if (H5Aread(attribute, is_unsigned ? H5T_NATIVE_UINT64 : H5T_NATIVE_INT64, &bits) < 0) {
      fail(name, fmt::format("cannot be read: {}", hdf5_cause()), damaged);
    }
    return is_unsigned ? fmt::format("{}", bits)
                       : fmt::format("{}", static_cast<std::int64_t>(bits));
  }
  if (H5Tget_class(type.id()) == H5T_FLOAT) {
    double number = 0;
    if (H5Aread(attribute, H5T_NATIVE_DOUBLE, &number) < 0) {
      fail(name, fmt::format("cannot be read: {}", hdf5_cause()), damaged);
    }
    return fmt::format("{}", number);
  }
  if (H5Tget_class(type.id()) != H5T_STRING) return "(neither text nor a number)";
  if (H5Tis_variable_str(type.id()) != 0) return "(text of variable length)";
  if (bytes > most_attribute_bytes) fail(name, "is longer than 16 MiB", damaged);
  std::string text(bytes, '\0');
  if (H5Aread(attribute, type.id(), text.data()) < 0) {
    fail(name, fmt::format("cannot be read: {}", hdf5_cause()), damaged);
  }
  text.resize(std::min(text.size(), text.find('\0')));
  return text;
}

std::string Hdf5Input::text(const char* name) const {
  const Hdf5Handle attribute(H5Aopen(file_.id(), name, H5P_DEFAULT), H5Aclose);
  if (!attribute.valid()) fail(name, "is missing among the root attributes", damaged);
  const Hdf5Handle type(H5Aget_type(attribute.id()), H5Tclose);
  if (H5Tget_class(type.id()) == H5T_STRING && H5Tis_variable_str(type.id()) != 0) {
    // HDF5 copies as many bytes as the file says into room that it measures otherwise.
    fail(name, "is a text of variable length, which this program does not read",
         "copy its original anew, by nccopy, h5repack or xarray with engine=\"netcdf4\"");
  }
  return attribute_text(attribute.id(), name);
}

std::int64_t Hdf5Input::integer(const char* name) const {
  const std::string digits = text(name);
  errno = 0;
  char* end = nullptr;
  // Seeds use all 64 bits and come back as the signed number of the same bits.
  const std::int64_t number =
      digits.starts_with('-') ? std::strtoll(digits.c_str(), &end, 10)
                              : static_cast<std::int64_t>(std::strtoull(digits.c_str(), &end, 10));
  if (errno != 0 || end == digits.c_str() || *end != '\0') {
    fail(name, fmt::format("= {} is not a whole number", digits), damaged);
  }
  return number;
}

std::vector<std::pair<std::string, std::string>> Hdf5Input::attributes() const {
#if H5_VERSION_GE(1, 12, 0)
  H5O_info2_t object = {};
  const herr_t found = H5Oget_info3(file_.id(), &object, H5O_INFO_NUM_ATTRS);
#else
  H5O_info_t object = {};
  const herr_t found = H5Oget_info2(file_.id(), &object, H5O_INFO_NUM_ATTRS);
#endif
  if (found < 0) {
    fail("", fmt::format("cannot be read: {}", hdf5_cause()), damaged);
  }
  std::vector<std::pair<std::string, std::string>> all;
  for (hsize_t index = 0; index < std::min(object.num_attrs, most_entries); ++index) {
    const Hdf5Handle attribute(H5Aopen_by_idx(file_.id(), ".", H5_INDEX_CRT_ORDER, H5_ITER_INC,
                                              index, H5P_DEFAULT, H5P_DEFAULT),
                               H5Aclose);
    if (!attribute.valid()) fail("", "has attributes that cannot be read", damaged);
    std::string name(256, '\0');
    const ssize_t length = H5Aget_name(attribute.id(), name.size(), name.data());
    name.resize(std::clamp<std::size_t>(static_cast<std::size_t>(std::max<ssize_t>(length, 0)), 0,
                                        name.size() - 1));
    all.emplace_back(name, attribute_text(attribute.id(), name));
  }
  return all;
}

bool Hdf5Input::has(std::string_view name) const {
  return H5Lexists(file_.id(), std::string(name).c_str(), H5P_DEFAULT) > 0;
}

}  // namespace peregrine
