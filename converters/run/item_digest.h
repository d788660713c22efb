// What an item says, in a few bytes: whether two are the same.
#pragma once

#include <cstdint>
#include <optional>

#include "converters/model/message.h"
#include "formats/bytes/sha256.h"

namespace run {

/// --dedupe-key: what makes two items duplicates.
enum class DuplicateKey : std::uint8_t {
  Exact,    // all that the store has of them
  Content,  // what a reader of the mail sees
};

/// SHA-256; nullopt for an item that is never a duplicate: hidden, not whole, or with content that
/// cannot be read. Content is read once, piece by piece, texts of bodies as a whole (up to 64 MiB;
/// a larger one makes the item Exact).
///
/// Exact is over every field and property, bodies, attachments and embedded messages, byte by byte.
/// Left out is only where an item lies: folder, provenance, and those properties that number it
/// in its store or tell when the store made and last changed it.
///
/// Content is over class, sender (from, else sender), recipients in any order, both dates to the
/// second, subject, the body's text with white space folded (plain text, else that of the HTML,
/// else that of the RTF), and the content of the attachments in any order. Items that are no mail
/// (contacts, lists, calendar items), or have no sender or no date, are told apart by too little of
/// that: they are Exact.
[[nodiscard]] std::optional<bytes::Sha256::Digest> item_digest(const model::Message& message,
                                                               DuplicateKey key);

}  // namespace run
