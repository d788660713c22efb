#include "converters/mapi_store/message.h"

#include <string>
#include <utility>
#include <vector>

#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi_store/attachment.h"
#include "converters/mapi_store/properties.h"

namespace convert::mapi_store {
namespace {

using bytes::Result;

void read_recipients(const Item& item, model::Message& message) {
  const auto table = item.recipients();
  if (!table) {
    message.provenance.miss("recipients", table.error().what);
    return;
  }
  if (!*table) {
    return;
  }
  for (const auto& fault : (*table)->faults()) {
    message.provenance.miss("recipients", fault);
  }
  const auto count = (*table)->record_set_count();
  if (!count) {
    message.provenance.miss("recipients", count.error().what);
    return;
  }
  message.recipients.reserve(*count);
  for (std::size_t i = 0; i < *count; ++i) {
    const auto row = (*table)->read_record_set(i);
    if (!row) {
      message.provenance.miss("recipient " + std::to_string(i + 1), row.error().what);
      continue;
    }
    model::Recipient recipient;
    model::Provenance of_row;
    add_properties(*row, recipient.properties, of_row);
    for (auto& missing : of_row.missing) {
      message.provenance.miss("recipient " + std::to_string(i + 1) + ": " + missing.what,
                              std::move(missing.why));
    }
    message.recipients.push_back(std::move(recipient));
  }
}

void read_attachments(const Session& session, const Item& item, const Owner& owner,
                      model::Message& message) {
  const auto count = item.count(Child::Attachment);
  if (!count) {
    message.provenance.miss("attachments", count.error().what);
    return;
  }
  for (const auto& fault : item.listing_faults(Child::Attachment)) {
    message.provenance.miss("attachments", fault);
  }
  for (std::size_t i = 0; i < *count; ++i) {
    const auto name = "attachment " + std::to_string(i + 1);
    const auto child = item.child(Child::Attachment, i);
    if (!child) {
      message.provenance.miss(name, child.error().what);
      continue;
    }
    auto attachment = read_attachment(session, **child, owner, i + 1);
    if (!attachment) {
      message.provenance.miss(name, attachment.error().what);
      continue;
    }
    for (const auto& missing : attachment->provenance.missing) {
      message.provenance.miss(name + ": " + missing.what, missing.why);
    }
    message.attachments.push_back(std::move(*attachment));
  }
}

}  // namespace

Result<std::unique_ptr<model::Message>> read_message(const Session& session, const Item& item,
                                                     const Place& place, int depth) {
  const auto failures_before = session.from.read_failures();
  auto message = std::make_unique<model::Message>();
  message->folder = place.folder;
  message->associated = place.associated;
  message->provenance.source = session.source;
  message->provenance.native_id = place.native_id;
  if (depth == 0) {
    message->provenance.ranges = item.byte_ranges();
  }
  if (auto read = read_properties(item, message->properties, message->provenance); !read) {
    return tl::unexpected(read.error());
  }
  read_recipients(item, *message);
  read_attachments(session, item, {.place = place, .depth = depth}, *message);
  std::vector<std::string> notes;
  mapi::fill_message(*message, {.code_page = session.options.charset, .notes = &notes});
  for (auto& note : notes) {
    session.remarks.push_back({.where = place.native_id, .text = std::move(note)});
  }
  if (session.from.read_failures() != failures_before) {
    message->provenance.miss(
        "bytes at offset " + std::to_string(session.from.failed_offset().value_or(0)),
        "the disk did not deliver them");
  }
  return message;
}

}  // namespace convert::mapi_store
