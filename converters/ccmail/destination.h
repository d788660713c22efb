// Where the messages of an export go. README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "formats/ccmail/message.h"

namespace convert::ccmail {

/// Boards that one message is put on: a post office has no more.
inline constexpr std::size_t kMostBoards = 201;

/// Where a message goes.
struct Destination {
  bool is_left_out = false;         // nothing of a client's own folders
  std::vector<std::string> boards;  // by name
  std::size_t more_boards = 0;      // beyond kMostBoards
  std::string folder;               // without boards; empty: Inbox
};
[[nodiscard]] Destination destination_of(const ::ccmail::Message& message, std::uint32_t code_page);

}  // namespace convert::ccmail
