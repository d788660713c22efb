#include "formats/mmf/mailbox.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "formats/mmf/duplicates.h"

namespace mmf {
namespace {

using bytes::DamageKind;

constexpr std::string_view kPrograms = "IPC.";
constexpr std::uint32_t kMessageClassKey = 0x00078008;
// FORMAT.md 13: names have 127 bytes at most; trees of users are not deep.
constexpr std::size_t kLongestName = 255;
constexpr std::size_t kMostLevels = 64;
constexpr std::size_t kMostLinks = 16;                // in a row
constexpr std::uint32_t kLargestSmallValue = 65'536;  // of names, rows and the like

bool is_folder(Oid oid) {
  const auto type = oid.type();
  return type == ObjectType::Folder || type == ObjectType::HiddenFolder ||
         type == ObjectType::ProviderFolder;
}

bool is_message(Oid oid) {
  return oid.type() == ObjectType::Message || oid.type() == ObjectType::ProviderMessage;
}

/// An element's bytes, when they are few enough for what it is.
std::vector<std::byte> small_value(const Store& store, const Element& element) {
  return store.file().read(element.offset, std::min(element.size, kLargestSmallValue));
}

std::string name_of(std::string_view stored) { return std::string(stored.substr(0, kLongestName)); }

/// FORMAT.md 5: folders that every store has, in case nothing else names them.
std::string well_known_name(Oid oid) {
  constexpr std::array<std::pair<Oid, std::string_view>, 4> kNames = {
      {{kInbox, "Inbox"},
       {kOutbox, "Outbox"},
       {kSentMail, "Sent mail"},
       {kWastebasket, "Wastebasket"}}};
  for (const auto& [known, name] : kNames) {
    if (known == oid) {
      return std::string(name);
    }
  }
  return oid == kAddressBook ? "Personal Address Book" : "Orphan folder " + to_string(oid);
}

class Assembler {
 public:
  Assembler(const Store& store, const AssembleOptions& options, bytes::DamageLog& damage)
      : store_(store), options_(options), damage_(damage) {}

  Mailbox run() && {
    read_classes();
    read_attribute_names();
    add_hierarchy(kVisibleHierarchy, FolderKind::Visible);
    add_hierarchy(kHiddenHierarchy, FolderKind::Hidden);
    add_orphans();
    for (std::size_t i = 0; i < out_.folders.size(); ++i) {
      by_oid_.emplace(out_.folders[i].oid.value, i);
    }
    for (Folder& folder : out_.folders) {
      fill(folder);
    }
    add_unlisted();
    add_lost();
    if (options_.deleted) {
      add_deleted();
    }
    find_loose_attachments();
    for (const Object& object : store_.objects()) {
      if (!is_message(object.oid) && !is_folder(object.oid) &&
          object.oid.type() != ObjectType::Attachment &&
          object.oid.type() != ObjectType::AttachmentList &&
          object.oid.type() != ObjectType::Hierarchy) {
        out_.others.push_back(&object);
      }
    }
    return std::move(out_);
  }

 private:
  void tell(const Element& element, DamageKind kind, std::string_view field, std::uint64_t found,
            std::uint64_t expected) {
    damage_.add({.offset = element.offset,
                 .length = element.size,
                 .kind = kind,
                 .field = field,
                 .found = found,
                 .expected = expected});
  }

  /// Whether something else wrote over the element, which is told.
  bool is_gone(const Element& element) {
    const bool gone = store_.file().foreign_bytes(element.offset, element.size).has_value();
    if (gone) {
      tell(element, DamageKind::Unreadable, "element", element.key, 0);
    }
    return gone;
  }

  std::optional<List> list_of(Oid oid) {
    const Object* object = store_.find(oid);
    return object == nullptr ? std::nullopt : store_.read(*object, damage_);
  }

  void read_classes() {
    const auto list = list_of(kMessageClasses);
    for (const Element& element : list ? list->elements : std::vector<Element>()) {
      const auto data = small_value(store_, element);
      const auto name =
          is_gone(element) ? std::nullopt : read_class_name(data, element.offset, damage_);
      if (name) {
        has_program_classes_ = has_program_classes_ || name->starts_with(kPrograms);
        out_.classes.emplace(element.key, *name);
      }
    }
  }

  void read_attribute_names() {
    // Which of its bytes the name of this object stands for is not certain: FORMAT.md 9.4.
    constexpr Oid kOtherReading{0x0000FF8A};
    const auto oid = store_.find(kAttributeNames) != nullptr ? kAttributeNames : kOtherReading;
    const auto list = list_of(oid);
    for (const Element& element : list ? list->elements : std::vector<Element>()) {
      const auto data = small_value(store_, element);
      out_.attribute_names.emplace(element.key, text_of(data));
    }
  }

  void add_hierarchy(Oid oid, FolderKind kind) {
    const auto list = list_of(oid);
    if (!list) {
      if (store_.find(oid) != nullptr || kind == FolderKind::Visible) {
        damage_.add({.offset = 0,
                     .length = 0,
                     .kind = DamageKind::Inconsistent,
                     .field = "hierarchy",
                     .found = oid.value});
      }
      return;
    }
    std::vector<std::size_t> above;  // the last folder of each level
    for (const Element& element : list->elements) {
      add_hierarchy_element(element, kind, above);
    }
  }

  void add_hierarchy_element(const Element& element, FolderKind kind,
                             std::vector<std::size_t>& above) {
    const auto data = small_value(store_, element);
    const Oid oid{element.key};
    const auto entry = is_gone(element)
                           ? std::optional(HierarchyEntry{.level = 1, .name = {}, .comment = {}})
                           : read_hierarchy_entry(data, element.offset, damage_);
    if (!entry || !is_folder(oid)) {
      return;  // searches have a place in the tree, and no messages of their own
    }
    if (!listed_.insert(oid.value).second) {
      tell(element, DamageKind::Inconsistent, "hierarchy.key", oid.value, 0);
      return;
    }
    const std::size_t deepest = std::min(above.size() + 1, kMostLevels);
    const std::size_t level = std::clamp<std::size_t>(entry->level, 1, deepest);
    if (level != entry->level && entry->level != 0) {
      tell(element, DamageKind::OutOfRange, "hierarchy.level", entry->level, deepest);
    }
    above.resize(level - 1);
    Folder folder;
    folder.oid = oid;
    folder.name = entry->name.empty() ? well_known_name(oid) : name_of(entry->name);
    folder.comment = name_of(entry->comment);
    folder.kind = kind;
    if (!above.empty()) {
      folder.parent = above.back();
    }
    above.push_back(out_.folders.size());
    out_.folders.push_back(std::move(folder));
  }

  /// Folders that no hierarchy names. Earlier hierarchies may still know what they were called.
  void add_orphans() {
    std::unordered_map<std::uint32_t, std::string> names;
    for (const Object& object : store_.deleted()) {
      if (object.oid != kVisibleHierarchy && object.oid != kHiddenHierarchy) {
        continue;
      }
      bytes::DamageLog ignored;
      const auto list = store_.read(object, ignored);
      for (const Element& element : list ? list->elements : std::vector<Element>()) {
        const auto data = small_value(store_, element);
        if (const auto entry = read_hierarchy_entry(data, element.offset, ignored)) {
          names.emplace(element.key, name_of(entry->name));
        }
      }
    }
    for (const auto* objects : {&store_.objects(), &store_.strays()}) {
      for (const Object& object : *objects) {
        if (is_folder(object.oid) && listed_.insert(object.oid.value).second) {
          add_orphan(object, names);
        }
      }
    }
  }

  void add_orphan(const Object& object,
                  const std::unordered_map<std::uint32_t, std::string>& names) {
    damage_.add({.offset = object.offset,
                 .length = object.end() - object.offset,
                 .kind = DamageKind::Inconsistent,
                 .field = "hierarchy.folder",
                 .found = object.oid.value});
    Folder folder;
    folder.oid = object.oid;
    folder.kind = FolderKind::Orphan;
    const auto name = names.find(object.oid.value);
    folder.name = name != names.end() ? name->second : well_known_name(object.oid);
    out_.folders.push_back(std::move(folder));
  }

  void fill(Folder& folder) {
    const auto list = list_of(folder.oid);
    folder.has_list = list && list->complete;
    std::unordered_set<std::uint32_t> seen;
    for (const Element& element : list ? list->elements : std::vector<Element>()) {
      if (!seen.insert(element.key).second || !is_message({element.key})) {
        tell(element, DamageKind::Inconsistent, "folder.key", element.key, 0);
        continue;
      }
      Item item = resolve({element.key});
      item.row = element;
      reached_.insert(element.key);
      if (item.object != nullptr && ++copies_[item.object->offset] > kMostCopies) {
        tell(element, DamageKind::OutOfRange, "folder.key", element.key, kMostCopies);
        continue;
      }
      place(std::move(item), folder);
    }
  }

  /// What an OID in a folder's list stands for.
  Item resolve(Oid oid) {
    Item item{.oid = oid};
    std::unordered_set<std::uint32_t> passed;
    for (const Link* link = store_.find_link(oid); link != nullptr;
         link = store_.find_link(link->target)) {
      item.named_by = oid;
      item.oid = link->target;
      if (!passed.insert(link->oid.value).second || passed.size() > kMostLinks) {
        damage_.add({.offset = 0,
                     .length = 0,
                     .kind = DamageKind::Cycle,
                     .field = "map.node.link",
                     .found = oid.value});
        break;
      }
    }
    item.object = store_.find(item.oid);
    if (item.object == nullptr) {
      item.object = store_.find_deleted(item.oid);  // the map lost it, the folder did not
    }
    reach(item);
    return item;
  }

  void reach(const Item& item) {
    if (item.object != nullptr) {
      reached_.insert(item.oid.value);
      delivered_.insert(item.object->offset);
    }
  }

  /// Whether no folder has it, neither under this name nor, of two for one object, the other.
  bool is_unreached(const Object& object) {
    return is_message(object.oid) && !delivered_.contains(object.offset) &&
           reached_.insert(object.oid.value).second;
  }

  /// FORMAT.md 9.2: what programs sent each other is not among the mail.
  void place(Item item, Folder& folder) {
    if (item.object != nullptr && is_program_message(*item.object)) {
      out_.program_messages.push_back(std::move(item));
    } else {
      folder.items.push_back(std::move(item));
    }
  }

  bool is_program_message(const Object& object) {
    if (!has_program_classes_) {
      return false;
    }
    bytes::DamageLog ignored;
    const auto list = store_.read(object, ignored);
    for (const Element& element : list ? list->elements : std::vector<Element>()) {
      if (element.key == kMessageClassKey && element.size == sizeof(bytes::u16)) {
        const auto key = *store_.file().record<bytes::u16>(element.offset);
        const auto name = out_.classes.find(key);
        return name != out_.classes.end() && name->second.starts_with(kPrograms);
      }
    }
    return false;
  }

  void add_by_parent(Item item, Oid parent) {
    item.unlisted = true;
    const auto folder = by_oid_.find(parent.value);
    if (item.object != nullptr && is_program_message(*item.object)) {
      out_.program_messages.push_back(std::move(item));
    } else if (folder != by_oid_.end()) {
      out_.folders[folder->second].items.push_back(std::move(item));
    } else {
      out_.lost_and_found.push_back(std::move(item));
    }
  }

  /// Messages that no folder lists.
  void add_unlisted() {
    for (const Link& link : store_.links()) {
      if (!reached_.insert(link.oid.value).second) {
        continue;
      }
      Item item = resolve(link.oid);
      if (item.object != nullptr && ++copies_[item.object->offset] > kMostCopies) {
        damage_.add({.offset = item.object->offset,
                     .length = item.object->end() - item.object->offset,
                     .kind = DamageKind::OutOfRange,
                     .field = "map.node.link",
                     .found = link.oid.value,
                     .expected = kMostCopies});
        continue;
      }
      add_by_parent(std::move(item), link.parent);
    }
    for (const auto* objects : {&store_.objects(), &store_.strays()}) {
      for (const Object& object : *objects) {
        if (!is_unreached(object)) {
          continue;
        }
        delivered_.insert(object.offset);
        // It survives for its links only, and there is none: it belongs to no folder.
        const Oid parent = object.only_for_links() ? Oid{} : object.parent;
        add_by_parent({.oid = object.oid, .object = &object}, parent);
      }
    }
  }

  /// Messages that the map names and that are nowhere.
  void add_lost() {
    for (const Object& object : store_.lost()) {
      if (is_message(object.oid) && reached_.insert(object.oid.value).second) {
        add_by_parent({.oid = object.oid}, object.parent);
      }
    }
  }

  void add_deleted() {
    std::vector<const Object*> messages;
    for (const Object& object : store_.deleted()) {
      if (is_message(object.oid) && !delivered_.contains(object.offset)) {
        messages.push_back(&object);
      }
    }
    if (messages.empty()) {
      return;
    }
    Duplicates duplicates(store_);
    if (!options_.keep_duplicates) {
      for (const auto* objects : {&store_.objects(), &store_.strays()}) {
        for (const Object& object : *objects) {
          if (is_message(object.oid)) {
            duplicates.add(object);
          }
        }
      }
    }
    for (const Object* object : messages) {
      if (!options_.keep_duplicates && !duplicates.add(*object)) {
        ++out_.duplicates;
        continue;
      }
      out_.recovered.push_back({.oid = object->oid, .object = object});
    }
  }

  /// Attachments that no message names.
  void find_loose_attachments() {
    std::unordered_set<std::uint64_t> named;
    bytes::DamageLog ignored;  // told when the message is read
    const auto look = [&](const std::vector<Item>& items) {
      for (const Item& item : items) {
        if (item.object == nullptr) {
          continue;
        }
        for (const auto& place : attachments_of(store_, *item.object, ignored).places) {
          if (place.object != nullptr) {
            named.insert(place.object->offset);
          }
        }
      }
    };
    for (const Folder& folder : out_.folders) {
      look(folder.items);
    }
    look(out_.lost_and_found);
    look(out_.program_messages);
    look(out_.recovered);
    for (const auto* objects : {&store_.objects(), &store_.strays()}) {
      for (const Object& object : *objects) {
        if (object.oid.type() == ObjectType::Attachment && !named.contains(object.offset)) {
          out_.loose_attachments.push_back(&object);
        }
      }
    }
  }

  const Store& store_;
  const AssembleOptions& options_;
  bytes::DamageLog& damage_;
  Mailbox out_;
  bool has_program_classes_ = false;
  std::unordered_set<std::uint32_t> listed_;               // folders
  std::unordered_set<std::uint32_t> reached_;              // messages and links
  std::unordered_set<std::uint64_t> delivered_;            // messages, by the object's offset
  std::unordered_map<std::uint64_t, std::size_t> copies_;  // of messages, by the object's offset
  std::unordered_map<std::uint32_t, std::size_t> by_oid_;  // folders
};

}  // namespace

Mailbox assemble(const Store& store, const AssembleOptions& options, bytes::DamageLog& damage) {
  return Assembler(store, options, damage).run();
}

AttachmentPlaces attachments_of(const Store& store, const Object& object,
                                bytes::DamageLog& damage) {
  AttachmentPlaces out;
  const bool is_deleted = store.find(object.oid) != &object;
  const auto find = [&](Oid oid) {
    const Object* found = is_deleted ? store.find_deleted(oid) : store.find(oid);
    return found != nullptr ? found : is_deleted ? store.find(oid) : store.find_deleted(oid);
  };
  const Object* list_object = nullptr;
  if (object.auxiliary.type() == ObjectType::AttachmentList) {
    list_object = find(object.auxiliary);
  }
  if (list_object == nullptr) {
    list_object = find(object.oid.as(ObjectType::AttachmentList));
  }
  const auto list = list_object == nullptr ? std::nullopt : store.read(*list_object, damage);
  out.has_list = list.has_value();
  out.complete =
      list ? list->complete
           : list_object == nullptr && object.auxiliary.type() != ObjectType::AttachmentList;
  for (const Element& element : list ? list->elements : std::vector<Element>()) {
    AttachmentPlace place;
    place.number = element.key;
    place.entry = small_value(store, element);
    place.entry_offset = element.offset;
    if (store.file().foreign_bytes(element.offset, element.size)) {
      out.complete = false;
    }
    const auto entry = read_attachment_entry(place.entry, element.offset, damage);
    if (entry && entry->oid.value != 0) {
      place.oid = entry->oid;
      place.object = find(entry->oid);
    }
    out.places.push_back(std::move(place));
  }
  std::unordered_set<const Object*> listed;
  for (const AttachmentPlace& place : out.places) {
    listed.insert(place.object);
  }
  for (const Object* attachment : store.attachments_of(object.oid)) {
    if (!listed.contains(attachment) && !is_deleted) {
      out.complete = false;
      AttachmentPlace place;
      place.oid = attachment->oid;
      place.object = attachment;
      out.places.push_back(std::move(place));
    }
  }
  return out;
}

}  // namespace mmf
