// What an object of a new store consists of, before it is written.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/pst/ltp/property_context.h"

namespace pst {

using Guid = std::array<std::byte, 16>;  // [MS-DTYP] 2.3.4.2, as on the wire

/// A named property ([MS-PST] 2.4.7): a set, and a number or a string (UTF-8) within it.
struct PropertyName {
  Guid set{};
  std::variant<std::uint32_t, std::string> id;
  friend auto operator<=>(const PropertyName&, const PropertyName&) = default;
};

/// A value as StoredValue, or one that is read when it is written.
using ContentValue = std::variant<std::uint32_t, Bytes, bytes::Blob>;

/// Types are those of the file: 0x001F and 0x101F in a Unicode store, 0x001E and 0x101E in an ANSI
/// one, never both. Types 0 (unspecified), 1 (null) and 0x000A (error) are not written to a PST.
struct ContentProperty {
  std::uint16_t id = 0;
  std::uint16_t type = 0;
  ContentValue value;
};

/// Properties, each id once, in any order.
class PropertyList {
 public:
  /// Replaces a property with the same id.
  void set(ContentProperty property);
  void erase(std::uint16_t id);
  [[nodiscard]] const ContentProperty* find(std::uint16_t id) const;
  [[nodiscard]] bool has(std::uint16_t id) const { return find(id) != nullptr; }
  /// In the order in which their ids came first.
  [[nodiscard]] const std::vector<ContentProperty>& items() const { return items_; }
  /// In the order of their ids; the list is spent.
  [[nodiscard]] std::vector<ContentProperty> take() &&;

 private:
  struct Place {
    std::uint16_t id = 0;
    std::uint16_t item = 0;  // of items_
  };

  std::vector<ContentProperty> items_;
  std::vector<Place> places_;  // by id: moving them is cheaper than moving properties
};

/// Sizes of values, attachments and messages are signed numbers of 32 bits (FORMAT.md 5).
inline constexpr std::uint32_t kLargestPropertySize = 0x7FFF'FFFF;

struct MessageContent;

struct AttachmentContent {
  /// Everything but PidTagAttachSize and PidTagAttachDataBinary / -Object, which come from
  /// `content`.
  PropertyList properties;
  /// By value (AttachMethod 1), as an OLE object (6) or as an embedded message (5); a reference
  /// has none.
  enum class Form : std::uint8_t { None, ByValue, Ole, Embedded };
  Form form = Form::None;
  bytes::Blob data;                           // ByValue, Ole
  std::shared_ptr<MessageContent> message{};  // Embedded
};

struct MessageContent {
  bool associated = false;  // a node of type 8, listed in the associated contents table
  /// Everything but PidTagMessageSize.
  PropertyList properties;
  /// Whether there is a recipient table, also without rows (mail has one, contacts have none).
  bool recipient_table = false;
  std::vector<PropertyList> recipients;  // rows in their order, without row ids
  std::vector<AttachmentContent> attachments;
  /// PidTagConversationId of the contents row; no property of the message itself.
  std::optional<Guid> conversation_id;
  std::uint32_t status = 0;  // PidTagMessageStatus of the contents row
};

/// A folder's part in the store, [MS-PST] 2.4.4 and FORMAT.md 4.2.
enum class FolderRole : std::uint8_t {
  None,
  Inbox,
  Outbox,
  Sent,
  Deleted,
  Drafts,
  Junk,
  Calendar,
  Contacts,
  Journal,
  Notes,
  Tasks,
};

struct FolderContent {
  /// PidTagDisplayName and whatever else is known, but the counts.
  PropertyList properties;
  FolderRole role = FolderRole::None;
};

}  // namespace pst
