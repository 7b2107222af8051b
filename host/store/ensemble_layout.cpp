#include "host/store/ensemble_layout.h"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "host/store/ensemble_coordinates.h"

namespace peregrine {
namespace {

constexpr unsigned deflate_level = 1;
constexpr std::size_t hash_digits = 64;

// Texts of an attribute are not empty.
std::string_view known_or_not(const std::string& words) {
  return words.empty() ? "not known" : std::string_view(words);
}

void write_root_attributes(const Hdf5Output& output, hid_t root, const EnsembleHeader& header) {
  const std::int32_t complete = 0;
  output.write_attribute(root, "Conventions", "CF-1.10");
  output.write_attribute(root, "title", header.title);
  output.write_attribute(root, "filetype", ensemble_filetype);
  output.write_attribute(root, "format_version", H5T_STD_I32LE, H5T_NATIVE_INT,
                         &ensemble_format_version);
  output.write_attribute(root, "model_version", header.model_version);
  output.write_attribute(root, "scenario", header.scenario);
  output.write_attribute(root, "scenario_toml", header.scenario_toml);
  output.write_attribute(root, "inputs_sha256", header.inputs_sha256);
  output.write_attribute(root, "known_to", known_or_not(header.known_to));
  output.write_attribute(root, "vintages", known_or_not(header.vintages));
  if (!header.own_months.empty()) {
    output.write_attribute(root, "own_months", header.own_months);
  }
  output.write_attribute(root, "seed", H5T_STD_U64LE, H5T_NATIVE_UINT64, &header.seed);
  output.write_attribute(root, "draws", H5T_STD_I64LE, H5T_NATIVE_INT64, &header.draws);
  output.write_attribute(root, "git_revision", header.git_revision);
  output.write_attribute(root, "build", header.build);
  output.write_attribute(root, "machine", header.machine);
  output.write_attribute(root, "history", header.history);
  // Both take their final value in place, so that a full disk cannot stop them any more.
  output.write_attribute(root, "content_sha256", std::string(hash_digits, '0'));
  output.write_attribute(root, "complete", H5T_STD_I32LE, H5T_NATIVE_INT32, &complete);
}

void describe(const Hdf5Output& output, hid_t dataset, const VariableSchema& variable) {
  output.write_attribute(dataset, "long_name", variable.long_name);
  if (!variable.units.empty()) output.write_attribute(dataset, "units", variable.units);
  if (!variable.cell_methods.empty()) {
    output.write_attribute(dataset, "cell_methods", variable.cell_methods);
  }
  output.write_attribute(dataset, "comment", variable.description);
  if (is_coordinate(variable) && variable.dimensions.front() == Dimension::time) {
    output.write_attribute(dataset, "standard_name", "time");
    output.write_attribute(dataset, "axis", "T");
    output.write_attribute(dataset, "calendar", "standard");
  }
  if (is_coordinate(variable) && variable.dimensions.front() == Dimension::realization) {
    output.write_attribute(dataset, "standard_name", "realization");
  }
  // All are ASCII. Without it xarray gives bytes, which never equal a str; of other letters
  // netCDF4-python makes too many or too few.
  if (variable.type == ElementType::code) output.write_attribute(dataset, "_Encoding", "utf-8");
  if (variable.significant_bits < float_significant_bits) {
    // Not netCDF's own name for it, at which its library rounds again whenever it converts on
    // reading, and integers to nothing (findings/netcdf_quantized_as_int.sh).
    output.write_attribute(dataset, "significant_bits", H5T_STD_I32LE, H5T_NATIVE_INT,
                           &variable.significant_bits);
  }
  // CF's attribute `coordinates` could point at the labels here, but CDO then drops the variable.
  if (has_fill(variable)) {
    // One element and not a scalar, as the netCDF libraries want it.
    const hsize_t one = 1;
    output.write_attribute(dataset, "_FillValue", file_type(variable.type), H5T_NATIVE_DOUBLE,
                           &fill_float64, &one);
  }
}

// How netCDF-4 numbers its dimensions. Its library needs no numbers but where a dimension's values
// are strings of characters, which have a dimension more; then it wants them for all.
void number_dimension(const Hdf5Output& output, hid_t scale, std::int32_t number) {
  output.write_attribute(scale, "_Netcdf4Dimid", H5T_STD_I32LE, H5T_NATIVE_INT32, &number);
}

std::string length_name(std::string_view variable) {
  return fmt::format("{}_length", variable);
}

// The widest string of each variable of such rows, at least 1.
std::map<std::string, std::size_t> string_widths(const EnsembleHeader& header) {
  std::map<std::string, std::size_t> widths;
  const auto ignore = [](std::string_view, const void*, std::size_t) {};
  store_coordinates(
      header, {ignore, [&widths](std::string_view name, const std::vector<std::string>& texts) {
                 if (!has_length(variable_schema(name))) return;
                 std::size_t& width = widths[std::string(name)];
                 width = 1;
                 for (const std::string& text : texts) width = std::max(width, text.size());
               }});
  return widths;
}

// Puts the parts of a file one by one into `open`.
class Layout {
 public:
  Layout(const Hdf5Output& output, const EnsembleHeader& header, Compression compression,
         OpenEnsemble& open)
      : output_(output),
        extents_(extents_of(header)),
        widths_(string_widths(header)),
        compression_(compression),
        open_(open) {}

  // A dimension without values of its own, in the form that netCDF-4 gives to one.
  void add_length(const std::string& name, std::size_t width) {
    const std::string what = fmt::format("create dimension {}", name);
    const hsize_t length = width;
    const Hdf5Handle space = output_.owned(H5Screate_simple(1, &length, nullptr), H5Sclose, what);
    Hdf5Handle dataset = output_.owned(H5Dcreate2(file(), name.c_str(), H5T_IEEE_F32BE, space.id(),
                                                  H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                                       H5Dclose, what);
    const std::string title =
        fmt::format("This is a netCDF dimension but not a netCDF variable. {:10d}", length);
    output_.checked(H5DSset_scale(dataset.id(), title.c_str()), what);
    add_scale(name, dataset.id());
    open_.datasets.emplace(name, std::move(dataset));
  }

  void add_lengths() {
    for (const auto& [name, width] : widths_) add_length(length_name(name), width);
  }

  void add_variable(const VariableSchema& variable) {
    const std::string name(variable.name);
    const std::string what = fmt::format("create {}", name);
    const std::vector<std::int64_t> lengths = shape_of(variable, extents_);
    std::vector<hsize_t> shape(lengths.begin(), lengths.end());
    if (has_length(variable)) shape.push_back(widths_.at(name));
    const Hdf5Handle properties = creation_properties(variable, shape);
    const Hdf5Handle space = output_.owned(
        H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose, what);
    Hdf5Handle dataset =
        output_.owned(H5Dcreate2(file(), name.c_str(), file_type(variable.type), space.id(),
                                 H5P_DEFAULT, properties.id(), H5P_DEFAULT),
                      H5Dclose, what);
    describe(output_, dataset.id(), variable);
    if (is_coordinate(variable)) {
      output_.checked(H5DSset_scale(dataset.id(), name.c_str()), what);
      add_scale(name, dataset.id());
      if (has_length(variable)) name_both_dimensions(name, dataset.id());
    }
    open_.datasets.emplace(name, std::move(dataset));
  }

  void attach_scales(const VariableSchema& variable) const {
    if (is_coordinate(variable)) return;
    std::vector<std::string> axes;
    for (const Dimension dimension : variable.dimensions) {
      axes.emplace_back(dimension_name(dimension));
    }
    if (has_length(variable)) axes.push_back(length_name(variable.name));
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
      output_.checked(
          H5DSattach_scale(open_.datasets.find(variable.name)->second.id(),
                           open_.datasets.at(axes[axis]).id(), static_cast<unsigned>(axis)),
          fmt::format("attach dimensions to {}", variable.name));
    }
  }

 private:
  hid_t file() const { return open_.file.id(); }

  Hdf5Handle creation_properties(const VariableSchema& variable,
                                 const std::vector<hsize_t>& shape) const;

  void add_scale(const std::string& name, hid_t scale) {
    const auto number = static_cast<std::int32_t>(numbers_.size());
    numbers_.emplace(name, number);
    number_dimension(output_, scale, number);
  }

  // A scale has no scales attached: its second dimension is told by number.
  void name_both_dimensions(const std::string& name, hid_t dataset) const {
    const std::array<std::int32_t, 2> both = {numbers_.at(name), numbers_.at(length_name(name))};
    const hsize_t two = both.size();
    output_.write_attribute(dataset, "_Netcdf4Coordinates", H5T_STD_I32LE, H5T_NATIVE_INT32,
                            both.data(), &two);
  }

  const Hdf5Output& output_;
  Extents extents_;
  std::map<std::string, std::size_t> widths_;
  Compression compression_;
  OpenEnsemble& open_;
  std::map<std::string, std::int32_t> numbers_;
};

Hdf5Handle Layout::creation_properties(const VariableSchema& variable,
                                       const std::vector<hsize_t>& shape) const {
  const std::string what = fmt::format("create {}", variable.name);
  Hdf5Handle creation = output_.owned(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, what);
  const hid_t id = creation.id();
  output_.checked(H5Pset_attr_creation_order(id, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
                  what);
  // HDF5 has no filters, hence no checksum, for strings of any length.
  if (variable.type == ElementType::text) return creation;
  std::vector<hsize_t> chunk = shape;
  std::ranges::copy(chunk_of(variable, extents_), chunk.begin());
  output_.checked(H5Pset_chunk(id, static_cast<int>(chunk.size()), chunk.data()), what);
  if (compression_ == Compression::deflate && !is_coordinate(variable)) {
    // Each compressed chunk has a checksum of its own, Adler-32.
    output_.checked(H5Pset_shuffle(id), what);
    output_.checked(H5Pset_deflate(id, deflate_level), what);
  } else {
    output_.checked(H5Pset_fletcher32(id), what);
  }
  if (has_fill(variable)) {
    output_.checked(H5Pset_fill_value(id, H5T_NATIVE_DOUBLE, &fill_float64), what);
  }
  return creation;
}

}  // namespace

OpenEnsemble create_layout(const Hdf5Output& output, const std::string& name,
                           const EnsembleHeader& header, Compression compression) {
  OpenEnsemble open;
  open.file = output.create_file(name);
  write_root_attributes(output, open.file.id(), header);
  Layout layout(output, header, compression, open);
  const Extents extents = extents_of(header);
  layout.add_lengths();
  for (const VariableSchema& variable : ensemble_schema()) {
    if (is_stored(variable, extents)) layout.add_variable(variable);
  }
  for (const VariableSchema& variable : ensemble_schema()) {
    if (is_stored(variable, extents)) layout.attach_scales(variable);
  }
  return open;
}

}  // namespace peregrine
