#include "converters/mime/reader/message_to_model.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "converters/mapi/bag_reader.h"
#include "converters/mime/reader/content_to_model.h"
#include "converters/mime/reader/header_to_model.h"
#include "converters/mime/reader/overwritten_text.h"
#include "converters/mime/reader/text_part.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage_text.h"
#include "formats/bytes/hex.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/message_reader.h"
#include "formats/text/code_page.h"

namespace convert::mime {
namespace {

/// Faults that cost nothing: all octets are where a reader of mail finds them.
bool is_harmless(const bytes::Damage& damage, const ReadContext& context) {
  // Servers return messages without a header of their own.
  const bool is_returned = damage.field == "message.header" && context.depth != 0;
  return damage.field == "header.field" || damage.field == "header" || is_returned ||
         damage.field == "Content-Type.count" || damage.field == "multipart.empty";
}

bool begins_with_utf16_mark(std::span<const std::byte> bytes) {
  const std::string_view text = bytes::as_text(bytes);
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

bool is_overwritten(const bytes::Damage& damage) {
  return damage.field == "header.overwritten" || damage.field == "header.nul" ||
         damage.field == "body.nul" || damage.field == "body.fill";
}

std::string what_stands_there(const bytes::Damage& damage) {
  const bool has_lines = damage.field == "header.overwritten" && damage.found == 0;
  return overwritten_text(
      damage.offset, damage.length,
      has_lines ? std::nullopt : std::optional(static_cast<unsigned char>(damage.found)));
}

/// What happened there, where that can be told.
std::string words_for(const bytes::Damage& damage, const ReadContext& context,
                      std::span<const std::byte> bytes) {
  if (is_overwritten(damage)) {
    return what_stands_there(damage) + ": something was written over here" +
           (context.is_mbox ? ", and whole messages may be missing" : "");
  }
  if (damage.field == "message.header") {
    return begins_with_utf16_mark(bytes)
               ? "it has no header field: it is text in UTF-16; save it as UTF-8 to have it read"
               : "it has no header field";
  }
  if (damage.field == "header.end") {
    return "it was cut off within its header, at " + bytes::hex_offset(damage.offset);
  }
  if (damage.field == "multipart.boundary") {
    return "its parts are read as one text: the boundary between them is not named, or never "
           "comes, from " +
           bytes::hex_offset(damage.offset) + " on";
  }
  return bytes::describe_at(damage);
}

/// How many faults of the kind are told already: a message in this one is read again by itself, and
/// with a limit on nesting it meets the next one.
std::uint64_t count_inherited(const bytes::Damage& damage, const ReadContext& context,
                              const model::Message& message) {
  const std::string stem =
      context.place + ": " +
      (is_overwritten(damage) ? what_stands_there(damage) : bytes::describe(damage));
  return static_cast<std::uint64_t>(std::ranges::count_if(
      message.provenance.missing,
      [&stem](const model::Missing& missing) { return missing.why.starts_with(stem); }));
}

/// Each kind of fault once, with its number.
void tell(const bytes::DamageLog& damage, const ReadContext& context,
          std::span<const std::byte> bytes, model::Message& message) {
  const bool is_utf16 = begins_with_utf16_mark(bytes) &&
                        std::ranges::find(damage.items(), "message.header",
                                          &bytes::Damage::field) != damage.items().end();
  std::map<std::string_view, std::uint64_t> counts;
  for (const bytes::Damage& one : damage.items()) {
    ++counts[one.field];
  }
  for (bytes::Damage one : damage.items()) {
    const std::uint64_t count = std::exchange(counts[one.field], 0);
    if (count == 0 || (is_utf16 && is_overwritten(one))) {
      continue;  // told with the first; half of the bytes of UTF-16 are zeros
    }
    const std::uint64_t end = context.in_file(one.offset + one.length);
    one.offset = context.in_file(one.offset);
    one.length = end - one.offset;
    const std::string text = context.place + ": " + words_for(one, context, bytes) +
                             (count == 1 ? "" : ", the first of " + std::to_string(count));
    if (is_harmless(one, context)) {
      context.note(text);
    } else if (count > count_inherited(one, context, message)) {
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
  tell(damage, context, bytes, message);
  return message;
}

}  // namespace convert::mime
