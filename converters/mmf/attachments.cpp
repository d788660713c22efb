#include "converters/mmf/attachments.h"

#include <algorithm>
#include <deque>
#include <span>

#include "converters/mmf/elements.h"
#include "converters/tnef/attachment.h"
#include "converters/tnef/context.h"
#include "formats/bytes/hex.h"
#include "formats/mmf/values.h"
#include "formats/tnef/attribute.h"
#include "formats/tnef/message.h"

namespace convert::mmf {
namespace {

using ::mmf::AttachmentPlace;
using ::mmf::Element;
using ::mmf::Object;
using ::tnef::AttributeId;

constexpr std::size_t kRenderingSize = 14;  // RENDDATA

/// One attachment while it is put together; the values live as long as this.
class AttachmentMaker {
 public:
  AttachmentMaker(const Context& context, bytes::DamageLog& damage, std::vector<std::string>& notes)
      : context_(context), damage_(damage), notes_(notes) {}

  model::Attachment make(std::span<const std::byte> rendering, std::uint64_t rendering_offset,
                         const Object* object) {
    ::tnef::Attachment source;
    if (!rendering.empty()) {
      source.attributes.push_back({.level = ::tnef::Level::Attachment,
                                   .id = static_cast<std::uint32_t>(AttributeId::AttachRendData),
                                   .offset = rendering_offset,
                                   .data_offset = rendering_offset,
                                   .data = rendering});
    }
    std::optional<Element> content;
    std::vector<model::Missing> missing;
    if (object != nullptr) {
      content = read(*object, source, missing);
    }
    auto attachment =
        tnef::to_attachment(source, {.code_page = context_.code_page, .notes = &notes_}, damage_);
    if (content) {
      attachment.content = context_.store.file().blob(content->offset, content->size);
    }
    for (model::Missing& piece : missing) {
      attachment.provenance.miss(std::move(piece.what), std::move(piece.why));
    }
    attachment.provenance.source = context_.source;
    if (object != nullptr) {
      attachment.provenance.native_id = native_id(*object);
      attachment.provenance.ranges.push_back(
          {.offset = object->offset, .length = object->end() - object->offset});
    }
    return attachment;
  }

 private:
  /// The attributes of the object, its content aside.
  std::optional<Element> read(const Object& object, ::tnef::Attachment& source,
                              std::vector<model::Missing>& missing) {
    const auto list = context_.store.read(object, damage_);
    if (!list) {
      missing.push_back({.what = "content", .why = "its object has no table of contents"});
      return std::nullopt;
    }
    if (!list->complete) {
      missing.push_back({.what = "attachment", .why = "elements of its object are gone"});
    }
    std::optional<Element> content;
    for (const Element& element : list->elements) {
      const auto gone = context_.store.file().foreign_bytes(element.offset, element.size);
      const bool is_content = element.key == static_cast<std::uint32_t>(AttributeId::AttachData);
      if (gone) {
        missing.push_back(
            {.what = is_content ? "content" : attribute_name(element.key), .why = gone_at(*gone)});
      }
      if (is_content) {
        content = element;
      } else if (!gone) {
        add_element(context_.store.file(), element, ::tnef::Level::Attachment, values_,
                    source.attributes);
      }
    }
    if (!content && list->complete) {
      missing.push_back({.what = "content", .why = "its object has none"});
    }
    return content;
  }

  const Context& context_;
  bytes::DamageLog& damage_;
  std::vector<std::string>& notes_;
  Values values_;
};

}  // namespace

model::Attachment to_attachment(const Context& context, const Object& object,
                                bytes::DamageLog& damage, std::vector<std::string>& notes) {
  return AttachmentMaker(context, damage, notes).make({}, 0, &object);
}

void add_attachments(const Context& context, const Object& object, bytes::DamageLog& damage,
                     std::vector<std::string>& notes, model::Message& message) {
  const auto all = ::mmf::attachments_of(context.store, object, damage);
  if (!all.complete) {
    message.provenance.miss("attachment list",
                            all.has_list ? "elements of it are gone" : "it is gone");
  }
  for (const AttachmentPlace& place : all.places) {
    const auto entry = std::span(place.entry);
    std::span<const std::byte> rendering;
    if (entry.size() >= sizeof(std::uint32_t) + kRenderingSize) {
      rendering = entry.subspan(sizeof(std::uint32_t), kRenderingSize);
    }
    AttachmentMaker maker(context, damage, notes);
    auto attachment =
        maker.make(rendering, place.entry_offset + sizeof(std::uint32_t), place.object);
    if (place.object == nullptr) {
      attachment.provenance.miss(
          "content", place.oid.value == 0
                         ? std::string("the store names no object for it")
                         : "its object " + to_string(place.oid) + " is nowhere in the file");
    }
    const std::string name = "attachment " + std::to_string(message.attachments.size() + 1);
    tnef::inherit(name, attachment.provenance, message.provenance);
    message.attachments.push_back(std::move(attachment));
  }
}

}  // namespace convert::mmf
