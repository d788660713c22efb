// A message as it was read: headers, structure, and where each piece lies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/entity.h"
#include "formats/mime/header_text.h"

namespace mime {

/// RFC 2045 6.1, and what mail before MIME did.
enum class Coding : std::uint8_t {
  None,  // 7bit, 8bit, binary, or no field: the bytes as they are
  QuotedPrintable,
  Base64,
  Uuencode,
  Hex,      // RFC 1154: two digits a byte
  Unknown,  // a name nobody knows: the bytes as they are, and the name says so
};

/// The value of Content-Type or Content-Disposition.
struct ParameterisedValue {
  std::string value{};                  // "text/plain", in lower case; empty when there is none
  std::vector<Parameter> parameters{};  // names in lower case, values in UTF-8
  std::uint64_t undecodable = 0;        // byte sequences in them that no code page explains

  /// The first of that name (lower case); nullptr without one.
  [[nodiscard]] const std::string* find(std::string_view name) const;
};

/// One entity: the message, a part, or a message in it. Spans point into what was read.
struct ReadPart {
  std::uint64_t offset = 0;           // of `whole`, in the file
  std::span<const std::byte> whole;   // header and body: what a signature would cover
  std::span<const std::byte> header;  // with its line ends, without the empty line behind it
  std::span<const std::byte> body;    // not decoded; without the line end before a delimiter
  HeaderBlock fields;
  ParameterisedValue type;  // never empty: text/plain, or message/rfc822 in a digest, by default
  ParameterisedValue disposition;  // empty value: no such field
  Coding coding = Coding::None;
  std::string coding_name;  // as the field has it

  std::vector<ReadPart> parts;  // of a multipart; of message/rfc822 the one message
  std::string_view preamble;    // of a multipart: what stands before its first part …
  std::string_view epilogue;    // … and behind its last
  bool holds_message = false;   // `parts` is the message in it, not the parts of a multipart
  bool is_kept_whole = false;   // a multipart or message that a limit left unread: a leaf

  /// Where `body` lies in the file.
  [[nodiscard]] std::uint64_t body_offset() const {
    return offset + static_cast<std::uint64_t>(body.data() - whole.data());
  }
  /// The value of the first field of that name, whatever the case of its letters; nullptr: none.
  [[nodiscard]] const std::string* field(std::string_view name) const;
  /// message/rfc822 (or its like) whose message was read.
  [[nodiscard]] bool is_message() const { return holds_message && parts.size() == 1; }
};

}  // namespace mime
