// The datasets of an HDF5 file from elsewhere.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "host/store/chunk_check.h"
#include "host/store/hdf5_failure.h"
#include "host/store/hdf5_input.h"

namespace peregrine {
namespace {

constexpr std::int64_t most_chunk_bytes = std::int64_t{1} << 26;
constexpr std::size_t most_text_bytes = 1000;
constexpr hsize_t most_scalars = 1000;

// A name in the file whose object lies in this file and not behind a link to another.
bool is_hard_link(hid_t place, const char* name) {
  H5L_info_t link = {};
  return H5Lexists(place, name, H5P_DEFAULT) > 0 &&
         H5Lget_info(place, name, &link, H5P_DEFAULT) >= 0 && link.type == H5L_TYPE_HARD;
}

bool has_type(hid_t dataset, ElementType type) {
  const Hdf5Handle stored(H5Dget_type(dataset), H5Tclose);
  switch (type) {
    case ElementType::text:
      return H5Tget_class(stored.id()) == H5T_STRING;
    case ElementType::code:
    case ElementType::name:
    case ElementType::character:
      return H5Tget_class(stored.id()) == H5T_STRING && H5Tget_size(stored.id()) == 1;
    default:
      return H5Tequal(stored.id(), file_type(type)) > 0;
  }
}

// Texts side by side, each padded with NUL to `width` bytes.
std::vector<std::string> strings_of_width(std::span<const std::byte> bytes, std::size_t width) {
  std::vector<std::string> strings;
  for (std::size_t start = 0; start < bytes.size(); start += width) {
    std::string text(reinterpret_cast<const char*>(bytes.data()) + start, width);
    text.resize(std::min(text.size(), text.find('\0')));
    strings.push_back(std::move(text));
  }
  return strings;
}

std::size_t rank_in_file(const VariableSchema& variable) {
  return variable.dimensions.size() + (has_length(variable) ? 1 : 0);
}

Slab whole_of(const VariableSchema& variable, const Extents& extents) {
  const std::vector<std::int64_t> shape = shape_of(variable, extents);
  return {std::vector<std::int64_t>(shape.size(), 0), shape};
}

herr_t keep_name(hid_t, const char* name, const H5L_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

// Bytes that a dataset can have at most, by what the file holds of it. Copies are compressed.
hsize_t most_bytes_of(hid_t dataset, hid_t properties, const std::string& path) {
  // zlib: deflate makes at most 1032 bytes of one ("maximum compression factor").
  constexpr hsize_t most_per_deflated_byte = 1032;
  std::error_code failure;
  const hsize_t file_bytes = std::filesystem::file_size(path, failure);
  if (failure) return 0;
  const hsize_t stored = std::min<hsize_t>(H5Dget_storage_size(dataset), file_bytes);
  switch (H5Pget_layout(properties)) {
    case H5D_CONTIGUOUS:
      return stored;
    case H5D_CHUNKED:
      return stored * most_per_deflated_byte;
    default:
      return 0;
  }
}

}  // namespace

Hdf5Handle Hdf5Input::open_variable(const VariableSchema& variable) const {
  const std::string name(variable.name);
  if (!is_hard_link(file_.id(), name.c_str())) fail(name, "is missing", damaged);
  Hdf5Handle dataset(H5Dopen2(file_.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
  if (!dataset.valid()) fail(name, fmt::format("cannot be opened: {}", hdf5_cause()), damaged);
  if (!has_type(dataset.id(), variable.type)) {
    fail(name, fmt::format("is not of type {}", element_type_name(variable.type)), damaged);
  }
  check_storage(dataset, variable);
  return dataset;
}

void Hdf5Input::check_storage(const Hdf5Handle& dataset, const VariableSchema& variable) const {
  const std::string name(variable.name);
  const Hdf5Handle creation(H5Dget_create_plist(dataset.id()), H5Pclose);
  const H5D_layout_t layout = H5Pget_layout(creation.id());
  if (layout == H5D_VIRTUAL || H5Pget_external_count(creation.id()) > 0) {
    fail(name, "lies in another file", damaged);
  }
  if (layout != H5D_CHUNKED) return;
  std::array<hsize_t, H5S_MAX_RANK> chunk = {};
  const int rank = H5Pget_chunk(creation.id(), static_cast<int>(chunk.size()), chunk.data());
  double bytes = static_cast<double>(element_bytes(variable.type));
  for (int axis = 0; axis < rank; ++axis) {
    bytes *= static_cast<double>(chunk[static_cast<std::size_t>(axis)]);
  }
  if (bytes > static_cast<double>(most_chunk_bytes)) {
    fail(name, fmt::format("has chunks of {:.0f} MB", bytes / 1e6), damaged);
  }
}

void Hdf5Input::check_chunks(hid_t dataset, const std::string& name, const Slab& slab) const {
  const std::string problem = problem_with_chunks(dataset, slab.offset, slab.count);
  if (!problem.empty()) fail(name, problem, damaged);
}

std::vector<std::int64_t> Hdf5Input::shape(const VariableSchema& variable) const {
  const Hdf5Handle dataset = open_variable(variable);
  const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
  const std::size_t rank = rank_in_file(variable);
  if (H5Sget_simple_extent_ndims(space.id()) != static_cast<int>(rank)) {
    fail(std::string(variable.name), fmt::format("does not have {} dimensions", rank), damaged);
  }
  std::vector<hsize_t> extent(rank);
  if (H5Sget_simple_extent_dims(space.id(), extent.data(), nullptr) < 0) {
    fail(std::string(variable.name), fmt::format("has no shape: {}", hdf5_cause()), damaged);
  }
  if (has_length(variable)) {
    if (extent.back() > most_text_bytes) {
      fail(std::string(variable.name), "has texts that are too long", damaged);
    }
    extent.pop_back();
  }
  return {extent.begin(), extent.end()};
}

void Hdf5Input::read(const VariableSchema& variable, const Extents& extents, const Slab& slab,
                     hid_t type, void* values) const {
  const std::string name(variable.name);
  if (shape(variable) != shape_of(variable, extents)) {
    fail(name, "does not have the shape of its dimensions", damaged);
  }
  const Hdf5Handle dataset = open_variable(variable);
  check_chunks(dataset.id(), name, slab);
  const std::vector<hsize_t> offset(slab.offset.begin(), slab.offset.end());
  const std::vector<hsize_t> count(slab.count.begin(), slab.count.end());
  const Hdf5Handle memory(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr),
                          H5Sclose);
  const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
  if (H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, offset.data(), nullptr, count.data(),
                          nullptr) < 0 ||
      H5Dread(dataset.id(), type, memory.id(), space.id(), H5P_DEFAULT, values) < 0) {
    const std::string cause = hdf5_cause();
    fail(name, fmt::format("cannot be read: {}", cause), remedy_for_failed_read(cause, damaged));
  }
}

std::vector<double> Hdf5Input::read_numbers(const VariableSchema& variable, const Extents& extents,
                                            const Slab& slab) const {
  std::vector<double> numbers(static_cast<std::size_t>(product(slab.count)));
  read(variable, extents, slab, H5T_NATIVE_DOUBLE, numbers.data());
  return numbers;
}

std::span<const std::byte> Hdf5Input::read_bytes(const VariableSchema& variable,
                                                 const Extents& extents, const Slab& slab,
                                                 std::vector<std::byte>& buffer) const {
  const std::size_t size =
      static_cast<std::size_t>(product(slab.count)) * element_bytes(variable.type);
  if (buffer.size() < size) buffer.resize(size);
  if (variable.type == ElementType::character) {
    // As it is stored: a copy may pad in another way, for which HDF5 would change the characters.
    const Hdf5Handle dataset = open_variable(variable);
    const Hdf5Handle stored(H5Dget_type(dataset.id()), H5Tclose);
    read(variable, extents, slab, stored.id(), buffer.data());
  } else {
    read(variable, extents, slab, file_type(variable.type), buffer.data());
  }
  return std::span(buffer).first(size);
}

std::vector<double> Hdf5Input::read_numbers(const VariableSchema& variable,
                                            const Extents& extents) const {
  return read_numbers(variable, extents, whole_of(variable, extents));
}

std::vector<std::string> Hdf5Input::read_strings(const VariableSchema& variable,
                                                 const Extents& extents) const {
  if (has_length(variable)) return read_rows_of_characters(variable, extents);
  std::vector<std::byte> buffer;
  const std::span<const std::byte> bytes =
      read_bytes(variable, extents, whole_of(variable, extents), buffer);
  return strings_of_width(bytes, static_cast<std::size_t>(shape_of(variable, extents).back()));
}

std::vector<std::string> Hdf5Input::read_rows_of_characters(const VariableSchema& variable,
                                                            const Extents& extents) const {
  const std::string name(variable.name);
  if (shape(variable) != shape_of(variable, extents)) {
    fail(name, "does not have the shape of its dimensions", damaged);
  }
  const Hdf5Handle dataset = open_variable(variable);
  const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
  const Hdf5Handle stored(H5Dget_type(dataset.id()), H5Tclose);
  std::array<hsize_t, 2> extent = {};
  H5Sget_simple_extent_dims(space.id(), extent.data(), nullptr);
  check_chunks(
      dataset.id(), name,
      {{0, 0}, {static_cast<std::int64_t>(extent[0]), static_cast<std::int64_t>(extent[1])}});
  std::vector<std::byte> bytes(static_cast<std::size_t>(extent[0] * extent[1]));
  if (H5Dread(dataset.id(), stored.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) < 0) {
    fail(name, fmt::format("cannot be read: {}", hdf5_cause()), damaged);
  }
  return strings_of_width(bytes, static_cast<std::size_t>(extent[1]));
}

std::map<std::string, double> Hdf5Input::scalars(const char* group_name) const {
  std::map<std::string, double> values;
  if (!is_hard_link(file_.id(), group_name)) return values;
  const Hdf5Handle group(H5Gopen2(file_.id(), group_name, H5P_DEFAULT), H5Gclose);
  H5G_info_t info = {};
  std::vector<std::string> names;
  if (!group.valid() || H5Gget_info(group.id(), &info) < 0 || info.nlinks > most_scalars ||
      H5Literate(group.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, keep_name, &names) < 0) {
    fail(group_name, "cannot be listed", damaged);
  }
  for (const std::string& name : names) {
    if (!is_hard_link(group.id(), name.c_str())) continue;
    const Hdf5Handle dataset(H5Dopen2(group.id(), name.c_str(), H5P_DEFAULT), H5Dclose);
    if (!dataset.valid()) continue;
    const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
    double value = 0;
    if (H5Sget_simple_extent_npoints(space.id()) != 1 ||
        !has_type(dataset.id(), ElementType::float64))
      continue;
    if (H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value) < 0) {
      fail(fmt::format("{}/{}", group_name, name), fmt::format("cannot be read: {}", hdf5_cause()),
           damaged);
    }
    values.emplace(name, value);
  }
  return values;
}

std::vector<std::byte> Hdf5Input::bytes(const char* group_name, const char* name) const {
  if (!is_hard_link(file_.id(), group_name)) return {};
  const std::string key = fmt::format("{}/{}", group_name, name);
  const Hdf5Handle group(H5Gopen2(file_.id(), group_name, H5P_DEFAULT), H5Gclose);
  if (!group.valid()) fail(group_name, "is not a group", damaged);
  if (!is_hard_link(group.id(), name)) return {};
  const Hdf5Handle dataset(H5Dopen2(group.id(), name, H5P_DEFAULT), H5Dclose);
  if (!dataset.valid()) fail(key, "is not a dataset", damaged);
  const Hdf5Handle type(H5Dget_type(dataset.id()), H5Tclose);
  const Hdf5Handle space(H5Dget_space(dataset.id()), H5Sclose);
  const Hdf5Handle properties(H5Dget_create_plist(dataset.id()), H5Pclose);
  hsize_t extent = 0;
  if (H5Tequal(type.id(), H5T_STD_U8LE) <= 0 || H5Sget_simple_extent_ndims(space.id()) != 1 ||
      H5Sget_simple_extent_dims(space.id(), &extent, nullptr) < 0 ||
      H5Pget_external_count(properties.id()) != 0 ||
      extent > most_bytes_of(dataset.id(), properties.id(), path_)) {
    fail(key, "is not a sequence of bytes that the file holds", damaged);
  }
  if (extent > 0) check_chunks(dataset.id(), key, {{0}, {static_cast<std::int64_t>(extent)}});
  std::vector<std::byte> read(static_cast<std::size_t>(extent));
  if (!read.empty() &&
      H5Dread(dataset.id(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()) < 0) {
    fail(key, fmt::format("cannot be read: {}", hdf5_cause()), damaged);
  }
  return read;
}

}  // namespace peregrine
