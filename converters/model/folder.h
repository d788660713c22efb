// A folder, and the store that holds it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "converters/model/property.h"
#include "converters/model/provenance.h"

namespace model {

/// Folders of one store are numbered by the source in the order it delivers them.
struct FolderId {
  std::uint32_t value = 0;
  // NOLINTNEXTLINE(modernize-use-nullptr): takes the zero of a comparison for a pointer
  friend auto operator<=>(const FolderId&, const FolderId&) = default;
};

enum class FolderRole : std::uint8_t {
  None,
  Root,        // the store's root; holds the IPM subtree and the folders users do not see
  IpmSubtree,  // "Top of Personal Folders": what the user sees as the mailbox
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
  Search,        // results only; its messages live elsewhere
  Recovered,     // made by a reader: deleted items it could read
  LostAndFound,  // made by a reader: items without a folder
};

/// What a folder is for, from its container class (IPF.Note, IPF.Contact …).
enum class ItemKind : std::uint8_t { Mail, Contacts, Calendar, Tasks, Journal, Notes, Other };

struct Folder {
  FolderId id;
  std::optional<FolderId> parent;  // delivered before; none for the root
  std::string name;                // UTF-8, as stored; may be empty
  FolderRole role = FolderRole::None;
  ItemKind item_kind = ItemKind::Mail;
  std::string container_class;
  /// How many items, associated ones included, the source says it will deliver in this folder, as
  /// a message or as a loss each. For items found only while reading (Recovered, LostAndFound) the
  /// source announces more through Sink::expect.
  std::uint64_t expected_items = 0;
  PropertyBag properties;
  Provenance provenance;
};

/// One mailbox file, or one mailbox of a post office.
struct Store {
  std::string source;        // path as the user gave it
  std::string format;        // "PST Unicode", "OST Unicode (4 KB pages)", …
  std::string display_name;  // the mailbox's own name; may be empty
  /// Of its owner, as the mail system wrote it: "MS:NET/PO/BOX", "CCMAIL:user at po"; may be empty.
  std::string legacy_address;
  std::uint32_t code_page = 0;  // of its 8-bit text; 0 when unknown
  std::uint64_t size = 0;       // bytes of the source, for progress
  PropertyBag properties;       // the message store object
};

}  // namespace model
