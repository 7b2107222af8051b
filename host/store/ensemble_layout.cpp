#include "host/store/ensemble_layout.h"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace peregrine {
namespace {

constexpr unsigned deflate_level = 1;
constexpr std::size_t hash_digits = 64;

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

// A dimension without values of its own, in the form that netCDF-4 gives to one.
Hdf5Handle create_length_dimension(const Hdf5Output& output, hid_t file, Dimension dimension,
                                   const Extents& extents) {
  const std::string name(dimension_name(dimension));
  const std::string what = fmt::format("create dimension {}", name);
  const hsize_t length = static_cast<hsize_t>(extents[static_cast<std::size_t>(dimension)]);
  const Hdf5Handle space = output.owned(H5Screate_simple(1, &length, nullptr), H5Sclose, what);
  Hdf5Handle dataset = output.owned(H5Dcreate2(file, name.c_str(), H5T_IEEE_F32BE, space.id(),
                                               H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                                    H5Dclose, what);
  const std::string title =
      fmt::format("This is a netCDF dimension but not a netCDF variable. {:10d}", length);
  output.checked(H5DSset_scale(dataset.id(), title.c_str()), what);
  return dataset;
}

Hdf5Handle creation_properties(const Hdf5Output& output, const VariableSchema& variable,
                               const Extents& extents, Compression compression) {
  const std::string what = fmt::format("create {}", variable.name);
  Hdf5Handle creation = output.owned(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, what);
  const hid_t id = creation.id();
  const std::vector<std::int64_t> lengths = chunk_of(variable, extents);
  const std::vector<hsize_t> chunk(lengths.begin(), lengths.end());
  output.checked(H5Pset_chunk(id, static_cast<int>(chunk.size()), chunk.data()), what);
  output.checked(H5Pset_attr_creation_order(id, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
                 what);
  if (compression == Compression::shuffle_and_deflate) {
    output.checked(H5Pset_shuffle(id), what);
    output.checked(H5Pset_deflate(id, deflate_level), what);
  }
  output.checked(H5Pset_fletcher32(id), what);
  if (has_fill(variable)) {
    output.checked(H5Pset_fill_value(id, H5T_NATIVE_DOUBLE, &fill_float64), what);
  }
  return creation;
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
    output.write_attribute(dataset, "calendar", "standard");
  }
  if (variable.type == ElementType::text) output.write_attribute(dataset, "_Encoding", "utf-8");
  // CF's attribute `coordinates` could point at the labels here, but CDO then drops the variable.
  if (has_fill(variable)) {
    // One element and not a scalar, as the netCDF libraries want it.
    const hsize_t one = 1;
    output.write_attribute(dataset, "_FillValue", file_type(variable.type), H5T_NATIVE_DOUBLE,
                           &fill_float64, &one);
  }
}

Hdf5Handle create_variable(const Hdf5Output& output, hid_t file, const VariableSchema& variable,
                           const Extents& extents, Compression compression) {
  const std::string name(variable.name);
  const std::string what = fmt::format("create {}", name);
  const std::vector<std::int64_t> lengths = shape_of(variable, extents);
  const std::vector<hsize_t> shape(lengths.begin(), lengths.end());
  const Hdf5Handle properties = creation_properties(output, variable, extents, compression);
  const Hdf5Handle space = output.owned(
      H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose, what);
  Hdf5Handle dataset =
      output.owned(H5Dcreate2(file, name.c_str(), file_type(variable.type), space.id(), H5P_DEFAULT,
                              properties.id(), H5P_DEFAULT),
                   H5Dclose, what);
  describe(output, dataset.id(), variable);
  if (is_coordinate(variable)) output.checked(H5DSset_scale(dataset.id(), name.c_str()), what);
  return dataset;
}

void attach_scales(const Hdf5Output& output, const OpenEnsemble& open,
                   const VariableSchema& variable) {
  if (is_coordinate(variable)) return;
  for (std::size_t axis = 0; axis < variable.dimensions.size(); ++axis) {
    const hid_t scale = open.datasets.at(dimension_name(variable.dimensions[axis])).id();
    output.checked(
        H5DSattach_scale(open.datasets.at(variable.name).id(), scale, static_cast<unsigned>(axis)),
        fmt::format("attach dimensions to {}", variable.name));
  }
}

}  // namespace

OpenEnsemble create_layout(const Hdf5Output& output, const std::string& name,
                           const EnsembleHeader& header, Compression compression) {
  const Extents extents = extents_of(header);
  OpenEnsemble open;
  open.file = output.create_file(name);
  const hid_t file = open.file.id();
  write_root_attributes(output, file, header);
  for (const Dimension dimension : {Dimension::code_length, Dimension::name_length}) {
    open.datasets.emplace(dimension_name(dimension),
                          create_length_dimension(output, file, dimension, extents));
  }
  for (const VariableSchema& variable : ensemble_schema()) {
    if (!is_stored(variable, extents)) continue;
    open.datasets.emplace(variable.name,
                          create_variable(output, file, variable, extents, compression));
  }
  for (const VariableSchema& variable : ensemble_schema()) {
    if (is_stored(variable, extents)) attach_scales(output, open, variable);
  }
  open.runtime = output.create_group(file, "runtime");
  return open;
}

}  // namespace peregrine
