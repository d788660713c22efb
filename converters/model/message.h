// An item of a mailbox, as every converter sees it: mail, and everything else a mailbox holds.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "converters/model/address.h"
#include "converters/model/calendar.h"
#include "converters/model/contact.h"
#include "converters/model/folder.h"
#include "converters/model/property.h"
#include "converters/model/provenance.h"
#include "converters/model/timestamp.h"

namespace model {

enum class Importance : std::uint8_t { Low, Normal, High };
enum class Sensitivity : std::uint8_t { None, Personal, Private, Confidential };

/// A text as the source had it.
struct Body {
  Blob content;                     // bytes in `code_page`; for RTF: decompressed RTF
  std::uint32_t code_page = 65001;  // a number of text/code_page.h; 65001 is UTF-8
};

struct Bodies {
  std::optional<Body> text;
  std::optional<Body> html;
  std::optional<Body> rtf;
};

struct Message;

enum class AttachmentKind : std::uint8_t {
  ByValue,    // `content` is the file
  Embedded,   // `message` is the item
  Ole,        // `content` is the object's storage, or stream
  Reference,  // `path` says where the file was; there is no content
};

struct Attachment {
  AttachmentKind kind = AttachmentKind::ByValue;
  std::string long_name;   // UTF-8; "Excel 4.0 Test" is a name and stays one
  std::string short_name;  // 8.3
  std::string path;        // of a reference
  std::string mime_type;   // as stored; may be empty
  std::string content_id;  // without the angle brackets
  std::string content_location;
  bool inline_hidden = false;                      // rendered in the body, not listed
  std::optional<std::int32_t> rendering_position;  // in the body, when it has one
  OptionalTimestamp created;
  OptionalTimestamp modified;
  Blob content;                      // null for Embedded, Reference, and when it could not be read
  std::shared_ptr<Message> message;  // for Embedded; null when it could not be read
  PropertyBag properties;
  Provenance provenance;
};

struct Message {
  FolderId folder;            // of top-level items; an embedded message has its parent's
  bool associated = false;    // folder-associated information: hidden items, views, rules
  std::string message_class;  // IPM.Note …; empty when the source has none
  std::string subject;
  std::optional<Address> from;    // on whose behalf (sent representing)
  std::optional<Address> sender;  // who sent it, when the source tells
  std::vector<Address> reply_to;
  std::vector<Recipient> recipients;
  OptionalTimestamp sent;
  OptionalTimestamp received;
  OptionalTimestamp created;
  OptionalTimestamp modified;
  Importance importance = Importance::Normal;
  Sensitivity sensitivity = Sensitivity::None;
  bool read = false;
  bool unsent = false;   // a draft
  bool flagged = false;  // for follow-up
  bool replied = false;
  bool read_receipt_requested = false;
  bool delivery_receipt_requested = false;
  Bodies bodies;
  std::optional<Body> transport_headers;  // verbatim
  std::string message_id;                 // with angle brackets, as in RFC 5322
  std::string in_reply_to;
  std::string references;
  std::string conversation_topic;
  Binary conversation_index;
  std::vector<std::string> categories;
  std::vector<Attachment> attachments;
  std::uint32_t code_page = 0;  // of 8-bit strings in the bags; 0 when unknown
  /// 8-bit texts (fields, not bodies) with bytes their code page cannot explain.
  std::uint64_t undecodable = 0;
  std::optional<Contact> contact;        // message class IPM.Contact
  std::optional<DistributionList> list;  // IPM.DistList
  std::optional<CalendarItem> calendar;  // appointments, meetings, tasks, journal entries
  PropertyBag properties;                // everything, also what has a field above
  Provenance provenance;
};

}  // namespace model
