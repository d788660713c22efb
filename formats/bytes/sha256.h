// SHA-256, through OpenSSL.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace bytes {

class Sha256 {
 public:
  using Digest = std::array<std::byte, 32>;

  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256(Sha256&& other) noexcept;
  Sha256& operator=(const Sha256&) = delete;
  Sha256& operator=(Sha256&& other) noexcept;
  ~Sha256();

  void update(std::span<const std::byte> data);
  /// The digest of everything so far; the object is spent afterwards.
  [[nodiscard]] Digest finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

[[nodiscard]] Sha256::Digest sha256(std::span<const std::byte> data);

}  // namespace bytes
