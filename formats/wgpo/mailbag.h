// Mailbags: what letters a user has. FORMAT.md 5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/text/calendar_date.h"

namespace wgpo {

struct MailbagRecord {
  std::uint64_t offset = 0;      // in the MBG
  std::size_t number = 0;        // of the record, from 0
  std::string sender;            // 8-bit text
  std::string subject;           // the first 40 bytes of it
  std::optional<text::Ticks> date;  // as a clock showed it
  std::string letter;            // "00000062"; empty when it is no name of a file
};

/// FORMAT.md 5.2 and 5.3: the number of letters that a KEY can account for.
inline constexpr std::size_t kMostRecords = 4096;

/// The records of an MBG. Where they are out of step, the next place that looks like one is taken,
/// and the bytes before it are told.
[[nodiscard]] std::vector<MailbagRecord> read_mailbag(std::span<const std::byte> file,
                                                      bytes::DamageLog& damage);

enum class Presence : std::uint8_t { Live, Deleted, Unknown };

/// What the bitmap of a KEY says of `count` records, of which exists[i] tells whether the letter is
/// there. Bit order and sense are not published: the one combination that agrees with all of
/// exists[] is taken. When there is none, or several, nullopt.
[[nodiscard]] std::optional<std::vector<Presence>> read_presence(std::span<const std::byte> key,
                                                                 const std::vector<bool>& exists);

}  // namespace wgpo
