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
  std::uint64_t offset = 0;         // in the MBG
  std::size_t number = 0;           // of the record, from 0
  std::string sender;               // 8-bit text
  std::string subject;              // the first 40 bytes of it
  std::optional<text::Ticks> date;  // as a clock showed it
  std::string letter;               // "00000062"; empty when it is no name of a file
  std::string raw;                  // the whole record
};

/// FORMAT.md 5.2 and 5.3: the number of letters that a KEY can account for.
inline constexpr std::size_t kMostRecords = 4096;

/// The records of an MBG. Where they are out of step, the next place that looks like one is taken,
/// and the bytes before it are told.
[[nodiscard]] std::vector<MailbagRecord> read_mailbag(std::span<const std::byte> file,
                                                      bytes::DamageLog& damage);

enum class Presence : std::uint8_t { Live, Deleted, Unknown };

/// How the bits of a KEY are read.
struct KeyReading {
  std::vector<Presence> presence;  // of each record
  bool lowest_first = false;
  bool one_is_live = false;
};

/// What the bitmap of a KEY says of records, of which exists[i] tells whether the letter is there.
/// Bit order and sense are not published: when exactly one combination agrees with all of exists[]
/// that the KEY covers, it is taken, else nullopt. What it does not cover is Unknown.
[[nodiscard]] std::optional<KeyReading> read_presence(std::span<const std::byte> key,
                                                      const std::vector<bool>& exists);

}  // namespace wgpo
