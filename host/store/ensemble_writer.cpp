#include "host/store/ensemble_writer.h"

#include <fmt/format.h>
#include <hdf5.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <limits>
#include <map>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "host/store/chunk_writer.h"
#include "host/store/content_hash.h"
#include "host/store/ensemble_coordinates.h"
#include "host/store/ensemble_layout.h"
#include "host/store/ensemble_reader.h"
#include "host/store/hdf5_output.h"
#include "host/store/output_path.h"
#include "host/store/significant_bits.h"
#include "host/support/error.h"
#include "host/support/sha256.h"

namespace peregrine {
namespace {

void check_header(const EnsembleHeader& header) {
  const std::size_t countries = header.country_iso3.size();
  const std::size_t corridors = header.corridor_origin.size();
  const auto require = [](bool holds, const char* demand) {
    if (!holds) throw std::invalid_argument(std::string("ensemble header: ") + demand);
  };
  require(header.kept >= 1 && header.kept <= std::numeric_limits<std::int32_t>::max(),
          "between 1 and 2^31 - 1 realizations are kept");
  require(header.kept <= header.draws, "no more realizations are kept than drawn");
  require(!header.years.empty() && std::ranges::is_sorted(header.years), "years ascend");
  require(countries > 0 && header.country_name.size() == countries, "a name for every country");
  require(corridors > 0 && header.corridor_destination.size() == corridors &&
              header.corridor_listed.size() == corridors,
          "origin, destination and whether listed for every corridor");
  for (const std::string& code : header.country_iso3) {
    require(code.size() == code_bytes && is_ascii(code), "country codes of three ASCII letters");
  }
  for (const std::string& name : header.country_name) {
    require(name.size() <= name_bytes, "country names of at most 64 bytes");
  }
  const auto is_country = [countries](std::int32_t index) {
    return index >= 0 && static_cast<std::size_t>(index) < countries;
  };
  require(std::ranges::all_of(header.corridor_origin, is_country) &&
              std::ranges::all_of(header.corridor_destination, is_country),
          "corridors between countries of the list");
  const auto is_corridor = [corridors](std::int32_t index) {
    return index >= 0 && static_cast<std::size_t>(index) < corridors;
  };
  require(std::ranges::all_of(header.kept_corridor, is_corridor) &&
              std::ranges::is_sorted(header.kept_corridor),
          "kept corridors of the list, in its order");
  const std::size_t months = header.years.size() * months_in_year;
  for (std::size_t at = 0; at < header.month_ahead.size(); ++at) {
    const auto month = static_cast<std::size_t>(header.month_ahead[at]);
    require(month < months && month == static_cast<std::size_t>(header.month_ahead.front()) + at,
            "months ahead one after the other, within the years");
  }
  require(header.routes.border_target.size() == header.routes.border_code.size(),
          "a country behind every border");
  const std::string problem = problem_with(header.routes);
  require(problem.empty(), problem.c_str());
}

}  // namespace

struct EnsembleWriter::File {
  Hdf5Output output;
  std::string partial;  // empty once the file is in place
  Extents extents;
  Compression compression;
  ChunkWriter chunks;
  OpenEnsemble open;
  std::map<std::string_view, std::vector<bool>> written;  // by row; one entry for a whole variable

  File(const std::string& path, const EnsembleHeader& header, const StoreOptions& options)
      : output(path),
        partial(options.partial.empty() ? fmt::format("{}.partial-{}", path, getpid())
                                        : options.partial),
        extents(extents_of(header)),
        compression(options.compression),
        chunks(output, extents, options.threads) {}

  hid_t dataset(const VariableSchema& variable) const {
    const auto found = open.datasets.find(variable.name);
    if (found == open.datasets.end()) {
      throw std::out_of_range(fmt::format("this file has no variable {}", variable.name));
    }
    return found->second.id();
  }
  void write_coordinates(const EnsembleHeader& header);
  void write_texts(std::string_view name, const std::vector<std::string>& texts);
  void write_whole(std::string_view name, hid_t type, const void* data, std::size_t count);
  void write_rows(const RowsOfVariable& rows);
  template <typename Value>
  void write_statistic(std::string_view name, std::span<const Value> data);
  template <typename Stored, typename Value>
  void write_as(const VariableSchema& variable, std::span<const Value> data);
  void check_count(const VariableSchema& variable, std::size_t count) const;
  void check_written() const;
  void close_all();
  void seal(const std::string& hash);
};

void EnsembleWriter::File::check_count(const VariableSchema& variable, std::size_t count) const {
  const std::int64_t elements = element_count(variable, extents);
  if (static_cast<std::int64_t>(count) != elements) {
    throw std::invalid_argument(
        fmt::format("{} has {} elements, not {}", variable.name, elements, count));
  }
}

void EnsembleWriter::File::write_whole(std::string_view name, hid_t type, const void* data,
                                       std::size_t count) {
  const VariableSchema& variable = variable_schema(name);
  check_count(variable, count);
  output.checked(H5Dwrite(dataset(variable), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data),
                 fmt::format("write {}", name));
  written[variable.name] = {true};
}

void EnsembleWriter::File::write_rows(const RowsOfVariable& rows) {
  if (compression == Compression::none) {
    write_box(output, dataset(rows.variable), rows, extents);
  } else {
    chunks.add(dataset(rows.variable), rows);
  }
}

template <typename Stored, typename Value>
void EnsembleWriter::File::write_as(const VariableSchema& variable, std::span<const Value> data) {
  std::vector<Stored> stored;
  if constexpr (!std::is_same_v<Stored, Value>) stored.assign(data.begin(), data.end());
  if constexpr (std::is_same_v<Stored, float>) {
    if (variable.significant_bits < float_significant_bits) {
      if (stored.empty()) stored.assign(data.begin(), data.end());
      for (float& value : stored) value = round_to_bits(value, variable.significant_bits);
    }
  }
  const void* const bytes = stored.empty() ? static_cast<const void*>(data.data()) : stored.data();
  write_rows(
      {variable, 0, shape_of(variable, extents).front(), static_cast<const std::byte*>(bytes)});
}

template <typename Value>
void EnsembleWriter::File::write_statistic(std::string_view name, std::span<const Value> data) {
  const VariableSchema& variable = variable_schema(name);
  check_count(variable, data.size());
  if (variable.type == ElementType::float32) {
    write_as<float>(variable, data);
  } else if (variable.type == ElementType::float64) {
    write_as<double>(variable, data);
  } else {
    throw std::invalid_argument(fmt::format("{} is no floating-point variable", name));
  }
  written[variable.name] = {true};
}

void EnsembleWriter::File::write_texts(std::string_view name,
                                       const std::vector<std::string>& texts) {
  const VariableSchema& variable = variable_schema(name);
  if (variable.type == ElementType::text) {
    std::vector<const char*> pointers;
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    return write_whole(name, memory_type(variable.type), pointers.data(), pointers.size());
  }
  std::size_t width = 1;
  for (const std::string& text : texts) width = std::max(width, text.size());
  std::string characters;
  for (std::string text : texts) {
    text.resize(width, '\0');
    characters += text;
  }
  write_whole(name, memory_type(variable.type), characters.data(), texts.size());
}

void EnsembleWriter::File::write_coordinates(const EnsembleHeader& header) {
  store_coordinates(header, {[this](std::string_view name, const void* values, std::size_t count) {
                               write_whole(name, memory_type(variable_schema(name).type), values,
                                           count);
                             },
                             [this](std::string_view name, const std::vector<std::string>& texts) {
                               write_texts(name, texts);
                             }});
}

void EnsembleWriter::File::check_written() const {
  std::string missing;
  for (const VariableSchema& variable : ensemble_schema()) {
    if (!is_stored(variable, extents)) continue;
    const auto rows = written.find(variable.name);
    if (rows != written.end() && std::ranges::all_of(rows->second, std::identity{})) continue;
    missing += fmt::format("{}{}", missing.empty() ? "" : ", ", variable.name);
  }
  if (!missing.empty()) throw std::logic_error("not (fully) written: " + missing);
}

void EnsembleWriter::File::close_all() {
  chunks.finish();
  output.checked(H5Fflush(open.file.id(), H5F_SCOPE_GLOBAL), "flush the file");
  for (auto& [name, handle] : open.datasets) {
    output.checked(handle.close(), fmt::format("close {}", name));
  }
  output.checked(open.file.close(), "close the file");
}

void EnsembleWriter::File::seal(const std::string& hash) {
  constexpr std::string_view what = "mark the file complete";
  const std::int32_t complete = 1;
  open.file = output.reopen_file(partial);
  const hid_t file = open.file.id();
  const Hdf5Handle digest =
      output.owned(H5Aopen(file, "content_sha256", H5P_DEFAULT), H5Aclose, what);
  const Hdf5Handle type = output.owned(H5Aget_type(digest.id()), H5Tclose, what);
  output.checked(H5Awrite(digest.id(), type.id(), hash.data()), what);
  const Hdf5Handle mark = output.owned(H5Aopen(file, "complete", H5P_DEFAULT), H5Aclose, what);
  output.checked(H5Awrite(mark.id(), H5T_NATIVE_INT32, &complete), what);
}

EnsembleWriter::EnsembleWriter(const std::string& path, const EnsembleHeader& header,
                               const StoreOptions& options) {
  check_header(header);
  file_ = std::make_unique<File>(path, header, options);
  check_output_path(path, estimated_file_bytes(header, options.compression));
  try {
    file_->open = create_layout(file_->output, file_->partial, header, options.compression);
    file_->write_coordinates(header);
  } catch (...) {
    std::remove(file_->partial.c_str());
    throw;
  }
}

EnsembleWriter::~EnsembleWriter() {
  if (!file_->partial.empty()) std::remove(file_->partial.c_str());
}

void EnsembleWriter::write_rows(std::string_view name, std::int64_t first_realization,
                                std::int64_t count, const void* rows) {
  const VariableSchema& variable = variable_schema(name);
  const std::int64_t kept = shape_of(variable, file_->extents).front();
  if (variable.delivery != Delivery::streamed || first_realization < 0 || count < 1 ||
      first_realization > kept - count) {
    throw std::invalid_argument(fmt::format("{} has no rows {} ... {}", name, first_realization,
                                            first_realization + count - 1));
  }
  file_->write_rows({variable, first_realization, count, static_cast<const std::byte*>(rows)});
  std::vector<bool>& written = file_->written[variable.name];
  written.resize(static_cast<std::size_t>(kept));
  std::fill_n(written.begin() + first_realization, count, true);
}

void EnsembleWriter::write(std::string_view variable, std::span<const double> data) {
  file_->write_statistic(variable, data);
}

void EnsembleWriter::write(std::string_view variable, std::span<const float> data) {
  file_->write_statistic(variable, data);
}

void EnsembleWriter::write_runtime(std::string_view name, double seconds) {
  if (!name.ends_with(runtime_suffix)) {
    throw std::invalid_argument(fmt::format("runtime {} does not end in {}", name, runtime_suffix));
  }
  file_->output.write_attribute(file_->open.file.id(), std::string(name).c_str(), H5T_IEEE_F64LE,
                                H5T_NATIVE_DOUBLE, &seconds);
}

void EnsembleWriter::write_mergeable(std::span<const std::byte> statistics) {
  constexpr std::string_view what = "write the mergeable statistics";
  const Hdf5Output& output = file_->output;
  Sha256 sum;
  sum.add(statistics.data(), statistics.size());
  const Sha256::Digest digest = sum.digest();
  const hsize_t size = statistics.size() + digest.size();
  const Hdf5Handle group = output.create_group(file_->open.file.id(), mergeable_group);
  const Hdf5Handle space = output.owned(H5Screate_simple(1, &size, nullptr), H5Sclose, what);
  const Hdf5Handle dataset =
      output.owned(H5Dcreate2(group.id(), mergeable_dataset, H5T_STD_U8LE, space.id(), H5P_DEFAULT,
                              H5P_DEFAULT, H5P_DEFAULT),
                   H5Dclose, what);
  const auto write = [&](hsize_t first, std::span<const std::byte> bytes) {
    const hsize_t count = bytes.size();
    const Hdf5Handle memory = output.owned(H5Screate_simple(1, &count, nullptr), H5Sclose, what);
    output.checked(
        H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, &first, nullptr, &count, nullptr), what);
    output.checked(H5Dwrite(dataset.id(), H5T_NATIVE_UINT8, memory.id(), space.id(), H5P_DEFAULT,
                            bytes.data()),
                   what);
  };
  write(0, statistics);
  write(statistics.size(), std::as_bytes(std::span(digest)));
}

void EnsembleWriter::start_sync() {
  start_sync_to_disk(file_->partial);
}

std::string EnsembleWriter::finish() {
  file_->check_written();
  const std::string& path = file_->output.path();
  std::string hash;
  file_->close_all();
  try {
    // On a full disk H5Fclose may report success; only reading shows what is really there.
    hash = content_hash(EnsembleReader(file_->partial, Accept::incomplete));
    file_->seal(hash);
    file_->close_all();
    if (EnsembleReader(file_->partial).content_hash() != hash) {
      throw OutputError(output_failure(path, "cannot be read back", "other contents"));
    }
  } catch (const InputError& error) {
    throw OutputError(output_failure(path, "cannot be read back", error.what()));
  }
  publish(file_->partial, path);
  file_->partial.clear();
  return hash;
}

}  // namespace peregrine
