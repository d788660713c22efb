// Writes message objects, [MS-PST] 2.4.5: properties, recipients, attachments, embedded messages.
#pragma once

#include <cstdint>
#include <vector>

#include "formats/pst/messaging/content.h"
#include "formats/pst/messaging/object_writer.h"
#include "formats/pst/messaging/recipient_table.h"
#include "formats/pst/messaging/row.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

class MessageWriter {
 public:
  /// `ndb` must outlive the writer.
  explicit MessageWriter(NdbWriter& ndb);

  /// Errors as for StoreWriter::add_message(). Contents whose source fails are kept as far as they
  /// go; the errors are added to `source_errors`.
  /// `row` receives the cells of the message's row in a table of `layout`; it may be null.
  [[nodiscard]] Result<WrittenObject> write(MessageContent message, const TableLayout* layout,
                                            Row* row, std::vector<bytes::Error>& source_errors);

 private:
  struct Node;

  [[nodiscard]] Result<void> write_recipients(const MessageContent& message, Node& node);
  [[nodiscard]] Result<void> write_attachments(std::vector<AttachmentContent> attachments,
                                               Node& node);
  [[nodiscard]] Result<WrittenObject> write_attachment(AttachmentContent attachment, Row& row,
                                                       std::vector<bytes::Error>& source_errors);
  [[nodiscard]] Result<void> add_content(AttachmentContent attachment,
                                         std::vector<StoredProperty>& properties, Node& node);
  [[nodiscard]] Result<ObjectRef> write_ole(const bytes::ByteSource& data, Node& node);
  [[nodiscard]] Result<ObjectRef> write_embedded(MessageContent message, Node& node);

  NdbWriter& ndb_;
  RecipientTableWriter recipients_;
  TableLayout attachment_layout_;
};

/// LimitExceeded when `message`, or anything in it, is larger than a PST can hold.
[[nodiscard]] Result<void> check_limits(const MessageContent& message, Width width);

}  // namespace pst
