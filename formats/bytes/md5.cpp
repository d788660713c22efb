#include "formats/bytes/md5.h"

#include "formats/bytes/openssl_digest.h"

namespace bytes {

struct Md5::Context {
  OpenSslDigest digest;
};

namespace {

/// Fetched once: EVP_md5() has it looked up by every digest that begins.
const EVP_MD* md5_algorithm() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "MD5", nullptr);
  return fetched;
}

}  // namespace

Md5::Md5() : context_(new Context{.digest = OpenSslDigest(md5_algorithm())}) {}
Md5::Md5(Md5&&) noexcept = default;
Md5& Md5::operator=(Md5&&) noexcept = default;
Md5::~Md5() = default;

void Md5::update(std::span<const std::byte> data) { context_->digest.update(data); }

Md5Digest Md5::finish() {
  Md5Digest digest{};
  context_->digest.finish(digest);
  return digest;
}

Md5Digest md5(std::span<const std::byte> data) {
  Md5 hash;
  hash.update(data);
  return hash.finish();
}

}  // namespace bytes
