#include "host/support/checksum.h"

// In place of a library to link.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace peregrine {

struct Checksum::State {
  XXH3_state_t sum;
};

Checksum::Checksum() : state_(std::make_unique<State>()) {
  XXH3_128bits_reset(&state_->sum);
}

Checksum::~Checksum() = default;

void Checksum::add(const void* bytes, std::size_t count) {
  XXH3_128bits_update(&state_->sum, bytes, count);
}

Checksum::Digest Checksum::digest() const {
  XXH128_canonical_t canonical = {};
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state_->sum));
  Digest digest = {};
  std::ranges::copy(canonical.digest, digest.begin());
  return digest;
}

}  // namespace peregrine
