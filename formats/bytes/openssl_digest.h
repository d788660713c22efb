// A running digest of OpenSSL's: what the digests of this folder are made of.
#pragma once

#include <openssl/evp.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <span>

namespace bytes {

class OpenSslDigest {
 public:
  explicit OpenSslDigest(const EVP_MD* algorithm) : context_(EVP_MD_CTX_new()) {
    demand(EVP_DigestInit_ex(context_.get(), algorithm, nullptr));
  }

  void update(std::span<const std::byte> data) {
    demand(EVP_DigestUpdate(context_.get(), data.data(), data.size()));
  }
  /// Fills `digest`, which has the algorithm's size; the object is spent afterwards.
  void finish(std::span<std::byte> digest) {
    unsigned int length = 0;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL wants unsigned char.
    demand(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()),
                              &length));
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };

  // OpenSSL's digests fail only for want of memory or by misuse: neither leaves anything to
  // convert.
  static void demand(int ok) {
    if (ok != 1) {
      std::abort();
    }
  }

  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

}  // namespace bytes
