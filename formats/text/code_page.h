// Code pages: what 8-bit text means. One table of our own over ICU's converters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace text {

class SingleByteTable;

/// A code page number as Windows counts them: 437 737 850 852 866 932 936 949 950 1250…1258 10000,
/// 28591…28606 (ISO 8859), 50220 (ISO-2022-JP), 51932 (EUC-JP), 54936 (GB18030), 20866 (KOI8-R),
/// 20127 (US-ASCII), 1200 (UTF-16LE), 65000 (UTF-7), 65001 (UTF-8) …
using CodePageNumber = std::uint32_t;

inline constexpr CodePageNumber kUtf16 = 1200;
inline constexpr CodePageNumber kWindows1252 = 1252;
inline constexpr CodePageNumber kAscii = 20127;
inline constexpr CodePageNumber kUtf8 = 65001;

/// One row of the table.
struct CodePage {
  CodePageNumber number = 0;
  std::string_view icu_name;   // ICU's converter
  std::string_view mime_name;  // IANA's preferred MIME name; empty when mail has none for it
  bool dos = false;            // bytes 00-1F and 7F are themselves, which ICU's IBM tables rotate
};

/// Every code page this tool knows, by number.
[[nodiscard]] std::span<const CodePage> code_pages();
[[nodiscard]] const CodePage* find_code_page(CodePageNumber number);
/// By what a user or a header writes: "850", "cp850", "CP-850", "windows-1252", "iso-8859-1",
/// "utf-8", "koi8-r"; letter case does not matter. nullopt when it names no row of the table.
[[nodiscard]] std::optional<CodePageNumber> code_page_by_name(std::string_view name);

struct Decoded {
  std::string utf8;
  /// Byte sequences the code page cannot explain; each stands as one U+FFFD in `utf8`.
  std::uint64_t undecodable = 0;
  friend bool operator==(const Decoded&, const Decoded&) = default;
};

/// `data` in code page `number` as UTF-8: always well-formed, NULs included. An unknown number
/// decodes as ASCII with every byte from 80 on undecodable.
[[nodiscard]] Decoded decode(std::span<const std::byte> data, CodePageNumber number);
[[nodiscard]] Decoded decode(std::string_view data, CodePageNumber number);
/// UTF-16, little-endian. A lone surrogate and an odd last byte count as undecodable.
[[nodiscard]] Decoded decode_utf16(std::span<const std::byte> data);

/// UTF-8 in code page `number`, or nullopt when a character has no place in it.
[[nodiscard]] std::optional<std::string> encode(std::string_view utf8, CodePageNumber number);
/// Little-endian; what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string encode_utf16(std::string_view utf8);
/// The same, appended to bytes.
void append_utf16(std::string_view utf8, std::vector<std::byte>& out);

/// Decodes piece by piece, for texts too large to hold: sequences may span pieces.
class StreamDecoder {
 public:
  explicit StreamDecoder(CodePageNumber number);
  StreamDecoder(const StreamDecoder&) = delete;
  StreamDecoder(StreamDecoder&& other) noexcept;
  StreamDecoder& operator=(const StreamDecoder&) = delete;
  StreamDecoder& operator=(StreamDecoder&& other) noexcept;
  ~StreamDecoder();

  /// Appends what `data` decodes to. With `last`, an unfinished sequence counts as undecodable, and
  /// what follows is a text of its own.
  void decode(std::span<const std::byte> data, bool last, std::string& out);
  [[nodiscard]] std::uint64_t undecodable() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Encodes UTF-8 piece by piece, for texts too large to hold: characters may span pieces. What has
/// no place in the code page becomes '?'. Text that is no UTF-8 is read as U+FFFD.
class StreamEncoder {
 public:
  /// An unknown number encodes as ASCII.
  explicit StreamEncoder(CodePageNumber number);

  /// Appends the bytes of `utf8`. With `last`, an unfinished sequence is a U+FFFD, and what follows
  /// is a text of its own.
  void encode(std::string_view utf8, bool last, std::vector<std::byte>& out);
  /// Characters that became '?'.
  [[nodiscard]] std::uint64_t lost() const { return lost_; }

 private:
  void encode_whole(std::string_view utf8, std::vector<std::byte>& out);

  const CodePage* page_;
  const SingleByteTable* table_ = nullptr;
  std::string unfinished_;  // the bytes of a character that goes on in the next piece
  std::uint64_t lost_ = 0;
};

/// Nothing but bytes below 80.
[[nodiscard]] bool is_ascii(std::string_view text);
/// Normalization form C. Text that is not UTF-8 is first made so, with U+FFFD.
[[nodiscard]] std::string to_nfc(std::string_view utf8);
/// Full case folding after NFC: equal for names that a case-insensitive file system confuses.
[[nodiscard]] std::string fold_case(std::string_view utf8);
/// The upper-case form of a character, itself where it has none or takes more than one character.
[[nodiscard]] char32_t upper_case(char32_t character);

}  // namespace text
