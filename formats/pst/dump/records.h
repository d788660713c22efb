// What the annotators of a PST share; for the sources of this room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "formats/bytes/annotation.h"
#include "formats/bytes/damage.h"
#include "formats/bytes/record_fields.h"
#include "formats/pst/ndb/ids.h"

namespace pst::dump {

using bytes::AnnotatedRecord;
using bytes::FileBytes;

/// Appends the fields of an R at bytes[0], each name behind `prefix`.
template <bytes::Record R>
void append(AnnotatedRecord& record, const FileBytes& bytes, std::string_view prefix = {}) {
  const auto first = record.fields.size();
  bytes::append_fields<R>(record.fields, bytes);
  for (auto i = first; i < record.fields.size(); ++i) {
    record.fields[i].name.insert(0, prefix);
  }
}

/// Appends bytes without a layout; nothing when there are none.
inline void append_bytes(AnnotatedRecord& record, const FileBytes& bytes, std::string name,
                         std::string value = {}, std::string meaning = {}) {
  if (!bytes.raw.empty()) {
    record.fields.push_back({.bytes = bytes,
                             .name = std::move(name),
                             .value = std::move(value),
                             .meaning = std::move(meaning)});
  }
}

/// An R at `at` of the bytes.
template <bytes::Record R>
[[nodiscard]] R read_at(const FileBytes& bytes, std::size_t at = 0) {
  return *bytes::ByteReader(bytes.text().subspan(at)).read<R>();
}

/// "rgbid[3]"
[[nodiscard]] inline std::string indexed(std::string_view name, std::size_t i) {
  return std::string(name) + "[" + std::to_string(i) + "]";
}

/// "BTPAGE.dwCRC: bad checksum: found 0x1, expected 0x2"
[[nodiscard]] std::string fault_text(const bytes::Damage& damage);

/// "NID_TYPE_NORMAL_MESSAGE"; "NID_MESSAGE_STORE" for one of the ids that every store has.
[[nodiscard]] std::string node_name(Nid nid);
/// "NID_TYPE_NORMAL_MESSAGE"; empty for a type that nobody knows.
[[nodiscard]] std::string_view node_type_name(std::uint8_t type);
/// "0x200024"
[[nodiscard]] std::string hex_of(std::uint64_t value);

}  // namespace pst::dump
