// Which EXPORT a program is: by the words it prints, and by its header. FORMAT.md 6.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ccmail_post_office {

/// "8.30.03": digits behind the first full stop are a fraction, as 8.3 and 8.30 are one release.
struct ProgramVersion {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;  // hundredths: 30 of 8.3 and of 8.30
  std::uint32_t patch = 0;  // 3 of 8.30.03
  friend auto operator<=>(const ProgramVersion&, const ProgramVersion&) = default;
};
/// "8.30"; with a patch "8.30.03".
[[nodiscard]] std::string to_text(const ProgramVersion& version);

/// What `EXPORT /?` prints, or a version alone.
struct Banner {
  std::string program;  // "EXPORT2", in upper case; empty when the words do not name it
  ProgramVersion version;
  friend bool operator==(const Banner&, const Banner&) = default;
};
/// nullopt when no version stands in it: a number, a full stop, a number.
[[nodiscard]] std::optional<Banner> read_banner(std::string_view text);

/// What a program runs on, by its header.
enum class Machine : std::uint8_t {
  Unknown,    // no program
  Dos,        // MZ alone, or with the header of a DOS extender
  Windows16,  // NE for Windows
  BoundOs2,   // NE for OS/2: some of these run on DOS, too
  Os2,        // LX
  Windows32,  // PE
};
[[nodiscard]] std::string_view name_of(Machine machine);
/// `head`: the beginning of the file; a header that lies behind its end is not seen.
[[nodiscard]] Machine machine_of(std::span<const std::byte> head);

}  // namespace ccmail_post_office
