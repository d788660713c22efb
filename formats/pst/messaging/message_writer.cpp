#include "formats/pst/messaging/message_writer.h"

#include <algorithm>
#include <utility>

#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/messaging/property_size.h"
#include "formats/pst/messaging/table_columns.h"
#include "formats/pst/messaging/tags.h"

namespace pst {
namespace {

/// check_limits() goes by what sources say of themselves: one that has more must not wrap around.
std::uint32_t bounded_size(std::uint64_t size) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, kLargestPropertySize));
}

}  // namespace

struct MessageWriter::Node : ObjectParts {
  explicit Node(std::vector<bytes::Error>& errors) : source_errors(&errors) {}

  std::vector<bytes::Error>* source_errors;
};

MessageWriter::MessageWriter(NdbWriter& ndb)
    : ndb_(ndb),
      recipients_(ndb),
      attachment_layout_(template_columns(TableKind::Attachments, ndb.width())) {}

Result<void> MessageWriter::write_recipients(const MessageContent& message, Node& node) {
  if (!message.recipient_table && message.recipients.empty()) {
    return {};
  }
  const auto table = recipients_.write(message.recipients, *node.source_errors);
  if (!table) {
    return tl::unexpected(table.error());
  }
  node.add({.nid = kRecipientTable, .data = table->data.bid, .subnodes = table->subnodes},
           table->data.size + table->subnode_size);
  return {};
}

Result<ObjectRef> MessageWriter::write_ole(const bytes::ByteSource& data, Node& node) {
  auto copied = copy_data(ndb_, data, kLargestPropertySize);
  if (!copied) {
    return tl::unexpected(copied.error());
  }
  if (copied->source_error) {
    node.source_errors->push_back(std::move(*copied->source_error));
  }
  if (copied->data.bid.none()) {
    return ObjectRef{};  // nothing came
  }
  const auto nid = ndb_.next_nid(NidType::OleStorage);
  node.add({.nid = nid, .data = copied->data.bid, .subnodes = {}}, copied->data.size);
  return ObjectRef{.subnode = nid, .size = static_cast<std::uint32_t>(copied->data.size)};
}

Result<ObjectRef> MessageWriter::write_embedded(MessageContent message, Node& node) {
  const auto written = write(std::move(message), nullptr, nullptr, *node.source_errors);
  if (!written) {
    return tl::unexpected(written.error());
  }
  const auto nid = ndb_.next_nid(NidType::NormalMessage);
  node.add({.nid = nid, .data = written->data, .subnodes = written->subnodes}, written->size);
  return ObjectRef{.subnode = nid, .size = bounded_size(written->size)};
}

Result<void> MessageWriter::add_content(AttachmentContent attachment,
                                        std::vector<StoredProperty>& properties, Node& node) {
  using Form = AttachmentContent::Form;
  if (attachment.form == Form::ByValue && attachment.data) {
    auto stored = store_blob(ndb_, *attachment.data, *node.source_errors);
    if (!stored) {
      return tl::unexpected(stored.error());
    }
    properties.push_back(
        {.id = tag::PidTagAttachData, .type = tag::kBinary, .value = std::move(*stored)});
    return {};
  }
  Result<ObjectRef> object;
  if (attachment.form == Form::Ole && attachment.data && attachment.data->size() != 0) {
    object = write_ole(*attachment.data, node);
  } else if (attachment.form == Form::Embedded && attachment.message) {
    object = write_embedded(std::move(*attachment.message), node);
  } else {
    return {};
  }
  if (!object) {
    return tl::unexpected(object.error());
  }
  if (object->size != 0) {
    properties.push_back({.id = tag::PidTagAttachData, .type = tag::kObject, .value = *object});
  }
  return {};
}

Result<WrittenObject> MessageWriter::write_attachment(AttachmentContent attachment, Row& row,
                                                      std::vector<bytes::Error>& source_errors) {
  Node node(source_errors);
  auto properties = store_properties(ndb_, std::move(attachment.properties), source_errors);
  if (!properties) {
    return tl::unexpected(properties.error());
  }
  if (auto added = add_content(std::move(attachment), *properties, node); !added) {
    return tl::unexpected(added.error());
  }
  std::uint64_t size = sizeof(std::uint32_t);  // PidTagAttachSize counts itself
  for (const auto& property : *properties) {
    size += value_size(property);
  }
  properties->push_back(
      {.id = tag::PidTagAttachSize, .type = tag::kInteger32, .value = bounded_size(size)});
  for (const auto& property : *properties) {
    row.add_property(ndb_, attachment_layout_, property);
  }
  return write_object(ndb_, std::move(*properties), std::move(node));
}

Result<void> MessageWriter::write_attachments(std::vector<AttachmentContent> attachments,
                                              Node& node) {
  if (attachments.empty()) {
    return {};
  }
  TableContextWriter table(ndb_, attachment_layout_);
  for (auto& attachment : attachments) {
    Row row;
    const auto written = write_attachment(std::move(attachment), row, *node.source_errors);
    if (!written) {
      return tl::unexpected(written.error());
    }
    const auto nid = ndb_.next_nid(NidType::Attachment);
    node.add({.nid = nid, .data = written->data, .subnodes = written->subnodes}, written->size);
    const auto cells = Row::unpack(row.packed());
    if (auto added = table.add_row(nid.value, ndb_.next_row_version(), cells); !added) {
      return added;
    }
  }
  const auto written = table.finish();
  if (!written) {
    return tl::unexpected(written.error());
  }
  node.add({.nid = kAttachmentTable, .data = written->data.bid, .subnodes = written->subnodes},
           written->data.size + written->subnode_size);
  return {};
}

Result<WrittenObject> MessageWriter::write(MessageContent message, const TableLayout* layout,
                                           Row* row, std::vector<bytes::Error>& source_errors) {
  Node node(source_errors);
  if (auto written = write_recipients(message, node); !written) {
    return tl::unexpected(written.error());
  }
  if (auto written = write_attachments(std::move(message.attachments), node); !written) {
    return tl::unexpected(written.error());
  }
  auto properties = store_properties(ndb_, std::move(message.properties), source_errors);
  if (!properties) {
    return tl::unexpected(properties.error());
  }
  properties->push_back(
      {.id = tag::PidTagMessageSize, .type = tag::kInteger32, .value = std::uint32_t{0}});
  if (row != nullptr) {
    for (const auto& property : *properties) {
      row->add_property(ndb_, *layout, property);
    }
  }
  const auto written = write_object(ndb_, std::move(*properties), std::move(node));
  if (written && row != nullptr) {
    if (const auto* column = layout->find(tag::PidTagMessageSize)) {
      row->set_number(column->bit, bounded_size(written->size));
    }
  }
  return written;
}

}  // namespace pst
