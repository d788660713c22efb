// Directories of cc:Mail as records of a directory: for address maps and matching.
#pragma once

#include <string_view>

#include "formats/ccmail/sniff.h"
#include "formats/directory/directory_file.h"

namespace convert::ccmail {

/// Entries of a directory export, a private directory or a gateway's table of aliases, also those
/// without an Internet address: objects with that, if they have one, and "CCMAIL:name at post
/// office", and with the name alone, which is the identity in cc:Mail (formats/ccmail/FORMAT.md 5).
/// Damage of the file, and names that differ in case alone, are findings. `charset` 0: 850, or 1252
/// of a private directory. Empty for other kinds of text.
[[nodiscard]] ::directory::DirectoryFile to_directory_file(std::string_view file,
                                                           ::ccmail::TextKind kind,
                                                           text::CodePageNumber charset);

/// "cc:Mail directory export", "cc:Mail private directory", "cc:Mail gateway aliases".
[[nodiscard]] std::string_view name_of(::ccmail::TextKind kind);

/// Code page of a file of that kind, unless the user says otherwise.
[[nodiscard]] text::CodePageNumber default_page(::ccmail::TextKind kind);

}  // namespace convert::ccmail
