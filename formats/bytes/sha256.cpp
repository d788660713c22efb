#include "formats/bytes/sha256.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace bytes {

struct Sha256::Context {
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> evp{EVP_MD_CTX_new()};
};

namespace {

/// Fetched once: EVP_sha256() has it looked up by every digest that begins.
const EVP_MD* algorithm() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched;
}

// OpenSSL's digests fail only for want of memory or by misuse: neither leaves anything to convert.
void demand(int ok) {
  if (ok != 1) {
    std::abort();
  }
}

}  // namespace

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  demand(EVP_DigestInit_ex(context_->evp.get(), algorithm(), nullptr));
}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::span<const std::byte> data) {
  demand(EVP_DigestUpdate(context_->evp.get(), data.data(), data.size()));
}

Sha256::Digest Sha256::finish() {
  Digest digest{};
  unsigned int length = 0;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL wants unsigned char.
  demand(EVP_DigestFinal_ex(context_->evp.get(), reinterpret_cast<unsigned char*>(digest.data()),
                            &length));
  return digest;
}

Sha256::Digest sha256(std::span<const std::byte> data) {
  Sha256 hash;
  hash.update(data);
  return hash.finish();
}

}  // namespace bytes
