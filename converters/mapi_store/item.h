// A folder, message, attachment or table of an open store: what every library that reads one gives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "converters/mapi_store/record.h"
#include "converters/model/provenance.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/result.h"

namespace convert::mapi_store {

/// The five low bits of an identifier, [MS-PST] 2.2.2.1 NID.nidType; only those that matter here.
enum class NodeType : std::uint8_t {
  NormalFolder = 0x02,
  SearchFolder = 0x03,
  NormalMessage = 0x04,
  Attachment = 0x05,
  AssociatedMessage = 0x08,
  ContentsTable = 0x0E,
  AssociatedContentsTable = 0x0F,
  SearchContentsTable = 0x10,
};

[[nodiscard]] constexpr NodeType node_type(std::uint32_t identifier) {
  return static_cast<NodeType>(identifier & 0x1FU);
}
[[nodiscard]] constexpr bool is_message(NodeType type) {
  return type == NodeType::NormalMessage || type == NodeType::AssociatedMessage;
}
[[nodiscard]] constexpr bool is_folder(NodeType type) {
  return type == NodeType::NormalFolder || type == NodeType::SearchFolder;
}
[[nodiscard]] constexpr bool is_contents_table(NodeType type) {
  return type == NodeType::ContentsTable || type == NodeType::AssociatedContentsTable ||
         type == NodeType::SearchContentsTable;
}

/// What a folder or a message can be asked for by index.
enum class Child : std::uint8_t {
  Folder,      // a row of the folder's hierarchy table
  Message,     // of its contents table
  Associated,  // of its table of associated contents
  Attachment,  // of a message
  Node,        // what names the folder as its parent in the node index: see unlisted()
};

/// Of Item::byte_ranges(): a message cut into more pieces has those with the lowest offsets.
inline constexpr std::size_t kMostRanges = 1024;

class Item;
/// Never null, unless it says so.
using ItemPtr = std::shared_ptr<const Item>;

/// Everything returns an Error where there is nothing to give; what was given and cannot be relied
/// on says why in its faults, a line each with the place in the file.
class Item {
 public:
  Item() = default;
  Item(const Item&) = delete;
  Item(Item&&) = delete;
  Item& operator=(const Item&) = delete;
  Item& operator=(Item&&) = delete;
  virtual ~Item() = default;

  /// The node id; 0 when it is not known.
  [[nodiscard]] virtual std::uint32_t identifier() const = 0;
  /// The bytes of the store that a message is made of, its attachments included: by offset, none
  /// touching the next, at most kMostRanges. Empty when the library does not tell.
  [[nodiscard]] virtual std::vector<model::ByteRange> byte_ranges() const = 0;
  /// Of a table: why rows may be missing, or be another's.
  [[nodiscard]] virtual std::vector<std::string> faults() const = 0;

  /// Rows of a table; 1 for a folder, message or attachment.
  [[nodiscard]] virtual bytes::Result<std::size_t> record_set_count() const = 0;
  [[nodiscard]] virtual bytes::Result<RecordSet> read_record_set(std::size_t index) const = 0;

  [[nodiscard]] virtual bytes::Result<std::size_t> count(Child kind) const = 0;
  [[nodiscard]] virtual bytes::Result<ItemPtr> child(Child kind, std::size_t index) const = 0;
  /// The node ids in the rows of a folder's table of `kind` (Folder, Message or Associated), in the
  /// order of child(); nullopt for a row without one.
  [[nodiscard]] virtual bytes::Result<std::vector<std::optional<std::uint32_t>>> row_identifiers(
      Child kind) const = 0;
  /// Why count(kind) may be wrong.
  [[nodiscard]] virtual std::vector<std::string> listing_faults(Child kind) const = 0;

  /// A child that no table of its folder has a row for.
  struct Unlisted {
    std::size_t index = 0;  // for child(Child::Node)
    std::uint32_t identifier = 0;
  };
  /// The nodes that name this folder as their parent and are not among the `listed` ids; `rows` is
  /// how many rows its tables have. In the order of the node index, each id once.
  [[nodiscard]] virtual std::vector<Unlisted> unlisted(
      const std::unordered_set<std::uint32_t>& listed, std::size_t rows) const = 0;

  /// A message's recipient table, a record set a recipient; null when it has none.
  [[nodiscard]] virtual bytes::Result<ItemPtr> recipients() const = 0;

  /// Of an attachment without PidTagAttachMethod: whether its data is a message.
  [[nodiscard]] virtual bool holds_message() const = 0;
  /// The data of an OLE object (PidTagAttachDataObject), and why it may not be what was written.
  struct Content {
    bytes::Blob data;
    std::vector<std::string> faults;
  };
  [[nodiscard]] virtual bytes::Result<Content> object_data() const = 0;
  /// The message in an attachment.
  [[nodiscard]] virtual bytes::Result<ItemPtr> embedded() const = 0;
};

/// A store that a library has open.
class OpenStore {
 public:
  OpenStore() = default;
  OpenStore(const OpenStore&) = delete;
  OpenStore(OpenStore&&) = delete;
  OpenStore& operator=(const OpenStore&) = delete;
  OpenStore& operator=(OpenStore&&) = delete;
  virtual ~OpenStore() = default;

  [[nodiscard]] virtual bool is_ost() const = 0;
  [[nodiscard]] virtual bytes::Result<ItemPtr> root_folder() const = 0;
  /// The store's own properties (nid 0x21).
  [[nodiscard]] virtual bytes::Result<ItemPtr> message_store() const = 0;
  /// PidTagRecordKey of a store that has lost it: what the entry ids of its folders begin with
  /// ([MS-PST] 2.4.3.2). Empty when nothing tells.
  [[nodiscard]] virtual std::vector<std::byte> key_of_entry_ids() const = 0;
  /// Any item of the node index, with or without a folder that lists it.
  [[nodiscard]] virtual bytes::Result<ItemPtr> item(std::uint32_t identifier) const = 0;

  /// The node index was read whole: what is not in it is not in the store.
  [[nodiscard]] virtual bool knows_all_nodes() const = 0;

  /// How many reads the disk has failed so far, and where the last of them, or the first, failed.
  [[nodiscard]] virtual std::uint64_t read_failures() const = 0;
  [[nodiscard]] virtual std::optional<std::uint64_t> failed_offset() const = 0;
};

}  // namespace convert::mapi_store
