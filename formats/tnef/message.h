// A TNEF stream as the message it encapsulates. FORMAT.md.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/tnef/attribute.h"
#include "formats/tnef/property_list.h"

namespace tnef {

struct Attachment {
  std::vector<Attribute> attributes;  // in their order, attAttachRendData first
  PropertyList properties;            // attAttachment
};

struct Message {
  std::vector<Attribute> attributes;  // those of the message, in their order
  PropertyList properties;            // attMsgProps
  std::vector<PropertyList> recipients;
  std::vector<Attachment> attachments;
  std::uint32_t code_page = 0;  // attOemCodepage; 0: none
};

/// `stream` begins with its signature at `offset` in the file, and must outlive the message. Damage
/// is told; what it does not touch is read.
[[nodiscard]] Message read_message(std::span<const std::byte> stream, std::uint64_t offset,
                                   bytes::DamageLog& damage);

/// Of attributes with the same id, the last one counts. nullptr without one.
[[nodiscard]] const Attribute* find(std::span<const Attribute> attributes, AttributeId id);

}  // namespace tnef
