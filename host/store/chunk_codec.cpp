#include "host/store/chunk_codec.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>

namespace peregrine {
namespace {

constexpr int deflate_level = 1;

// RFC 1950: deflate with a window of 32 KiB, fastest algorithm, no dictionary.
constexpr std::array<std::byte, 2> zlib_header = {std::byte{0x78}, std::byte{0x01}};
constexpr std::size_t checksum_bytes = 4;  // Adler-32

// RFC 1951, 3.2.4: a block that is stored as it is.
constexpr std::size_t most_stored_bytes = 65'535;
constexpr std::size_t stored_header_bytes = 5;

// Above so many bits a byte, coding would save a tenth of a plane at most, and take most of the
// time: the low bytes of floating-point numbers are noise.
constexpr double most_bits_worth_coding = 7.2;

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};

libdeflate_compressor* compressor() {
  // One a thread, since it holds a megabyte of tables.
  thread_local const std::unique_ptr<libdeflate_compressor, FreeCompressor> own(
      libdeflate_alloc_compressor(deflate_level));
  if (!own) throw std::bad_alloc();
  return own.get();
}

// zlib's state, since it holds a quarter of a megabyte, is one a thread as well.
class RunLengths {
 public:
  RunLengths() {
    constexpr int raw_deflate = -15;  // with a window of 32 KiB
    constexpr int memory = 8;
    if (deflateInit2(&stream_, deflate_level, Z_DEFLATED, raw_deflate, memory, Z_RLE) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  ~RunLengths() { deflateEnd(&stream_); }
  RunLengths(const RunLengths&) = delete;
  RunLengths& operator=(const RunLengths&) = delete;

  // Blocks that end at a byte, with more to follow.
  void append(std::span<const std::byte> bytes, std::vector<std::byte>& out) {
    constexpr std::size_t flush_bytes = 16;
    deflateReset(&stream_);
    const std::size_t before = out.size();
    out.resize(before + deflateBound(&stream_, bytes.size()) + flush_bytes);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = static_cast<uInt>(out.size() - before);
    if (deflate(&stream_, Z_SYNC_FLUSH) != Z_OK || stream_.avail_in > 0) {
      throw std::logic_error("zlib did not take a chunk's bytes");
    }
    out.resize(out.size() - stream_.avail_out);
  }

 private:
  z_stream stream_ = {};
};

RunLengths& run_lengths() {
  thread_local RunLengths own;
  return own;
}

// First bytes of all elements, then second ones, and so on.
std::vector<std::byte> shuffled(std::span<const std::byte> values, std::size_t element_bytes) {
  const std::size_t count = values.size() / element_bytes;
  std::vector<std::byte> planes(values.size());
  for (std::size_t plane = 0; plane < element_bytes; ++plane) {
    std::byte* const out = planes.data() + plane * count;
    for (std::size_t at = 0; at < count; ++at) out[at] = values[at * element_bytes + plane];
  }
  return planes;
}

// Entropy of a byte, from every sixteenth.
double bits_a_byte(std::span<const std::byte> bytes) {
  std::array<int, 256> counts = {};
  constexpr std::size_t step = 16;
  double sampled = 0;
  for (std::size_t at = 0; at < bytes.size(); at += step, ++sampled) {
    ++counts[static_cast<std::size_t>(bytes[at])];
  }
  double bits = 0;
  for (const int count : counts) {
    if (count > 0) bits -= count / sampled * std::log2(count / sampled);
  }
  return bits;
}

void append_stored(std::span<const std::byte> bytes, std::vector<std::byte>& out) {
  while (!bytes.empty()) {
    const std::size_t size = std::min(bytes.size(), most_stored_bytes);
    const std::array<std::byte, stored_header_bytes> header = {
        std::byte{0},  // another block follows; this one is stored
        static_cast<std::byte>(size), static_cast<std::byte>(size >> 8),
        static_cast<std::byte>(~size), static_cast<std::byte>(~size >> 8)};
    out.insert(out.end(), header.begin(), header.end());
    out.insert(out.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    bytes = bytes.subspan(size);
  }
}

void append_deflated(std::span<const std::byte> bytes, std::vector<std::byte>& out) {
  const std::size_t before = out.size();
  out.resize(before + libdeflate_deflate_compress_bound(compressor(), bytes.size()));
  const std::size_t size = libdeflate_deflate_compress(compressor(), bytes.data(), bytes.size(),
                                                       out.data() + before, out.size() - before);
  out.resize(before + size);
}

}  // namespace

std::vector<std::byte> encode_chunk(std::span<const std::byte> values, std::size_t element_bytes) {
  const std::vector<std::byte> planes = shuffled(values, element_bytes);
  const std::size_t plane_bytes = values.size() / element_bytes;
  std::vector<std::byte> out;
  out.reserve(values.size() + values.size() / 64 + 1024);
  out.assign(zlib_header.begin(), zlib_header.end());
  // Up to the last plane of noise, which is stored as it is, those of rounded numbers are mostly
  // zeros, or few different bytes in no order: zlib's run lengths take half of libdeflate's time
  // for as few bytes. What libdeflate makes is the end of a stream.
  std::vector<bool> noise;
  for (std::size_t plane = 0; plane + 1 < element_bytes; ++plane) {
    noise.push_back(bits_a_byte(std::span(planes).subspan(plane * plane_bytes, plane_bytes)) >
                    most_bits_worth_coding);
  }
  while (!noise.empty() && !noise.back()) noise.pop_back();
  for (std::size_t plane = 0; plane < noise.size(); ++plane) {
    const auto bytes = std::span(planes).subspan(plane * plane_bytes, plane_bytes);
    if (noise[plane]) {
      append_stored(bytes, out);
    } else {
      run_lengths().append(bytes, out);
    }
  }
  append_deflated(std::span(planes).subspan(noise.size() * plane_bytes), out);
  const std::uint32_t sum = libdeflate_adler32(1, planes.data(), planes.size());
  for (std::size_t byte = checksum_bytes; byte-- > 0;) {
    out.push_back(static_cast<std::byte>(sum >> (8 * byte)));
  }
  return out;
}

}  // namespace peregrine
