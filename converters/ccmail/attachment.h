// Items of a message as its attachments. README.md; formats/ccmail/FORMAT.md 4.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
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

/// Whether the item is a text that was too long for a text item (KB Q190555), and, as hexadecimal
/// text, short enough to be held in memory.
[[nodiscard]] bool is_unnamed_text(const ::ccmail::Item& item, const Context& context);

struct LongText {
  std::span<const std::byte> data{};
  std::shared_ptr<const void> owner{};  // keeps `data`; nullptr: the file does
};
/// Such a text out of what a file is wrapped in. What else was in there is kept with the message: a
/// resource fork as its AppleDouble.
[[nodiscard]] LongText to_long_text(const ::ccmail::Item& item, const Place& place,
                                    const Context& context, Converted& converted);

}  // namespace convert::ccmail
