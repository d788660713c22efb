#include "converters/mime/reader/message_to_model.h"

#include <string>
#include <string_view>

#include "converters/mapi/damage_text.h"
#include "converters/mime/reader/content_to_model.h"
#include "converters/mime/reader/header_to_model.h"
#include "converters/mime/reader/text_part.h"
#include "formats/bytes/byte_source.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/message_reader.h"
#include "formats/text/code_page.h"

namespace convert::mime {
namespace {

/// Faults that cost nothing: all octets are where a reader of mail finds them.
bool is_harmless(const bytes::Damage& damage) {
  return damage.field == "header.field" || damage.field == "header.nul" ||
         damage.field == "header" || damage.field == "Content-Type.count" ||
         damage.field == "multipart.boundary";
}

void tell(const bytes::DamageLog& damage, const ReadContext& context, model::Message& message) {
  for (const bytes::Damage& one : damage.items()) {
    const std::string text = context.place + ": " + mapi::describe_at(one);
    if (is_harmless(one)) {
      context.note(text);
    } else {
      message.provenance.miss("MIME structure", text);
    }
  }
  if (damage.total() > damage.items().size()) {
    message.provenance.miss(
        "MIME structure", context.place + ": " + std::to_string(damage.total()) + " faults in all");
  }
}

bool has_8bit_header(const ::mime::ReadPart& part) {
  if (::mime::has_8bit(bytes::as_text(part.header))) {
    return true;
  }
  for (const ::mime::ReadPart& inner : part.parts) {
    if (has_8bit_header(inner)) {
      return true;
    }
  }
  return false;
}

}  // namespace

model::Message to_message(std::span<const std::byte> bytes, std::uint64_t offset,
                          const ReadContext& context) {
  bytes::DamageLog damage;
  std::uint32_t page = context.charset;
  ::mime::ReadPart root =
      ::mime::read_message(bytes, offset, page == 0 ? text::kWindows1252 : page, damage);
  if (page == 0) {
    page = page_of_texts(root);
    page = page == 0 ? context.inherited : page;
    if (page != 0 && has_8bit_header(root)) {
      // Now it is known what the 8-bit names of its parts mean.
      damage = {};
      root = ::mime::read_message(bytes, offset, page, damage);
    }
  }
  model::Message message;
  const OwnFields own = fill_header(root, page == 0 ? text::kWindows1252 : page, context, message);
  fill_content(root, own, page, context, message);
  tell(damage, context, message);
  return message;
}

}  // namespace convert::mime
