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
/// terminating NUL, which is dropped). Bytes that do not fit the type become model::Untyped; so
/// does UTF-16 that UTF-8 cannot carry (a lone surrogate).
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
  /// The store's: of 8-bit text without a code page of its own; 0: 1252. An item's own page need
  /// not be put here, fill_message finds it.
  std::uint32_t code_page = 0;
  /// Receives remarks on the item, one line each, for Sink::note; may be null.
  std::vector<std::string>* notes = nullptr;
};

/// Each fills the fields of its object from `properties`. What cannot be decoded stands as U+FFFD
/// in the field, is counted in Message::undecodable, and stays untouched in the bag. Damage in a
/// structured property (recurrence, entry id, compressed RTF) is Provenance::missing. Fields that
/// the bag says nothing about keep the value they have.
///
/// A store has no provenance: what is missing of it is returned.
[[nodiscard]] std::vector<model::Missing> fill_store(model::Store& store, const Context& context);
void fill_folder(model::Folder& folder, const Context& context);
/// Also fills the recipients and attachments from their bags, in the message's own code page. What
/// the caller has set of an attachment stays: its content and its embedded message, which is the
/// caller's to fill, and which make it Embedded or not. Bodies become Blobs over LargeValues or
/// copies of inline values; compressed RTF is decompressed here, up to kLargestCompressedRtf.
void fill_message(model::Message& message, const Context& context);

/// Outlook refuses bodies far below. What is larger stays in the bag, and is Missing.
inline constexpr std::uint64_t kLargestCompressedRtf = std::uint64_t{64} * 1024 * 1024;

}  // namespace convert::mapi
