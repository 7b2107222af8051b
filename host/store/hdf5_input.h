// An HDF5 file from elsewhere, opened with care: nothing in it is believed before it is checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/store/ensemble_reader.h"
#include "host/store/hdf5_handle.h"

namespace peregrine {

// Every member throws InputError. For one thread.
class Hdf5Input {
 public:
  // Throws where `path` is no readable HDF5 file.
  explicit Hdf5Input(const std::string& path);

  const std::string& path() const { return path_; }
  [[noreturn]] void fail(const std::string& key, const std::string& problem,
                         const std::string& remedy) const;

  // Attributes of the root group.
  bool has_attribute(const char* name) const;
  std::string text(const char* name) const;
  std::int64_t integer(const char* name) const;
  std::vector<std::pair<std::string, std::string>> attributes() const;

  // Extents of a variable whose rank and element type are those of the schema.
  std::vector<std::int64_t> shape(const VariableSchema& variable) const;
  // Whether the file has an object of that name.
  bool has(std::string_view name) const;
  // Values of a slab that lies within `extents`, which the variable must have.
  std::vector<double> read_numbers(const VariableSchema& variable, const Extents& extents,
                                   const Slab& slab) const;
  // As stored, in `buffer`, which grows where it is too small.
  std::span<const std::byte> read_bytes(const VariableSchema& variable, const Extents& extents,
                                        const Slab& slab, std::vector<std::byte>& buffer) const;

  // All values of a variable; of a text, without the padding.
  std::vector<double> read_numbers(const VariableSchema& variable, const Extents& extents) const;
  std::vector<std::string> read_strings(const VariableSchema& variable,
                                        const Extents& extents) const;

  // The floating-point scalars of a group, by name; none where there is no such group.
  std::map<std::string, double> scalars(const char* group) const;

  // A one-dimensional dataset of bytes in a group, no larger than the file; nothing where there is
  // none.
  std::vector<std::byte> bytes(const char* group, const char* name) const;

 private:
  // What to do about contents that contradict themselves.
  static constexpr const char* damaged =
      "the file is damaged or foreign; make it again with `peregrine run`";

  Hdf5Handle open_variable(const VariableSchema& variable) const;
  void check_storage(const Hdf5Handle& dataset, const VariableSchema& variable) const;
  void check_chunks(hid_t dataset, const std::string& name, const Slab& slab) const;
  std::string attribute_text(hid_t attribute, const std::string& name) const;
  std::vector<std::string> read_rows_of_characters(const VariableSchema& variable,
                                                   const Extents& extents) const;
  void read(const VariableSchema& variable, const Extents& extents, const Slab& slab, hid_t type,
            void* values) const;

  std::string path_;
  Hdf5Handle file_;
};

}  // namespace peregrine
