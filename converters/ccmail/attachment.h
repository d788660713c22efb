// Items of a message as its attachments. README.md; formats/ccmail/FORMAT.md 4.
#pragma once

#include <cstddef>
#include <vector>

#include "converters/ccmail/context.h"
#include "formats/ccmail/message.h"

namespace convert::ccmail {

/// The attachments of an item that is no text, the `number`th of its message (from 1): the file,
/// and behind one of the Macintosh with a resource fork its AppleDouble. What is odd about it is
/// told in `converted`.
[[nodiscard]] std::vector<model::Attachment> to_attachments(const ::ccmail::Item& item,
                                                            std::size_t number, const Place& place,
                                                            const Context& context,
                                                            Converted& converted);

/// Whether the item is a text that was too long for a text item (KB Q190555).
[[nodiscard]] bool is_unnamed_text(const ::ccmail::Item& item);

/// The content of a file item, out of its MacBinary.
[[nodiscard]] std::span<const std::byte> content_of(const ::ccmail::Item& item);

}  // namespace convert::ccmail
