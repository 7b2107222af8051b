#include "host/store/chunk_check.h"

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "host/store/hdf5_handle.h"

namespace peregrine {
namespace {

constexpr std::size_t fletcher_bytes = 4;
constexpr std::size_t most_chunk_bytes = std::size_t{1} << 30;

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* one) const { libdeflate_free_decompressor(one); }
};

// What filters make of a chunk of `bytes`, in the order in which they were applied.
struct Pipeline {
  bool known = true;  // each of ours at most once, and deflate before nothing but checksums
  bool deflated = false;
  std::size_t expanded = 0;  // bytes that went into deflate, or were stored
  std::size_t behind = 0;    // bytes of a checksum behind what deflate made
};

Pipeline pipeline_of(hid_t properties, std::size_t bytes) {
  Pipeline pipeline;
  pipeline.expanded = bytes;
  bool shuffled = false;
  bool summed = false;
  const int filters = H5Pget_nfilters(properties);
  for (int at = 0; at < filters; ++at) {
    unsigned flags = 0;
    std::size_t values = 0;
    unsigned config = 0;
    const H5Z_filter_t filter = H5Pget_filter2(properties, static_cast<unsigned>(at), &flags,
                                               &values, nullptr, 0, nullptr, &config);
    if (filter == H5Z_FILTER_SHUFFLE && !shuffled && !pipeline.deflated) {
      shuffled = true;
    } else if (filter == H5Z_FILTER_DEFLATE && !pipeline.deflated) {
      pipeline.deflated = true;
    } else if (filter == H5Z_FILTER_FLETCHER32 && !summed) {
      summed = true;
      (pipeline.deflated ? pipeline.behind : pipeline.expanded) += fletcher_bytes;
    } else {
      pipeline.known = false;
    }
  }
  return pipeline;
}

// Whether these bytes are a zlib stream of exactly so many.
bool expands_to(std::span<const std::byte> stored, std::vector<std::byte>& room) {
  thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> own(
      libdeflate_alloc_decompressor());
  return own && libdeflate_zlib_decompress(own.get(), stored.data(), stored.size(), room.data(),
                                           room.size(), nullptr) == LIBDEFLATE_SUCCESS;
}

class ChunkCheck {
 public:
  ChunkCheck(hid_t dataset, const Pipeline& pipeline)
      : dataset_(dataset), pipeline_(pipeline), expanded_(pipeline.expanded) {}

  // The chunk that begins at `place`.
  bool is_sound(const std::vector<hsize_t>& place) {
    unsigned mask = 0;
    haddr_t address = HADDR_UNDEF;
    hsize_t size = 0;
    if (H5Dget_chunk_info_by_coord(dataset_, place.data(), &mask, &address, &size) < 0)
      return false;
    if (address == HADDR_UNDEF) return true;  // of nothing but fill values
    // By the way that reading takes: an index that contradicts itself gives another size there.
    hsize_t size_read = 0;
    if (mask != 0 || H5Dget_chunk_storage_size(dataset_, place.data(), &size_read) < 0 ||
        size_read != size) {
      return false;
    }
    if (!pipeline_.deflated) return size == pipeline_.expanded;
    // What deflate cannot shrink it leaves, with a few bytes for every block.
    if (size <= pipeline_.behind || size > 2 * pipeline_.expanded + 1024) return false;
    stored_.resize(static_cast<std::size_t>(size));
    std::uint32_t filters = 0;
    return H5Dread_chunk(dataset_, H5P_DEFAULT, place.data(), &filters, stored_.data()) >= 0 &&
           filters == 0 &&
           expands_to(std::span(stored_).first(stored_.size() - pipeline_.behind), expanded_);
  }

 private:
  hid_t dataset_;
  Pipeline pipeline_;
  std::vector<std::byte> stored_;
  std::vector<std::byte> expanded_;
};

}  // namespace

std::string problem_with_chunks(hid_t dataset, std::span<const std::int64_t> offset,
                                std::span<const std::int64_t> count) {
  const Hdf5Handle properties(H5Dget_create_plist(dataset), H5Pclose);
  if (H5Pget_layout(properties.id()) != H5D_CHUNKED) return "";
  std::vector<hsize_t> chunk(offset.size());
  if (H5Pget_chunk(properties.id(), static_cast<int>(chunk.size()), chunk.data()) !=
      static_cast<int>(chunk.size())) {
    return "has chunks of other dimensions";
  }
  const Hdf5Handle type(H5Dget_type(dataset), H5Tclose);
  std::size_t bytes = H5Tget_size(type.id());
  for (const hsize_t length : chunk) bytes *= static_cast<std::size_t>(length);
  const Pipeline pipeline = pipeline_of(properties.id(), bytes);
  if (pipeline.expanded > most_chunk_bytes) return "has chunks of more than 1 GiB";
  if (!pipeline.known) return "is stored by filters that this program does not know";

  ChunkCheck check(dataset, pipeline);
  std::vector<hsize_t> first;
  for (std::size_t axis = 0; axis < chunk.size(); ++axis) {
    first.push_back(static_cast<hsize_t>(offset[axis]) / chunk[axis] * chunk[axis]);
  }
  std::vector<hsize_t> place = first;
  while (true) {
    if (!check.is_sound(place)) {
      return fmt::format("has a chunk that is not what was stored, from element {} on",
                         place.front());
    }
    std::size_t axis = chunk.size();
    while (axis-- > 0) {
      place[axis] += chunk[axis];
      if (place[axis] < static_cast<hsize_t>(offset[axis] + count[axis])) break;
      place[axis] = first[axis];
      if (axis == 0) return "";
    }
  }
}

}  // namespace peregrine
