#include "formats/wgpo/mailbag.h"

#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/wgpo/disk.h"
#include "formats/wgpo/tree.h"

namespace wgpo {
namespace {

constexpr std::size_t kRecord = sizeof(disk::MailbagRecord);
constexpr std::size_t kMostRead = 65'536;  // sixteen times what a KEY can account for

std::string text_in(std::span<const char> field) {
  const std::string_view text(field.data(), field.size());
  return std::string(text.substr(0, text.find('\0')));
}

std::optional<text::Ticks> date_of(const disk::MailbagRecord& raw) {
  constexpr std::uint16_t kFirstYear = 1980;
  constexpr std::uint16_t kLastYear = 2099;
  if (raw.year < kFirstYear || raw.year > kLastYear) {
    return std::nullopt;
  }
  return text::to_ticks({.year = raw.year,
                         .month = raw.month,
                         .day = raw.day,
                         .hour = raw.hour,
                         .minute = raw.minute});
}

std::string letter_of(const disk::MailbagRecord& raw) {
  const std::string name = to_upper(text_in(raw.letter));
  return is_hexid(name) ? name : std::string();
}

/// FORMAT.md 5.3: a name of a letter with its NUL, and a date that is one.
bool looks_like_record(const disk::MailbagRecord& raw) {
  return !letter_of(raw).empty() && raw.letter.back() == '\0' && date_of(raw).has_value();
}

disk::MailbagRecord raw_at(std::span<const std::byte> file, std::size_t at) {
  return *bytes::ByteReader(file.subspan(at)).read<disk::MailbagRecord>();
}

}  // namespace

std::vector<MailbagRecord> read_mailbag(std::span<const std::byte> file, bytes::DamageLog& damage) {
  std::vector<MailbagRecord> found;
  std::size_t at = 0;
  std::size_t next = 0;  // nothing between at and there looks like a record
  while (at + kRecord <= file.size() && found.size() < kMostRead) {
    disk::MailbagRecord raw = raw_at(file, at);
    if (!looks_like_record(raw)) {
      next = std::max(next, at + 1);
      while (next + kRecord <= file.size() && !looks_like_record(raw_at(file, next))) {
        ++next;
      }
      const bool has_next = next + kRecord <= file.size();
      // In step with the rest: a record that is only odd. Out of step: foreign bytes.
      const bool is_odd_record = !has_next || (next - at) % kRecord == 0;
      if (!is_odd_record) {
        damage.add({.offset = at,
                    .length = next - at,
                    .kind = bytes::DamageKind::Unclaimed,
                    .field = "mailbag.record",
                    .found = found.size()});
        at = next;
        continue;
      }
      damage.add({.offset = at,
                  .length = kRecord,
                  .kind = bytes::DamageKind::OutOfRange,
                  .field = "mailbag.record",
                  .found = found.size()});
    }
    found.push_back({.offset = at,
                     .number = found.size(),
                     .sender = text_in(raw.sender),
                     .subject = text_in(raw.subject),
                     .date = date_of(raw),
                     .letter = letter_of(raw),
                     .raw = std::string(bytes::as_text(file.subspan(at, kRecord)))});
    at += kRecord;
  }
  if (at < file.size() && found.size() == kMostRead) {
    damage.add({.offset = at,
                .length = file.size() - at,
                .kind = bytes::DamageKind::OutOfRange,
                .field = "mailbag.count",
                .found = file.size() / kRecord,
                .expected = kMostRead});
  } else if (at < file.size()) {
    damage.add({.offset = at,
                .length = file.size() - at,
                .kind = bytes::DamageKind::Truncated,
                .field = "mailbag.record",
                .found = file.size() - at,
                .expected = kRecord});
  }
  return found;
}

std::optional<KeyReading> read_presence(std::span<const std::byte> key,
                                        const std::vector<bool>& exists) {
  constexpr std::size_t kBits = 8;
  if (key.size() <= disk::kKeyBitmapAt || exists.empty()) {
    return std::nullopt;
  }
  const auto rest = key.subspan(disk::kKeyBitmapAt);
  const auto bitmap = rest.first(std::min(rest.size(), kMostRecords / kBits));
  const std::size_t covered = std::min(exists.size(), bitmap.size() * kBits);
  std::optional<KeyReading> answer;
  for (const bool lowest_first : {true, false}) {
    for (const bool one_is_live : {true, false}) {
      KeyReading reading{.presence = {}, .lowest_first = lowest_first, .one_is_live = one_is_live};
      bool agrees = true;
      for (std::size_t i = 0; i < covered && agrees; ++i) {
        const std::size_t shift = lowest_first ? i % kBits : kBits - 1 - i % kBits;
        const bool bit = ((std::to_integer<unsigned>(bitmap[i / kBits]) >> shift) & 1U) != 0;
        const bool is_live = bit == one_is_live;
        reading.presence.push_back(is_live ? Presence::Live : Presence::Deleted);
        agrees = is_live == exists[i];
      }
      reading.presence.resize(exists.size(), Presence::Unknown);
      if (agrees && answer) {
        return std::nullopt;  // "exactly one combination"
      }
      if (agrees) {
        answer = std::move(reading);
      }
    }
  }
  return answer;
}

}  // namespace wgpo
