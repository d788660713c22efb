// Collects small pieces for a Write.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/mime/entity.h"

namespace mime {

/// What is written is passed on when the buffer is full, and by flush().
class OutputBuffer {
 public:
  static constexpr std::size_t kSize = std::size_t{256} * 1024;

  OutputBuffer() : buffer_(kSize) {}

  /// Forgets what is buffered; `write` must live until the last flush().
  void start(const Write& write) {
    write_ = &write;
    used_ = 0;
  }

  /// Room for `size` characters (at most kSize), to be filled and then taken by advance().
  [[nodiscard]] Result<char*> room(std::size_t size) {
    if (size > kSize - used_) {
      if (auto flushed = flush(); !flushed) {
        return tl::unexpected<bytes::Error>(std::move(flushed.error()));
      }
    }
    return std::span(buffer_).subspan(used_).data();
  }
  void advance(std::size_t size) { used_ += size; }

  [[nodiscard]] Result<void> append(std::string_view text);
  [[nodiscard]] Result<void> flush();

 private:
  const Write* write_ = nullptr;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
};

}  // namespace mime
