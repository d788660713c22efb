// Any bytes as a message and as an mbox: structure, header grammar, contents, the message of the
// model.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "converters/mime/reader/message_to_model.h"
#include "formats/bytes/byte_source.h"
#include "formats/mime/reader/mbox.h"
#include "formats/mime/reader/message_reader.h"

namespace {

void check_part(const mime::ReadPart& part, std::uint64_t size) {
  if (part.offset > size || part.whole.size() > size - part.offset ||
      part.header.size() + part.body.size() > part.whole.size()) {
    std::abort();  // every part lies inside the message
  }
  for (const mime::ReadPart& inner : part.parts) {
    check_part(inner, size);
  }
}

void read_content(const bytes::Blob& content) {
  // What is told as the size is what there is.
  if (content != nullptr &&
      bytes::read_all(*content, content->size()).value().size() != content->size()) {
    std::abort();
  }
}

void read_contents(const model::Message& message) {
  for (const auto* body : {&message.bodies.text, &message.bodies.html, &message.bodies.rtf}) {
    if (*body) {
      read_content((*body)->content);
    }
  }
  for (const model::Attachment& attachment : message.attachments) {
    read_content(attachment.content);
    if (attachment.message != nullptr) {
      read_contents(*attachment.message);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto all = std::as_bytes(std::span(data, size));
  bytes::DamageLog damage;
  check_part(mime::read_message(all, 0, text::kWindows1252, damage), size);
  for (const bytes::Damage& item : damage.items()) {
    if (item.offset > size || item.length > size - item.offset) {
      std::abort();  // every damage lies inside the data
    }
  }
  read_contents(convert::mime::to_message(all, 0, {.place = "x"}));
  mime::MboxReader mailbox(all);
  std::uint64_t end = 0;
  for (auto message = mailbox.next(); message; message = mailbox.next()) {
    if (message->offset < end) {
      std::abort();  // no octet belongs to two messages
    }
    end = message->offset + message->length;
  }
  return 0;
}
