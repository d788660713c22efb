// The folders and files of a directory of mail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "converters/mime/reader/mime_to_model.h"

namespace convert::mime {

/// A folder, and the files its messages are in: one each, or of an MboxTree all of them in one.
struct MailFolder {
  std::vector<std::string> path{};  // names from the top down, UTF-8; empty: the top
  std::string key{};                // of its messages' rows in our manifest: "Inbox", "Inbox.mbox"
  std::optional<std::size_t> parent{};  // index; none for the top
  std::vector<std::filesystem::path> files{};
};

struct MailTree {
  std::vector<MailFolder> folders;              // the top first, parents before their children
  std::uint64_t size = 0;                       // of all files
  std::vector<std::string> notes;               // what was left out, and why; a line each
  std::vector<std::string> unread_directories;  // below the top; why each, a line
};

/// Walks `directory`, in the order of names. Links to directories are not followed; other files
/// than messages are noted by their number. NoInput, Permission, Io of `directory` itself; a
/// directory below it that cannot be read is in `unread_directories`.
[[nodiscard]] bytes::Result<MailTree> walk_mail_tree(const std::filesystem::path& directory,
                                                     MailKind kind);

}  // namespace convert::mime
