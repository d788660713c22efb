// Internet mail among the sources: files of messages, and directories that are one mailbox.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include "converters/run/sniff.h"

namespace run {

/// Whether a file has the name of an mbox: .mbox or .mbx.
[[nodiscard]] bool has_mailbox_name(const std::filesystem::path& path);

/// Whether a file that begins with `head` is a message or an mbox; fills `source` when it is. A
/// file named .eml that does not begin with a separator is a message, whatever it begins with. With
/// a separator further down in `head`, a file that has the name of an mbox, or mail behind it, is
/// an mbox with a damaged beginning: Possible.
[[nodiscard]] bool judge_mail(Source& source, std::span<const std::byte> head);

/// Whether a directory that is searched takes the file for a mailbox: an mbox that begins with a
/// separator, or has the name of one. Files of single messages are part of a tree, others are no
/// stores.
[[nodiscard]] bool is_mailbox_file(const Source& source);

/// The directory as one mailbox.
[[nodiscard]] Source mail_directory(const std::filesystem::path& directory,
                                    convert::mime::MailKind kind);

/// Settles what `directory` is once everything below it has been looked at. `sources` from index
/// `first` on are what was found there; `has_messages`: .eml files lie in it. Without any store,
/// mbox, Maildir or tree with our manifest below it, the directory is one tree, which takes the
/// place of the trees below it; else its own .eml files are a mailbox by themselves.
void settle_mail_tree(const std::filesystem::path& directory, bool has_messages, std::size_t first,
                      std::vector<Source>& sources);

}  // namespace run
