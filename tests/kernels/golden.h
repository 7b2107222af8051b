// A hash of a function's bits, so that one test binary states what every build must give.
#pragma once

#include <cstdint>
#include <cstring>

namespace peregrine {

// 64-bit FNV-1a over the bytes of a trivially copyable value, chained through `hash`.
template <class Value>
void add_to_hash(std::uint64_t& hash, const Value& value) {
  unsigned char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  for (const unsigned char byte : bytes) hash = (hash ^ byte) * 0x100000001b3u;
}

inline constexpr std::uint64_t empty_hash = 0xcbf29ce484222325u;

}  // namespace peregrine
