// Bytes of one message as a tree of entities: RFC 5322, 2045, 2046.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "formats/bytes/damage.h"
#include "formats/mime/reader/part.h"
#include "formats/text/code_page.h"

namespace mime {

// Mail nests less than ten deep, our writer at most 200 levels of which a message takes two. What
// is deeper is kept as the bytes it is.
inline constexpr std::size_t kMaxReadDepth = 100;
// The largest digests of mailing lists have some thousand. What follows is kept as one part.
inline constexpr std::size_t kMaxReadParts = 20'000;
// Outlook and Exchange keep headers up to some 64 KiB. Behind this the header has ended.
inline constexpr std::size_t kMaxReadHeader = std::size_t{16} * 1024 * 1024;
// Of all headers of one message: a field of three octets takes a hundred in memory.
inline constexpr std::size_t kMaxReadLines = 1'000'000;

/// Reads `message`, which begins at `offset` in its file. Every octet is in some part's header or
/// body, in a preamble or epilogue, or a delimiter. 8-bit text of parameters that names no charset
/// is UTF-8 when it is well-formed, else in `fallback`. Line ends are CRLF, LF, CR, CR CR LF.
///
/// Damage: "multipart.close-delimiter" Truncated (a part is ended by a delimiter further out, or by
/// the end), "multipart.boundary" Inconsistent (none is named, or none occurs: the multipart is a
/// leaf; "multipart.empty" where there is nothing but white space), "header.end" Truncated (the
/// message ends within a line of its header), "header.field" Inconsistent (lines that are no field;
/// `found` counts them), "header" Inconsistent (an entity without one: all of it is body; of the
/// message itself "message.header"), "header.nul", "header.overwritten", "body.nul" and "body.fill"
/// (what overwritten.h finds; `found` is the byte, or 0 where they differ), "header.size",
/// "entity.depth", "entity.parts", "parameters.size" OutOfRange (limits), "Content-Type.count" and
/// "Content-Transfer-Encoding" Undecodable (a name nobody knows).
[[nodiscard]] ReadPart read_message(std::span<const std::byte> message, std::uint64_t offset,
                                    text::CodePageNumber fallback, bytes::DamageLog& damage);

}  // namespace mime
