// A letter of the post office: an MAI file. FORMAT.md 6.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/wgpo/element.h"
#include "formats/wgpo/string_cipher.h"

namespace wgpo {

/// FORMAT.md 6.1: fields of FIPS PUB 98.
enum class FieldId : std::uint32_t {
  From = 0x01,
  PostedDate = 0x02,
  ReplyTo = 0x03,
  Text = 0x04,
  To = 0x05,
  Cc = 0x06,
  Subject = 0x07,
  Attachments = 0x08,
  Author = 0x0C,
  Bcc = 0x0D,
  Comments = 0x10,
  Date = 0x11,
  InReplyTo = 0x13,
  Keywords = 0x14,
  MessageClass = 0x15,
  MessageId = 0x16,
  Precedence = 0x18,
  ReceivedDate = 0x19,
  References = 0x20,
  Sender = 0x22,
};

/// One field, its strings still enciphered.
struct Field {
  std::optional<std::uint32_t> id;  // none: a vendor's, or undefined
  std::vector<Element> strings;
  Element element;

  [[nodiscard]] bool is(FieldId wanted) const { return id == static_cast<std::uint32_t>(wanted); }
};

/// Spans point into the file's bytes.
struct Letter {
  std::optional<std::uint32_t> references;  // how many mailbags still hold it
  std::vector<Field> fields;
  std::vector<Element> others;  // vendor elements, and what else is no field
  bool is_whole = true;         // the walk consumed the file exactly
};

/// nullopt, told, when no elements can be found. Damage is told.
[[nodiscard]] std::optional<Letter> read_letter(std::span<const std::byte> file,
                                                bytes::DamageLog& damage);

/// An address as its string says, deciphered: kind 02, "NET/PO/BOX", a NUL, a byte from 80 on, the
/// display name and a NUL. FORMAT.md 6.2.
struct LetterAddress {
  std::string_view address;
  std::string_view name;
};
[[nodiscard]] std::optional<LetterAddress> read_letter_address(std::string_view plain);

/// Whether the letter's address strings are what addresses are, under `key`: FORMAT.md 7. No
/// address at all is no.
[[nodiscard]] bool is_key_of(const Letter& letter, const StringKey& key);

/// Whether the letter's strings are text under `key`: its addresses say so, or, where it has none
/// of a known kind, nearly nothing of its strings is a control character.
[[nodiscard]] bool is_text_under(const Letter& letter, const StringKey& key);

/// FORMAT.md 6.1: a date in digits, shortened from the right or with two digits for the year.
struct LetterDate {
  std::int64_t ticks = 0;                      // as a clock showed it
  std::optional<std::int32_t> offset_minutes;  // east of Greenwich, when it says
};
[[nodiscard]] std::optional<LetterDate> read_letter_date(std::string_view digits);

}  // namespace wgpo
