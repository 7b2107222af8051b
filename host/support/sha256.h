// SHA-256 (FIPS 180-4), by OpenSSL.
#pragma once

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace peregrine {

class Sha256 {
 public:
  using Digest = std::array<unsigned char, 32>;

  Sha256();
  void add(const void* bytes, std::size_t count);
  void add(std::string_view text) { add(text.data(), text.size()); }
  // Once, after which nothing is added.
  Digest digest();
  std::string hex();

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

// 64 hex digits.
std::string sha256_of(std::string_view text);

}  // namespace peregrine
