#include "host/store/chunk_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>

#include "host/store/chunk_codec.h"
#include "host/support/parallel.h"

namespace peregrine {
namespace {

// Held at once: enough for many threads, few beside a block of rows.
constexpr std::size_t chunks_at_once = 32;

using Lengths = std::vector<std::int64_t>;

std::string what(const RowsOfVariable& rows) {
  return fmt::format("write {} of rows {} ... {}", rows.variable.name, rows.first,
                     rows.first + rows.count - 1);
}

// Copies the box of `chunk` elements at `offset` out of an array of `shape`; in `out`, what sticks
// out over its edge stays as it is.
void copy_box(const std::byte* values, std::span<const std::int64_t> shape,
              std::span<const std::int64_t> offset, std::span<const std::int64_t> chunk,
              std::size_t element_bytes, std::byte* out) {
  const std::int64_t here = std::min(chunk.front(), shape.front() - offset.front());
  if (shape.size() == 1) {
    std::memcpy(out, values + static_cast<std::size_t>(offset.front()) * element_bytes,
                static_cast<std::size_t>(here) * element_bytes);
    return;
  }
  const auto row = static_cast<std::size_t>(product(shape.subspan(1))) * element_bytes;
  const auto out_row = static_cast<std::size_t>(product(chunk.subspan(1))) * element_bytes;
  for (std::int64_t at = 0; at < here; ++at) {
    copy_box(values + static_cast<std::size_t>(offset.front() + at) * row, shape.subspan(1),
             offset.subspan(1), chunk.subspan(1), element_bytes,
             out + static_cast<std::size_t>(at) * out_row);
  }
}

// Rows of a variable that keeps fewer bits of the mantissa, as it keeps them.
void round_rows(const VariableSchema& variable, std::span<std::byte> values) {
  if (variable.significant_bits == float_significant_bits) return;
  for (; !values.empty(); values = values.subspan(sizeof(float))) {
    float value = 0.0f;
    std::memcpy(&value, values.data(), sizeof value);
    value = round_to_bits(value, variable.significant_bits);
    std::memcpy(values.data(), &value, sizeof value);
  }
}

// Offsets of the chunks that begin within these rows.
std::vector<Lengths> chunk_offsets(const Lengths& shape, const Lengths& chunk,
                                   const RowsOfVariable& rows) {
  std::vector<Lengths> offsets;
  Lengths offset(shape.size(), 0);
  offset.front() = rows.first;
  const std::int64_t end = rows.first + rows.count;
  while (offset.front() < end) {
    offsets.push_back(offset);
    std::size_t axis = shape.size() - 1;
    offset[axis] += chunk[axis];
    for (; axis > 0 && offset[axis] >= shape[axis]; --axis) {
      offset[axis] = 0;
      offset[axis - 1] += chunk[axis - 1];
    }
  }
  return offsets;
}

}  // namespace

void write_box(const Hdf5Output& output, hid_t dataset, const RowsOfVariable& rows,
               const Extents& extents) {
  std::vector<std::byte> rounded;
  const Lengths shape = shape_of(rows.variable, extents);
  std::vector<hsize_t> box(shape.begin(), shape.end());
  box.front() = static_cast<hsize_t>(rows.count);
  std::vector<hsize_t> offset(box.size(), 0);
  offset.front() = static_cast<hsize_t>(rows.first);
  if (rows.variable.significant_bits < float_significant_bits) {
    const auto elements = static_cast<std::size_t>(
        std::accumulate(box.begin(), box.end(), hsize_t{1}, std::multiplies<>()));
    rounded.assign(rows.bytes, rows.bytes + elements * sizeof(float));
    round_rows(rows.variable, rounded);
  }
  const Hdf5Handle memory = output.owned(
      H5Screate_simple(static_cast<int>(box.size()), box.data(), nullptr), H5Sclose, what(rows));
  const Hdf5Handle space = output.owned(H5Dget_space(dataset), H5Sclose, what(rows));
  output.checked(
      H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, offset.data(), nullptr, box.data(), nullptr),
      what(rows));
  output.checked(H5Dwrite(dataset, memory_type(rows.variable.type), memory.id(), space.id(),
                          H5P_DEFAULT, rounded.empty() ? rows.bytes : rounded.data()),
                 what(rows));
}

void ChunkWriter::write_whole_chunks(hid_t dataset, const RowsOfVariable& rows) const {
  const std::size_t element = element_bytes(rows.variable.type);
  Lengths shape = shape_of(rows.variable, extents_);
  const Lengths chunk = chunk_of(rows.variable, extents_);
  const std::vector<Lengths> offsets = chunk_offsets(shape, chunk, rows);
  shape.front() = rows.count;
  const auto size = static_cast<std::size_t>(product(chunk)) * element;
  for (std::size_t first = 0; first < offsets.size(); first += chunks_at_once) {
    std::vector<std::vector<std::byte>> encoded(std::min(chunks_at_once, offsets.size() - first));
    const auto encode = [&](std::int64_t begin, std::int64_t end) {
      std::vector<std::byte> values;
      for (std::int64_t at = begin; at < end; ++at) {
        values.assign(size, std::byte{0});
        Lengths offset = offsets[first + static_cast<std::size_t>(at)];
        offset.front() -= rows.first;
        copy_box(rows.bytes, shape, offset, chunk, element, values.data());
        round_rows(rows.variable, values);
        encoded[static_cast<std::size_t>(at)] = encode_chunk(values, element);
      }
    };
    parallel_ranges(static_cast<std::int64_t>(encoded.size()), threads_, encode);
    for (std::size_t at = 0; at < encoded.size(); ++at) {
      const Lengths& place = offsets[first + at];
      const std::vector<hsize_t> offset(place.begin(), place.end());
      constexpr std::uint32_t every_filter = 0;
      output_.checked(H5Dwrite_chunk(dataset, H5P_DEFAULT, every_filter, offset.data(),
                                     encoded[at].size(), encoded[at].data()),
                      what(rows));
    }
  }
}

void ChunkWriter::write_through_filters(Waiting& waiting) const {
  if (waiting.count == 0) return;
  write_box(output_, waiting.dataset,
            {*waiting.variable, waiting.first, waiting.count, waiting.bytes.data()}, extents_);
  waiting = {};
}

void ChunkWriter::add(hid_t dataset, RowsOfVariable rows) {
  const VariableSchema& variable = rows.variable;
  const Lengths shape = shape_of(variable, extents_);
  const std::int64_t chunk_rows = chunk_of(variable, extents_).front();
  const auto row_bytes =
      static_cast<std::size_t>(product(std::span(shape).subspan(1))) * element_bytes(variable.type);
  Waiting& waiting = waiting_[variable.name];
  if (waiting.count > 0 && waiting.first + waiting.count != rows.first) {
    write_through_filters(waiting);
  }
  while (rows.count > 0) {
    const std::int64_t chunk_first = rows.first / chunk_rows * chunk_rows;
    const std::int64_t chunk_end = std::min(chunk_first + chunk_rows, shape.front());
    std::int64_t taken = std::min(rows.count, chunk_end - rows.first);
    if (waiting.count == 0 && rows.first == chunk_first && taken == chunk_end - chunk_first) {
      const std::int64_t end = rows.first + rows.count;
      taken = (end == shape.front() ? end : end / chunk_rows * chunk_rows) - rows.first;
      write_whole_chunks(dataset, {variable, rows.first, taken, rows.bytes});
    } else {
      if (waiting.count == 0) waiting = {dataset, &variable, rows.first, 0, {}};
      waiting.bytes.insert(waiting.bytes.end(), rows.bytes,
                           rows.bytes + static_cast<std::size_t>(taken) * row_bytes);
      waiting.count += taken;
      if (waiting.first == chunk_first && waiting.first + waiting.count == chunk_end) {
        write_whole_chunks(dataset, {variable, waiting.first, waiting.count, waiting.bytes.data()});
        waiting = {};
      } else if (waiting.first + waiting.count == chunk_end) {
        write_through_filters(waiting);
      }
    }
    rows.first += taken;
    rows.count -= taken;
    rows.bytes += static_cast<std::size_t>(taken) * row_bytes;
  }
}

void ChunkWriter::finish() {
  for (auto& [name, waiting] : waiting_) write_through_filters(waiting);
  waiting_.clear();
}

}  // namespace peregrine
