// What a file is, and on what evidence.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "converters/mime/reader/mime_to_model.h"
#include "formats/archives/sniff.h"
#include "formats/bytes/result.h"
#include "formats/iff/migration_set.h"
#include "formats/wgpo/post_office.h"

namespace ccmail_post_office {
struct CollectedUser;
struct Inventory;
}  // namespace ccmail_post_office

namespace run {

class UnpackedArchive;

enum class SourceKind : std::uint8_t {
  Unknown,
  Pff,
  Spool,
  Tnef,
  Mmf,
  Wgpo,
  Ffapi,
  Iff,
  Schedule,
  Imcsave,
  Ccmail,           // messages of a cc:Mail export
  CcmailContacts,   // its directories
  CcmailCollected,  // an exported mailbox of a plan
  Mime,
  Archive,    // find_sources() looks inside
  DiskImage,  // of a file system that nobody here reads
};
enum class Certainty : std::uint8_t { None, Possible, Sure };

/// A file, or a mailbox of a directory of files, looked at.
struct Source {
  /// Of a mailbox: the path of the directory or the set, and the mailbox's name.
  std::filesystem::path path;
  std::filesystem::path directory;  // that holds the mailbox, or is it; empty for a file
  std::string mailbox;              // its name there
  std::shared_ptr<const wgpo::PostOffice> office;  // of a post office's mailbox
  std::shared_ptr<const iff::MigrationSet> set;    // of a migration set's mailbox
  std::shared_ptr<const ccmail_post_office::CollectedUser> collected;  // of an exported mailbox
  std::shared_ptr<const ccmail_post_office::Inventory> inventory;      // of a cc:Mail post office
  /// Of a file that was divided, in their order; of a migration set, all its files; of a directory
  /// of cc:Mail's message files, these.
  std::vector<std::filesystem::path> pieces;
  std::uint64_t size = 0;
  /// Of a PST inside a larger file: where it begins there; `size` bytes of the file are its own.
  std::optional<std::uint64_t> carved_at{};
  SourceKind kind = SourceKind::Unknown;
  bool native = false;  // of a Pff: our own reader reads it, too (engine.h)
  convert::mime::MailKind mail = convert::mime::MailKind::Message;  // which sort of Mime it is
  Certainty certainty = Certainty::None;
  std::string what;                   // "PST", "spool", "unknown"
  std::string version;                // "Unicode"; may be empty
  std::vector<std::string> evidence;  // a line each
  archives::Form form{};              // of an Archive
  /// Of what came out of an archive: keeps it there. `path` and its like are below its root.
  std::shared_ptr<const UnpackedArchive> unpacked{};
  std::vector<std::string> damages{};  // what the archive kept of it, a line each
  /// Why it cannot be converted: not there, not readable, no store.
  std::optional<bytes::Error> error;
};

/// The first bytes of a file, of gzip ones the first unpacked ones: at most 64 KiB.
[[nodiscard]] bytes::Result<std::vector<std::byte>> read_head(const std::filesystem::path& path);

/// A source that cannot be converted, and why.
[[nodiscard]] Source unusable(const std::filesystem::path& path, bytes::Error error);

/// Looks at one file. What is wrong with it stands in Source::error. `labels` is what --labels
/// holds, for exports of cc:Mail in other languages.
[[nodiscard]] Source sniff_file(const std::filesystem::path& path, const std::string& labels = {});
/// Looks at the file's content for objects of a Microsoft Mail store: what a store without its
/// header is known by. Other files stay what they are.
void search_for_mmf(Source& source);

[[nodiscard]] std::string name_of(Certainty certainty);

/// Source::path as the user knows it: of what came out of an archive "mail.zip!old/x.pst".
[[nodiscard]] std::string shown_path(const Source& source);

}  // namespace run
