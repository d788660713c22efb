// The stores among files and directories.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "converters/run/sniff.h"

namespace run {

struct SearchOptions {
  bool with_unknown = false;                     // other files of a directory, too
  std::vector<std::filesystem::path> outputs{};  // of this run: not searched
  std::vector<std::filesystem::path> own{};      // files of this run: not even opened
  std::uint32_t charset = 0;  // --charset: of migration sets, whatever their lists say
  std::string labels{};       // --labels: what the file of labels holds
  const UnpackedArchive* within = nullptr;  // that `paths` came out of
};

struct Found {
  std::vector<Source> sources;
  std::vector<std::string> notes;  // what was left out, and why; a line each
};

/// The stores among `paths`: a file stands for itself, a directory for every store below it, in the
/// order of their names, a post office or a migration set (a packing list, a primary file, or a
/// directory of them, whatever their names) for each of its mailboxes. Backups beside a store are
/// left out of a directory, unless `with_unknown`, which is noted. A named file that is no store is
/// in the list, with its error; so is a file below a directory that has a store's name (.pst .ost
/// .pab .mmf .sc2 .edb .spool), or, unless it is empty, that of an mbox (.mbox .mbx) or of an
/// export of cc:Mail (.ccm .und), and is none, and whatever could not be looked at. Other files of
/// a directory are left out, unless `with_unknown`. Links to directories are not followed, which is
/// noted. A directory without any store is an entry with an error. Files named one behind the other
/// that are the pieces of one Microsoft Mail store are one source. What several of `paths` lead to
/// is one source, which is noted.
///
/// A Maildir is one source, and so is a directory with our manifest, and the topmost directory of
/// .eml files below which there is no other store; .eml files beside other stores are a source for
/// each directory that holds some. An mbox that begins with a separator is a source, whatever its
/// name. Exports of cc:Mail are a source each; message files of its Exchange connector (MSG and
/// four hexadecimal digits, .CCM or .UND) in one directory are one. A directory of cc:Mail is asked
/// whether it is a post office, then whether it is a collection of a plan, each user of which is a
/// source; its files, whether they are exports, then whether they are called like archives. What
/// looks like mail and is no source (messages not called .eml, mboxes with a damaged beginning and
/// another name, .eml files beside the parts of a Maildir) is noted, unless `with_unknown`.
///
/// An archive or image (formats/archives) is searched like a directory of its members, which lie
/// unpacked as long as their sources are kept; so is one within it. What of its members did not
/// come out is an entry with an error, or damage of the source it belongs to. One without any store
/// is an entry with an error when it was named, else noted. Archives of other kinds, by their
/// names, are noted.
[[nodiscard]] Found find_sources(const std::vector<std::filesystem::path>& paths,
                                 const SearchOptions& options);

}  // namespace run
