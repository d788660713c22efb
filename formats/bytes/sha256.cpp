#include "formats/bytes/sha256.h"

#include "formats/bytes/openssl_digest.h"

namespace bytes {

struct Sha256::Context {
  OpenSslDigest digest;
};

namespace {

/// Fetched once: EVP_sha256() has it looked up by every digest that begins.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched;
}

}  // namespace

Sha256::Sha256() : context_(new Context{.digest = OpenSslDigest(sha256_algorithm())}) {}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::span<const std::byte> data) { context_->digest.update(data); }

Sha256::Digest Sha256::finish() {
  Digest digest{};
  context_->digest.finish(digest);
  return digest;
}

Sha256::Digest sha256(std::span<const std::byte> data) {
  Sha256 hash;
  hash.update(data);
  return hash.finish();
}

}  // namespace bytes
