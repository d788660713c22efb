// MD5, through OpenSSL: for the ids that Outlook makes with it, and beside SHA-256 for case systems
// that know nothing else.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace bytes {

using Md5Digest = std::array<std::byte, 16>;

class Md5 {
 public:
  Md5();
  Md5(const Md5&) = delete;
  Md5(Md5&& other) noexcept;
  Md5& operator=(const Md5&) = delete;
  Md5& operator=(Md5&& other) noexcept;
  ~Md5();

  void update(std::span<const std::byte> data);
  /// The digest of everything so far; the object is spent afterwards.
  [[nodiscard]] Md5Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

[[nodiscard]] Md5Digest md5(std::span<const std::byte> data);

}  // namespace bytes
