#include "converters/mapi/item_parts.h"
#include "formats/bytes/byte_source.h"

namespace convert::mapi {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

// [MS-OXCMSG] 2.2.2.9 PidTagAttachMethod.
model::AttachmentKind attachment_kind(std::optional<std::int64_t> method) {
  switch (method.value_or(1)) {
    case 2:  // afByReference
    case 3:
    case 4:  // afByReferenceOnly
    case 7:  // afByWebReference
      return model::AttachmentKind::Reference;
    case 5:  // afEmbeddedMessage
      return model::AttachmentKind::Embedded;
    case 6:  // afStorage
      return model::AttachmentKind::Ole;
    default:
      return model::AttachmentKind::ByValue;
  }
}

std::string without_brackets(std::string id) {
  if (id.size() >= 2 && id.front() == '<' && id.back() == '>') {
    return id.substr(1, id.size() - 2);
  }
  return id;
}

/// PidTagAttachDataBinary as content, when the caller has not set one. What a bag has of the object
/// form (PidTagAttachDataObject, the same id) only says where the object is.
model::Blob content_of(const BagReader& bag) {
  const model::Property* property = bag.find(PidTagAttachDataBinary);
  if (property == nullptr || property->type == model::PropertyType::Object) {
    return nullptr;
  }
  if (const auto* large = std::get_if<model::LargeValue>(&property->value)) {
    return large->blob;
  }
  const auto* binary = std::get_if<model::Binary>(&property->value);
  return binary == nullptr ? nullptr : bytes::make_blob(*binary);
}

std::optional<std::int32_t> rendering_position(const BagReader& bag) {
  // [MS-OXCMSG] 2.2.2.16: FFFFFFFF, "the attachment is not rendered" in the text.
  const auto position = bag.integer(PidTagRenderingPosition);
  if (!position || *position < 0 || *position > INT32_MAX) {
    return std::nullopt;
  }
  return static_cast<std::int32_t>(*position);
}

/// What the attachment is, where its method and what the caller found disagree.
model::AttachmentKind kind_of(const BagReader& bag, const model::Attachment& attachment) {
  const auto kind = attachment_kind(bag.integer(PidTagAttachMethod));
  if (attachment.message != nullptr) {
    return model::AttachmentKind::Embedded;
  }
  const bool bytes_only = kind == model::AttachmentKind::Embedded && attachment.content != nullptr;
  return bytes_only ? model::AttachmentKind::ByValue : kind;
}

}  // namespace

void fill_attachment_row(const BagReader& bag, model::Attachment& attachment) {
  // [MS-OXCMSG] 2.2.2.18: ATT_MHTML_REF, the HTML body shows it.
  constexpr std::int64_t kShownInHtml = 0x00000004;

  attachment.kind = kind_of(bag, attachment);
  attachment.long_name = bag.text(PidTagAttachLongFilename);
  attachment.short_name = bag.text(PidTagAttachFilename);
  if (attachment.long_name.empty() && attachment.short_name.empty()) {
    attachment.long_name = bag.text(PidTagDisplayName);
  }
  attachment.path = bag.first_text({PidTagAttachLongPathname, PidTagAttachPathname});
  attachment.mime_type = bag.text(PidTagAttachMimeTag);
  attachment.content_id = without_brackets(bag.text(PidTagAttachContentId));
  attachment.content_location = bag.text(PidTagAttachContentLocation);
  attachment.inline_hidden = bag.flag(PidTagAttachmentHidden).value_or(false) ||
                             (bag.integer(PidTagAttachFlags).value_or(0) & kShownInHtml) != 0;
  attachment.rendering_position = rendering_position(bag);
  fill_instant(bag, PidTagCreationTime, attachment.created);
  fill_instant(bag, PidTagLastModificationTime, attachment.modified);
  const bool has_content = attachment.kind == model::AttachmentKind::ByValue ||
                           attachment.kind == model::AttachmentKind::Ole;
  if (has_content && attachment.content == nullptr) {
    attachment.content = content_of(bag);
  }
  if (attachment.kind == model::AttachmentKind::Reference && attachment.content != nullptr &&
      attachment.content->size() == 0) {
    attachment.content = nullptr;
  }
}

}  // namespace convert::mapi
