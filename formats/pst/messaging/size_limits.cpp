#include <algorithm>
#include <string>

#include "formats/pst/messaging/message_writer.h"
#include "formats/pst/messaging/property_size.h"
#include "formats/pst/messaging/store_writer.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {
namespace {

// What an object costs beside its values: blocks of its context, its tables and subnodes with
// trailers and padding, its entries in both trees, its row.
constexpr std::uint64_t kObjectOverhead = 2048;
constexpr std::uint64_t kPropertyOverhead = 16;  // record, heap index, row cell

std::uint64_t content_size(const ContentProperty& property) {
  if (const auto* blob = std::get_if<bytes::Blob>(&property.value)) {
    return (*blob)->size();
  }
  const auto* value = std::get_if<Bytes>(&property.value);
  return value != nullptr ? value->size() : sizeof(std::uint32_t);
}

std::uint64_t list_size(const PropertyList& list) {
  std::uint64_t size = 0;
  for (const auto& property : list.items()) {
    const auto value = content_size(property);
    // A block of the heap may stay empty by as much as one item; large values fill theirs, and a
    // contents row may repeat them.
    size += kPropertyOverhead + (value <= kLargestHeapItem ? 3 * value : value + value / 128 + 256);
  }
  return size;
}

bytes::Error too_large(const std::string& what, std::uint64_t size) {
  return {.kind = bytes::ErrorKind::LimitExceeded,
          .what = what + " has " + std::to_string(size) + " bytes; a PST holds at most " +
                  std::to_string(kLargestPropertySize) + " in one piece",
          .hint = "convert to EML, which has no such limit"};
}

Result<void> check_list(const PropertyList& list, const std::string& what) {
  for (const auto& property : list.items()) {
    if (const auto size = content_size(property); size > kLargestPropertySize) {
      return tl::unexpected(too_large("a property of " + what, size));
    }
  }
  return {};
}

/// The values of all recipients share one heap, and those too large for it one list of subnodes.
Result<void> check_recipients(const MessageContent& message, Width width) {
  constexpr std::uint64_t kLargestTable = std::uint64_t{256} * 1024 * 1024;
  std::uint64_t in_heap = 0;
  std::uint64_t outside = 0;
  for (const auto& recipient : message.recipients) {
    for (const auto& property : recipient.items()) {
      const auto size = content_size(property);
      in_heap += kPropertyOverhead + (size <= kLargestHeapItem ? size : 0);
      outside += size <= kLargestHeapItem ? 0 : 1;
    }
  }
  if (in_heap > kLargestTable || outside + 2 > most_subnodes(width)) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       "the message has " + std::to_string(message.recipients.size()) +
                           " recipients with " + std::to_string(in_heap) +
                           " bytes, more than a PST has room for in one message");
  }
  return {};
}

/// PidTagAttachSize counts every value, and has 31 bits.
Result<void> check_attachment(const AttachmentContent& attachment, const std::string& what,
                              Width width) {
  if (auto checked = check_list(attachment.properties, what); !checked) {
    return checked;
  }
  std::uint64_t size = sizeof(std::uint32_t);
  for (const auto& property : attachment.properties.items()) {
    size += content_size(property);
  }
  if (attachment.data) {
    size += attachment.data->size();
  }
  if (attachment.message) {
    if (auto checked = check_limits(*attachment.message, width); !checked) {
      return checked;
    }
    size += size_bound(*attachment.message);
  }
  if (size > kLargestPropertySize) {
    return tl::unexpected(too_large(what, size));
  }
  return {};
}

}  // namespace

std::uint64_t size_bound(const MessageContent& message) {
  constexpr std::uint64_t kRecipientOverhead = 512;
  constexpr std::uint64_t kCellSize = 8;
  auto size = kObjectOverhead + list_size(message.properties);
  // Every row has a place for each property that any of them has.
  std::uint64_t columns = 0;
  for (const auto& recipient : message.recipients) {
    columns = std::min<std::uint64_t>(columns + recipient.items().size(), kMostColumns);
  }
  for (const auto& recipient : message.recipients) {
    size += kRecipientOverhead + columns * kCellSize + list_size(recipient);
  }
  for (const auto& attachment : message.attachments) {
    size += kObjectOverhead + list_size(attachment.properties);
    if (attachment.data) {
      size += attachment.data->size() + attachment.data->size() / 128 + 256;
    }
    if (attachment.message) {
      size += size_bound(*attachment.message);
    }
  }
  return size;
}

Result<void> check_limits(const MessageContent& message, Width width) {
  if (auto checked = check_list(message.properties, "the message"); !checked) {
    return checked;
  }
  if (auto checked = check_recipients(message, width); !checked) {
    return checked;
  }
  // Beside the attachments stand two tables and the values too large for the heap.
  const auto subnodes = message.attachments.size() + message.properties.items().size() + 2;
  if (subnodes > most_subnodes(width)) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       "the message has " + std::to_string(message.attachments.size()) +
                           " attachments, more than a PST has room for in one message");
  }
  const auto rows = std::max(message.attachments.size(), message.recipients.size());
  if (width == Width::Ansi && rows > kMostAnsiRows) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       "the message has " + std::to_string(rows) +
                           " recipients or attachments; a table of an ANSI PST has at most " +
                           std::to_string(kMostAnsiRows),
                       "write a Unicode PST");
  }
  for (std::size_t i = 0; i < message.attachments.size(); ++i) {
    auto checked =
        check_attachment(message.attachments[i], "attachment " + std::to_string(i + 1), width);
    if (!checked) {
      return checked;
    }
  }
  return {};
}

}  // namespace pst
