// The header line of a section in a secondary file. FORMAT.md 4.2.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace iff {

/// "Type,Length,Encoding,Islast,Name,Position,Format": the first line of each file.
inline constexpr std::string_view kSecondaryHeader =
    "Type,Length,Encoding,Islast,Name,Position,Format";

enum class SectionType : std::uint8_t { Body, Attachment, Schedule, Document, Other, Unknown };

struct SectionHeader {
  std::uint64_t offset = 0;
  std::uint64_t data = 0;  // the offset behind the line: where the bytes begin
  SectionType type = SectionType::Unknown;
  std::string type_text;                 // as written
  std::optional<std::uint64_t> length;   // absent when it is no number
  bool is_last = true;                   // also when the field is empty or says neither
  std::string name;                      // 8-bit
  std::optional<std::int64_t> position;  // of an icon in the body; absent: at its end
  bool is_mac_binary = false;
  friend bool operator==(const SectionHeader&, const SectionHeader&) = default;
};

inline constexpr std::size_t kLongestSectionHeader = 4096;

/// The most sections of one message.
inline constexpr std::size_t kMostParts = 10'000;

/// The line at `offset`, when it is a header beyond doubt: a known type, a length, and nothing but
/// TRUE, FALSE or nothing as Islast.
[[nodiscard]] std::optional<SectionHeader> read_section_header(std::span<const std::byte> file,
                                                               std::uint64_t offset);

/// The line at `offset` when it can be a header of which one field is wrong. For places that
/// something names.
[[nodiscard]] std::optional<SectionHeader> read_doubtful_header(std::span<const std::byte> file,
                                                                std::uint64_t offset);

/// "Body", "Attachment" …
[[nodiscard]] std::string_view name_of(SectionType type);

}  // namespace iff
