#include "formats/bytes/md5.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace bytes {

Md5Digest md5(std::span<const std::byte> data) {
  // Fetched once: EVP_md5() has it looked up by every digest that begins.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "MD5", nullptr);
  Md5Digest digest{};
  unsigned int length = 0;
  // OpenSSL's digests fail only for want of memory or by misuse: neither leaves anything to
  // convert.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): OpenSSL wants unsigned char.
  if (EVP_Digest(data.data(), data.size(), reinterpret_cast<unsigned char*>(digest.data()), &length,
                 algorithm, nullptr) != 1) {
    std::abort();
  }
  return digest;
}

}  // namespace bytes
