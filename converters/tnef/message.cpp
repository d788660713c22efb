#include "converters/tnef/message.h"

#include <algorithm>
#include <string>

#include "converters/mapi/mapi_to_model.h"
#include "converters/tnef/attachment.h"
#include "converters/tnef/attributes.h"
#include "converters/tnef/properties.h"
#include "formats/bytes/damage_text.h"
#include "formats/text/code_page.h"

namespace convert::tnef {
namespace {

/// The stream's own page, the user's choice, 1252. That there is none, or one nobody knows, is
/// told.
std::uint32_t page_of(const ::tnef::Message& source, const Context& context) {
  if (source.code_page != 0) {
    if (text::find_code_page(source.code_page) != nullptr) {
      return source.code_page;
    }
    context.note("its code page " + std::to_string(source.code_page) + " is none that is known");
  } else if (context.code_page == 0) {
    context.note("it names no code page: its 8-bit text is read as 1252 (--charset)");
  }
  return context.code_page;
}

bool is_text(std::uint32_t id) {
  constexpr unsigned kTypeShift = 16;
  const auto type = id >> kTypeShift;
  return type == 1 || type == 2 || type == 7;  // string, text, word: FORMAT.md 1
}

/// A text whose checksum alone is wrong was read: old writers and transports did that.
bool is_harmless(const bytes::Damage& damage, const ::tnef::Message& source) {
  if (damage.kind != bytes::DamageKind::BadChecksum) {
    return false;
  }
  const auto is_it = [&](const ::tnef::Attribute& attribute) {
    return attribute.data_offset == damage.offset && is_text(attribute.id);
  };
  return std::ranges::any_of(source.attributes, is_it) ||
         std::ranges::any_of(source.attachments, [&](const ::tnef::Attachment& attachment) {
           return std::ranges::any_of(attachment.attributes, is_it);
         });
}

void tell(const bytes::DamageLog& damage, const ::tnef::Message& source, const Context& context,
          model::Message& message) {
  for (const bytes::Damage& one : damage.items()) {
    const std::string text = bytes::describe_at(one);
    if (is_harmless(one, source)) {
      context.note(text);
    } else {
      message.provenance.miss("TNEF stream", text);
      message.provenance.ranges.push_back({.offset = one.offset, .length = one.length});
    }
  }
  if (damage.total() > damage.items().size()) {
    message.provenance.miss("TNEF stream", std::to_string(damage.total()) + " faults in all");
  }
}

}  // namespace

model::Message to_message(std::span<const std::byte> stream, std::uint64_t offset,
                          const Context& context) {
  bytes::DamageLog damage;
  const ::tnef::Message source = ::tnef::read_message(stream, offset, damage);
  model::Message message;
  add_properties(source.properties, context, message.properties);
  add_attributes(source, context, damage, message);
  for (const ::tnef::PropertyList& row : source.recipients) {
    model::Recipient recipient;
    add_properties(row, context, recipient.properties);
    message.recipients.push_back(std::move(recipient));
  }
  for (std::size_t i = 0; i < source.attachments.size(); ++i) {
    auto attachment = to_attachment(source.attachments[i], context, damage);
    inherit("attachment " + std::to_string(i + 1), attachment.provenance, message.provenance);
    message.attachments.push_back(std::move(attachment));
  }
  mapi::fill_message(message, {.code_page = page_of(source, context), .notes = context.notes});
  tell(damage, source, context, message);
  return message;
}

}  // namespace convert::tnef
