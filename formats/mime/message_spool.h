// A message that is not in its mailbox yet: it goes there whole, or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "formats/bytes/result.h"
#include "formats/mime/entity.h"

namespace mime {

/// Keeps up to kInMemory octets in memory and the rest in an unlinked temporary file (TMPDIR).
class MessageSpool {
 public:
  static constexpr std::size_t kInMemory = std::size_t{4} * 1024 * 1024;

  explicit MessageSpool(std::size_t in_memory = kInMemory) : in_memory_(in_memory) {}
  MessageSpool(const MessageSpool&) = delete;
  MessageSpool(MessageSpool&&) = delete;
  MessageSpool& operator=(const MessageSpool&) = delete;
  MessageSpool& operator=(MessageSpool&&) = delete;
  ~MessageSpool();

  /// NoSpace or Io when the temporary file cannot take it.
  [[nodiscard]] Result<void> append(std::string_view piece);
  [[nodiscard]] bool ends_with_line_end() const { return last_ == '\n'; }
  /// Everything, front to back.
  [[nodiscard]] Result<void> copy_to(const Write& write);
  /// Forgets everything.
  void clear();

 private:
  [[nodiscard]] Result<void> move_to_file();

  std::size_t in_memory_;
  std::string memory_;
  std::uint64_t file_size_ = 0;
  int file_ = -1;
  char last_ = '\0';
};

}  // namespace mime
