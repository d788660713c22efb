// Whether the first bytes of a file begin a PST, an OST or a PAB.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace pff {

enum class Content : std::uint8_t { Unknown, Pst, Ost, Pab };

/// Word size and page size, which decide what can read the file.
enum class Layout : std::uint8_t { Unknown, Ansi, Unicode, Unicode4k };

enum class Certainty : std::uint8_t {
  None,      // no PFF file
  Possible,  // the magic number alone: the rest of the header is not as specified
  Sure,      // magic, client and version agree
};

/// One field of the header and what stands there.
struct Evidence {
  std::string_view field;  // a literal, in the specification's own words: "HEADER.wVer"
  std::uint32_t found = 0;
  bool expected = false;  // it is one of the values that are known

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

struct Confidence {
  Certainty certainty = Certainty::None;
  Content content = Content::Unknown;
  Layout layout = Layout::Unknown;
  Evidence magic{};
  Evidence client{};
  Evidence version{};

  friend bool operator==(const Confidence&, const Confidence&) = default;
};

/// How many bytes sniff() looks at.
inline constexpr std::size_t kSniffBytes = 12;

/// Judges the first bytes of a file, by the header's fixed fields ([MS-PST] 2.2.2.6). Fewer than
/// kSniffBytes are Certainty::None. Allocates nothing.
[[nodiscard]] Confidence sniff(std::span<const std::byte> head);

/// How many bytes the file had when it was last written, by its header (ROOT.ibFileEof, [MS-PST]
/// 2.2.2.5); nullopt when `head` is too short or no known layout. A shorter file was cut off.
[[nodiscard]] std::optional<std::uint64_t> recorded_size(std::span<const std::byte> head);

/// "PST", "OST", "PAB"; "PFF" when unknown.
[[nodiscard]] std::string_view name_of(Content content);
/// "ANSI", "Unicode", "Unicode (4 KB pages)"; "unknown layout".
[[nodiscard]] std::string_view name_of(Layout layout);

}  // namespace pff
