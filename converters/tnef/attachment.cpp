#include "converters/tnef/attachment.h"

#include <algorithm>
#include <array>
#include <optional>

#include "converters/tnef/attributes.h"
#include "converters/tnef/message.h"
#include "converters/tnef/properties.h"
#include "formats/bytes/view_blob.h"
#include "formats/mapi/property_tags.h"
#include "formats/tnef/structures.h"

namespace convert::tnef {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

using ::tnef::Attribute;
using ::tnef::AttributeId;

constexpr std::uint16_t kObjectType = 0x000D;
// [MS-OXCMSG] 2.2.2.9 PidTagAttachMethod.
constexpr std::int32_t kByValue = 1;
constexpr std::int32_t kOle = 6;

/// {00020307-0000-0000-C000-000000000046}: the data are a stream of an embedded message.
constexpr std::array<std::byte, 16> kMessageInterface = {
    std::byte{0x07}, std::byte{0x03}, std::byte{0x02}, std::byte{0x00},
    std::byte{0x00}, std::byte{0x00}, std::byte{0x00}, std::byte{0x00},
    std::byte{0xC0}, std::byte{0x00}, std::byte{0x00}, std::byte{0x00},
    std::byte{0x00}, std::byte{0x00}, std::byte{0x00}, std::byte{0x46}};

/// Takes PidTagAttachDataBinary or PidTagAttachDataObject out of the list.
std::optional<::tnef::Property> take_data(::tnef::PropertyList& list) {
  const auto found = std::ranges::find_if(list.properties, [](const ::tnef::Property& property) {
    return property.id == PidTagAttachDataBinary && !property.name;
  });
  if (found == list.properties.end()) {
    return std::nullopt;
  }
  ::tnef::Property data = *found;
  list.properties.erase(found);
  return data;
}

void embed(std::span<const std::byte> data, std::uint64_t offset, const Context& context,
           model::Attachment& attachment) {
  const auto begin = ::tnef::find_stream(data);
  if (begin && context.depth + 1 < kMaxEmbeddedDepth) {
    Context inner = context;
    ++inner.depth;
    attachment.kind = model::AttachmentKind::Embedded;
    attachment.message =
        std::make_shared<model::Message>(to_message(data.subspan(*begin), offset + *begin, inner));
    inherit("embedded message", attachment.message->provenance, attachment.provenance);
    return;
  }
  attachment.content = bytes::make_view_blob(data, context.owner());
  attachment.provenance.miss("embedded message",
                             begin ? "it stands within " + std::to_string(context.depth + 1) +
                                         " others: kept as the stream it is"
                                   : "it has no TNEF signature: kept as the bytes it is");
}

void add_content(const std::optional<::tnef::Property>& property, const ::tnef::Attachment& source,
                 const Context& context, model::Attachment& attachment) {
  if (property && !property->values.empty()) {
    const auto data = property->values.front();
    if (property->type == kObjectType && property->interface == kMessageInterface) {
      // The data lie behind tag, count, size and interface.
      constexpr std::uint64_t kBehind = 4 + 4 + 4 + 16;
      embed(data, property->offset + kBehind, context, attachment);
      return;
    }
    if (property->type == kObjectType) {
      attachment.kind = model::AttachmentKind::Ole;
    }
    attachment.content = bytes::make_view_blob(data, context.owner());
  } else if (const auto* data = ::tnef::find(source.attributes, AttributeId::AttachData)) {
    attachment.content = bytes::make_view_blob(data->data, context.owner());
    if (!data->complete) {
      attachment.provenance.miss("content", "the stream ends within it");
    }
  }
}

void add_text_of(AttributeId attribute, std::uint16_t id, const ::tnef::Attachment& source,
                 const Context& context, model::PropertyBag& bag) {
  const auto* found = ::tnef::find(source.attributes, attribute);
  if (found != nullptr && bag.find(id) == nullptr) {
    add_text(id, ::tnef::text_of(found->data), context, bag);
  }
}

void add_rendition(const ::tnef::Attachment& source, const Context& context,
                   bytes::DamageLog& damage, model::Attachment& attachment) {
  const auto* found = ::tnef::find(source.attributes, AttributeId::AttachRendData);
  const auto rendition = found == nullptr
                             ? std::nullopt
                             : ::tnef::read_rendition(found->data, found->data_offset, damage);
  if (!rendition) {
    return;
  }
  auto& bag = attachment.properties;
  if (bag.find(PidTagAttachMethod) == nullptr) {
    add_number(PidTagAttachMethod, rendition->is_ole ? kOle : kByValue, bag);
  }
  if (rendition->is_ole && attachment.kind == model::AttachmentKind::ByValue) {
    attachment.kind = model::AttachmentKind::Ole;
  }
  if (bag.find(PidTagRenderingPosition) == nullptr) {
    add_number(PidTagRenderingPosition, rendition->position, bag);
  }
  if (rendition->is_mac_binary) {
    context.note("an attachment is a MacBinary file, and stays one");
  }
}

bool has_its_place(const Attribute& attribute) {
  constexpr std::array kPlaced = {
      AttributeId::AttachRendData,   AttributeId::AttachData,
      AttributeId::AttachTitle,      AttributeId::AttachTransportFilename,
      AttributeId::AttachMetaFile,   AttributeId::AttachCreateDate,
      AttributeId::AttachModifyDate, AttributeId::Attachment};
  return std::ranges::any_of(kPlaced, [&](AttributeId id) { return attribute.is(id); });
}

}  // namespace

model::Attachment to_attachment(const ::tnef::Attachment& source, const Context& context,
                                bytes::DamageLog& damage) {
  model::Attachment attachment;
  auto list = source.properties;
  const auto data = take_data(list);
  auto& bag = attachment.properties;
  add_properties(list, context, bag);
  add_content(data, source, context, attachment);
  add_rendition(source, context, damage, attachment);
  add_text_of(AttributeId::AttachTitle, PidTagAttachFilename, source, context, bag);
  // Readers of PSTs take a file's name from there, and titles need not be 8.3.
  add_text_of(AttributeId::AttachTitle, PidTagAttachLongFilename, source, context, bag);
  add_text_of(AttributeId::AttachTransportFilename, PidTagAttachTransportName, source, context,
              bag);
  const auto* picture = ::tnef::find(source.attributes, AttributeId::AttachMetaFile);
  if (picture != nullptr && bag.find(PidTagAttachRendering) == nullptr) {
    add_binary(PidTagAttachRendering, picture->data, context, bag);
  }
  attachment.created = read_date(source.attributes, AttributeId::AttachCreateDate, damage);
  attachment.modified = read_date(source.attributes, AttributeId::AttachModifyDate, damage);
  for (const Attribute& attribute : source.attributes) {
    if (!has_its_place(attribute)) {
      add_raw(attribute, context, bag);
    }
  }
  return attachment;
}

}  // namespace convert::tnef
