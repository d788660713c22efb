// What a file is, and on what evidence.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "converters/mime/reader/mime_to_model.h"
#include "formats/bytes/result.h"
#include "formats/iff/migration_set.h"
#include "formats/wgpo/post_office.h"

namespace run {

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
  Mime
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
  /// Of a file that was divided, in their order; of a migration set, all its files.
  std::vector<std::filesystem::path> pieces;
  std::uint64_t size = 0;
  SourceKind kind = SourceKind::Unknown;
  convert::mime::MailKind mail = convert::mime::MailKind::Message;  // which sort of Mime it is
  Certainty certainty = Certainty::None;
  std::string what;                   // "PST", "spool", "unknown"
  std::string version;                // "Unicode"; may be empty
  std::vector<std::string> evidence;  // a line each
  /// Why it cannot be converted: not there, not readable, no store.
  std::optional<bytes::Error> error;
};

/// Looks at one file. What is wrong with it stands in Source::error.
[[nodiscard]] Source sniff_file(const std::filesystem::path& path);
/// Looks at the file's content for objects of a Microsoft Mail store: what a store without its
/// header is known by. Other files stay what they are.
void search_for_mmf(Source& source);

struct SearchOptions {
  bool with_unknown = false;                     // other files of a directory, too
  std::vector<std::filesystem::path> outputs{};  // of this run: not searched
  std::uint32_t charset = 0;  // --charset: of migration sets, whatever their lists say
};

struct Found {
  std::vector<Source> sources;
  std::vector<std::string> notes;  // what was left out, and why; a line each
};

/// The stores among `paths`: a file stands for itself, a directory for every store below it, in the
/// order of their names, a post office or a migration set (a packing list, a primary file, or a
/// directory of them) for each of its mailboxes. Backups beside a store are left
/// out of a directory, unless `with_unknown`, which is noted. A named file that is no store is in
/// the list, with its error; so is a file below a directory that has a store's name (.pst .ost .pab
/// .mmf .sc2 .edb .spool) and is none, and whatever could not be looked at. Other files of a
/// directory are left out, unless `with_unknown`. Links to directories are not followed, which is
/// noted. A directory without any store is an entry with an error. Files named one behind the other
/// that are the pieces of one Microsoft Mail store are one source. A Maildir is one source, and so
/// is a directory with our manifest, and the topmost directory of .eml files below which there is
/// no other store; .eml files beside other stores are a source for each directory that holds some.
[[nodiscard]] Found find_sources(const std::vector<std::filesystem::path>& paths,
                                 const SearchOptions& options);

[[nodiscard]] std::string name_of(Certainty certainty);

}  // namespace run
