// From a MAPI property bag to the fields of the model: for every store that speaks MAPI (PST, OST,
// PAB, TNEF).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "converters/model/folder.h"
#include "converters/model/message.h"

namespace convert::mapi {

/// One value of a single-valued `type` as a PST lays it out (little-endian; text without or with a
/// terminating NUL, which is dropped). Bytes that do not fit the type become model::Untyped.
[[nodiscard]] model::PropertyValue read_value(model::PropertyType type,
                                              std::span<const std::byte> data);
/// A multiple-valued property (`type` with MultipleFlag) from its values. When one does not fit,
/// the whole property becomes the multiple Binary alternative, so that nothing is lost.
[[nodiscard]] model::PropertyValue read_values(model::PropertyType type,
                                               const std::vector<std::vector<std::byte>>& values);

/// The code page of an item's 8-bit text: what the bag says (PidTagMessageCodepage,
/// PidTagInternetCodepage for the HTML body only), else `fallback`.
[[nodiscard]] std::uint32_t code_page_of(const model::PropertyBag& properties,
                                         std::uint32_t fallback);

/// How to understand what the bags leave open.
struct Context {
  std::uint32_t code_page = 0;  // of 8-bit text without a code page of its own; 0: 1252
};

/// Each fills the fields of its object from `properties` (and, for a message, from its recipients
/// and attachments, which must be complete). Bodies become Blobs over LargeValues or inline values:
/// no body is copied. What cannot be decoded stands as U+FFFD in the field, is counted in
/// Message::undecodable, and stays untouched in the bag. Damage in a structured property
/// (recurrence, entry id, compressed RTF) is Provenance::missing.
void fill_store(model::Store& store, const Context& context);
void fill_folder(model::Folder& folder, const Context& context);
void fill_message(model::Message& message, const Context& context);
void fill_recipient(model::Recipient& recipient, const Context& context);
void fill_attachment(model::Attachment& attachment, const Context& context);

}  // namespace convert::mapi
