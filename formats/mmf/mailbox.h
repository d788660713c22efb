// What a store's objects are to its user: folders, messages, what was deleted and what was lost.
// FORMAT.md 8 and 10.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/mmf/store.h"
#include "formats/mmf/values.h"

namespace mmf {

/// A message (or an entry of an address book) in its place. Without an object only the row of the
/// folder is left of it; without either, only that the map names it. Objects live in the store.
struct Item {
  Oid oid;
  const Object* object = nullptr;
  std::optional<Element> row{};  // in the folder's list
  Oid named_by{};                // of a link: its own OID
  bool unlisted = false;         // its folder does not list it
};

enum class FolderKind : std::uint8_t {
  Visible,
  Hidden,  // the user does not see it
  Orphan,  // no hierarchy names it
};

struct Folder {
  Oid oid;
  std::optional<std::size_t> parent;  // an index into Mailbox::folders; none: at the top
  std::string name;                   // 8-bit text, as stored
  std::string comment;
  FolderKind kind = FolderKind::Visible;
  bool has_list = true;  // false: its list is gone, and its messages were found by their parent
  std::vector<Item> items;
};

/// A class of messages by its number: FORMAT.md 9.2.
using MessageClasses = std::map<std::uint32_t, std::string>;

struct Mailbox {
  std::vector<Folder> folders;         // parents before their children
  std::vector<Item> lost_and_found;    // of no folder
  std::vector<Item> program_messages;  // of class IPC: no user has seen them
  std::vector<Item> recovered;         // deleted
  std::vector<const Object*> loose_attachments;
  std::vector<const Object*> others;  // objects that hold no mail: for the inventory
  std::size_t duplicates = 0;         // deleted copies of messages that are still there
  MessageClasses classes;
  std::map<std::uint32_t, std::string> attribute_names;
};

struct AssembleOptions {
  bool deleted = true;
  bool keep_duplicates = false;
};

/// A message is delivered at most so often: more folders that name it are no folders of a user.
inline constexpr std::size_t kMostCopies = 16;

/// What could not be read of lists is told.
[[nodiscard]] Mailbox assemble(const Store& store, const AssembleOptions& options,
                               bytes::DamageLog& damage);

/// An attachment of a message.
struct AttachmentPlace {
  std::uint32_t number = 0;
  std::vector<std::byte> entry;    // the element: an AttachmentEntry
  std::uint64_t entry_offset = 0;  // in the file
  Oid oid;                         // 0: none is named
  const Object* object = nullptr;  // null: it is gone
};
struct AttachmentPlaces {
  std::vector<AttachmentPlace> places;
  bool complete = true;   // false: the list is gone, or elements of it
  bool has_list = false;  // false: the message has no list, or it is gone
};
/// FORMAT.md 7.5: of the message at `object`, in the order of the list. What the list does not name
/// any more, but names the message, follows by OID, without an entry.
[[nodiscard]] AttachmentPlaces attachments_of(const Store& store, const Object& object,
                                              bytes::DamageLog& damage);

}  // namespace mmf
