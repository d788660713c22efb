#include "converters/wgpo/text_parts.h"

#include <algorithm>

#include "converters/mapi/field_text.h"
#include "converters/mapi/own_set.h"
#include "converters/tnef/message_class.h"
#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"
#include "formats/wgpo/header_block.h"

namespace convert::wgpo {

void keep(std::string name, std::span<const std::byte> data, model::PropertyBag& bag) {
  model::PropertyValue value = model::Binary(data.begin(), data.end());
  if (data.size() > model::kLargestInlineValue) {
    value = model::LargeValue{
        .blob = bytes::make_blob(std::vector<std::byte>(data.begin(), data.end()))};
  }
  bag.add({.id = 0,
           .type = model::PropertyType::Binary,
           .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet}, .id = std::move(name)},
           .value = std::move(value)});
}

void keep(std::string name, std::string_view bytes, model::PropertyBag& bag) {
  keep(std::move(name), std::as_bytes(std::span(bytes)), bag);
}

void set_priority(std::string_view stored, model::Message& message) {
  if (stored.empty()) {
    return;
  }
  keep("WgpoPriority", stored, message.properties);
  if (stored.size() != 1) {
    return;
  }
  switch (stored.front()) {
    case '1':
      message.importance = model::Importance::Low;
      break;
    case '4':
    case '5':
      message.importance = model::Importance::High;
      break;
    case 'R':
      message.importance = model::Importance::High;
      message.read_receipt_requested = true;
      break;
    default:
      break;
  }
}

std::vector<std::string> set_text(std::string_view text, std::uint32_t code_page,
                                  model::Message& message) {
  std::string_view body = text;
  std::vector<std::string> attachments;
  if (const auto block = ::wgpo::split_header_block(text)) {
    body = block->body;
    keep("WgpoHeaderBlock", block->raw, message.properties);
    message.message_class = tnef::to_mapi_class(block->message_class);
    set_priority(block->priority, message);
    attachments.assign(block->attachments.begin(), block->attachments.end());
    if (!message.sent) {
      if (const auto ticks = ::wgpo::read_block_date(block->date)) {
        message.sent = model::WallClock{.ticks = *ticks};
      }
    }
    if (message.subject.empty()) {
      message.subject = mapi::FieldText(code_page, message)(block->subject);
    }
    for (const auto& [name, value] : {std::pair("WgpoMessageId", block->message_id),
                                      std::pair("WgpoParentMessageId", block->parent_id),
                                      std::pair("WgpoConversationId", block->conversation_id)}) {
      if (!value.empty()) {
        keep(name, value, message.properties);
      }
    }
  }
  if (!body.empty()) {
    message.bodies.text = model::Body{.content = bytes::make_blob(body), .code_page = code_page};
  }
  return attachments;
}

std::string last_component(std::string_view name) {
  // Backslashes may be the second byte of a character: only ASCII before them counts as a path.
  const std::size_t slash = name.find_last_of("/:");
  std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
  for (std::size_t i = begin; i < name.size(); ++i) {
    const bool after_double_byte = i > 0 && static_cast<unsigned char>(name[i - 1]) >= 0x80;
    if (name[i] == '\\' && !after_double_byte) {
      begin = i + 1;
    }
  }
  return std::string(name.substr(begin));
}

}  // namespace convert::wgpo
