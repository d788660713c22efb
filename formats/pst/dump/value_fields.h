// What the values of properties say; for the sources of this room.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "formats/pst/dump/records.h"
#include "formats/pst/reader/messaging/name_map.h"

namespace pst::dump {

/// What a property is.
struct PropertyKind {
  std::uint16_t id = 0;
  std::uint16_t type = 0;
  bool in_name_map = false;  // of node 0x61
};

/// "PidTagSubject"; of a named property its set and its number or name; "0x6612" of an unknown one.
[[nodiscard]] std::string property_text(const PropertyKind& kind, const reader::NameMap& names);
/// "PtypString"; "type 0x1234" of an unknown one.
[[nodiscard]] std::string type_text(std::uint16_t type);

/// A value of one of the types of fixed size, or text: "2006-05-12T08:00:00Z"; empty when the bytes
/// are not those of such a type. `data` is deciphered.
[[nodiscard]] std::string value_text(std::uint16_t type, std::span<const std::byte> data);
/// The same, and of other types how many bytes: "24 bytes".
[[nodiscard]] std::string value_words(std::uint16_t type, std::span<const std::byte> data);

/// Appends the fields of a value that does not lie in the record itself: of several values each, of
/// the entry ids of this store and the streams of the name-to-id map their parts. What does not fit
/// its type is a fault.
void append_value(AnnotatedRecord& record, const PropertyKind& kind, const FileBytes& value);

}  // namespace pst::dump
