// What a mailbox of exports holds, found before anything is delivered.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "converters/ccmail/context.h"
#include "converters/ccmail/folders.h"
#include "converters/model/reading.h"
#include "formats/bytes/result.h"
#include "formats/bytes/sha256.h"
#include "formats/ccmail/message.h"

namespace convert::ccmail {

/// A file of messages, opened.
struct ExportFile {
  Place place;
  std::filesystem::path path;
  bool is_retried = false;  // the same message may stand there many times
  ::ccmail::MessageReader reader;
};

/// Folders Bad, .UND files: KB Q212759, Q223772.
[[nodiscard]] bool is_retried_file(const std::filesystem::path& path);

/// Messages that came before, byte for byte, among those that are retried.
class Repeats {
 public:
  /// Whether the message came before; false in files that are not retried.
  [[nodiscard]] bool is_repeat(const ExportFile& file, const ::ccmail::Piece& piece);

 private:
  std::set<bytes::Sha256::Digest> seen_;
};

/// Where a message goes.
struct Destination {
  bool is_left_out = false;         // nothing of a client's own folders
  std::vector<std::string> boards;  // by name
  std::string folder;               // without boards; empty: Inbox
};
[[nodiscard]] Destination destination_of(const ::ccmail::Message& message, std::uint32_t code_page);

struct MailboxPlan {
  Folders folders{};
  Context context{};
  std::uint64_t size = 0;
  std::vector<std::string> notes{};
  std::vector<std::string> warnings{};
  std::vector<std::string> damages{};
};

/// Reads all of `files` once. NotThisFormat for an option's value that means nothing.
[[nodiscard]] bytes::Result<MailboxPlan> plan_mailbox(std::vector<ExportFile>& files,
                                                      const model::ReadOptions& options,
                                                      const ::ccmail::Labels& labels);

}  // namespace convert::ccmail
