#include "converters/run/read_ahead.h"

#include <utility>

#include "formats/bytes/byte_source.h"

namespace run {
namespace {

/// Returns what is left of `most`. Embedded messages nest no deeper than the reader allowed.
std::uint64_t read_attachments(model::Message& message, std::uint64_t most) {
  for (auto& attachment : message.attachments) {
    if (attachment.message) {
      most = read_attachments(*attachment.message, most);
    }
    model::Blob& content = attachment.content;
    if (content == nullptr || !content->kept() || content->size() > most) {
      continue;
    }
    const auto size = content->size();
    if (auto whole = bytes::read_all(*content, size); whole && whole->size() == size) {
      content = bytes::make_blob(std::move(*whole));
      most -= size;
    }
  }
  return most;
}

}  // namespace

void read_ahead(model::Message& message, std::uint64_t most) { read_attachments(message, most); }

}  // namespace run
