#include "formats/tnef/message.h"

#include <algorithm>
#include <iterator>

#include "formats/bytes/byte_reader.h"
#include "formats/tnef/disk.h"

namespace tnef {
namespace {

using bytes::DamageKind;

/// Sorts attributes by what they belong to.
class Assembler {
 public:
  explicit Assembler(bytes::DamageLog& damage) : damage_(damage) {}

  void add(const Attribute& attribute) {
    if (attribute.level == Level::Message) {
      add_to_message(attribute);
    } else {
      add_to_attachment(attribute);
    }
  }

  Message finish() && { return std::move(message_); }

 private:
  void tell(const Attribute& attribute, DamageKind kind, std::string_view field,
            std::uint64_t expected = 0) {
    damage_.add({.offset = attribute.offset,
                 .length = sizeof(disk::AttributeHeader) + attribute.data.size(),
                 .kind = kind,
                 .field = field,
                 .found = attribute.id,
                 .expected = expected});
  }

  PropertyList properties_of(const Attribute& attribute) {
    bytes::ByteReader in(attribute.data, attribute.data_offset);
    auto list = take_properties(in, damage_);
    if (in.remaining() > 0) {
      damage_.add({.offset = in.offset(),
                   .length = in.remaining(),
                   .kind = DamageKind::Unclaimed,
                   .field = "MsgPropertyCount"});
      list.rest = *in.take(in.remaining());
    }
    return list;
  }

  void note(const Attribute& attribute, const std::vector<Attribute>& others) {
    if (!is_known(attribute.id)) {
      tell(attribute, DamageKind::Unclaimed, "AttrID");
    } else if (find(others, static_cast<AttributeId>(attribute.id)) != nullptr) {
      tell(attribute, DamageKind::Inconsistent, "AttrID");  // there is one already: this one counts
    }
  }

  void add_to_message(const Attribute& attribute) {
    if (!message_.attachments.empty()) {
      tell(attribute, DamageKind::Inconsistent, "AttrLevel",
           static_cast<std::uint64_t>(Level::Attachment));
    }
    note(attribute, message_.attributes);
    message_.attributes.push_back(attribute);
    if (attribute.is(AttributeId::MessageProperties)) {
      message_.properties = properties_of(attribute);
    } else if (attribute.is(AttributeId::RecipientTable)) {
      message_.recipients = read_recipient_table(attribute.data, attribute.data_offset, damage_);
    } else if (attribute.is(AttributeId::OemCodepage)) {
      const auto page = bytes::ByteReader(attribute.data).read<bytes::u32>();
      message_.code_page = page ? std::uint32_t{*page} : 0;
      if (!page) {
        tell(attribute, DamageKind::Truncated, "attOemCodepage", sizeof(bytes::u32));
      }
    }
  }

  void add_to_attachment(const Attribute& attribute) {
    const bool opens = attribute.is(AttributeId::AttachRendData);
    if (!opens && message_.attachments.empty()) {
      tell(attribute, DamageKind::Inconsistent, "AttrID",
           static_cast<std::uint64_t>(AttributeId::AttachRendData));
    }
    if (opens || message_.attachments.empty()) {
      message_.attachments.emplace_back();
    }
    auto& attachment = message_.attachments.back();
    note(attribute, attachment.attributes);
    attachment.attributes.push_back(attribute);
    if (attribute.is(AttributeId::Attachment)) {
      attachment.properties = properties_of(attribute);
    }
  }

  bytes::DamageLog& damage_;
  Message message_;
};

}  // namespace

const Attribute* find(std::span<const Attribute> attributes, AttributeId id) {
  const auto found = std::find_if(attributes.rbegin(), attributes.rend(),
                                  [id](const Attribute& attribute) { return attribute.is(id); });
  return found == attributes.rend() ? nullptr : &*found;
}

Message read_message(std::span<const std::byte> stream, std::uint64_t offset,
                     bytes::DamageLog& damage) {
  Assembler assembler(damage);
  for (const auto& attribute : read_attributes(stream, offset, damage)) {
    assembler.add(attribute);
  }
  return std::move(assembler).finish();
}

}  // namespace tnef
