// Letters, mailbags and post offices made for tests: right by construction, then broken by a named
// hand. Nothing here is the reader's but the string cipher, which published bytes prove.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "formats/wgpo/string_cipher.h"

namespace test::office {

using Bytes = std::vector<std::byte>;

[[nodiscard]] Bytes bytes_of(std::string_view text);
/// Least significant byte first.
[[nodiscard]] Bytes number(std::uint64_t value, std::size_t size);
/// `text`, cut and filled with NULs to `size` bytes, of which the last is always one.
[[nodiscard]] Bytes padded(std::string_view text, std::size_t size);
[[nodiscard]] Bytes join(std::initializer_list<Bytes> parts);
/// The first `size` bytes.
[[nodiscard]] Bytes cut(const Bytes& data, std::size_t size);
/// "00000062"
[[nodiscard]] std::string hexid(std::uint32_t number);

/// How the length of an element is written: 0x81 and one byte, 0x83 or 0x84 and leading zeros, or
/// 0x80 and 01 00 behind the contents.
enum class LengthForm : std::uint8_t { Shortest, OneByte, ThreeBytes, FourBytes, Indefinite };

/// `body` is what the length counts: qualifier, properties and contents.
[[nodiscard]] Bytes element(std::uint8_t identifier, const Bytes& body,
                            LengthForm form = LengthForm::Shortest);
/// A field of FIPS PUB 98 that holds `strings`, enciphered one by one.
[[nodiscard]] Bytes field(std::uint8_t id, const std::vector<std::string>& strings,
                          const wgpo::StringKey& key = wgpo::kKnownKey,
                          LengthForm form = LengthForm::Shortest);
[[nodiscard]] Bytes string_element(std::string_view plain,
                                   const wgpo::StringKey& key = wgpo::kKnownKey);
/// 7F 05 `qualifier` 20 02 and `value`.
[[nodiscard]] Bytes vendor_integer(std::uint8_t qualifier, std::uint16_t value);

/// Address strings as the published letter has them: with and without a display name.
[[nodiscard]] std::string sender(std::string_view address, std::string_view name);
[[nodiscard]] std::string recipient(std::string_view address);

struct LetterParts {
  std::uint16_t references = 1;
  std::vector<std::string> from{sender("LAB/PO1/ANNL", "Ann Lee")};
  std::vector<std::string> to{recipient("LAB/PO1/BOBR")};
  std::string subject = "Plan";
  std::string date{};               // digits
  std::vector<std::string> text{};  // strings of one field
  Bytes more{};                     // elements behind all others
  wgpo::StringKey key = wgpo::kKnownKey;
  LengthForm message_form = LengthForm::ThreeBytes;
  LengthForm field_form = LengthForm::Shortest;
};
[[nodiscard]] Bytes letter(const LetterParts& parts);
/// A field 08 that says an attachment's file and name.
[[nodiscard]] Bytes attachment_field(std::uint32_t file, std::string_view name,
                                     const wgpo::StringKey& key = wgpo::kKnownKey);

struct MailbagRow {
  std::string sender = "ANNL";
  std::string subject = "Plan";
  std::uint16_t year = 1994;
  std::uint16_t month = 1;
  std::uint16_t day = 27;
  std::uint16_t hour = 11;
  std::uint16_t minute = 58;
  std::string letter = "00000062";
};
[[nodiscard]] Bytes mailbag(const std::vector<MailbagRow>& rows);
/// 560 bytes: zeros, then the bitmap.
[[nodiscard]] Bytes key_file(const Bytes& bitmap = {});

/// Of ACCESS2: where the two texts stand is not published, so any place will do.
[[nodiscard]] Bytes user_record(std::string_view name, std::string_view mailbag,
                                std::size_t name_at = 3, std::size_t mailbag_at = 0x1D);
/// Of an address list. `flags`: the first two bytes.
[[nodiscard]] Bytes name_record(std::uint16_t flags, std::string_view name, std::uint32_t first,
                                std::uint32_t second, std::uint32_t mailbag = 0);
/// A GRP: the head, then two words for each record.
struct GroupWords {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
};
[[nodiscard]] Bytes group_file(const std::vector<GroupWords>& records);

/// Below `root`, directories and all; `name` with slashes.
void write(const std::filesystem::path& root, const std::string& name, const Bytes& data);
void write_letter(const std::filesystem::path& root, std::uint32_t file, const LetterParts& parts);

/// A healthy post office, LAB/PO1: the users ANNL (1A), BOBR (1B) and CARL (1C, who never got any
/// mail); letters 62, of Ann to Bob and herself, and 63, of Bob to Ann, with attachment 64; the
/// group Staff of Ann and Bob; a store of Ann's.
void write_office(const std::filesystem::path& root, const wgpo::StringKey& key = wgpo::kKnownKey);

}  // namespace test::office
