// Files and directories of Internet mail as streams of the model.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::mime {

enum class MailKind : std::uint8_t {
  Message,     // one message: an .eml file
  Mbox,        // a file of messages
  EmlTree,     // a directory of .eml files and directories
  LooseFiles,  // the .eml files of one directory, without those below it
  MboxTree,    // a directory that our writer filled with .mbox files
  Maildir,     // a Maildir, with the folders of Maildir++
};

/// "EML tree": for people.
[[nodiscard]] std::string_view name_of(MailKind kind);

/// What kind of mailbox a directory is by itself: one with cur/ and new/ or tmp/ is a Maildir, one
/// with our manifest what that lists. A directory of .eml files is none by itself: whether it is
/// depends on what else lies there (run::find_sources).
[[nodiscard]] std::optional<MailKind> sniff_mail_directory(const std::filesystem::path& directory);

/// Whether the name is that of a message's file: ".eml", in any case.
[[nodiscard]] bool is_eml_name(const std::filesystem::path& path);

/// Reads the mail at `path` into `sink`: a store, its folders, each message as one item, or as a
/// loss with its file. Errors as for opening `path`. README.md says which folder is which.
[[nodiscard]] model::Result<void> mime_to_model(const std::filesystem::path& path, MailKind kind,
                                                const model::ReadOptions& options,
                                                model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::mime
