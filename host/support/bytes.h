// Numbers as bytes and back: what ranks send each other and what part files hold.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace peregrine {

static_assert(std::endian::native == std::endian::little, "bytes are stored as they lie in memory");

// Bytes that no ByteWriter of the same calls has written.
class MalformedBytes : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class ByteWriter {
 public:
  // LEB128: seven bits a byte, so that small numbers, which most counts are, take one byte.
  void add_count(std::uint64_t value) {
    while (value >= 0x80) {
      bytes_.push_back(static_cast<std::byte>(value | 0x80));
      value >>= 7;
    }
    bytes_.push_back(static_cast<std::byte>(value));
  }
  // Either sign; numbers near zero are short.
  void add_integer(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    add_count(value < 0 ? ~(bits << 1) : bits << 1);
  }
  template <typename Value>
  void add_array(std::span<const Value> values) {
    static_assert(std::is_trivially_copyable_v<Value>);
    const std::span<const std::byte> raw = std::as_bytes(values);
    bytes_.insert(bytes_.end(), raw.begin(), raw.end());
  }

  void reserve(std::size_t bytes) { bytes_.reserve(bytes); }
  std::span<const std::byte> bytes() const { return bytes_; }
  std::vector<std::byte> take() { return std::move(bytes_); }

 private:
  std::vector<std::byte> bytes_;
};

// Reads what a ByteWriter wrote, by the same calls in the same order. Throws MalformedBytes rather
// than read past the end.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::uint64_t count() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at_ == bytes_.size()) break;
      const auto byte = static_cast<std::uint64_t>(bytes_[at_++]);
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw MalformedBytes("a number does not end");
  }
  std::int64_t integer() {
    const std::uint64_t bits = count();
    return static_cast<std::int64_t>((bits & 1) != 0 ? ~(bits >> 1) : bits >> 1);
  }
  // `size` values, which have to be there.
  template <typename Value>
  std::vector<Value> array(std::size_t size) {
    std::vector<Value> values;
    append_array(size, values);
    return values;
  }
  template <typename Value>
  void append_array(std::size_t size, std::vector<Value>& values) {
    static_assert(std::is_arithmetic_v<Value>);
    const std::size_t left = (bytes_.size() - at_) / sizeof(Value);
    const std::span<const std::byte> raw = view(size > left ? SIZE_MAX : size * sizeof(Value));
    const std::size_t before = values.size();
    values.resize(before + size);
    if (size > 0) std::memcpy(values.data() + before, raw.data(), raw.size());
  }
  // As many bytes where they lie.
  std::span<const std::byte> view(std::uint64_t size) {
    if (size > bytes_.size() - at_) throw MalformedBytes("an array is cut off");
    const std::span<const std::byte> raw = bytes_.subspan(at_, static_cast<std::size_t>(size));
    at_ += raw.size();
    return raw;
  }
  // The next `size` bytes as a reader of their own.
  ByteReader part(std::uint64_t size) {
    if (size > bytes_.size() - at_) throw MalformedBytes("a part is cut off");
    const ByteReader inner(bytes_.subspan(at_, static_cast<std::size_t>(size)));
    at_ += static_cast<std::size_t>(size);
    return inner;
  }
  std::span<const std::byte> rest() const { return bytes_.subspan(at_); }
  void expect_end() const {
    if (at_ != bytes_.size()) throw MalformedBytes("there is more than was expected");
  }

 private:
  std::span<const std::byte> bytes_;
  std::size_t at_ = 0;
};

}  // namespace peregrine
