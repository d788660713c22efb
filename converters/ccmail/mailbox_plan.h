// What a mailbox of exports holds, found before anything is delivered.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "converters/ccmail/context.h"
#include "converters/ccmail/destination.h"
#include "converters/ccmail/export_file.h"
#include "converters/ccmail/folders.h"
#include "converters/model/reading.h"
#include "formats/bytes/result.h"
#include "formats/bytes/sha256.h"
#include "formats/ccmail/message.h"

namespace convert::ccmail {

/// Messages that came before, byte for byte, among those that are retried.
class Repeats {
 public:
  /// What the first of these messages was called, when this one, called `id`, came before; nullopt
  /// in files that are not retried.
  [[nodiscard]] std::optional<std::string> find_first(const ExportFile& file, const Place& place,
                                                      const ::ccmail::Piece& piece,
                                                      const std::string& id);

 private:
  std::map<bytes::Sha256::Digest, std::string> seen_;
};

/// A file that is none of the mailbox after all.
struct Refused {
  std::string file;
  bytes::Error error;
};

struct MailboxPlan {
  Folders folders{};
  Context context{};
  std::vector<Refused> refused{};
  std::uint64_t size = 0;
  std::vector<std::string> notes{};
  std::vector<std::string> warnings{};
  std::vector<std::string> damages{};
};

/// Reads all of `files` once, one after another, and leaves in each what is known of it. What
/// cannot be opened is refused; it is an error of the only file. NotThisFormat for an option's
/// value that means nothing.
[[nodiscard]] bytes::Result<MailboxPlan> plan_mailbox(std::vector<ExportFile>& files,
                                                      const model::ReadOptions& options,
                                                      const ::ccmail::Labels& labels);

}  // namespace convert::ccmail
