// The files of one message: messages/000/000123.js and what it names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "converters/model/message.h"
#include "converters/pages/mail_trees.h"
#include "formats/bytes/output.h"
#include "formats/bytes/result.h"

namespace convert::pages {

// What is shown of a text body, and of a header. The whole is in the mail file.
inline constexpr std::size_t kMostShownText = std::size_t{256} * 1024;
inline constexpr std::size_t kMostShownHeader = std::size_t{64} * 1024;
// Messages in messages: what is deeper is in the mail file only, and the page says so.
inline constexpr std::size_t kDeepestShown = 8;

struct MessagePlace {
  std::uint64_t number = 0;  // in the list
  std::string mail_url{};    // of the mail file, from the pages; empty: it is not in the output
  std::string mailbox{};
};

/// What the list and the page of losses need of it.
struct WrittenMessage {
  std::string recipients{};
  std::string attachment_names{};
  std::uint64_t attachments = 0;      // with those of messages in it; not pictures in the text
  std::vector<std::string> unread{};  // what could not be read, and why: a line each
};

/// "000/000123" for 123: a thousand messages share a directory.
[[nodiscard]] std::string numbered_path(std::uint64_t number);

/// Writes everything of `message` but the mail file. `notes`: what reading it remarked. Errors are
/// those of the output.
[[nodiscard]] bytes::Result<WrittenMessage> write_message(const model::Message& message,
                                                          const ManifestRow& row,
                                                          const std::vector<std::string>& notes,
                                                          const MessagePlace& place,
                                                          bytes::OutputTree& tree);

/// The same for a row whose mail file could not be read: what the manifest says, and why.
[[nodiscard]] bytes::Result<void> write_unread_message(const ManifestRow& row,
                                                       const std::string& why,
                                                       const MessagePlace& place,
                                                       bytes::OutputTree& tree);

}  // namespace convert::pages
