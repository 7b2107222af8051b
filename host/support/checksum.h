// The checksum of what a run leaves for itself: XXH3 of 128 bits, by xxHash.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

namespace peregrine {

// Finds accidents: flipped bits, torn writes. As fast as memory is read, and no signature: whoever
// wants to can make other bytes of the same checksum.
class Checksum {
 public:
  // The most significant byte first, whatever the machine.
  using Digest = std::array<unsigned char, 16>;

  Checksum();
  ~Checksum();
  Checksum(const Checksum&) = delete;
  Checksum& operator=(const Checksum&) = delete;

  void add(const void* bytes, std::size_t count);
  void add(std::string_view text) { add(text.data(), text.size()); }
  // Of all that was added so far.
  Digest digest() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace peregrine
